"""What a person is told about a condition."""

from __future__ import annotations

import pytest

from bancheng.ground.conditions import Schema, compile_condition


def test_each_part_says_whether_it_held_and_what_was_answered(food: Schema) -> None:
    condition = compile_condition('business_area >= 500 && shop_kind == "canteen" && chain', food)
    parts = condition.explain({"business_area": "120", "shop_kind": "canteen"})
    assert [part.sentence for part in parts] == [
        "经营面积 大于等于 500 平方米 → 不成立（您填的是 120 平方米）",
        "店铺类型 是 “单位食堂” → 成立（您填的是 单位食堂）",
        "是否连锁 为“是” → 还不能判断（还没有填写）",
    ]
    assert [part.holds for part in parts] == [False, True, None]
    assert condition.joined_by == "all"


def test_a_part_of_several_elements_shows_every_answer(food: Schema) -> None:
    condition = compile_condition("!chain || staff + 2 > 10 && business_area > 50.50", food)
    assert condition.joined_by == "any"
    assert [part.sentence for part in condition.explain({"chain": True, "staff": 9})] == [
        "是否连锁 为“否” → 不成立（您填的是 是）",
        "从业人数 加 2 大于 10，且 经营面积 大于 50.5 平方米 → 还不能判断（从业人数：9 人，经营面积：还没有填写）",
    ]


def test_a_single_part_is_explained_too(food: Schema) -> None:
    condition = compile_condition('"hot" in projects', food)
    assert condition.joined_by == "one"
    assert [part.sentence for part in condition.explain({"projects": ["cold"]})] == [
        "经营项目 包含 “热食类” → 不成立（您填的是 冷食类）"
    ]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ('shop_kind in ["canteen", "bakery"]', "店铺类型 属于 “单位食堂”、“糕点店”"),
        ('shop_kind != "canteen"', "店铺类型 不是 “单位食堂”"),
        ('shop_name != ""', "店铺名称 已经填写"),
        ('shop_name == ""', "店铺名称 没有填写"),
        ('opened >= "2026-01-31"', "开业日期 不早于 2026年1月31日"),
        ('shop_name.startsWith("张")', "店铺名称 开头是 “张”"),
        ("size(notes) > 2", "备注项 的项数 大于 2"),
        ("chain && (staff > 1 || !chain)", "是否连锁 为“是”，且 （从业人数 大于 1 人，或 是否连锁 为“否”）"),
        ("!(staff > 1)", "不满足（从业人数 大于 1 人）"),
        ("chain ? staff > 1 : true", "如果（是否连锁 为“是”），则（从业人数 大于 1 人），否则（总是成立）"),
        ("-staff * 2 < 3.10", "负的（从业人数） 乘以 2 小于 3.1"),
        ("chain == false", "是否连锁 是 “否”"),
    ],
)
def test_a_condition_is_said_in_chinese(food: Schema, source: str, words: str) -> None:
    assert compile_condition(source, food).describe() == words
