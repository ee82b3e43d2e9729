"""Runs over files of many organs (imports, interchange): who sees which."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Q, QuerySet

from bancheng.ground.access import Actor, region_stem
from bancheng.registers.catalog.authority import IMPORT
from bancheng.registers.catalog.models import ImportRun, Interchange
from bancheng.registers.catalog.selectors.staff import covering

Run = TypeVar("Run", ImportRun, Interchange)


def in_scope(actor: Actor, runs: QuerySet[Run]) -> QuerySet[Run]:
    """Of these runs the actor's own and those of the regions he may import into.

    A file holds rows of many organs: who may import for one of them sees only what he handed in himself.
    """
    grants = covering(actor, IMPORT)
    if not grants:
        return runs.none()
    whole = [grant for grant in grants if grant.organisation is None]
    if any(not grant.region for grant in whole):
        return runs
    scope = Q(started_key=actor.key)
    for grant in whole:
        scope |= Q(region__code__startswith=region_stem(grant.region))
    return runs.filter(scope)
