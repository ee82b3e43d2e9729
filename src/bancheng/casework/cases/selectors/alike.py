"""类案: what was decided in the same situation of the same item, so that like cases end alike (同标准办理)."""

from __future__ import annotations

from bancheng.casework.cases import finding, materials, reading, standing
from bancheng.casework.cases.models import Case, Deviation
from bancheng.casework.cases.selectors.answering import answers_in_words
from bancheng.casework.cases.selectors.scope import covered
from bancheng.casework.cases.types import OUTCOMES, LikeCase, LikeCases
from bancheng.ground.access import AccessDenied, Actor
from bancheng.ground.law import in_shanghai

LOOKED_AT = 200
MADE = ("decided", "delivered", "collected", "closed")


def like_cases(actor: Actor, case: str, *, size: int = 8) -> LikeCases:
    """Decided cases of the same item with the same answers, within his scope, the newest first. Six queries at most.

    Raises AccessDenied, invisible.
    """
    row = standing.demand_sight(actor, finding.find(case, finding.with_names()))
    scope = covered(actor, standing.VIEW) if actor.kind == "staff" else None
    if scope is None or row.state == "draft":
        raise AccessDenied(standing.NOT_THERE, visible=False, action=standing.VIEW)
    rows = Case.objects.filter(scope, item=row.item_id, state__in=MADE).exclude(pk=row.pk).order_by("-decided_at")
    recent = rows.values_list("pk", "answers", "outcome")[:LOOKED_AT]
    alike = [(key, outcome) for key, answers, outcome in recent if answers == row.answers]
    shown = [key for key, _outcome in alike[:size]]
    found = rows.filter(pk__in=shown).select_related("organisation", "region", "decision").prefetch_related("tasks")
    off = set(Deviation.objects.filter(case__in=shown).values_list("case", flat=True))
    situation = materials.situation_of(materials.document_of(row), row)
    return LikeCases(
        rows=tuple(_like(one, one.pk in off) for one in found.defer("form")),
        answers=answers_in_words(situation),
        looked_at=len(alike),
        granted=sum(outcome == "granted" for _key, outcome in alike),
        refused=sum(outcome == "refused" for _key, outcome in alike),
    )


def _like(row: Case, deviated: bool) -> LikeCase:
    made = row.decision
    points = [point for task in row.tasks.all() if task.state == "done" for point in task.criteria]
    return LikeCase(
        line=reading.line_view(row),
        outcome_label=OUTCOMES[made.outcome],
        decision=made.number,
        reason=made.reason,
        decided_at=in_shanghai(made.decided_at),
        unmet=tuple(dict.fromkeys(one["text"] for one in points if not one["met"])),
        deviated=deviated,
    )
