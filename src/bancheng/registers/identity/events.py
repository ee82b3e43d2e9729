"""What this room announces, in the transaction of the change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
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


@dataclass(frozen=True, slots=True)
class LeaveSet:
    """A member of staff will be away from `starts` to `ends` (inclusive, ISO days); `leave` is its key."""

    title: ClassVar[str] = "登记请假"

    leave: int
    staff: int
    starts: date
    ends: date


@dataclass(frozen=True, slots=True)
class LeaveCut:
    """He comes back earlier: from `back_on` on nobody stands in for him until `ends`; `starts` is that of the leave."""

    title: ClassVar[str] = "销假"

    leave: int
    staff: int
    starts: date
    ends: date
    back_on: date
