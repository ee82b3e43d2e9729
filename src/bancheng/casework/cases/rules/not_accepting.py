"""On what grounds an application may be turned away without being examined (行政许可法第三十二条、第七十八条). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bancheng.ground.law import Article, Refused, 行政许可法

ONCE = 行政许可法("第三十二条")
FALSE = 行政许可法("第七十八条")


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground. `place`: paragraph and item; `words` as the list to choose from and the paper say it."""

    code: str
    article: Article
    place: str
    words: str

    @property
    def basis(self) -> str:
        """《行政许可法》第三十二条第一款第二项"""
        return f"{self.article.cite}{self.place}"


NOT_NEEDED, NOT_COMPETENT, UNTRUE, UNCORRECTED = "not_needed", "not_competent", "untrue", "uncorrected"
GROUNDS: Mapping[str, Ground] = MappingProxyType(
    {
        one.code: one
        for one in (
            Ground(NOT_NEEDED, ONCE, "第一款第一项", "申请事项依法不需要取得行政许可"),
            Ground(NOT_COMPETENT, ONCE, "第一款第二项", "申请事项依法不属于本行政机关职权范围"),
            Ground(UNCORRECTED, ONCE, "第一款第四项、第五项", "经一次告知，没有按照要求提交全部补正申请材料"),
            Ground(UNTRUE, FALSE, "", "隐瞒有关情况或者提供虚假材料"),
        )
    }
)
"""By code. What is merely incomplete is no ground: it is told once, and may be corrected."""


def demand_ground(code: str, *, office: str, corrected: bool) -> Ground:
    """`office`: the organ to apply to; `corrected`: whether a supplement was asked for and has come in.

    Raises Refused: cases.not_accept_ground, cases.office_missing, cases.office_idle, cases.never_told.
    """
    found = GROUNDS.get(code)
    if found is None:
        raise Refused("cases.not_accept_ground", "请选择不予受理的法定情形；材料不齐全的，应当一次性告知补正。", ONCE)
    if code == NOT_COMPETENT and not office:
        raise Refused("cases.office_missing", "不属于本机关职权范围的，请写明应当向哪个行政机关申请。", ONCE)
    if code != NOT_COMPETENT and office:
        raise Refused(
            "cases.office_idle", "只有不属于本机关职权范围的，才写应当向哪个机关申请；请改选情形或者清空。", ONCE
        )
    if code == UNCORRECTED and not corrected:
        raise Refused("cases.never_told", "还没有一次性告知补正，不能以没有补正为由不予受理，请先告知。", ONCE)
    return found


def paper_words(found: Ground, *, permit: bool) -> str:
    """The ground as the paper prints it: what is no licence (行政许可) is named a matter of the law by analogy."""
    return found.words if permit else found.words.replace("取得行政许可", "办理").replace("行政机关", "机关")
