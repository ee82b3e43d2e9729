"""Special procedures (特别程序): by which law they stop the clock, and on which days they may begin and end. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta

from bancheng.ground.law import (
    HEARING_NOTICE,
    Calendar,
    CaseClock,
    OtherProcedure,
    Procedure,
    Refused,
    SpecialProcedure,
    pauses_statutory_clock,
    procedure,
    行政许可法,
)

ARTICLE = 行政许可法("第四十五条")
HEARING = 行政许可法("第四十八条")
ONE_DAY = timedelta(days=1)
MOST_DAYS = 365
NOT_A_HEARING = "只有听证才填写听证的时间和地点，请清空这几项。"
STARTED_BY_HAND = (
    *SpecialProcedure,
    OtherProcedure.ASSESSMENT,
    OtherProcedure.SITE_INSPECTION,
    OtherProcedure.PUBLIC_NOTICE,
    OtherProcedure.EXAMINATION,
)
"""The kinds an organ may start; 延长审批 is not one: it has its own verb (第四十二条)."""
PROVISION = re.compile(r"《[^《》]{2,80}》第[^第]{1,12}条")


@dataclass(frozen=True, slots=True)
class Basis:
    """By what a procedure runs: the words, the law beside 第四十五条 that was cited, and whether the statutory clock stops."""

    words: str
    cited: str
    stops: bool


def kind_of(code: str) -> Procedure:
    """The procedure that was chosen. Raises Refused cases.procedure_kind."""
    try:
        kind = procedure(code)
    except ValueError:
        kind = OtherProcedure.EXTENSION
    if kind not in STARTED_BY_HAND:
        raise Refused(
            "cases.procedure_kind", "请从列表中选择一种特别程序；需要延长期限的，请用“延长办理期限”。", ARTICLE
        )
    return kind


def basis_of(kind: Procedure, cited: str) -> Basis:
    """The eight stop the clock by 第四十五条, 评估 never does; the others only where a law is cited (FLW-08).

    Raises Refused cases.cited for a citation that names no article, or that would stop the clock for 评估.
    """
    if cited and kind is OtherProcedure.ASSESSMENT:
        raise Refused("cases.cited", "评估的时间计入法定办结时限，不能停止计时，请不要填写法律依据。", ARTICLE)
    if cited and not PROVISION.search(cited):
        raise Refused("cases.cited", "请写明法律名称和条款，例如：《中华人民共和国安全生产法》第六十三条。")
    special = isinstance(kind, SpecialProcedure)
    words = "；".join(filter(None, (str(ARTICLE) if special else "", cited)))
    return Basis(words, cited, pauses_statutory_clock(kind, cited=cited))


def article_of(basis: str) -> str:
    """The one provision of a basis that a trace names; "" for a procedure that rests on none."""
    found = PROVISION.search(basis)
    return found.group() if found else ""


def demand_days(days: int) -> None:
    """How long it will take must be told in writing (第四十五条后段). Raises Refused cases.procedure_days."""
    if not 1 <= days <= MOST_DAYS:
        raise Refused("cases.procedure_days", f"请填写所需的工作日数，1 至 {MOST_DAYS} 之间。", ARTICLE)


def demand_start(
    started: date, *, accepted: date, today: date, clocks: Iterable[CaseClock], calendar: Calendar
) -> None:
    """Not before acceptance, not in the future, and told at once: at the latest on the next working day.

    Nobody gives back days that have gone by, or makes an overdue case timely, by a day entered afterwards.

    Raises Refused cases.procedure_dates.
    """
    if started < accepted:
        raise Refused("cases.procedure_dates", f"开始日期不能早于受理日期（{_words(accepted)}），请核对。")
    if started > today:
        raise Refused("cases.procedure_dates", "开始日期不能晚于今天；还没有开始的，请到开始那天再登记。")
    if calendar.workdays_between(started, today) > TOLD_WITHIN:
        raise Refused(
            "cases.procedure_dates",
            "特别程序应当在启动时书面告知申请人，最迟下一个工作日登记；再早的日期不能补登，请按实际登记的日期填写。",
            ARTICLE,
        )
    if any(clock.is_overdue(today) and started <= clock.due(today) for clock in clocks):
        raise Refused(
            "cases.procedure_dates", "办理时限已经届满，不能再补登届满以前开始的特别程序；请按实际登记的日期填写。"
        )


TOLD_WITHIN = 1  # working days


def demand_end(ended: date, *, started: date, today: date, held_on: date | None = None) -> None:
    """Counting goes on with the day it ends; a hearing (`held_on`) does not end before it was held.

    Raises Refused cases.procedure_dates.
    """
    if held_on is not None and ended < held_on:
        raise Refused(
            "cases.procedure_dates", f"听证定于{_words(held_on)}举行，举行以后才能登记结束。", 行政许可法("第四十八条")
        )
    if not started <= ended <= today:
        raise Refused("cases.procedure_dates", f"结束日期应当在开始日期（{_words(started)}）和今天之间，请核对。")


@dataclass(frozen=True, slots=True)
class Hearing:
    """When and where a hearing is held, as far as it was said; all of it is told to the applicant (第四十八条第一项)."""

    on: date | None = None
    at: time | None = None
    place: str = ""

    @property
    def told(self) -> bool:
        return bool(self.on or self.at or self.place)


def demand_hearing(kind: Procedure, hearing: Hearing, *, today: date, until: date, calendar: Calendar) -> None:
    """A hearing has a time and a place, told seven working days before (第四十八条第一项), within the days it is said to take.

    Raises Refused cases.hearing_day, cases.hearing_time, cases.hearing_place.
    """
    if kind is not SpecialProcedure.HEARING:
        if hearing.told:
            raise Refused("cases.hearing_day", NOT_A_HEARING)
        return
    _demand_day(hearing.on, today=today, until=until, calendar=calendar)
    if hearing.at is None:
        raise Refused("cases.hearing_time", "请填写听证几点开始，它要写进告知书。", HEARING)
    if not hearing.place:
        raise Refused("cases.hearing_place", "请填写举行听证的地点，它要写进告知书。", HEARING)


def _demand_day(day: date | None, *, today: date, until: date, calendar: Calendar) -> None:
    if day is None:
        raise Refused("cases.hearing_day", "请填写举行听证的日期，它要写进告知书。", HEARING)
    # Counted back: the day of the hearing is not one of the seven.
    if day <= today or calendar.workdays_between(today - ONE_DAY, day - ONE_DAY) < HEARING_NOTICE.n:
        raise Refused(
            "cases.hearing_day",
            f"应当在举行听证的 {HEARING_NOTICE.n} 个工作日以前通知申请人，请选择更晚的日期。",
            HEARING,
        )
    if day > until:
        raise Refused(
            "cases.hearing_day", f"所需的工作日数只到{_words(until)}，听证日期在它以后；请把所需的工作日数填得足够。"
        )


def _words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
