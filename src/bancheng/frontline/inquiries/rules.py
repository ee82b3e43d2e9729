"""What may be written about an inquiry, and when its answer is due. Pure."""

from __future__ import annotations

from datetime import date

from bancheng.ground.codes import CodeError, mobile, person_name, scrub
from bancheng.ground.law import Calendar, Refused

LONGEST, LONGEST_REASON, LONGEST_NUMBER = 2000, 300, 40


def said(text: str, *, code: str, empty: str, longest: int = LONGEST) -> str:
    """Words as they are kept: personal numbers masked, no sign that cannot be stored. Raises Refused `code`."""
    kept = scrub("".join(one for one in text if one != "\x00" and not "\ud800" <= one <= "\udfff").strip())
    if not kept:
        raise Refused(code, empty)
    if len(kept) > longest:
        raise Refused("inquiries.too_long", f"最多 {longest} 个字，您写了 {len(kept)} 个字，请缩短。")
    return kept


def name_of(text: str) -> str:
    """The name of who asked, exact; "" where none was left. Raises Refused inquiries.asker."""
    try:
        return person_name(text) if text.strip() else ""
    except CodeError as error:
        raise Refused("inquiries.asker", error.sentence) from error


def phone_of(text: str) -> str:
    """The mobile number of who asked; "" where none was left. Raises Refused inquiries.phone."""
    try:
        return mobile(text) if text.strip() else ""
    except CodeError as error:
        raise Refused("inquiries.phone", error.sentence) from error


def due(asked_on: date, days: int, calendar: Calendar) -> date:
    """The last day for an answer: so many working days after the day of the question."""
    return calendar.add_workdays(asked_on, days)
