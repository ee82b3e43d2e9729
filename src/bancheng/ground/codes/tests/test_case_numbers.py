"""The unified number of a case: one wrong sign and it is refused."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bancheng.ground.codes import CaseNumber, CodeError, query_code

NUMBER = CaseNumber("411323", date(2026, 11, 22), 1)


def test_a_number_says_where_when_and_which() -> None:
    assert str(NUMBER) == "411323202611220000019"
    assert CaseNumber.parse("411323202611220000019") == NUMBER


def test_a_member_of_a_bundle_carries_a_suffix() -> None:
    member = NUMBER.of_member(3)
    assert str(member) == "411323202611220000019-03"
    assert CaseNumber.parse(str(member)) == member
    assert member.bundle == NUMBER


@pytest.mark.parametrize(
    "typed",
    [
        "４１１３２３202611220000019",
        " 411323-20261122-000001-9 ",
        "411323 20261122 000001 9",
        "411323—20261122—0000019",
    ],
)
def test_a_number_may_be_typed_in_many_ways(typed: str) -> None:
    assert CaseNumber.parse(typed) == NUMBER


numbers = st.builds(
    CaseNumber,
    st.integers(110000, 999999).map(str),
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    st.integers(1, 999_999),
    st.none() | st.integers(1, 99),
)


@settings(max_examples=100, deadline=None)
@given(numbers)
def test_every_number_reads_back(number: CaseNumber) -> None:
    assert CaseNumber.parse(str(number)) == number
    assert CaseNumber.parse(str(number).lower()) == number


@settings(max_examples=200, deadline=None)
@given(numbers, st.integers(0, 20), st.sampled_from("0123456789"))
def test_one_mistyped_digit_is_always_noticed(number: CaseNumber, place: int, digit: str) -> None:
    right = number.base
    wrong = right[:place] + digit + right[place + 1 :]
    if wrong != right:
        with pytest.raises(CodeError):
            CaseNumber.parse(wrong)


def test_two_swapped_signs_are_noticed_nearly_always() -> None:
    """ISO 7064 promises every single mistake, and of swapped neighbours nearly all: counted over a whole year of numbers."""
    swapped = noticed = 0
    for count in range(2000):
        right = CaseNumber("411323", date(2026, 1, 1) + timedelta(days=count % 365), count * 397 % 999_999 + 1).base
        for place in range(20):
            wrong = right[:place] + right[place + 1] + right[place] + right[place + 2 :]
            if wrong != right:
                swapped += 1
                noticed += _refused(wrong)
    assert noticed / swapped > 0.99


def _refused(text: str) -> bool:
    try:
        CaseNumber.parse(text)
    except CodeError:
        return True
    return False


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "shape"),
        ("41132320261122000001", "shape"),
        ("411323202611220000019-1", "shape"),
        ("411323202611220000019-00", "member"),
        ("411323202611220000018", "check"),
        ("<script>alert(1)</script>", "shape"),
    ],
)
def test_what_cannot_be_a_number_is_refused_with_advice(text: str, code: str) -> None:
    with pytest.raises(CodeError, match=r"回执|子办件") as error:
        CaseNumber.parse(text)
    assert error.value.code == f"case_number.{code}"


def test_a_day_that_does_not_exist_is_refused() -> None:
    # The check character is right for these twenty digits.
    from stdnum.iso7064 import mod_37_36

    digits = "41132320260230000001"
    with pytest.raises(CodeError) as error:
        CaseNumber.parse(digits + mod_37_36.calc_check_digit(digits))
    assert error.value.code == "case_number.day"


@pytest.mark.parametrize(
    ("region", "sequence", "member"),
    [("41132", 1, None), ("01132a", 1, None), ("411323", 0, None), ("411323", 1_000_000, None), ("411323", 1, 100)],
)
def test_a_number_out_of_range_is_never_made(region: str, sequence: int, member: int | None) -> None:
    with pytest.raises(CodeError):
        CaseNumber(region, date(2026, 11, 22), sequence, member)


def test_query_codes_are_six_digits_and_differ() -> None:
    codes = {query_code() for _ in range(200)}
    assert all(re.fullmatch(r"[0-9]{6}", code) for code in codes)
    assert len(codes) > 150
