"""Citizens' ID numbers (GB 11643): the checksum refuses, the birthplace only warns."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine
from stdnum.cn import ric

from bancheng.ground.codes import CodeError, Sex, id_number

REAL = "11010519491231002X"


def made(digits: str) -> str:
    """Seventeen digits with their check digit."""
    return digits + ric.calc_check_digit(digits + "0")


def test_the_number_of_the_standard_is_read() -> None:
    person = id_number(REAL)
    assert (person.number, person.region, person.birth, person.sex) == (REAL, "110105", date(1949, 12, 31), Sex.FEMALE)
    assert person.warnings == ()
    assert (person.sex.label, person.age(date(2026, 12, 30)), person.age(date(2026, 12, 31))) == ("女", 76, 77)


@pytest.mark.parametrize(
    "typed",
    [
        "11010519491231002x",
        " 110105 19491231 002X ",
        "110105-19491231-002x",
        "１１０１０５１９４９１２３１００２Ｘ",
        "\u200b" + REAL,
    ]
    + ["110105\u300019491231\u3000002X", "110105—19491231—002X"],
)
def test_full_width_digits_spaces_and_a_small_x_are_forgiven(typed: str) -> None:
    assert id_number(typed).number == REAL


@pytest.mark.parametrize("place", range(17))
def test_a_wrong_check_digit_is_refused(place: int) -> None:
    wrong = REAL[:place] + str((int(REAL[place]) + 1) % 10) + REAL[place + 1 :]
    with pytest.raises(CodeError, match="逐位核对") as error:
        id_number(wrong)
    assert error.value.code == "id_number.check"


@pytest.mark.parametrize(
    "day", ["20230229", "20240230", "20241301", "20240100", "00000000", "18200101"], ids=lambda day: f"on {day}"
)
def test_an_impossible_day_of_birth_is_refused(day: str) -> None:
    with pytest.raises(CodeError, match="出生日期不存在") as error:
        id_number(made(f"110105{day}002"))
    assert error.value.code == "id_number.birth"


@time_machine.travel(datetime(2026, 11, 22, 4, 0, tzinfo=UTC), tick=False)
def test_nobody_is_born_tomorrow_but_somebody_may_be_today() -> None:
    assert id_number(made("11010520261122002")).birth == date(2026, 11, 22)
    with pytest.raises(CodeError):
        id_number(made("11010520261123002"))


def test_a_county_younger_than_the_person_only_warns() -> None:
    older, younger = id_number(made("41132319850101003")), id_number(made("41132319990101003"))
    assert older.warnings == ("身份证号码前六位 411323 不在出生当年的行政区划表中，请核对证件原件。",)
    assert younger.warnings == ()
    assert id_number(made("99999919990101003")).warnings


def test_an_old_number_of_fifteen_digits_is_refused_with_advice() -> None:
    with pytest.raises(CodeError, match="15 位旧身份证号码已停用，请输入现在身份证上的 18 位号码") as error:
        id_number("130503670401001")
    assert error.value.code == "id_number.old"


@pytest.mark.parametrize(
    "text", ["", "1", "X" * 18, "11010519491231002XX", "一一零一零五", "' OR 1=1 --", "<b>", "0" * 10_000_000, "①" * 18]
)
def test_what_is_not_a_number_is_refused_with_advice(text: str) -> None:
    with pytest.raises(CodeError, match="请输入 18 位身份证号码") as error:
        id_number(text)
    assert error.value.code == "id_number.shape"


def test_neither_a_repr_nor_an_error_shows_the_number() -> None:
    assert REAL not in repr(id_number(REAL))
    assert "1949" not in repr(id_number(REAL))
    with pytest.raises(CodeError) as error:
        id_number(REAL[:-1] + "1")
    assert REAL[:-1] not in repr(error.value)


def test_a_county_that_the_table_does_not_have_at_all_only_warns():
    # The second example of GB 11643-1999; 340524 is in no edition of the table that the library reads.
    assert id_number("34052419800101001X").warnings
