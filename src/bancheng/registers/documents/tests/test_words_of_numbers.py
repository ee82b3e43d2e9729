from __future__ import annotations

import pytest

from bancheng.registers.documents import rules


@pytest.mark.parametrize(
    ("name", "short", "region", "words"),
    [
        ("西峡县市场监督管理局", "市场监管局", "西峡县", "市监"),
        ("西峡县市场监督管理局", "", "西峡县", "市监"),
        ("新密市人力资源和社会保障局", "人社局", "新密市", "人社"),
        ("西峡县人民政府", "人民政府", "西峡县", "政"),
        ("西峡县政务服务中心", "政务服务中心", "西峡县", "政务"),
        ("西峡县政务服务和大数据管理局", "", "西峡县", "政务服务和大数据管理"),
        ("西峡县卫生健康委员会", "卫健委", "西峡县", "卫健"),
        ("西峡县档案局", "", "西峡县", "档案"),
        ("自来水公司（演示）", "自来水公司", "西峡县", "自来水公司"),
        ("五里桥镇", "五里桥镇", "五里桥镇", "五里桥镇"),
    ],
)
def test_an_organ_goes_by_its_customary_words(name: str, short: str, region: str, words: str) -> None:
    assert rules.organ_words(name, short, region) == words


def test_prefixes_grow_until_one_is_free_and_the_last_is_the_organs_own() -> None:
    path = ("河南省", "南阳市", "西峡县")
    assert list(rules.prefixes("西峡县公安局", "公安局", path, 7)) == [
        "西公",
        "西峡公",
        "南阳西峡公",
        "河南南阳西峡公",
        "公7号",
    ]


@pytest.mark.parametrize(
    ("place", "word"),
    [("西峡县", "西峡"), ("郑州市", "郑州"), ("矿区", "矿区"), ("新疆维吾尔自治区", "新疆"), ("五里桥镇", "五里桥")],
)
def test_a_place_goes_without_its_level(place: str, word: str) -> None:
    assert rules.place_word(place) == word


def test_a_number_has_its_year_in_full_and_no_leading_zero() -> None:
    assert rules.number("西市监", "受理", 2026, 12) == "西市监受理〔2026〕第12号"
