"""When a granted decision may, and when it must, be revoked (行政许可法第六十九条; others by their own law). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bancheng.casework.cases.rules.procedures import PROVISION
from bancheng.ground.law import Refused, 行政许可法

ARTICLE = 行政许可法("第六十九条")


@dataclass(frozen=True, slots=True)
class Ground:
    """One case of the article. `words` as the law says it; `must`: the organ has no choice (second paragraph)."""

    code: str
    place: str
    words: str
    must: bool = False

    @property
    def basis(self) -> str:
        """《行政许可法》第六十九条第一款第（一）项"""
        return f"{ARTICLE.cite}{self.place}"

    @property
    def label(self) -> str:
        """As a list to choose from shows it."""
        return f"{self.words}（{self.place}）" if self.place else self.words


def _grounds(*grounds: Ground) -> Mapping[str, Ground]:
    strange = [one.words for one in grounds if not ARTICLE.says(one.words)]
    if strange:
        raise ValueError(f"not the words of {ARTICLE.cite}: {strange}")
    return MappingProxyType({one.code: one for one in grounds})


GROUNDS = _grounds(
    Ground("11", "第一款第（一）项", "行政机关工作人员滥用职权、玩忽职守作出准予行政许可决定的"),
    Ground("12", "第一款第（二）项", "超越法定职权作出准予行政许可决定的"),
    Ground("13", "第一款第（三）项", "违反法定程序作出准予行政许可决定的"),
    Ground("14", "第一款第（四）项", "对不具备申请资格或者不符合法定条件的申请人准予行政许可的"),
    Ground("15", "第一款第（五）项", "依法可以撤销行政许可的其他情形"),
    Ground("2", "第二款", "被许可人以欺骗、贿赂等不正当手段取得行政许可的", must=True),
)
"""By code: the paragraph, and in the first one its item."""


OWN = Ground("law", "", "该事项所依据的法律、法规、规章规定的撤销情形")
"""What is no licence (行政许可) is revoked by the law of its own kind; 第六十九条 is not for it."""


def grounds_for(*, permit: bool) -> tuple[Ground, ...]:
    """What a decision of this kind may be revoked for."""
    return tuple(GROUNDS.values()) if permit else (OWN,)


def ground_of(code: str, *, permit: bool = True) -> Ground:
    """Raises Refused cases.revocation_ground."""
    found = next((one for one in grounds_for(permit=permit) if one.code == code), None)
    if found is None and permit:
        raise Refused("cases.revocation_ground", "请选择撤销的法定情形，只能是行政许可法第六十九条列明的。", ARTICLE)
    if found is None:
        raise Refused(
            "cases.revocation_ground", "这个事项不是行政许可，不能依行政许可法第六十九条撤销；请写明它自己的法律依据。"
        )
    return found


def basis_of(ground: Ground, typed: str) -> str:
    """The law by which it is revoked: the item of 第六十九条, or the provision that was typed.

    Raises Refused cases.revocation_basis.
    """
    if ground is not OWN:
        if typed:
            raise Refused("cases.revocation_basis", "行政许可依行政许可法第六十九条撤销，请清空其他法律依据。", ARTICLE)
        return ground.basis
    if not PROVISION.search(typed):
        raise Refused(
            "cases.revocation_basis", "请写明撤销所依据的法律、法规、规章名称和条款，例如：《失业保险条例》第二十八条。"
        )
    return typed


def words_of(code: str) -> str:
    """The words of a ground as it was kept."""
    return (GROUNDS.get(code) or OWN).words


def why_not(outcome: str) -> str:
    """Why there is nothing to revoke; "" when there is."""
    return "" if outcome == "granted" else "不予的决定没有授予许可，没有可以撤销的；决定书有笔误的，请更正。"
