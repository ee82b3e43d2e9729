"""Which of several cases a step is open for, and what became of those that were done at once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from bancheng.casework.cases import reading, standing
from bancheng.casework.cases.lifecycle import CASE
from bancheng.casework.cases.models import BatchAct, Case
from bancheng.casework.cases.rules.batches import MOST, why_not
from bancheng.casework.cases.selectors.scope import covered
from bancheng.casework.cases.types import BatchLine, BatchReport, CaseLine
from bancheng.ground.access import AccessDenied, Actor, may
from bancheng.ground.law import in_shanghai

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Opening:
    """A case that was ticked, the version seen, and why the step is not open; "" when it is."""

    case: CaseLine
    version: int
    reason: str


def openings(actor: Actor, verb: str, cases: Collection[str]) -> tuple[Opening, ...]:
    """The ticked cases that he sees, in their order of arrival, at most MOST, each with whether the step is open to him."""
    scope = covered(actor, standing.VIEW)
    if scope is None:
        raise AccessDenied("您的岗位没有查看办件的权限。", visible=True, action=standing.VIEW)
    rows = Case.objects.filter(scope, key__in=list(cases)[:MOST]).exclude(state="draft")
    found = rows.select_related("organisation", "region").defer("form").order_by("id")
    return tuple(Opening(reading.line_view(row), row.version, _reason(actor, verb, row)) for row in found)


def batch(actor: Actor, key: int) -> BatchReport:
    """The report of one's own act upon many. Raises AccessDenied, invisible, for anybody else."""
    row = BatchAct.objects.filter(pk=key, by=actor.key).first()
    if row is None:
        raise AccessDenied("没有找到这份成批办理记录。", visible=False, action=standing.VIEW)
    return _report(row)


def batches(actor: Actor) -> tuple[BatchReport, ...]:
    """One's own, the newest first, at most SHOWN. One query."""
    return tuple(_report(row) for row in BatchAct.objects.filter(by=actor.key).order_by("-pk")[:SHOWN])


def _reason(actor: Actor, verb: str, row: Case) -> str:
    if sentence := why_not(row.handling):
        return sentence
    step = next((one for one in CASE.steps if one.verb == verb and row.state in one.from_), None)
    if step is None:
        return "现在的状态不能办理这一步。"
    target = standing.target_of(row)
    takers = (standing.ACTIONS[who] for who in step.who if who in standing.ACTIONS)
    return "" if any(may(actor, action, target).allowed for action in takers) else "这一步不由您的岗位办理。"


def _report(row: BatchAct) -> BatchReport:
    return BatchReport(
        id=row.pk,
        verb=row.verb,
        label=row.label,
        by_name=row.by_name,
        at=in_shanghai(row.at),
        lines=tuple(BatchLine(**line) for line in row.lines),
    )
