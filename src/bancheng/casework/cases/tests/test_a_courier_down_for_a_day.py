"""The courier answers nobody for a whole day, while results are to be booked and others are on their way (APP-23).

The clock of the test walks through the day; what the day plan wants runs at its times, as a worker would run it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from bancheng.casework.cases import delivery, services
from bancheng.casework.cases.adapters import courier as plug
from bancheng.casework.cases.adapters.courier.demo import DemoCourier
from bancheng.casework.cases.models import Case, DemoShipment, Parcel, ParcelScan
from bancheng.casework.cases.tests.stage import Stage, at
from bancheng.casework.cases.tests.test_parcels import TO, by_post
from bancheng.ground.jobs import drain, timetable
from bancheng.ground.jobs.models import Job
from bancheng.ground.journal import selectors as journal
from bancheng.ground.law import in_shanghai
from bancheng.registers.messages.models import Message

pytestmark = [pytest.mark.django_db, pytest.mark.faults]
FRIDAY = date(2026, 11, 20)
TEN_DAYS_BEFORE = date(2026, 11, 6)  # ten working days end with the Friday on which the courier falls silent
DAY = timedelta(days=1)
UNDER_WAY, WANTED = 2, 6
NAMES = "一二三四五六七八"
HOURLY = 24


@dataclass
class Line(DemoCourier):
    """The courier behind a line that breaks: before it hears an order, or after it took one; and in ways nobody declared."""

    down: bool = False
    asked: Counter[str] = field(default_factory=Counter)

    def book(self, booking: plug.Booking) -> str:
        self.asked[booking.order] += 1
        if self.down and self.asked[booking.order] % 3 == 1:
            raise plug.CourierDown("没有应答")
        tracking = super().book(booking) if not self.down or self.asked[booking.order] % 3 == 2 else ""
        if self.down:
            raise ConnectionResetError(f"{booking.name} {booking.address}")
        return tracking

    def track(self, tracking: str) -> tuple[plug.Seen, ...]:
        if self.down:
            raise plug.CourierDown("没有应答") if tracking[-1] in "02468" else TimeoutError(tracking)
        return super().track(tracking)


@pytest.fixture
def line() -> Iterator[Line]:
    made = Line()
    plug.use(made)
    yield made
    plug.use(None)


@dataclass
class Walk:
    """The clock, and what runs by it."""

    machine: Any
    now: datetime

    def until(self, end: datetime, every: timedelta) -> None:
        while self.now < end:
            self.now += every
            self.machine.move_to(self.now, tick=False)
            timetable.tick()
            drain()


@pytest.fixture
def walk(time_machine: Any) -> Walk:
    return Walk(time_machine, at(FRIDAY))


def told(template: str) -> Counter[str]:
    """How many messages of a kind were sent about each case."""
    return Counter(Message.objects.filter(template__key=template).values_list("subject_key", flat=True))


def posted(stage: Stage, place: int) -> str:
    return by_post(stage, stage.citizen(f"王{NAMES[place]}", place + 1))


def test_a_day_without_the_courier_delays_and_loses_and_doubles_nothing(
    stage: Stage, line: Line, walk: Walk, move: Callable[..., None]
) -> None:
    move(TEN_DAYS_BEFORE)
    late = posted(stage, 0)
    move(FRIDAY)
    desk = stage.staff("result_desk")
    cases = [late, *(posted(stage, place) for place in range(1, UNDER_WAY + WANTED))]
    timetable.tick()
    for number in cases[-UNDER_WAY:]:
        services.ship(number, by=desk, **TO)
    walk.until(at(FRIDAY, 10), timedelta(minutes=20))
    assert DemoShipment.objects.count() == UNDER_WAY

    line.down = True
    for number in cases[:-UNDER_WAY]:
        services.ship(number, by=desk, **TO)
    walk.until(at(FRIDAY, 10) + DAY, timedelta(minutes=20))
    _it_backs_off_and_nobody_is_told_what_did_not_happen(line, cases)

    line.down = False
    walk.until(at(FRIDAY, 11) + DAY, timedelta(minutes=10))
    _all_are_booked_once(line, cases)
    walk.until(at(FRIDAY, 10) + 3 * DAY, timedelta(hours=1))
    _all_are_delivered_when_they_were_signed_for(cases)
    _only_who_was_late_is_late(late, cases)


def _it_backs_off_and_nobody_is_told_what_did_not_happen(line: Line, cases: list[str]) -> None:
    wanted = Parcel.objects.filter(state=Parcel.State.BOOKING)
    assert wanted.count() == WANTED and not wanted.exclude(tracking="").exists()
    jobs = Job.objects.filter(task__endswith="book_parcel").exclude(state="done")
    assert {job.state for job in jobs} == {"waiting"} and len(jobs) == WANTED
    # Some tries in the first minutes, then one an hour.
    assert all(HOURLY - 6 <= line.asked[row.key] <= HOURLY + 6 for row in wanted)
    assert "灌河路" not in str(list(Job.objects.values_list("error", flat=True)))
    assert not any(told("cases.parcel_sent")[key] for key in wanted.values_list("case__key", flat=True))
    under_way = Parcel.objects.exclude(state=Parcel.State.BOOKING)
    assert {row.state for row in under_way} == {"ordered"} and len(under_way) == UNDER_WAY
    assert set(Case.objects.filter(number__in=cases).values_list("state", flat=True)) == {"decided"}


def _all_are_booked_once(line: Line, cases: list[str]) -> None:
    orders = list(DemoShipment.objects.values_list("order", flat=True))
    assert sorted(orders) == sorted(Parcel.objects.values_list("key", flat=True)) and len(orders) == len(cases)
    for row in Parcel.objects.all():
        assert row.tracking == DemoShipment.objects.get(order=row.key).tracking
    assert not Job.objects.filter(task__endswith="book_parcel").exclude(state="done").exists()
    assert max(line.asked.values()) <= HOURLY + 8
    assert set(told("cases.parcel_sent").values()) == {1} and len(told("cases.parcel_sent")) == len(cases)


def _all_are_delivered_when_they_were_signed_for(cases: list[str]) -> None:
    for row in Parcel.objects.select_related("case"):
        booked = DemoShipment.objects.get(order=row.key).booked_at
        assert row.signed_at == booked + timedelta(hours=28)
        assert row.case is not None and row.case.state == "closed"
        assert row.case.delivered_at == row.case.collected_at == row.signed_at
        verbs = [entry.verb for entry in journal.entries_of(_subject(row.case))]
        assert verbs.count("deliver") == verbs.count("close") == 1
    seen = Counter(ParcelScan.objects.values_list("parcel", "state", "at"))
    assert set(seen.values()) == {1}
    # Taken on while nobody heard the answer, and confirmed a day later: told once all the same.
    assert ParcelScan.objects.filter(state="ordered").count() == len(cases)
    assert set(told("cases.delivered").values()) == {1} and len(told("cases.delivered")) == len(cases)
    assert Job.objects.filter(task__endswith="follow_parcels", state="failed").exists()
    assert not Job.objects.filter(state="failed").exclude(task__endswith="follow_parcels").exists()


def _only_who_was_late_is_late(late: str, cases: list[str]) -> None:
    """The ten working days run from the decision whatever the courier does; who passed them is told of once."""
    for number in cases:
        row = Case.objects.get(number=number)
        assert row.decided_at is not None
        verbs = [entry.verb for entry in journal.entries_of(_subject(row))]
        assert verbs.count("delivery_overdue") == (1 if number == late else 0)
        due = delivery.due_after(row.decided_at)
        assert due == (FRIDAY if number == late else date(2026, 12, 4))
        assert row.delivered_at is not None
        assert (in_shanghai(row.delivered_at).date() > due) is (number == late)


def _subject(case: Case) -> Any:
    from bancheng.casework.cases import standing

    return standing.subject_of(case)
