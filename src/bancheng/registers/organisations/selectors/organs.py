"""Organisations, where they stood when, posts and rosters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from bancheng.ground.access import Actor, may, region_stem
from bancheng.ground.codes import ancestor_codes, region_code
from bancheng.registers.organisations.models import Organisation, Placement, Post, Region, Roster
from bancheng.registers.organisations.types import OrganisationView, OrganWords, RegionView

LONGEST_SEARCH = 5


def organisations(
    *,
    region: Region | RegionView | str | None = None,
    kind: str = "",
    function: str = "",
    q: str = "",
    roster: str = "",
    below: bool = True,
    active: bool | None = True,
) -> QuerySet[Organisation]:
    """Organisations by region (with those of the regions below, unless `below` is off), kind, function, roster key, text.

    `q` looks into names, former names and the credit code, all of its first five words. `active` None also gives those no longer in use.
    """
    found = Organisation.objects.select_related("region", "parent")
    if active is not None:
        found = found.filter(active=active)
    if region:
        code = region_code(region if isinstance(region, str) else region.code)
        found = found.filter(region__code__startswith=region_stem(code)) if below else found.filter(region_id=code)
    if kind:
        found = found.filter(kind=kind)
    if function:
        found = found.filter(function=function)
    if roster:
        found = found.filter(pk__in=Roster.objects.filter(key=roster).values("places__organisation"))
    for word in q.replace("\x00", " ").split()[:LONGEST_SEARCH]:
        former = Placement.objects.filter(name__icontains=word).values("organisation")
        found = found.filter(
            Q(name__icontains=word) | Q(short_name__icontains=word) | Q(uscc__iexact=word) | Q(pk__in=former)
        )
    return found.order_by("region_id", "pk")


def organ_beside(field: str) -> Subquery:
    """The words of the organ that a row's field names, to be read in the row's own statement. See `organ_words`."""
    told = JSONObject(pk="pk", name="name", short_name="short_name", phone="phone", region_id="region_id")
    return Subquery(Organisation.objects.order_by().filter(pk=OuterRef(field)).values_list(told))


def organ_words(told: int | Mapping[str, Any]) -> OrganWords:
    """The words of an organ, in use or not, by its key or by what `organ_beside` read. Raises LookupError."""
    if not isinstance(told, int):
        return OrganWords(**told)
    row = Organisation.objects.filter(pk=told).only("name", "short_name", "phone", "region_id").first()
    if row is None:
        raise LookupError(f"no organisation {told}")
    return OrganWords(row.pk, row.name, row.short_name, row.phone, row.region_id)


def organisations_within(actor: Actor, action: str) -> QuerySet[Organisation]:
    """The organisations in use on which the actor may do the action: what each of his grants covers, and nothing else."""
    covered = Q(pk=None)
    for grant in actor.grants:
        if may(replace(actor, grants=(grant,)), action).allowed:
            own = Q() if grant.organisation is None else Q(pk=grant.organisation)
            place = Q(region__code__startswith=region_stem(grant.region)) if grant.region else Q()
            covered |= (own & place) if own or place else Q(pk__isnull=False)
    return organisations().filter(covered)


def organisation_kinds() -> tuple[tuple[str, str], ...]:
    """The kinds of organisation: (value, label)."""
    return tuple((kind.value, str(kind.label)) for kind in Organisation.Kind)


def organisation_for(region: str, function: str) -> Organisation | None:
    """The organ with a function that answers for a region: its own, else the nearest one above."""
    codes = (region_code(region), *ancestor_codes(region))
    found = {
        row.region_id: row
        for row in Organisation.objects.filter(region_id__in=codes, function=function, active=True).order_by("-pk")
    }
    return next((found[code] for code in codes if code in found), None)


def history(organisation: Organisation | int) -> tuple[OrganisationView, ...]:
    """Where the organisation stood, oldest first."""
    key = organisation if isinstance(organisation, int) else organisation.pk
    rows = Placement.objects.filter(organisation=key).select_related("region", "parent").order_by("valid_from", "pk")
    return tuple(_view(row) for row in rows)


def organisation_at(organisation: Organisation | int, on: date) -> OrganisationView | None:
    """Name, region and parent on a day; None before it was set up."""
    return next(
        (
            view
            for view in history(organisation)
            if view.valid_from <= on and (view.valid_to is None or on < view.valid_to)
        ),
        None,
    )


def posts(organisation: Organisation | int, *, active: bool | None = True) -> QuerySet[Post]:
    """The posts of an organisation."""
    found = Post.objects.filter(organisation=organisation)
    return found if active is None else found.filter(active=active)


def posts_of_kind(kind: str, *, active: bool | None = True) -> QuerySet[Post]:
    """The posts of a kind in all organisations; "" for every kind."""
    found = Post.objects.filter(kind=kind) if kind else Post.objects.all()
    return found if active is None else found.filter(active=active)


def rosters(profile: str = "") -> QuerySet[Roster]:
    """Rosters with their organisations, of one profile or of all."""
    found = Roster.objects.prefetch_related("places__organisation")
    return found.filter(profile=profile) if profile else found


def _view(row: Placement) -> OrganisationView:
    return OrganisationView(
        id=row.organisation_id,
        name=row.name,
        region=row.region_id,
        region_name=row.region.name,
        parent=row.parent_id,
        parent_name=row.parent.name if row.parent else "",
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        reason=row.reason,
    )
