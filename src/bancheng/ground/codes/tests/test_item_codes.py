"""Codes of service items: real codes of four provinces decode, impossible ones are refused."""

from __future__ import annotations

import pytest

from bancheng.ground.codes import (
    ITEM_TYPES,
    LEVELS,
    BasicCode,
    CodeError,
    HandlingCode,
    ImplementationCode,
    handling_code,
    implementation_code,
)


@pytest.mark.parametrize(
    ("code", "owner", "level", "basic"),
    [
        ("11440100696927671X3442011817001", "11440100696927671X", "3", "442011817001"),
        ("11320400014110315K3322014325004", "11320400014110315K", "3", "322014325004"),
        ("11320402014115642F4000172005000", "11320402014115642F", "4", "000172005000"),
        ("11370800MB285591843370117002011", "11370800MB28559184", "3", "370117002011"),
    ],
)
def test_real_implementation_codes_are_read_and_composed(code: str, owner: str, level: str, basic: str) -> None:
    read = ImplementationCode.parse(code)
    assert (read.credit_code, read.level, str(read.basic)) == (owner, level, basic)
    assert str(read) == code
    assert implementation_code(owner, level, basic) == implementation_code(owner, level, read.basic) == read
    assert read.level in LEVELS


def test_a_real_basic_code_says_province_type_and_item() -> None:
    code = BasicCode.parse("310150356000")
    assert (code.province, code.type, code.main, code.sub) == ("31", "01", "50356", "000")
    assert ITEM_TYPES[code.type].name == "行政许可"
    assert code.parent is None and not code.is_national


def test_a_sub_item_knows_its_main_item() -> None:
    assert str(BasicCode.parse("370117002011").parent) == "370117002000"


def test_a_handling_code_is_the_implementation_code_and_two_digits() -> None:
    code = HandlingCode.parse("11320400014110315K332201432500401")
    assert code.sequence == 1
    assert str(handling_code("11320400014110315K3322014325004", 1)) == str(code) == "11320400014110315K332201432500401"
    assert handling_code(code.implementation, 99).sequence == 99


def test_codes_may_be_typed_with_full_width_digits_and_spaces() -> None:
    assert str(BasicCode.parse("３１０１ 50356-000")) == "310150356000"
    assert str(ImplementationCode.parse("11440100696927671x 3 442011817001")) == "11440100696927671X3442011817001"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("31015035600", "shape"),
        ("3101503560000", "shape"),
        ("31015035600A", "shape"),
        ("", "shape"),
        ("3" * 10_000_000, "shape"),
        ("990150356000", "province"),
        ("310050356000", "type"),
    ],
)
def test_an_impossible_basic_code_is_refused(text: str, code: str) -> None:
    with pytest.raises(CodeError) as error:
        BasicCode.parse(text)
    assert error.value.code == f"basic_code.{code}"


def test_a_minted_code_is_provincial() -> None:
    assert str(BasicCode.mint("41", "01", 12, 3)) == "410100012003"
    with pytest.raises(CodeError, match="国家目录") as error:
        BasicCode.mint("00", "01", 12)
    assert error.value.code == "basic_code.national"
    assert BasicCode.parse("000172005000").is_national, "a national code is read, only never minted"


@pytest.mark.parametrize(("main", "sub"), [(0, 0), (100_000, 0), (1, -1), (1, 1000)])
def test_a_minted_code_stays_in_its_digits(main: int, sub: int) -> None:
    with pytest.raises(CodeError):
        BasicCode.mint("41", "01", main, sub)


@pytest.mark.parametrize(("province", "type_"), [("98", "01"), ("41", "00"), ("41", "1"), ("4", "01")])
def test_a_minted_code_names_a_province_and_a_type(province: str, type_: str) -> None:
    with pytest.raises(CodeError):
        BasicCode.mint(province, type_, 1)


def test_a_wrong_credit_code_in_an_implementation_code_is_refused_unless_it_was_imported() -> None:
    wrong = "11440100696927672X3442011817001"
    with pytest.raises(CodeError) as error:
        ImplementationCode.parse(wrong)
    assert error.value.code == "credit_code.check"
    assert str(ImplementationCode.parse(wrong, strict=False)) == wrong
    with pytest.raises(CodeError):
        implementation_code(wrong[:18], "3", "442011817001")


@pytest.mark.parametrize("text", ["11440100696927671X8442011817001", "11440100696927671X344201181700", "x" * 31])
def test_a_malformed_implementation_code_is_refused(text: str) -> None:
    with pytest.raises(CodeError) as error:
        ImplementationCode.parse(text)
    assert error.value.code == "implementation_code.shape"


def test_levels_and_sequences_out_of_range_are_refused() -> None:
    with pytest.raises(CodeError):
        implementation_code("11440100696927671X", "8", "442011817001")
    for sequence in (0, 100):
        with pytest.raises(CodeError):
            handling_code("11440100696927671X3442011817001", sequence)
    with pytest.raises(CodeError):
        HandlingCode.parse("11440100696927671X344201181700100")


def test_the_public_portal_shows_items_on_application() -> None:
    shown = [row.code for row in ITEM_TYPES.values() if row.on_application]
    assert shown == ["01", "05", "07", "08", "09", "10", "20"]
    letters = " ".join(row.letters for row in ITEM_TYPES.values())
    assert letters == "XK CF QZ ZS GF JC QR JL CJ QT GG"
