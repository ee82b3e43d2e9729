"""The traditional script of this field's words."""

from __future__ import annotations

import pytest

from bancheng.ground.codes import traditional


@pytest.mark.parametrize(
    ("simplified", "expected"),
    [
        ("准予许可", "准予許可"),
        ("准营准办", "准營准辦"),
        ("批准、核准", "批准、核准"),
        ("收费标准", "收費標準"),
        ("人群", "人群"),
        ("在这里核对", "在這裡核對"),
        ("办事指南 abc 123", "辦事指南 abc 123"),
    ],
)
def test_a_sentence_in_traditional_script(simplified: str, expected: str) -> None:
    assert traditional(simplified) == expected
