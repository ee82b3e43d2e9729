"""Pure decisions: what a standard costs, how numbers are written, what a statement differs in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from stdnum import luhn

MOST_FEN = 10_000_000_00
MOST_QUANTITY = 10_000
CODE_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Signs of a check code: those that are easily taken for one another are left out."""

_AMOUNT = r"(?P<yuan>[0-9]{1,8}(?:\.[0-9]{1,2})?)元"
_STANDARD = re.compile(
    rf"(?:每(?P<unit>[^\W\d_]{{1,4}}?))?{_AMOUNT}(?:[/每](?P<per>[^\W\d_]{{1,4}}))?(?:（(?P<note>[^（）]*)）)?"
)


@dataclass(frozen=True, slots=True)
class UnitPrice:
    """What one `unit` (件, 证, 本 …) costs, in fen."""

    fen: int
    unit: str


def unit_price(standard: str) -> UnitPrice | None:
    """The price that the words of a standard fix: 每件80元, 20元/证, 10 元. None where they leave anything open

    (a range, another sum in brackets, a reference to a list of elsewhere): such a fee cannot be billed by a machine.
    """
    words = "".join(standard.replace("(", "（").replace(")", "）").split()).removesuffix("。")
    found = _STANDARD.fullmatch(words)
    if (
        found is None
        or (found["unit"] and found["per"])
        or re.search(r"[0-9一二三四五六七八九十百千]元|%|％|折", found["note"] or "")
    ):
        return None
    whole, _dot, part = found["yuan"].partition(".")
    fen = int(whole) * 100 + int(part.ljust(2, "0") or 0)
    return UnitPrice(fen, found["unit"] or found["per"] or "件") if 0 < fen <= MOST_FEN else None


def yuan(fen: int) -> str:
    """12345 → 123.45"""
    sign, size = ("-" if fen < 0 else ""), abs(fen)
    return f"{sign}{size // 100}.{size % 100:02d}"


_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")


def in_words(fen: int) -> str:
    """A sum in the capital figures of receipts (《正确填写票据和结算凭证的基本规定》): 8050 → 捌拾元伍角整"""
    size = abs(fen)
    whole, jiao, cents = size // 100, size // 10 % 10, size % 10
    said = ("负" if fen < 0 else "") + (_whole(whole) + "元" if whole else "")
    if not jiao and not cents:
        return (said or "零元") + "整"
    if jiao:
        said += _DIGITS[jiao] + "角"
    elif whole:
        said += "零"
    return said + (_DIGITS[cents] + "分" if cents else "整")


def _whole(number: int) -> str:
    """Yuan without their cents: each digit with its place, one 零 for any row of empty places between two that are not."""
    said, gap, digits = "", False, str(number)
    for index, sign in enumerate(digits):
        place = len(digits) - 1 - index
        if sign == "0":
            gap = True
        else:
            said += ("零" if gap else "") + _DIGITS[int(sign)] + _PLACES[place % 4]
            gap = False
        if place % 4 == 0 and int(digits[max(0, index - 3) : index + 1]):
            said += _GROUPS[place // 4]
    return said


def numbered(letter: str, region: str, day: date, serial: int) -> str:
    """J 411323 20261120 000001 and a Luhn check digit; the letter tells bills (J) from tickets (P)."""
    digits = f"{region[:6]}{day:%Y%m%d}{serial:06d}"
    return f"{letter}{digits}{luhn.calc_check_digit(digits)}"


NUMBER = re.compile(r"[JP][0-9]{21}", re.ASCII)


def is_number(text: str) -> bool:
    """Whether a text is a number of this room, its check digit right."""
    return bool(NUMBER.fullmatch(text)) and bool(luhn.is_valid(text[1:]))


@dataclass(frozen=True, slots=True)
class Booked:
    """One movement of money in somebody's books: `flow` pay or refund, the order (or refund) number, fen."""

    flow: str
    order: str
    fen: int


@dataclass(frozen=True, slots=True)
class Gap:
    """One movement on which two books do not agree."""

    kind: str
    flow: str
    order: str
    ours: int | None
    theirs: int | None


def gaps(ours: Sequence[Booked], theirs: Sequence[Booked]) -> tuple[Gap, ...]:
    """What differs between two books of a day, in order of flow and order number; doubles on one side count as a sum."""
    mine, other = _summed(ours), _summed(theirs)
    found = []
    for flow, order in sorted(mine.keys() | other.keys()):
        here, there = mine.get((flow, order)), other.get((flow, order))
        if here == there:
            continue
        kind = "ours_only" if there is None else "theirs_only" if here is None else "amount"
        found.append(Gap(kind, flow, order, here, there))
    return tuple(found)


def net(books: Sequence[Booked]) -> int:
    """What came in less what went back, in fen."""
    return sum(one.fen if one.flow == "pay" else -one.fen for one in books)


def _summed(books: Sequence[Booked]) -> Mapping[tuple[str, str], int]:
    made: dict[tuple[str, str], int] = {}
    for one in books:
        made[one.flow, one.order] = made.get((one.flow, one.order), 0) + one.fen
    return made
