from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from bancheng.ground.access import Subject


@dataclass(frozen=True, slots=True)
class DocumentReady:
    """A paper was rendered (and sealed, where its class says so) and can be read; `subject` is what it is about."""

    title: ClassVar[str] = "文书已制成"

    document: int
    kind: str
    number: str
    subject: Subject


@dataclass(frozen=True, slots=True)
class DocumentFailed:
    """A paper could not be made after all attempts; an administrator may let its job run again."""

    title: ClassVar[str] = "文书制作失败"

    document: int
    kind: str
    number: str
    subject: Subject
