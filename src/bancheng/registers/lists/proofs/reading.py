"""The proof list as its keepers see it, and the changes that owe an update."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from bancheng.ground.access import AccessDenied, Actor
from bancheng.ground.law import Calendar, in_shanghai, today
from bancheng.registers.lists.authority import VIEW, regions_within
from bancheng.registers.lists.models import ProofEvent, ProofItem
from bancheng.registers.lists.types.proofs import ProofEventView, ProofPage, ProofView
from bancheng.registers.organisations import selectors as organisations

LARGEST = 200


def proof_page(
    actor: Actor, *, q: str = "", state: str = "", region: str = "", after: int = 0, size: int = 50
) -> ProofPage:
    """Entries in the actor's scope, by rising id. Two queries and one for the open changes."""
    rows = regions_within(actor, VIEW, ProofItem.objects.all())
    if region:
        rows = rows.filter(region=region)
    if state in ProofItem.State.values:
        rows = rows.filter(state=state)
    for word in q.replace("\x00", " ").split()[:5]:
        texts = Q(name__icontains=word) | Q(asked_by__icontains=word) | Q(issued_by__icontains=word)
        rows = rows.filter(texts | Q(code__iexact=word))
    count = max(1, min(size, LARGEST))
    total = rows.count()
    found = list(rows.filter(pk__gt=max(after, 0)).select_related("region").order_by("pk")[: count + 1])
    cursor = str(found[count - 1].pk) if len(found) > count else ""
    return ProofPage(_views(found[:count]), total, cursor)


def proof(actor: Actor, proof_id: int) -> ProofView:
    """One entry. Raises AccessDenied (not visible) when it is absent or out of scope."""
    rows = regions_within(actor, VIEW, ProofItem.objects.select_related("region"))
    row = rows.filter(pk=proof_id).first() if 0 < proof_id < 2**63 else None
    if row is None:
        raise AccessDenied("没有找到这项证明，或者它不在您的管理范围内。", visible=False, action=VIEW)
    return _views([row])[0]


def proof_events(actor: Actor, *, open_only: bool = False, size: int = 100) -> tuple[ProofEventView, ...]:
    """Changes in the actor's scope, those that owe an update first, the most pressing first."""
    rows = regions_within(actor, VIEW, ProofEvent.objects.select_related("region", "organisation"))
    if open_only:
        rows = rows.filter(updated_on=None)
    ordered = rows.order_by("updated_on", "due_on", "-pk") if open_only else rows.order_by("-pk")
    calendar, day = organisations.calendar(), today()
    found = [_event(row, calendar, day) for row in ordered[: max(1, min(size, LARGEST))]]
    return tuple(
        sorted(found, key=lambda one: (one.updated_on is not None, one.due_on if one.updated_on is None else day))
    )


def proof_event(actor: Actor, event_id: int) -> ProofEventView:
    """One change. Raises AccessDenied (not visible) when it is absent or out of scope."""
    rows: QuerySet[ProofEvent] = regions_within(
        actor, VIEW, ProofEvent.objects.select_related("region", "organisation")
    )
    row = rows.filter(pk=event_id).first() if 0 < event_id < 2**63 else None
    if row is None:
        raise AccessDenied("没有找到这项变动，或者它不在您的管理范围内。", visible=False, action=VIEW)
    return _event(row, organisations.calendar(), today())


def _views(rows: list[ProofItem]) -> tuple[ProofView, ...]:
    open_ones = ProofEvent.objects.filter(proof__in=rows, updated_on=None).values_list("proof_id", "pk", "due_on")
    owed = {proof_id: (pk, due) for proof_id, pk, due in open_ones}
    return tuple(_view(row, *owed.get(row.pk, (0, None))) for row in rows)


def _view(row: ProofItem, event: int, due: date | None) -> ProofView:
    return ProofView(
        id=row.pk,
        code=row.code,
        material=row.material_id or "",
        name=row.name,
        basis=row.basis,
        asked_by=row.asked_by,
        organisation_id=row.organisation_id,
        issued_by=row.issued_by,
        guidance=row.guidance,
        region_code=row.region_id,
        region_name=row.region.name,
        state=row.state,
        state_label=row.get_state_display(),
        listed_on=row.listed_on,
        cancelled_on=row.cancelled_on,
        cancelled_basis=row.cancelled_basis,
        updated_at=in_shanghai(row.updated_at),
        updated_by=row.updated_by,
        open_event=event,
        event_due=due,
    )


def _event(row: ProofEvent, calendar: Calendar, day: date) -> ProofEventView:
    # Seven working days are over on working day eight, whatever days off lie between.
    left = calendar.workdays_between(day, calendar.workday_on_or_after(row.due_on))
    return ProofEventView(
        id=row.pk,
        kind=row.kind,
        kind_label=row.get_kind_display(),
        name=row.name,
        organ=row.organisation.name,
        organisation_id=row.organisation_id,
        region_code=row.region_id,
        region_name=row.region.name,
        proof_id=row.proof_id,
        basis=row.basis,
        happened_on=row.happened_on,
        due_on=row.due_on,
        updated_on=row.updated_on,
        recorded_by=row.recorded_by,
        duty_id=row.duty_id,
        left=left,
        overdue=row.updated_on is None and left < 0,
    )
