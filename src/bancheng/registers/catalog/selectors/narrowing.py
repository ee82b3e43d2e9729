"""By what staff narrow the catalogue beyond its own columns: words of the guide in force, drafts, findings, facets of rooms above."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from bancheng.registers.catalog.classing import WORD_KINDS, worded
from bancheng.registers.catalog.models import GuideVersion, ImplementationItem, LintRow, LintRun, Submission
from bancheng.registers.catalog.typed import filter_text
from bancheng.registers.catalog.types import StaffFilters

RUNS = 50


@dataclass(frozen=True, slots=True)
class ProvidedFacet:
    """A facet of a room above: by which relation it hangs on an item, and the words for its codes."""

    key: str
    label: str
    path: str
    words: Callable[[], Mapping[str, str]]


_provided: dict[str, ProvidedFacet] = {}


def provide_facet(key: str, *, label: str, path: str, words: Callable[[], Mapping[str, str]]) -> None:
    """Register a facet of the catalogue desk; `path` leads from the item to one value (`depth__stars`)."""
    _provided[key] = ProvidedFacet(key, label, path, words)


def provided_facets() -> tuple[ProvidedFacet, ...]:
    return tuple(_provided[key] for key in sorted(_provided))


def narrowed(rows: QuerySet[ImplementationItem], filters: StaffFilters) -> QuerySet[ImplementationItem]:
    """The rows that pass these; what fits no facet counts as not given."""
    for kind in WORD_KINDS:
        if code := filter_text(getattr(filters, kind), 60):
            rows = rows.filter(worded(kind, code))
    if filters.draft in {"0", "1"}:
        rows = _split(rows, drafted(), filters.draft)
    if filters.submitted == "1":
        rows = rows.filter(pk__in=submitted(), cancelled_on=None)
    if filters.findings in {"0", "1"}:
        rows = _split(rows, found_in(last_runs()), filters.findings)
    for facet in provided_facets():
        chosen = filters.more.get(facet.key, "")
        if chosen in facet.words():
            rows = rows.filter(**{facet.path: chosen})
    return rows


def drafted() -> QuerySet[Any]:
    """The ids of the items that have a draft: few, so that what asks for them begins there."""
    return GuideVersion.objects.filter(state=GuideVersion.State.DRAFT).order_by().values("item")


def submitted() -> QuerySet[Any]:
    """The ids of the items whose draft waits for a reviewer; one cancelled meanwhile waits for nobody."""
    return Submission.objects.filter(state=Submission.State.WAITING).order_by().values("item")


def found_in(runs: list[LintRun]) -> QuerySet[Any]:
    """The ids of the items in which one of these examinations found something."""
    return LintRow.objects.filter(run__in=[run.pk for run in runs]).order_by().values("item")


def _split(rows: QuerySet[ImplementationItem], keys: QuerySet[Any], answer: str) -> QuerySet[ImplementationItem]:
    return rows.filter(pk__in=keys) if answer == "1" else rows.exclude(pk__in=keys)


def last_runs() -> list[LintRun]:
    """The newest finished examination of each region and organ, the newest of all first. One statement."""
    newest: dict[tuple[str, int | None], LintRun] = {}
    for run in LintRun.objects.filter(state=LintRun.State.DONE).order_by("-pk")[: RUNS * 4]:
        newest.setdefault((run.region_id, run.organisation_id), run)
    return list(newest.values())[:RUNS]
