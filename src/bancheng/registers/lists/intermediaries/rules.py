"""Pure: whose subordinate a firm is, in which order firms stand, how a lot is drawn. No ORM."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from hashlib import sha256
from typing import TypeVar

from bancheng.ground.crypto import keyed_hash

One = TypeVar("One")
ORDER_NOTE = "机构按每天重新生成的随机次序排列，与名称、登记先后和评价无关，不分先后"
ASSIGN = "中介服务机构由申请人自主选择，任何工作人员不得指定或者变相指定"
FREE_CHOICE = "《优化营商环境条例》第四十三条"
NO_SUBORDINATES = "《优化营商环境条例》第四十三条"


def conflict(parents: Sequence[int], organs: Collection[int]) -> int | None:
    """The approving organ that a firm stands under, if any. `parents`: its organ and those above that, nearest first."""
    return next((parent for parent in parents if parent in organs), None)


def neutral(things: Iterable[tuple[str, One]], *, day: date, about: str) -> list[One]:
    """The things in the order of a keyed hash of their key and the day: nobody can choose a name that comes first."""

    def place(pair: tuple[str, One]) -> str:
        return keyed_hash(f"{day.isoformat()}:{about}:{pair[0]}", purpose="lists.neutral_order")

    return [thing for _key, thing in sorted(things, key=place)]


def drawn(seed: str, firms: Sequence[str]) -> str:
    """The firm that a lot falls on: of all credit codes the one whose SHA-256 with the seed is the smallest.

    Anybody can compute it again from the published seed and the credit codes; the order in which they are given is of no account.
    """
    return min(firms, key=lambda uscc: (sha256(f"{seed}:{uscc}".encode()).hexdigest(), uscc))
