"""What the words of a standard fix, how sums are written, and what two books differ in."""

from __future__ import annotations

from datetime import date

import pytest

from bancheng.registers.payments.rules import Booked, Gap, gaps, in_words, is_number, net, numbered, unit_price, yuan


@pytest.mark.parametrize(
    ("words", "fen", "unit"),
    [
        ("每件80元（住宅及其车库、车位、储藏室）", 8000, "件"),
        ("每证20元", 2000, "证"),
        ("10 元", 1000, "件"),
        ("12.5元/件", 1250, "件"),
        ("每本120元。", 12000, "本"),
        ("0.05元/次", 5, "次"),
    ],
)
def test_a_plain_price_is_read(words, fen, unit):
    price = unit_price(words)
    assert (price.fen, price.unit) == (fen, unit)


@pytest.mark.parametrize(
    "words",
    [
        *("按省级主管部门公布的标准计收", "20至40元", "每证20元，补领40元", "每件80元（增加一本加收10元）", "免费"),
        *(
            "0元",
            "每件80元/本",
            "每平方米12.345元",
            "",
            "每件80元（小微企业5折）",
            "八十元",
            "99999999999元",
            "每件-5元",
        ),
    ],
)
def test_what_leaves_anything_open_is_no_price(words):
    assert unit_price(words) is None


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (8000, "捌拾元整"),
        (8050, "捌拾元伍角整"),
        (8005, "捌拾元零伍分"),
        (5, "伍分"),
        (50, "伍角整"),
        (100, "壹元整"),
        (1_0000_00, "壹万元整"),
        (1_0001_00, "壹万零壹元整"),
        (10_0100_00, "壹拾万零壹佰元整"),
        (2000_0305_67, "贰仟万零叁佰零伍元陆角柒分"),
        (1_0000_0001_00, "壹亿零壹元整"),
        (1_1000_00, "壹万壹仟元整"),
        (-8000, "负捌拾元整"),
        (0, "零元整"),
    ],
)
def test_a_sum_is_written_in_the_figures_of_receipts(fen, words):
    assert in_words(fen) == words


def test_yuan_keep_their_cents():
    assert [yuan(fen) for fen in (0, 5, 12345, -5, -12345)] == ["0.00", "0.05", "123.45", "-0.05", "-123.45"]


def test_a_number_is_known_by_its_check_digit():
    number = numbered("J", "411323000000", date(2026, 11, 20), 1)
    assert number[:21] == "J41132320261120000001"[:21] and is_number(number)
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert not is_number(wrong) and not is_number("") and not is_number("X" + number[1:]) and not is_number("J１" * 11)


def test_two_books_differ_in_what_one_lacks_or_counts_otherwise():
    ours = [Booked("pay", "a", 1), Booked("pay", "b", 2), Booked("refund", "aR", 1)]
    theirs = [Booked("pay", "a", 1), Booked("pay", "b", 3), Booked("pay", "c", 4)]
    assert gaps(ours, theirs) == (
        Gap("amount", "pay", "b", 2, 3),
        Gap("theirs_only", "pay", "c", None, 4),
        Gap("ours_only", "refund", "aR", 1, None),
    )
    assert gaps(ours, ours) == () and gaps([Booked("pay", "a", 1)] * 2, [Booked("pay", "a", 2)]) == ()
    assert (net(ours), net(theirs)) == (2, 8)
