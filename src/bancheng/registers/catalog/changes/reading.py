"""Announcements of changes as everybody may read them, and what an item that has closed answers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from bancheng.ground import law
from bancheng.ground.access import AccessDenied, region_stem
from bancheng.registers.catalog.models import ImplementationItem, ItemChange
from bancheng.registers.catalog.typed import filter_text
from bancheng.registers.catalog.types import ChangedItem, ChangeView
from bancheng.registers.organisations import selectors as organisations

KINDS = dict(ItemChange.Kind.choices)
MOVING = (ItemChange.Kind.HAND_DOWN, ItemChange.Kind.TAKE_OVER)


def changes(*, region: str = "", kind: str = "", q: str = "") -> QuerySet[ItemChange]:
    """The announcements, newest first: of a region, of those below it and of those above. `kind`: one of KINDS."""
    rows = _related(ItemChange.objects.all()).order_by("-pk")
    if place := filter_text(region, 12):
        above = [one.code for one in organisations.ancestors(place)]
        rows = rows.filter(Q(region__code__startswith=region_stem(place)) | Q(region__in=above))
    if kind in KINDS:
        rows = rows.filter(kind=kind)
    for word in filter_text(q).split()[:5]:
        rows = rows.filter(Q(item__name__icontains=word) | Q(basis__icontains=word) | Q(number__startswith=word))
    return rows


def change(number: str) -> ItemChange:
    """One announcement by its number, as services take it. Raises AccessDenied (not visible)."""
    row = _related(ItemChange.objects.filter(number=number[:24])).first()
    if row is None:
        raise AccessDenied("没有找到这个变更公告。", visible=False)
    return row


def change_views(rows: Iterable[ItemChange]) -> tuple[ChangeView, ...]:
    """Announcements as pages show them; three statements for as many as there are."""
    found = list(rows)
    stops = {key for row in found for key in row.details.get("closing", ())}
    items = ImplementationItem.objects.select_related("organisation", "region").in_bulk(stops) if stops else {}
    return tuple(_view(row, items) for row in found)


def changes_of(item_id: int) -> tuple[ChangeView, ...]:
    """The announcements that name an item, newest first, withdrawn ones left out; at most five."""
    named = Q(item=item_id) | Q(opened=item_id)
    keys = (
        ItemChange.objects.filter(named, withdrawn_at=None).order_by("-pk").values_list("pk", flat=True).distinct()[:5]
    )
    found = list(keys)
    return change_views(_related(ItemChange.objects.filter(pk__in=found)).order_by("-pk")) if found else ()


def why_gone(item_id: int) -> str:
    """What an item answers that is applied for although it has closed: since when, on what basis, and who handles it now.

    "" for an item that has not closed. Two to four statements; only a refusal asks.
    """
    closed = ImplementationItem.objects.filter(cancelled_on__lte=law.today())
    item = closed.filter(pk=item_id).first() if 0 < item_id < 2**63 else None
    if item is None or item.cancelled_on is None:
        return ""
    heirs = _heirs(changes_of(item_id), item_id)
    if heirs:
        return f"“{item.name}”自 {_day(item.cancelled_on)}起不再由本机关受理，请向{'、'.join(heirs)}申请。"
    reason = f"，依据：{item.cancelled_reason}" if item.cancelled_reason else ""
    return f"“{item.name}”已于 {_day(item.cancelled_on)}取消，不能申请{reason}。"


def _heirs(views: Iterable[ChangeView], item_id: int) -> list[str]:
    """The organs that handle what this item was, by the change that closed it."""
    for view in views:
        if view.kind in MOVING and any(one.item_id == item_id for one in view.closing):
            return [one.organ for one in view.opened]
    return []


def _day(on: date) -> str:
    return f"{on.year} 年 {on.month} 月 {on.day} 日"


def _related(rows: QuerySet[ItemChange]) -> QuerySet[ItemChange]:
    related = rows.select_related("item__organisation", "item__region", "region")
    return related.prefetch_related("opened__organisation", "opened__region")


def _view(row: ItemChange, items: dict[int, ImplementationItem]) -> ChangeView:
    state, label = _state(row)
    return ChangeView(
        number=row.number,
        kind=row.kind,
        kind_label=row.get_kind_display(),
        state=state,
        state_label=label,
        item=_named(row.item),
        opened=tuple(_named(one) for one in row.opened.all()),
        closing=tuple(_named(items[key]) for key in row.details.get("closing", ()) if key in items),
        region_code=row.region_id,
        region_name=row.region.name,
        on=row.on,
        basis=row.basis,
        notice=row.notice,
        elements=tuple(row.details.get("elements", ())),
        recorded_at=law.in_shanghai(row.recorded_at),
        recorded_by=row.recorded_by,
        withdrawn_at=law.in_shanghai(row.withdrawn_at) if row.withdrawn_at else None,
        withdrawn_reason=row.withdrawn_reason,
    )


def _named(row: ImplementationItem) -> ChangedItem:
    return ChangedItem(row.pk, row.name, row.organisation.name, row.region_id, row.region.name)


def _state(row: ItemChange) -> tuple[str, str]:
    if row.withdrawn_at is not None:
        return "withdrawn", "已撤回"
    return ("upcoming", "待生效") if row.on > law.today() else ("effective", "已生效")
