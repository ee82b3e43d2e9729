"""Duties as the desk shows them, within the scope of who asks."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from bancheng.ground.access import AccessDenied, Actor, may, region_stem
from bancheng.ground.law import Calendar, Light, today
from bancheng.registers.duties import rules
from bancheng.registers.duties.models import Duty
from bancheng.registers.duties.scope import CLOSE, VIEW, target_of
from bancheng.registers.duties.types import DutyView, ReminderView, UnknownKind, kind_of
from bancheng.registers.identity import selectors as identity
from bancheng.registers.organisations import selectors as organisations

LARGEST = 200


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


def overdue_of(organisation: int) -> tuple[int, tuple[str, ...]]:
    """How many duties an organisation has open, and the titles of those past their last day; sums only, so no right is asked."""
    rows = Duty.objects.filter(organisation=organisation, state=Duty.State.OPEN).order_by("due_on", "pk")
    known = list(rows.values_list("title", "due_on"))
    return len(known), tuple(title for title, due_on in known if due_on < today())


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
    return rows.filter(scope)


def _view(row: Duty, actor: Actor, day: date, calendar: Calendar, reminders: tuple[ReminderView, ...] = ()) -> DutyView:
    labels = {role.key: role.label for role in identity.roles()}
    is_open = row.state == Duty.State.OPEN
    first = max(row.opened_on, min(day, row.due_on))
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
        due_on=row.due_on,
        state=row.state,
        state_label=row.get_state_display(),
        overdue=is_open and day > row.due_on,
        light=_light(row, day) if is_open else Light.NORMAL,
        total=calendar.workdays_between(row.opened_on, row.due_on),
        used=calendar.workdays_between(row.opened_on, first),
        left=calendar.workdays_between(day, row.due_on),
        mine=row.role in actor.roles,
        may_close=is_open and may(actor, CLOSE, target_of(row)).allowed,
        closed_by=row.closed_by,
        result=row.result,
        reminders=reminders,
    )


def _light(row: Duty, day: date) -> Light:
    try:
        return rules.light(kind_of(row.kind), row.due_on, day)
    except UnknownKind:
        return Light.OVERDUE if day > row.due_on else Light.NORMAL
