"""What this room announces, in the transaction of the change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class PersonRegistered:
    """A natural person has an account now; `account` is its key."""

    title: ClassVar[str] = "个人注册账号"

    account: int


@dataclass(frozen=True, slots=True)
class PasswordChanged:
    """The password of an account is another one; `entry` numbers the change in the account's journal."""

    title: ClassVar[str] = "密码变更"

    account: int
    entry: int
