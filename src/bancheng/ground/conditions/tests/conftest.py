from __future__ import annotations

import pytest

from bancheng.ground.conditions import Element, Kind, Schema

FOOD = Schema.of(
    (
        Element("business_area", Kind.DECIMAL, "经营面积", unit="平方米"),
        Element("staff", Kind.INT, "从业人数", unit="人"),
        Element.choice("shop_kind", {"restaurant": "餐馆", "canteen": "单位食堂", "bakery": "糕点店"}, "店铺类型"),
        Element("chain", Kind.BOOL, "是否连锁"),
        Element("shop_name", Kind.TEXT, "店铺名称"),
        Element("opened", Kind.DATE, "开业日期"),
        Element("projects", Kind.TEXTS, "经营项目", (("hot", "热食类"), ("cold", "冷食类"))),
        Element("notes", Kind.TEXTS, "备注项"),
        Element("fee", Kind.DECIMAL, "费用"),
    )
)


@pytest.fixture
def food() -> Schema:
    return FOOD
