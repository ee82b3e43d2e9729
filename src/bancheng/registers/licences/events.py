"""What this room announces, in the transaction of the change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bancheng.ground.access import Subject


@dataclass(frozen=True, slots=True)
class LicenceSigned:
    """A licence was sealed and signed and is valid from now on. `type` is its material code, `subject` the case behind it."""

    title: ClassVar[str] = "电子证照已签发"

    licence: int
    type: str
    subject: Subject | None = None


@dataclass(frozen=True, slots=True)
class LicenceEnded:
    """A licence stopped being valid: `state` is expired, replaced, revoked or suspended."""

    title: ClassVar[str] = "电子证照已失效"

    licence: int
    type: str
    state: str
    subject: Subject | None = None
