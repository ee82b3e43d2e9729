"""The kept comparison of a province as staff read it: as of when, and the deviations of the items within their scope."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Q, QuerySet

from bancheng.ground import law
from bancheng.ground.access import Actor, region_stem
from bancheng.registers.catalog.inheritance.uniform import ELEMENTS
from bancheng.registers.catalog.models import ImplementationItem, UniformityRow, UniformityRun
from bancheng.registers.catalog.selectors.staff import VIEW, scope_of
from bancheng.registers.catalog.typed import filter_text
from bancheng.registers.catalog.types import Deviation, DeviationPage, UniformityRunView

State = UniformityRun.State
LARGEST_PAGE = 500
OPEN = (State.WAITING, State.RUNNING)


def uniformity_runs(province: str) -> tuple[UniformityRunView | None, UniformityRunView | None]:
    """The newest finished comparison of a province, and the newest one after it: under way, or failed. Two statements."""
    runs = UniformityRun.objects.filter(province=filter_text(province, 2)).order_by("-pk")
    done = runs.filter(state=State.DONE).first()
    newest = runs.first()
    later = newest if newest is not None and newest.state != State.DONE else None
    return _view(done) if done else None, _view(later) if later else None


def deviation_page(
    actor: Actor, *, province: str, region: str = "", element: str = "", q: str = "", after: str = "", size: int = 50
) -> DeviationPage:
    """A page of the deviations that the newest finished comparison of a province found in the actor's items, matter by
    matter in the order of their codes. `region` narrows to a subtree, `element` to one of the six, `q` to names or codes.

    `counts`: by element, of all that pass the other filters. Three statements.
    """
    rows = _rows(actor, province, region, q)
    counts = dict(rows.order_by().values_list("element").annotate(n=Count("pk")))
    size = max(1, min(size, LARGEST_PAGE))
    found = list(_after(_of_element(rows, element), after)[: size + 1])
    cursor = str(found[size - 1].pk) if len(found) > size else ""
    return DeviationPage(tuple(_deviation(row) for row in found[:size]), cursor, counts)


def deviations(actor: Actor, *, province: str, region: str = "", element: str = "", q: str = "") -> Iterator[Deviation]:
    """Every deviation that passes the filters of `deviation_page`, for an export; one statement for each 500."""
    rows, after = _of_element(_rows(actor, province, region, q), element), ""
    while found := list(_after(rows, after)[:LARGEST_PAGE]):
        yield from (_deviation(row) for row in found)
        after = str(found[-1].pk)


def _rows(actor: Actor, province: str, region: str, q: str) -> QuerySet[UniformityRow]:
    newest = UniformityRun.objects.filter(province=filter_text(province, 2), state=State.DONE).order_by("-pk")
    rows = UniformityRow.objects.filter(run__in=newest.values("pk")[:1]).order_by("pk")
    covered = scope_of(actor, VIEW)
    if covered is None:
        return rows.none()
    if covered:
        rows = rows.filter(item__in=ImplementationItem.objects.filter(covered).order_by().values("pk"))
    if place := filter_text(region, 12):
        rows = rows.filter(item__region__code__startswith=region_stem(place))
    for word in filter_text(q).split()[:5]:
        rows = rows.filter(Q(basic__name__icontains=word) | Q(basic__code__startswith=word))
    related = rows.select_related("run", "basic", "item__organisation", "item__region", "reference__region")
    return related.defer("item__words", "reference__words")


def _of_element(rows: QuerySet[UniformityRow], element: str) -> QuerySet[UniformityRow]:
    return rows.filter(element=element) if element in ELEMENTS else rows


def _after(rows: QuerySet[UniformityRow], cursor: str) -> QuerySet[UniformityRow]:
    known = cursor.isascii() and cursor.isdigit() and len(cursor) < 19
    return rows.filter(pk__gt=int(cursor)) if known else rows


def _deviation(row: UniformityRow) -> Deviation:
    item, reference = row.item, row.reference
    return Deviation(
        basic_code=row.basic.code,
        basic_name=row.basic.name,
        element=row.element,
        label=ELEMENTS[row.element],
        item_id=item.pk,
        organ=item.organisation.name,
        region_code=item.region_id,
        region_name=item.region.name,
        here=row.here,
        there=row.there,
        by_rank=row.by_rank,
        reference_item=reference.pk,
        reference_region=reference.region.name,
        changed_since=max(item.listed_at, reference.listed_at) > row.run.created_at,
    )


def _view(run: UniformityRun) -> UniformityRunView:
    return UniformityRunView(
        id=run.pk,
        province=run.province,
        state=run.state,
        state_label=run.get_state_display(),
        total=run.total,
        done=run.done,
        matters=run.matters,
        counts=dict(run.counts),
        error=run.error,
        started_by=run.started_by,
        created_at=law.in_shanghai(run.created_at),
        finished_at=law.in_shanghai(run.finished_at) if run.finished_at else None,
    )
