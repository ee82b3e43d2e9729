"""Pure: from a guide to its ends, trips and star (西峡县实施方案三（三）5, CAT-16). No ORM."""

from __future__ import annotations

from dataclasses import dataclass

from bancheng.registers.catalog.types import GuideBody
from bancheng.registers.lists.types.once import Depth

ONLINE = frozenset({"pc", "mobile"})
THREE, FOUR = 3, 4


@dataclass(frozen=True, slots=True)
class StarRules:
    """Which star is given to what the plan does not define: 0–5 each; `electronic` is 4 or 5."""

    information: int = 1
    forms: int = 2
    pre_review: int = 2
    electronic: int = 4


def stars_of(guide: GuideBody, rules: StarRules) -> tuple[int, str]:
    """The star of an item and why, in Chinese.

    Three stars: 网上申请、办结核验 (at most one trip, when the result is collected). Four: all online but for posting the
    licence: no trip, and every result comes by post or electronically.
    """
    if not ONLINE & set(guide.channels):
        if any(file.kind == "blank" for material in guide.materials for file in material.attachments):
            return rules.forms, "不能网上申请，可以下载空白表格"
        return rules.information, "不能网上申请，只公开办事指南"
    if guide.visits > 1:
        return rules.pre_review, f"网上申请后还要到现场 {guide.visits} 次"
    if guide.visits == 1:
        return THREE, "网上申请、办结核验：最多到现场 1 次"
    ways = [set(result.delivery) for result in guide.results]
    if not all(way & {"post", "electronic"} for way in ways):
        return THREE, "网上申请，结果要到窗口领取"
    if all("electronic" in way for way in ways):
        return rules.electronic, "全程网上办理，结果电子送达"
    return FOUR, "除证照寄递环节外，全程网上办理"


def depth_of(guide: GuideBody, rules: StarRules) -> Depth:
    """Everything that lists say of one guide."""
    stars, reason = stars_of(guide, rules)
    ends = set(guide.channels)
    return Depth(
        window="window" in ends,
        pc="pc" in ends,
        mobile="mobile" in ends,
        terminal="terminal" in ends,
        post="post" in ends,
        visits=guide.visits,
        scope=guide.scope,
        acceptance=guide.cross.acceptance if guide.cross else "",
        groups=len(set(guide.audience)) + len(set(guide.groups)),
        stars=stars,
        reason=reason,
    )
