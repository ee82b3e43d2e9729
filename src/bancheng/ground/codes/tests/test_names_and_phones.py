"""Names as they stand in the papers, and mobile numbers."""

from __future__ import annotations

import pytest

from bancheng.ground.codes import CodeError, mobile, person_name


@pytest.mark.parametrize(
    "name",
    [
        "王小满",
        "𠮷田",
        "㐂子",
        "䶮",
        "王䶮",
        "𰻝",
        "〇一",
        "\ufa11",
        "阿依古丽·买买提",
        "葛\U000e0100",
        "José Núñez",
        "John O'Neil",
    ]
    + ["J. R. Smith", "ئايگۈل", "Anne-Marie"],
)
def test_a_name_is_kept_sign_by_sign(name: str) -> None:
    assert person_name(name) == name


@pytest.mark.parametrize("dot", "•‧∙⋅・･●．·")
def test_every_dot_becomes_the_one_between_names(dot: str) -> None:
    assert person_name(f"阿依古丽 {dot} 买买提") == "阿依古丽·买买提"


@pytest.mark.parametrize(
    ("typed", "name"),
    [(" 王 小\u3000满 ", "王小满"), ("𠮷 田", "𠮷田"), ("John   Smith", "John Smith"), ("王 John", "王 John")],
)
def test_spaces_between_han_characters_go(typed: str, name: str) -> None:
    assert person_name(typed) == name


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "empty"),
        (" \u3000 ", "empty"),
        ("王3", "sign"),
        ("王３", "sign"),
        ("<b>王</b>", "sign"),
        ("王;DROP TABLE", "sign"),
        ("王\u202e满", "sign"),
        ("王\x00满", "sign"),
        ("王😀", "sign"),
        ("\ud800", "sign"),
        ("䷀", "sign"),
        ("王\ue000", "private"),
        ("·王", "edge"),
        ("王·", "edge"),
        ("-王", "edge"),
        ("\u0301王", "edge"),
        ("王" * 51, "length"),
        ("王" * 10_000_000, "length"),
    ],
    ids=lambda value: ascii(value)[:20],
)
def test_what_cannot_be_a_name_is_refused_with_advice(typed: str, code: str) -> None:
    with pytest.raises(CodeError, match="姓名") as error:
        person_name(typed)
    assert error.value.code == f"name.{code}"


def test_a_name_of_fifty_signs_is_taken() -> None:
    assert person_name("𠮷" * 50) == "𠮷" * 50


@pytest.mark.parametrize(
    "typed",
    ["13812345678", "138 1234 5678", "138-1234-5678", "+86 138 1234 5678", "008613812345678", "8613812345678"]
    + ["１３８１２３４５６７８", "（+86）13812345678"],
)
def test_a_mobile_number_is_its_eleven_digits(typed: str) -> None:
    assert mobile(typed) == "13812345678"


@pytest.mark.parametrize(
    "typed", ["", "1381234567", "138123456789", "12812345678", "0377-69662000", "abc", "+1 2025550123"]
)
def test_what_is_not_a_mobile_number_is_refused_with_advice(typed: str) -> None:
    with pytest.raises(CodeError, match="请输入 11 位手机号码"):
        mobile(typed)
