"""How much paper is still asked for and brought: by item and department, month by month (APP-27)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from bancheng.casework.cases import standing
from bancheng.casework.cases.models import Case, CaseMaterial, MaterialFile
from bancheng.casework.cases.rules.clocks import start_of
from bancheng.casework.cases.rules.texts import storable
from bancheng.casework.cases.selectors.scope import covered
from bancheng.casework.cases.types.measuring import PaperLine, PaperUse
from bancheng.ground.access import AccessDenied, Actor, region_stem

Given = CaseMaterial.Given
MOST_ITEMS = 2000
PAPER = Q(given=Given.PAPER)


def paper_use(actor: Actor, *, month: date, region: str = "", organisation: int | None = None) -> PaperUse:
    """The materials that came in with the cases handed in during a month, paper against all other ways. Three queries.

    `month`: any day of it. Every line that came in counts once: uploads, e-licences, shared data, forms made online and
    commitments as electronic, what a window took as paper even where it was scanned (`scanned`); what was optional and did
    not come, or is not asked of anybody, counts in neither. Raises AccessDenied without `cases.view`.
    """
    first = month.replace(day=1)
    cases = _cases(actor, first, region, organisation)
    items = _lines(cases, ("item", "item__name", "organisation", "organisation__name", "region__name"))
    organs = _summed(items)
    lines = tuple(sorted((_line(one["item"], one["item__name"], one) for one in items), key=_most_paper))
    return PaperUse(first, organs, lines[:MOST_ITEMS], _total(lines))


def _cases(actor: Actor, first: date, region: str, organisation: int | None) -> QuerySet[Case]:
    scope = covered(actor, standing.VIEW)
    if scope is None:
        raise AccessDenied("您的岗位没有查看办件的权限。", visible=True, action=standing.VIEW)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    rows = Case.objects.filter(
        scope, trial=False, submitted_at__gte=start_of(first), submitted_at__lt=start_of(following)
    )
    if region:
        rows = rows.filter(region__code__startswith=region_stem(storable(region)))
    return rows if organisation is None else rows.filter(organisation=organisation)


def _lines(cases: QuerySet[Case], by: tuple[str, ...]) -> list[dict[str, Any]]:
    """Per item: cases, those without any paper, and the materials. Materials and cases apart, or each would multiply."""
    on_paper = CaseMaterial.objects.filter(PAPER, case=OuterRef("pk"))
    counted = cases.values(*by).annotate(cases=Count("pk"), paperless=Count("pk", filter=~Q(Exists(on_paper))))
    came = CaseMaterial.objects.filter(case__in=cases.values("pk")).exclude(given__in=(Given.MISSING, Given.EXEMPT))
    scan = MaterialFile.objects.filter(material=OuterRef("pk"), removed_at=None)
    materials = came.values("case__item", "case__organisation").annotate(
        paper=Count("pk", filter=PAPER),
        electronic=Count("pk", filter=~PAPER),
        scanned=Count("pk", filter=PAPER & Q(Exists(scan))),
    )
    found = {(one["case__item"], one["case__organisation"]): one for one in materials.order_by()}
    none = {"paper": 0, "electronic": 0, "scanned": 0}
    return [row | _counts(found.get((row["item"], row["organisation"]), none)) for row in counted.order_by()]


def _counts(row: Mapping[str, Any]) -> dict[str, int]:
    return {name: int(row[name]) for name in ("paper", "electronic", "scanned")}


def _line(key: int, name: str, row: Mapping[str, Any]) -> PaperLine:
    return PaperLine(
        key=key,
        name=name,
        organisation=row["organisation__name"],
        region=row["region__name"],
        cases=row["cases"],
        paperless=row["paperless"],
        paper=row["paper"],
        electronic=row["electronic"],
        scanned=row["scanned"],
    )


def _summed(items: Iterable[Mapping[str, Any]]) -> tuple[PaperLine, ...]:
    """The departments, most paper first."""
    sums: dict[int, dict[str, Any]] = {}
    for row in items:
        known = sums.setdefault(row["organisation"], dict(row) | dict.fromkeys(SUMS, 0))
        for name in SUMS:
            known[name] += row[name]
    lines = (_line(key, row["organisation__name"], row) for key, row in sums.items())
    return tuple(sorted(lines, key=_most_paper))


SUMS = ("cases", "paperless", "paper", "electronic", "scanned")


def _total(lines: Iterable[PaperLine]) -> PaperLine:
    sums = dict.fromkeys(SUMS, 0)
    for one in lines:
        for name in SUMS:
            sums[name] += getattr(one, name)
    return PaperLine(0, "", "", "", **sums)


def _most_paper(one: PaperLine) -> tuple[float, int, str]:
    return (-(one.share or 0.0), -one.paper, one.name)
