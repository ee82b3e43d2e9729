"""Duties as the desk shows them, within the scope of who asks."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet

from bancheng.ground.access import AccessDenied, Actor, may, region_stem
from bancheng.ground.law import Calendar, Light, in_shanghai, today
from bancheng.registers.duties import rules
from bancheng.registers.duties.models import Duty
from bancheng.registers.duties.scope import CLOSE, VIEW, target_of
from bancheng.registers.duties.types import DutyView, ReminderView, UnknownKind, kind_of, kinds, unit_of
from bancheng.registers.identity import selectors as identity
from bancheng.registers.organisations import selectors as organisations

LARGEST = 200
LEDGER_LARGEST = 5000


def open_duties(actor: Actor, *, mine: bool = False, size: int = 100) -> tuple[DutyView, ...]:
    """Open duties within the actor's `duties.view` grants, the most pressing first; those of the platform itself too.

    `mine`: only those that a role of the actor owes. Nothing without the right. Two queries at most.
    """
    found = _seen_by(actor).filter(state=Duty.State.OPEN)
    if mine:
        found = found.filter(role__in=actor.roles)
    rows = found.order_by("due_on", "pk")[: max(1, min(size, LARGEST))]
    calendar, day = organisations.calendar(), today()
    return tuple(_view(row, actor, day, calendar) for row in rows)


def duty(actor: Actor, duty_id: int) -> DutyView:
    """One duty, open or ended, with the reminders behind it. Raises AccessDenied, not visible, out of scope or absent."""
    row = _seen_by(actor).filter(pk=duty_id).first()
    if row is None:
        raise AccessDenied("没有找到这项任务。", visible=False, action=VIEW)
    labels = {role.key: role.label for role in identity.roles()}
    reminders = []
    for reminder in row.reminders.order_by("at", "pk"):
        days, _, role = reminder.rung.partition(":")
        reminders.append(ReminderView(labels.get(role, role), int(days), reminder.told))
    return _view(row, actor, today(), organisations.calendar(), tuple(reminders))


def ledger(actor: Actor, wanted: Collection[str], *, about: str = "") -> tuple[DutyView, ...]:
    """Duties of some kinds within the actor's scope, open and ended, by their last day: 台账. Two queries at most.

    `about`: only those about subjects whose keys begin so. At most `LEDGER_LARGEST`, the latest.
    """
    found = _seen_by(actor).filter(kind__in=list(wanted))
    if about:
        found = found.filter(subject_key__startswith=about)
    rows = list(found.order_by("-due_on", "-pk")[:LEDGER_LARGEST])
    calendar, day = organisations.calendar(), today()
    return tuple(_view(row, actor, day, calendar) for row in reversed(rows))


def overdue_of(organisation: int) -> tuple[int, tuple[str, ...]]:
    """How many duties an organisation has open, and the titles of those past their last day; sums only, so no right is asked."""
    rows = Duty.objects.filter(organisation=organisation, state=Duty.State.OPEN).order_by("due_on", "pk")
    known = list(rows.values_list("title", "kind", "due_on"))
    return len(known), tuple(title for title, key, due_on in known if _days_left(key, due_on) < 0)


def _seen_by(actor: Actor) -> QuerySet[Duty]:
    """Duties that a grant of the actor covers. A duty of the platform concerns all staff who may see duties at all."""
    rows = Duty.objects.select_related("organisation")
    if not may(actor, VIEW).allowed:
        return rows.none()
    scope = Q(organisation=None)
    for grant in set(actor.grants):
        if not may(Actor(kind=actor.kind, key=actor.key, name="", grants=(grant,)), VIEW).allowed:
            continue
        if not grant.region and grant.organisation is None:
            return rows
        part = Q(organisation__region__code__startswith=region_stem(grant.region)) if grant.region else Q()
        scope |= part & Q(organisation=grant.organisation) if grant.organisation is not None else part
    return rows.filter(scope | _brought_to(actor))


def _brought_to(actor: Actor) -> Q:
    """Duties of other units whose ladder ends at a role of the actor in his own organ (`Rung.at`), in that organ's region."""
    seats: dict[str, set[str]] = {}
    for one in kinds():
        for rung in one.ladder:
            if rung.at and rung.role in actor.roles:
                seats.setdefault(rung.at, set()).add(one.key)
    limited = {grant.organisation for grant in actor.grants if grant.organisation is not None}
    found = Q(pk__in=())
    if not seats or not limited:
        return found
    for organ in organisations.organisations().filter(pk__in=limited, function__in=seats):
        place = Q(organisation__region__code__startswith=region_stem(organ.region_id))
        found |= place & Q(kind__in=seats[organ.function])
    return found


def _view(row: Duty, actor: Actor, day: date, calendar: Calendar, reminders: tuple[ReminderView, ...] = ()) -> DutyView:
    labels = {role.key: role.label for role in identity.roles()}
    is_open = row.state == Duty.State.OPEN
    last = calendar.workday_on_or_after(row.due_on)
    first = max(row.opened_on, min(day, last))
    left = rules.days_left(unit_of(row.kind), row.due_on, day, calendar)
    return DutyView(
        id=row.pk,
        kind=row.kind,
        title=row.title,
        role=row.role,
        role_label=labels.get(row.role, row.role),
        organisation=row.organisation.name if row.organisation else "",
        subject=row.subject,
        basis=row.basis,
        opened_on=row.opened_on,
        due_on=last,
        state=row.state,
        state_label=row.get_state_display(),
        overdue=is_open and left < 0,
        light=_light(row, left) if is_open else Light.NORMAL,
        total=calendar.workdays_between(row.opened_on, last),
        used=calendar.workdays_between(row.opened_on, first),
        left=calendar.workdays_between(day, last),
        mine=row.role in actor.roles,
        may_close=is_open and may(actor, CLOSE, target_of(row)).allowed,
        closed_by=row.closed_by,
        result=row.result,
        reminders=reminders,
        closed_on=in_shanghai(row.closed_at).date() if row.closed_at else None,
    )


def _days_left(kind: str, due_on: date) -> int:
    return rules.days_left(unit_of(kind), due_on, today(), organisations.calendar())


def _light(row: Duty, left: int) -> Light:
    try:
        return rules.light(kind_of(row.kind), left)
    except UnknownKind:
        return Light.OVERDUE if left < 0 else Light.NORMAL
