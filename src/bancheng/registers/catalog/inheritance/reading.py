"""Questions about the basic catalogue, the lists above and the reviews, as staff put them."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from bancheng.ground import law
from bancheng.ground.access import AccessDenied, Actor, region_stem
from bancheng.ground.codes import ITEM_TYPES
from bancheng.registers.catalog.authority import EDIT, PUBLISH
from bancheng.registers.catalog.inheritance.locking import PART, bases, same
from bancheng.registers.catalog.inheritance.reviews import SUSPICION, UPSTREAM
from bancheng.registers.catalog.models import BasicItem, ImplementationItem, ItemReview, UpstreamEntry
from bancheng.registers.catalog.selectors.staff import VIEW, scope_of
from bancheng.registers.catalog.typed import filter_text
from bancheng.registers.catalog.types import BasicView, Implementation, ReviewView, UpstreamView

MOST = 500


def basic_item(code: str) -> BasicItem | None:
    """The row of a matter by its code, as services take it."""
    return BasicItem.objects.filter(code=code).first() if len(code) == 12 and code.isdigit() else None


def basic_view(code: str) -> BasicView | None:
    """A matter with its four elements, who carries it out (the first 500) and which entries of lists stand behind it."""
    row = basic_item(code)
    if row is None:
        return None
    items = ImplementationItem.objects.filter(basic=row).select_related("organisation", "region", "current")
    items = items.defer("current__document").order_by("region_id", "pk")[:MOST]
    kind = ITEM_TYPES.get(row.item_type)
    return BasicView(
        code=row.code,
        name=row.name,
        main_item=row.main_item,
        item_type=row.item_type,
        item_type_label=kind.name if kind else row.item_type,
        basis=bases(row.basis),
        state=row.state,
        state_label=row.get_state_display(),
        cancelled_on=row.cancelled_on,
        implementations=tuple(_implementation(item, row) for item in items),
        upstream=tuple((one.pk, f"{one.get_list_display()} {one.code} {one.name}") for one in row.upstream.all()),
    )


def upstream_entries(
    *, region: str = "", list: str = "", state: str = "", q: str = "", linked: str = ""
) -> QuerySet[UpstreamEntry]:
    """Entries of the lists above, newest first: of the province of a region. `linked`: "0" for those that
    stand for no matter of the basic catalogue yet, "1" for the others.
    """
    rows = UpstreamEntry.objects.select_related("region").prefetch_related("basics").order_by("-pk")
    if stem := region_stem(filter_text(region, 12)) if region else "":
        rows = rows.filter(region__code__startswith=stem[:2])
    for name, value in (("list", list), ("state", state)):
        if clean := filter_text(value, 10):
            rows = rows.filter(**{name: clean})
    for word in filter_text(q).split()[:5]:
        rows = rows.filter(Q(name__icontains=word) | Q(code__istartswith=word) | Q(organ__icontains=word))
    if linked in {"0", "1"}:
        stands = UpstreamEntry.basics.through.objects.filter(upstreamentry=OuterRef("pk"))
        rows = rows.filter(Exists(stands) if linked == "1" else ~Exists(stands))
    return rows


def upstream_entry(pk: int) -> UpstreamEntry | None:
    """The row of an entry, as services take it."""
    return UpstreamEntry.objects.select_related("region").filter(pk=pk).first() if 0 < pk < 2**63 else None


def upstream_view(row: UpstreamEntry, *, count: bool = False) -> UpstreamView:
    """An entry as pages show it; with `count` how many reviews that it raised are open."""
    open_ = ItemReview.objects.filter(source=UPSTREAM, key=str(row.pk), closed_at=None).count() if count else 0
    return UpstreamView(
        id=row.pk,
        list=row.list,
        list_label=row.get_list_display(),
        code=row.code,
        name=row.name,
        organ=row.organ,
        implementer=row.implementer,
        basis=row.basis,
        edition=row.edition,
        region_code=row.region_id,
        region_name=row.region.name,
        state=row.state,
        state_label=row.get_state_display(),
        changed_on=row.changed_on,
        remark=row.remark,
        basics=tuple((basic.code, basic.name) for basic in row.basics.all()),
        waiting=open_,
    )


def reviews(
    actor: Actor, *, open: bool = True, source: str = "", region: str = "", item: int | None = None
) -> QuerySet[ItemReview]:
    """The reviews of items in the actor's scope (who may see the item), newest first."""
    rows = _reviews(actor, VIEW).select_related("item__organisation", "item__region").order_by("-pk")
    rows = rows.filter(closed_at__isnull=open)
    if clean := filter_text(source, 20):
        rows = rows.filter(source=clean)
    if place := filter_text(region, 12):
        rows = rows.filter(item__region__code__startswith=region_stem(place))
    return rows if item is None else rows.filter(item=item)


def reviews_waiting(actor: Actor) -> int:
    """How many open reviews this person may close: a suspected revival is for who publishes, the others for who edits."""
    waiting = _reviews(actor, EDIT).exclude(source=SUSPICION) | _reviews(actor, PUBLISH).filter(source=SUSPICION)
    return waiting.filter(closed_at=None).count()


def review_counts(actor: Actor) -> dict[str, int]:
    """How many open reviews in scope each source has raised."""
    rows = _reviews(actor, VIEW).filter(closed_at=None).order_by()
    return dict(rows.values_list("source").annotate(n=Count("pk")))


def review(actor: Actor, pk: int) -> ItemReview:
    """One of them, open or closed. Raises AccessDenied (not visible)."""
    rows = _reviews(actor, VIEW).select_related("item__organisation", "item__region")
    row = rows.filter(pk=pk).first() if 0 < pk < 2**63 else None
    if row is None:
        raise AccessDenied("没有找到这条复核，或者它不在您的管理范围内。", visible=False, action=VIEW)
    return row


def review_view(row: ItemReview) -> ReviewView:
    """A review as pages show it."""
    item = row.item
    return ReviewView(
        id=row.pk,
        item_id=item.pk,
        item_name=item.name,
        organ=item.organisation.name,
        region_code=item.region_id,
        region_name=item.region.name,
        source=row.source,
        reason=row.reason,
        raised_at=law.in_shanghai(row.raised_at),
        closed_at=law.in_shanghai(row.closed_at) if row.closed_at else None,
        closed_by=row.closed_by,
        outcome=row.outcome,
        outcome_label=row.get_outcome_display() if row.outcome else "",
        remark=row.remark,
    )


def _reviews(actor: Actor, action: str) -> QuerySet[ItemReview]:
    covered = scope_of(actor, action)
    if covered is None:
        return ItemReview.objects.none()
    return ItemReview.objects.filter(item__in=ImplementationItem.objects.filter(covered).values("pk"))


def _implementation(item: ImplementationItem, basic: BasicItem) -> Implementation:
    body: Any = item.current.body if item.current else {}
    alike = item.name == basic.name and (not basic.basis or item.current is None or same(body.get(PART), basic.basis))
    return Implementation(
        item_id=item.pk,
        name=item.name,
        organ=item.organisation.name,
        region_code=item.region_id,
        region_name=item.region.name,
        state=item.state,
        state_label=item.get_state_display(),
        version=item.current.number if item.current else None,
        alike=alike and item.item_type == basic.item_type,
    )
