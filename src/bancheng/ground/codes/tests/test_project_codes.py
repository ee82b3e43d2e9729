"""The unified code of a project: 24 signs, one wrong digit and it is refused; the check rule can be replaced."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bancheng.ground.codes import CodeError, ProjectCode, scrub
from bancheng.ground.codes import projects as codes

DIGITS = st.text("0123456789", min_size=5, max_size=5)


def code(random: str = "12345") -> ProjectCode:
    return ProjectCode("2611", "411323", "04", "01", random)


@pytest.fixture
def _own_rule() -> Iterator[None]:
    yield
    codes.use(None)


def test_a_code_says_when_where_for_whom_and_what() -> None:
    printed = str(code())
    assert len(printed) == 24 and printed.startswith("2611-411323-04-01-12345") and printed.count("-") == 4
    assert ProjectCode.parse(printed) == code()


def test_a_minted_code_is_of_the_month_and_passes_its_own_check() -> None:
    made = ProjectCode.mint(region="411323", department="07", kind="02", on=date(2026, 11, 20))
    assert (made.time, made.region, made.department, made.kind) == ("2611", "411323", "07", "02")
    assert ProjectCode.parse(str(made)) == made


@given(DIGITS, st.integers(0, 19), st.integers(1, 9))
def test_every_single_wrong_digit_is_found(random: str, place: int, shift: int) -> None:
    plain = str(code(random)).replace("-", "")
    wrong = plain[:place] + str((int(plain[place]) + shift) % 10) + plain[place + 1 :]
    with pytest.raises(CodeError) as refused:
        ProjectCode.parse(wrong)
    assert refused.value.code == "project_code.check"


@pytest.mark.parametrize("dash", ["", "-", "－", "—", " "])
def test_a_code_may_be_typed_in_many_ways(dash: str) -> None:
    assert ProjectCode.parse(str(code()).replace("-", dash)) == code()
    wide = str(code()).translate({ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789"})
    assert ProjectCode.parse(f" {wide} ") == code()


@pytest.mark.parametrize(
    "text", ["", "项目代码", "2611-411323-04-01-12345", "x" * 5000, "٢" * 20, "2611_411323_04_01_123456"]
)
def test_what_is_no_code_is_told_how_one_looks(text: str) -> None:
    with pytest.raises(CodeError) as refused:
        ProjectCode.parse(text)
    assert refused.value.code == "project_code.shape" and "24 位" in refused.value.sentence


@pytest.mark.parametrize("changes", [{"region": "4113"}, {"random": "１２３４５"}, {"kind": "A1"}, {"time": ""}])
def test_groups_of_another_shape_make_no_code(changes: dict[str, str]) -> None:
    given = {"time": "2611", "region": "411323", "department": "04", "kind": "01", "random": "12345"}
    with pytest.raises(CodeError):
        ProjectCode(**given | changes)


def test_a_code_of_before_the_standard_is_read_alike() -> None:
    old = ProjectCode("2017", "140105", "34", "03", "00012")
    assert ProjectCode.parse(str(old)).time == "2017"


def test_the_check_rule_of_the_standard_can_be_put_in_place(_own_rule: None) -> None:
    class Last:
        name = "last digit again"

        def digit(self, digits: str) -> str:
            return digits[-1]

    codes.use(Last())
    assert str(code()).endswith("123455") and ProjectCode.parse(str(code())) == code()
    codes.use(None)
    assert codes.check_rule().name == "ISO 7064 MOD 11,10"


@given(DIGITS)
def test_no_mask_takes_a_code_for_the_number_of_a_person(random: str) -> None:
    assert scrub(f"统一代码 {code(random)}。") == f"统一代码 {code(random)}。"
