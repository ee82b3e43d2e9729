"""By what staff narrow the catalogue beyond its own columns: words of the guide in force, drafts, findings, facets of rooms above."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db.models import CharField, Exists, OuterRef, QuerySet
from django.db.models.functions import Cast

from bancheng.registers.catalog.models import GuideVersion, ImplementationItem, LintRow, LintRun, SearchFacet
from bancheng.registers.catalog.typed import filter_text
from bancheng.registers.catalog.types import StaffFilters

WORD_KINDS = ("theme", "life_event", "group")
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
            found = SearchFacet.objects.filter(
                entry__kind="item", entry__key=Cast(OuterRef("pk"), CharField()), kind=kind, code=code
            )
            rows = rows.filter(Exists(found))
    if filters.draft in {"0", "1"}:
        rows = rows.filter(drafted() if filters.draft == "1" else ~drafted())
    if filters.findings in {"0", "1"}:
        found_wrong = wrong(last_runs())
        rows = rows.filter(found_wrong if filters.findings == "1" else ~found_wrong)
    for facet in provided_facets():
        chosen = filters.more.get(facet.key, "")
        if chosen in facet.words():
            rows = rows.filter(**{facet.path: chosen})
    return rows


def drafted() -> Exists:
    """The item has a draft."""
    return Exists(GuideVersion.objects.filter(item=OuterRef("pk"), state=GuideVersion.State.DRAFT))


def wrong(runs: list[LintRun]) -> Exists:
    """One of these examinations found something in the item."""
    return Exists(LintRow.objects.filter(item=OuterRef("pk"), run__in=[run.pk for run in runs]))


def last_runs() -> list[LintRun]:
    """The newest finished examination of each region and organ, the newest of all first. One statement."""
    newest: dict[tuple[str, int | None], LintRun] = {}
    for run in LintRun.objects.filter(state=LintRun.State.DONE).order_by("-pk")[: RUNS * 4]:
        newest.setdefault((run.region_id, run.organisation_id), run)
    return list(newest.values())[:RUNS]
