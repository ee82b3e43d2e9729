"""The five grades with their indicators, and what a rating may say. Pure.

《国务院办公厅关于建立政务服务“好差评”制度提高政务服务水平的意见》（国办发〔2019〕51号）; GB/T 39734-2020, GB/T 39735-2020.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

import yaml

from bancheng.frontline.ratings.types import Grade, Indicator
from bancheng.ground.codes import scrub
from bancheng.ground.law import Refused

WORDS_LONGEST = 500
BEST, WORST = 5, 1


@cache
def grades() -> tuple[Grade, ...]:
    """The grades, best first."""
    text = files(__package__).joinpath("indicators.yaml").read_text(encoding="utf-8")
    return tuple(
        Grade(
            value=row["value"],
            label=row["label"],
            satisfaction=row["satisfaction"],
            bad=row["bad"],
            indicators=tuple(Indicator(code, label) for code, label in row["indicators"].items()),
        )
        for row in yaml.safe_load(text)["grades"]
    )


def grade_of(value: int) -> Grade:
    """The grade of a value 5–1. Raises Refused: ratings.grade."""
    found = next((grade for grade in grades() if grade.value == value), None)
    if found is None:
        raise Refused("ratings.grade", "请从非常满意到非常不满意的五个等级中选择一个。")
    return found


def checked_indicators(grade: Grade, codes: Iterable[str]) -> tuple[str, ...]:
    """The codes, each once, in the grade's order. Raises Refused: ratings.indicator for one that is not the grade's."""
    given = set(codes)
    own = tuple(one.code for one in grade.indicators if one.code in given)
    if len(own) < len(given):
        raise Refused("ratings.indicator", f"请只选择“{grade.label}”下面的评价指标。")
    return own


def checked_words(words: str) -> str:
    """What the person writes, with ID and mobile numbers masked. Raises Refused: ratings.words (more than 500)."""
    said = scrub(words.replace("\x00", "").replace("\r\n", "\n").strip())
    if len(said) > WORDS_LONGEST:
        raise Refused("ratings.words", f"评价内容最多 {WORDS_LONGEST} 字，现在是 {len(said)} 字，请缩短后再提交。")
    return said
