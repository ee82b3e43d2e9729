"""Batches, the board, one unit's list, the inbox of an office; and what of them is public."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from bancheng.ground.access import AccessDenied, Actor, Target, may, region_stem
from bancheng.ground.law import in_shanghai, today
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.lists.authority import EDIT, RECEIVE, REVIEW, VIEW
from bancheng.registers.lists.batches import rules
from bancheng.registers.lists.batches.checking import faults_of
from bancheng.registers.lists.batches.writing import NO_LIST, OPEN, State, subject_of
from bancheng.registers.lists.models import Delivery, ItemDepth, ItemMode, ListBatch, UnitList, UnitListEntry
from bancheng.registers.lists.types.batches import BatchView, DeliveryView, EntryLine, UnitLine, UnitListView
from bancheng.registers.lists.types.once import MODES
from bancheng.registers.organisations import selectors as organisations

MOST = 500


def batches(actor: Actor, *, pk: int | None = None) -> tuple[BatchView, ...]:
    """The batches in which a unit of the actor's scope owes a list, the newest first, counted over all their units."""
    seen = UnitList.objects.filter(_seen(actor), batch=OuterRef("pk"))
    rows = ListBatch.objects.filter(Exists(seen)).select_related("region").order_by("-year", "-number", "region")
    if pk is not None:
        rows = rows.filter(pk=pk)
    shown = list(rows[:MOST])
    lines: defaultdict[int, list[UnitLine]] = defaultdict(list)
    for row in _lists().filter(batch__in=shown):
        lines[row.batch_id].append(_line(row))
    return tuple(_batch(row, lines[row.pk]) for row in shown)


def batch(actor: Actor, pk: int) -> BatchView:
    """One batch. Raises AccessDenied: not visible."""
    found = batches(actor, pk=pk)
    if not found:
        raise AccessDenied("没有找到这一批清单。", visible=False, action=VIEW)
    return found[0]


def board(actor: Actor, pk: int) -> tuple[UnitLine, ...]:
    """The units of a batch in the actor's scope: those that are late first, then those that have not delivered."""
    rows = _lists().filter(_seen(actor), batch=pk)
    return tuple(sorted(map(_line, rows), key=lambda one: (not one.late, one.state == State.DELIVERED, one.id)))


def late_units(region: str, on: date | None = None) -> tuple[UnitLine, ...]:
    """The units of a region with all below it that owed a list by a day past and whose list no office holds (周通报)."""
    day = on or today()
    rows = _lists().filter(batch__region__code__startswith=region_stem(region), batch__due_on__lt=day)
    lines = (_line(row, day) for row in rows.exclude(state=State.DELIVERED).order_by("batch__due_on", "pk"))
    return tuple(one for one in lines if one.late)


def unit_list(actor: Actor, pk: int) -> UnitListView:
    """One list: for its unit, for those who review it, for the offices that hold it. Raises AccessDenied: not visible."""
    row = _lists().filter(pk=pk).first() if 0 < pk < 2**63 else None
    deliveries = _deliveries().filter(list=row) if row else ()
    if row is None or not (_may(actor, VIEW, row) or any(_receives(actor, one) for one in deliveries)):
        raise AccessDenied(NO_LIST, visible=False, action=VIEW)
    own = actor.key in row.authors
    return UnitListView(
        line=_line(row),
        entries=_entries(row),
        submitted_by=row.submitted_by,
        reviewed_at=in_shanghai(row.reviewed_at) if row.reviewed_at else None,
        reviewed_by=row.reviewed_by,
        note=row.note,
        deliveries=tuple(map(_delivery, deliveries)),
        may_edit=row.state in OPEN and _may(actor, EDIT, row),
        may_review=row.state == State.SUBMITTED and _may(actor, REVIEW, row) and not own,
        own_draft=own,
    )


def listable(actor: Actor, pk: int) -> tuple[tuple[int, str], ...]:
    """Items of the unit that are done in one go and stand neither on this list nor on a delivered one: (id, name)."""
    row = _lists().filter(pk=pk).first()
    if row is None or not _may(actor, EDIT, row):
        raise AccessDenied(NO_LIST, visible=False, action=EDIT)
    taken = UnitListEntry.objects.filter(
        Q(list=row) | Q(list__state=State.DELIVERED), item__organisation=row.organisation
    )
    where = Q(organisation=row.organisation_id, state="published", once_mode__mode__in=["online", "hall"])
    where &= ~Q(pk__in=taken.values("item"))
    return tuple((one.id, one.name) for one in catalog.item_facts(where=where, size=MOST))


def inbox(actor: Actor, *, office: int | None = None) -> tuple[DeliveryView, ...]:
    """What the offices of the actor have received, the newest first."""
    offices = organisations.organisations_within(actor, RECEIVE).filter(function=rules.OFFICE)
    rows = _deliveries().filter(office__in=offices)
    rows = rows if office is None else rows.filter(office=office)
    return tuple(_delivery(row) for row in rows.order_by("-delivered_at", "-pk")[:MOST])


def listed_items(region: str) -> QuerySet[UnitListEntry]:
    """The entries of delivered lists of a region with all below it, whose item is in use; one an item, the first."""
    earlier = UnitListEntry.objects.filter(item=OuterRef("item"), list__state=State.DELIVERED, pk__lt=OuterRef("pk"))
    rows = UnitListEntry.objects.filter(
        ~Exists(earlier),
        list__state=State.DELIVERED,
        list__organisation__region__code__startswith=region_stem(region),
        item__state="published",
    )
    return rows.select_related("item__organisation", "item__depth", "item__once_mode", "list__batch").order_by("pk")


def _seen(actor: Actor) -> Q:
    return Q(organisation__in=organisations.organisations_within(actor, VIEW))


def _may(actor: Actor, action: str, row: UnitList) -> bool:
    target = Target(subject_of(row), region=row.organisation.region_id, organisation=row.organisation_id)
    return may(actor, action, target).allowed


def _receives(actor: Actor, row: Delivery) -> bool:
    target = Target(subject_of(row.list), region=row.office.region_id, organisation=row.office_id)
    return may(actor, RECEIVE, target).allowed


def _lists() -> QuerySet[UnitList]:
    return UnitList.objects.select_related("batch__region", "organisation").annotate(n=Count("entries")).order_by("pk")


def _deliveries() -> QuerySet[Delivery]:
    related = ("list__batch", "list__organisation", "office")
    return Delivery.objects.select_related(*related).annotate(n=Count("list__entries")).order_by("pk")


def _batch(row: ListBatch, lines: list[UnitLine]) -> BatchView:
    delivered = [one for one in lines if one.state == State.DELIVERED]
    last = organisations.calendar().workday_on_or_after(row.due_on)
    return BatchView(
        id=row.pk,
        region=row.region_id,
        region_name=row.region.name,
        year=row.year,
        number=row.number,
        name=row.name,
        due_on=row.due_on,
        last_day=last,
        basis=row.basis,
        days=(last - today()).days,
        total=len(lines),
        delivered=len(delivered),
        late=sum(one.late for one in lines),
        items=sum(one.entries for one in delivered),
    )


def _line(row: UnitList, on: date | None = None) -> UnitLine:
    delivered = in_shanghai(row.delivered_at) if row.delivered_at else None
    last = organisations.calendar().workday_on_or_after(row.batch.due_on)
    over = rules.overdue_days(last, delivered.date() if delivered else None, on or today())
    return UnitLine(
        id=row.pk,
        batch_id=row.batch_id,
        batch_name=row.batch.name,
        due_on=row.batch.due_on,
        organisation_id=row.organisation_id,
        organ=row.organisation.name,
        region_code=row.organisation.region_id,
        state=row.state,
        entries=getattr(row, "n", 0),
        submitted_at=in_shanghai(row.submitted_at) if row.submitted_at else None,
        delivered_at=delivered,
        late=over > 0,
        overdue_days=over,
    )


def _entries(row: UnitList) -> tuple[EntryLine, ...]:
    entries = list(row.entries.select_related("item").order_by("pk"))
    keys = [entry.item_id for entry in entries]
    faults = {} if row.state == State.DELIVERED else faults_of(keys, row.organisation_id)
    modes = dict(ItemMode.objects.filter(item__in=keys).values_list("item", "mode"))
    guides = dict(catalog.documents(entry.item.current_id for entry in entries if entry.item.current_id))
    stars = dict(ItemDepth.objects.filter(item__in=keys).values_list("item", "stars"))
    found = []
    for entry in entries:
        mode = entry.mode or modes.get(entry.item_id, "")
        guide = guides.get(entry.item.current_id or 0)
        needs = len(guide.data_needs) if guide else 0
        name, label = entry.item.name, MODES.get(mode, "")
        star = stars.get(entry.item_id)
        found.append(EntryLine(entry.item_id, name, mode, label, star, needs, faults.get(entry.item_id, ())))
    return tuple(found)


def _delivery(row: Delivery) -> DeliveryView:
    return DeliveryView(
        id=row.pk,
        list_id=row.list_id,
        office_id=row.office_id,
        office=row.office.name,
        organ=row.list.organisation.name,
        batch_name=row.list.batch.name,
        entries=getattr(row, "n", 0),
        delivered_at=in_shanghai(row.delivered_at),
        received_at=in_shanghai(row.received_at) if row.received_at else None,
        received_by=row.received_by,
    )
