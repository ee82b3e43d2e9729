"""The library as staff read it: standards, versions, who follows which, who is behind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet

from bancheng.ground.access import AccessDenied, Actor
from bancheng.registers.lists.authority import VIEW
from bancheng.registers.lists.models import Standard, StandardUse, StandardVersion
from bancheng.registers.lists.standards.published import newest_in_force
from bancheng.registers.lists.types.standards import StandardVersionView, StandardView, UseView
from bancheng.registers.organisations import selectors as organisations

KINDS = {"item": "事项", "hall": "大厅", "process": "流程"}
LARGEST = 500


def families() -> tuple[tuple[str, str], ...]:
    """The families of standards: (value, label)."""
    return tuple((value, str(label)) for value, label in Standard.Family.choices)


def standards_library(actor: Actor, *, q: str = "", family: str = "") -> tuple[StandardView, ...]:
    """All standards by family and code; followers are counted within the actor's scope. Four queries."""
    rows = Standard.objects.all()
    if family in Standard.Family.values:
        rows = rows.filter(family=family)
    for word in q.replace("\x00", " ").split()[:5]:
        rows = rows.filter(Q(code__icontains=word) | Q(name__icontains=word))
    order = Standard.Family.values
    return _views(actor, sorted(rows, key=lambda one: (order.index(one.family), one.code)))


def standard(actor: Actor, standard_id: int) -> StandardView:
    """One standard. Raises AccessDenied (not visible) when there is none."""
    row = Standard.objects.filter(pk=standard_id).first() if 0 < standard_id < 2**63 else None
    if row is None:
        raise AccessDenied("没有找到这项标准。", visible=False, action=VIEW)
    return _views(actor, [row])[0]


def followers(actor: Actor, standard_id: int, *, behind: bool = False) -> tuple[UseView, ...]:
    """Who follows a standard within the actor's scope; `behind`: only those on an earlier version than the one in force."""
    in_force = newest_in_force([standard_id]).get(standard_id)
    rows = _uses(actor).filter(standard=standard_id)
    if behind:
        rows = rows.filter(version__number__lt=in_force.number) if in_force else rows.none()
    ordered = rows.order_by("version__number", "organisation__region", "organisation", "pk")[:LARGEST]
    return tuple(_use(row, in_force) for row in ordered)


def standards_of(*, organisation: int | None = None, item: int | None = None) -> tuple[UseView, ...]:
    """What a hall with its processes, or an item, follows."""
    rows = StandardUse.objects.select_related("version", "standard", "organisation__region", "item__region")
    rows = rows.filter(item=item) if item is not None else rows.filter(organisation=organisation, item=None)
    found = list(rows.order_by("standard__family", "standard__code", "process"))
    in_force = newest_in_force([row.standard_id for row in found])
    return tuple(_use(row, in_force.get(row.standard_id), named=True) for row in found)


def _uses(actor: Actor) -> QuerySet[StandardUse]:
    organs = organisations.organisations_within(actor, VIEW)
    rows = StandardUse.objects.filter(organisation__in=organs)
    return rows.select_related("version", "standard", "organisation__region", "item__region")


def _views(actor: Actor, rows: Sequence[Standard]) -> tuple[StandardView, ...]:
    keys = [row.pk for row in rows]
    in_force = newest_in_force(keys)
    versions: dict[int, list[StandardVersion]] = {}
    for version in StandardVersion.objects.filter(standard__in=keys).order_by("standard", "-number"):
        versions.setdefault(version.standard_id, []).append(version)
    counted = Counter(_uses(actor).filter(standard__in=keys).values_list("standard_id", "version__number"))
    return tuple(_view(row, versions.get(row.pk, []), in_force.get(row.pk), counted) for row in rows)


def _view(
    row: Standard, versions: Sequence[StandardVersion], current: StandardVersion | None, counted: Counter[Any]
) -> StandardView:
    views = tuple(
        StandardVersionView(
            id=one.pk,
            number=one.number,
            label=one.label,
            effective_from=one.effective_from,
            changes=one.changes,
            text=one.text,
            in_force=one == current,
            followers=counted[row.pk, one.number],
        )
        for one in versions
    )
    return StandardView(
        id=row.pk,
        code=row.code,
        name=row.name,
        family=row.family,
        family_label=row.get_family_display(),
        issuer=row.issuer,
        region_code=row.region_id or "",
        in_force=next((one for one in views if one.in_force), None),
        versions=views,
        followers=sum(one.followers for one in views),
        behind=sum(one.followers for one in views if current is not None and one.number < current.number),
    )


def _use(row: StandardUse, in_force: StandardVersion | None, *, named: bool = False) -> UseView:
    kind = "item" if row.item_id else "process" if row.process else "hall"
    name = row.item.name if row.item else row.process or row.organisation.name
    return UseView(
        id=row.pk,
        kind=kind,
        kind_label=KINDS[kind],
        name=f"{row.standard}" if named else name,
        organisation_id=row.organisation_id,
        organ=row.organisation.name,
        region_name=row.organisation.region.name,
        item_id=row.item_id,
        version=row.version.number,
        version_label=row.version.label,
        since=row.since,
        behind=in_force is not None and row.version.number < in_force.number,
    )
