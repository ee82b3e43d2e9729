"""The verbs of duties: open, close, cancel; what the day brings: open what is due, remind rung by rung."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import AbstractContextManager, nullcontext, suppress
from datetime import date
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import CharField
from django.db.models.functions import Cast

from bancheng.ground.access import AccessDenied, Actor, Subject, demand, system
from bancheng.ground.journal import services as journal
from bancheng.ground.journal.selectors import head_beside, head_of
from bancheng.ground.law import Refused, now, today
from bancheng.registers.duties import rules
from bancheng.registers.duties.kinds import CALENDAR_NOTICE
from bancheng.registers.duties.models import Duty, Reminder
from bancheng.registers.duties.scope import CLOSE, KIND, OPEN, subject_of, target_of
from bancheng.registers.duties.templates import REMINDER
from bancheng.registers.duties.types import Kind, Opening, Rung, UnknownKind, kind_of, kinds, where_closed
from bancheng.registers.identity import selectors as identity
from bancheng.registers.messages import services as messages
from bancheng.registers.organisations import selectors as organisations

CLOCK = system("限期任务")
RESULT_LONGEST = 2000


def open_duty(
    *,
    kind: str,
    due_on: date,
    by: Actor,
    title: str = "",
    opened_on: date | None = None,
    subject: Subject | None = None,
    organisation_id: int | None = None,
    basis: str = "",
) -> Duty:
    """Open a duty of a declared kind; a room above does so as `system(…)`, for one of its own reasons.

    Raises AccessDenied, UnknownKind, Refused: duties.dates, duties.twice (the same kind, subject and first day).
    """
    declared = kind_of(kind)
    demand(by, OPEN)
    start = opened_on or today()
    if due_on < start:
        raise Refused("duties.dates", "截止日不能早于起始日。")
    duty = Duty(
        kind=declared.key,
        title=(title or declared.title)[:200],
        organisation_id=organisation_id,
        role=declared.role,
        subject_kind=subject.kind if subject else "",
        subject_key=subject.key if subject else "",
        opened_on=start,
        due_on=due_on,
        basis=basis[:200],
    )
    with _transaction():
        try:
            with transaction.atomic():
                duty.save(force_insert=True)
        except IntegrityError as error:
            raise Refused("duties.twice", "这项任务已经开启过。") from error
        facts = {"kind": duty.kind, "title": duty.title, "from": start, "due": due_on}
        journal.append(subject_of(duty), "open", by=by, facts=facts, first=True)
    return duty


def close_duty(*, duty: Duty | int, result: str, by: Actor) -> Duty:
    """Say that it is done, and how. Raises AccessDenied, Refused: duties.result, duties.not_open, duties.own_room (by hand,

    of a kind that its room closes: to strike out the duty would end its reminders and leave what is owed as it is).
    """
    return _end(duty, Duty.State.DONE, "close", result, by, "请写明完成情况。")


def cancel_duty(*, duty: Duty | int, reason: str, by: Actor) -> Duty:
    """Take it off, and say why. Raises AccessDenied, Refused: duties.result, duties.not_open."""
    return _end(duty, Duty.State.CANCELLED, "cancel", reason, by, "请写明取消原因。")


def open_due_kinds(*, only: Collection[str] = ()) -> int:
    """Open what the kinds (or some of them, by key) say must be open today and never was; returns how many. May run again."""
    asked = (declared for declared in kinds() if not only or declared.key in only)
    return sum(_open_once(declared, one) for declared in asked for one in _openings(declared))


def close_entered_years() -> int:
    """Close the open duties to enter a year that is official by now; returns how many. May run again."""
    closed = 0
    official = {str(year) for year in organisations.calendar().known}
    found = Duty.objects.filter(kind=CALENDAR_NOTICE.key, state=Duty.State.OPEN, subject_key__in=official)
    for duty in found.order_by("pk"):
        with suppress(Refused):  # another run was quicker
            close_duty(duty=duty, result=f"{duty.subject_key} 年的放假通知已经录入。", by=CLOCK)
            closed += 1
    return closed


def remind() -> int:
    """Tell every rung that is due and not behind us; returns how many people. May run again: each rung is told once."""
    told = 0
    for key in Duty.objects.filter(state=Duty.State.OPEN).order_by("due_on", "pk").values_list("pk", flat=True):
        with transaction.atomic():
            told += _climb(Duty.objects.select_for_update().get(pk=key))
    return told


def _openings(declared: Kind) -> tuple[Opening, ...]:
    return declared.openings(today()) if declared.openings else ()


def _open_once(declared: Kind, one: Opening) -> bool:
    subject = one.subject or Subject("", "")
    known = Duty.objects.filter(
        kind=declared.key, subject_kind=subject.kind, subject_key=subject.key, opened_on=one.opened_on
    )
    if known.exists():
        return False
    with suppress(Refused):  # another run was quicker
        open_duty(
            kind=declared.key,
            title=one.title,
            opened_on=one.opened_on,
            due_on=one.due_on,
            subject=one.subject,
            organisation_id=one.organisation_id,
            basis=one.basis,
            by=CLOCK,
        )
        return True
    return False


def _climb(duty: Duty) -> int:
    """The rungs of one duty, which is locked. A kind that no room declares any more has no ladder."""
    try:
        declared = kind_of(duty.kind)
    except UnknownKind:
        return 0
    if duty.state != Duty.State.OPEN:
        return 0
    behind = set(duty.reminders.values_list("rung", flat=True))
    calendar, day = organisations.calendar(), today()
    left = rules.days_left(declared.unit, duty.due_on, day, calendar)
    due, passed = rules.rungs_due(declared, left, behind, at_work=calendar.is_workday(day))
    last = calendar.workday_on_or_after(duty.due_on)
    words = {"due": last, "when": rules.when(left, declared.unit)}
    counts = {rung: _tell(duty, declared, rung, words) for rung in due}
    Reminder.objects.bulk_create(
        Reminder(duty=duty, rung=rung.key, at=now(), told=counts.get(rung, 0)) for rung in (*passed, *due)
    )
    if due:
        facts = {"rungs": [rung.key for rung in due], "told": sum(counts.values())}
        journal.append(subject_of(duty), "remind", by=CLOCK, facts=facts)
    return sum(counts.values())


def _tell(duty: Duty, declared: Kind, rung: Rung, words: Mapping[str, Any]) -> int:
    organ = duty.organisation
    seat = organisations.organisation_for(organ.region_id, rung.at) if organ and rung.at else None
    labels = {role.key: role.label for role in identity.roles()}
    return messages.notify_role(
        rung.role,
        REMINDER.key,
        region=organ.region_id if organ else "",
        organisation=[one.pk for one in (organ, seat) if one] if organ else None,
        subject=subject_of(duty),
        title=duty.title,
        role=labels.get(declared.role, declared.role),
        basis=duty.basis or "无",
        **words,
    )


def _transaction() -> AbstractContextManager[object]:
    """The caller's transaction, or one of our own: no savepoint, since what is refused here has written nothing yet."""
    return nullcontext() if connection.in_atomic_block else transaction.atomic()


def _end(given: Duty | int, state: Duty.State, verb: str, words: str, by: Actor, empty: str) -> Duty:
    key = given if isinstance(given, int) else given.pk
    with _transaction():
        rows = Duty.objects.select_for_update(of=("self",)).select_related("organisation")
        rows = rows.alias(named=Cast("pk", CharField())).annotate(told_head=head_beside(KIND, "named"))
        duty = rows.filter(pk=key).first()
        if duty is None:
            raise AccessDenied("没有找到这项任务。", visible=False, action=CLOSE)
        demand(by, CLOSE, target_of(duty))
        said = words.replace("\x00", "").strip()
        if not said:
            raise Refused("duties.result", empty)
        if state == Duty.State.DONE and by.kind != "system" and (where := where_closed(duty.kind)):
            raise Refused("duties.own_room", where)
        if duty.state != Duty.State.OPEN:
            raise Refused("duties.not_open", f"这项任务{duty.get_state_display()}，不能再办理。")
        duty.state, duty.closed_at, duty.closed_by, duty.result = state, now(), by.name[:100], said[:RESULT_LONGEST]
        duty.save(update_fields=["state", "closed_at", "closed_by", "result"])
        with journal.together({subject_of(duty): head_of(duty.told_head)}):
            journal.append(subject_of(duty), verb, by=by, facts={"result": duty.result})
    return duty
