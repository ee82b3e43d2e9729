"""What a reviewer has before him in his stage, and where reviewers judged otherwise than the rules."""

from __future__ import annotations

from datetime import date

from bancheng.casework.cases import finding, standing, suggesting
from bancheng.casework.cases.models import Deviation
from bancheng.casework.cases.pointing import points_of
from bancheng.casework.cases.rules import points as rules
from bancheng.casework.cases.rules import stages
from bancheng.casework.cases.rules.texts import storable
from bancheng.casework.cases.selectors.cursors import before_id, size_of
from bancheng.casework.cases.selectors.scope import covered
from bancheng.casework.cases.types import (
    OPINIONS,
    DeviationPage,
    DeviationView,
    MaterialView,
    OtherJudgement,
    ReviewSheet,
)
from bancheng.ground.access import AccessDenied, Actor, region_stem
from bancheng.ground.law import in_shanghai


def review_sheet(actor: Actor, case: str, task: int) -> ReviewSheet:
    """The points of a review stage with what the rules say of this file. Raises AccessDenied, invisible, for what is not his."""
    row = standing.demand_sight(actor, finding.find(case, finding.with_names()))
    found = None
    if actor.kind == "staff" and 0 < task < 2**63:
        found = row.tasks.filter(pk=task, kind__in=stages.REVIEWING).first()
    if found is None:
        raise AccessDenied(standing.NOT_THERE, visible=False, action=standing.REVIEW)
    points = tuple(view for _point, view in points_of(row, found.stage))
    met = [point.met for point in points]
    outcome = rules.proposed(met) if points else rules.OPEN
    return ReviewSheet(found.pk, found.stage, points, outcome, rules.sentence(met))


def suggested_reasons(actor: Actor, case: str) -> tuple[str, ...]:
    """Sentences for a refusal, out of the review points found not met. Advice only. Raises AccessDenied, invisible."""
    row = standing.demand_sight(actor, finding.find(case, finding.with_names()))
    if actor.kind != "staff":
        raise AccessDenied(standing.NOT_THERE, visible=False, action=standing.VIEW)
    return suggesting.of_refusal(row)


def suggested_gap(material: MaterialView) -> str:
    """What to tell the applicant about a material that is missing or unfit, in the words of its guide. Advice only."""
    return suggesting.of_gap(material.material, missing=not material.given)


def deviations(
    actor: Actor,
    *,
    region: str = "",
    organisation: int | None = None,
    since: date | None = None,
    until: date | None = None,
    after: str = "",
    size: int = 50,
) -> DeviationPage:
    """Deviations within the actor's `cases.supervise` grants, newest first. One query.

    `region` with all below it, `since` and `until` inclusive. Raises AccessDenied, visible, without the right anywhere.
    """
    scope = covered(actor, standing.SUPERVISE)
    if scope is None:
        raise AccessDenied("您的岗位没有监察办件的权限。", visible=True, action=standing.SUPERVISE)
    rows = Deviation.objects.filter(scope)
    if region:
        rows = rows.filter(region__code__startswith=region_stem(storable(region)))
    if organisation is not None:
        rows = rows.filter(organisation=organisation if 0 < organisation < 2**63 else 0)
    if since is not None:
        rows = rows.filter(at__date__gte=since)
    if until is not None:
        rows = rows.filter(at__date__lte=until)
    count = size_of(size)
    shown = before_id(rows, after).select_related("case", "organisation", "region", "task").defer("case__form")
    found = list(shown[: count + 1])
    more = str(found[count - 1].pk) if len(found) > count else ""
    return DeviationPage(tuple(_view(row) for row in found[:count]), more)


def _view(row: Deviation) -> DeviationView:
    return DeviationView(
        id=row.pk,
        case=row.case.key,
        number=row.case.number or "",
        item_name=row.case.item_name,
        organisation=row.organisation.name,
        region_name=row.region.name,
        stage_name=row.task.name,
        proposed_label=OPINIONS[row.proposed],
        outcome_label=OPINIONS[row.outcome],
        points=tuple(
            OtherJudgement(one["text"], rules.MET[one["proposed"]], rules.MET[one["met"]], one["why"])
            for one in row.points
        ),
        reason=row.reason,
        at=in_shanghai(row.at),
        by_name=row.by_name,
    )
