"""Terms as strangers write them: “7(工作日)”, “15 个工作日”, “三十日”, “当场办结”, “无”. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from bancheng.ground.codes import compact

EMPTY = frozenset(
    {
        "",
        "无",
        "暂无",
        "没有",
        "空",
        "无线下办理窗口",
        "无线下窗口",
        "/",
        "\\",
        "-",
        "--",
        "—",
        "——",
        "null",
        "none",
        "n/a",
        "na",
        "nil",
    }
)
"""What people write into a cell that has nothing to say."""

LONGEST_EMPTY = 30

_INSTANT = re.compile(r"(当场|即时|立即|马上|现场)(办结|办理|办)?|即办(件|理)?|即时办结")
_COUNTED = re.compile(
    r"(?:不超过|自受理之日起|受理后|在)?([0-9]{1,4}|[零一二三四五六七八九十百两]{1,7})(?:个)?"
    r"(?:[(（]?(工作日|自然日|日历日|工作天|天|日|个月|月|年)[)）]?)?(?:内|以内)?(?:办结|完成)?"
)
_UNITS = {"工作日": "workday", "工作天": "workday", "自然日": "day", "日历日": "day", "天": "day", "日": "day"}
_UNITS |= {"个月": "month", "月": "month", "年": "year"}
_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2}


@dataclass(frozen=True, slots=True)
class ReadTerm:
    """`limit` is a Limit of a guide; `doubt` says in Chinese what was supposed, "" where nothing was."""

    limit: dict[str, Any]
    doubt: str = ""


def is_empty(text: str) -> bool:
    """Whether a cell says that there is nothing to say."""
    return len(text) <= LONGEST_EMPTY and compact(text).lower().rstrip("。.") in EMPTY


def read_term(text: str) -> ReadTerm | None:
    """The limit that a text names; None for an empty one. What no rule reads is kept in words."""
    if is_empty(text):
        return None
    short = compact(text).rstrip("。")
    if _INSTANT.fullmatch(short):
        return ReadTerm({"unit": "instant"})
    found = _COUNTED.fullmatch(short)
    n = _number(found[1]) if found else 0
    if found is None or not 0 <= n <= 3650:
        return ReadTerm({"unit": "free", "note": text.strip()[:500]}, f"“{text.strip()[:30]}”不能读成天数，按文字保留")
    if n == 0:
        return ReadTerm({"unit": "instant"}, f"“{text.strip()[:30]}”按当场办结读取")
    unit = _UNITS.get(found[2] or "", "")
    if not unit:
        return ReadTerm({"unit": "workday", "n": n}, f"“{short}”没有单位，按工作日读取")
    return ReadTerm({"unit": unit, "n": n})


def _number(text: str) -> int:
    """7; 二十 → 20; 一百二十 → 120; -1 for what is no number."""
    if text.isascii():
        return int(text)
    total = 0
    last = 0
    for sign in text:
        if sign in _DIGITS:
            last = _DIGITS[sign]
        else:
            total += (last or 1) * (10 if sign == "十" else 100)
            last = 0
    return total + last
