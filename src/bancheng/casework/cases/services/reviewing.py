"""Review through the guide's stages: opinion by criteria, a second person where the guide says, back with a reason."""

from __future__ import annotations

from collections.abc import Sequence

from bancheng.casework.cases import children, standing
from bancheng.casework.cases.events import CaseEvent, CaseSentBack, StageFinished
from bancheng.casework.cases.models import CaseTask
from bancheng.casework.cases.rules import stages
from bancheng.casework.cases.rules.texts import one_line, paragraphs
from bancheng.casework.cases.services import judging
from bancheng.casework.cases.services.doing import Act, Told, effect, perform
from bancheng.casework.cases.services.staging import open_next, stages_of
from bancheng.casework.cases.types import POSTS, Criterion
from bancheng.ground.access import AccessDenied, Actor
from bancheng.ground.law import Refused, 行政许可法

LONGEST = 4000
ARTICLE = 行政许可法("第三十四条")
State = CaseTask.State


def review(
    case: str,
    *,
    by: Actor,
    task: int,
    outcome: str,
    opinion: str,
    criteria: Sequence[Criterion] = (),
    deviation: str = "",
    expected: int | None = None,
) -> bool:
    """Give an opinion on an open stage. True when the stage is finished, False when it waits for the second person.

    `criteria`: each point of the stage judged. `deviation`: why somebody judges otherwise than the rules of the guide do,
    in a point or in the outcome; it is kept for supervision. Raises AccessDenied where the stage belongs to another post,
    Refused: cases.task_gone, cases.opinion_missing, cases.same_person, cases.criteria, cases.point_value, cases.deviation.
    """
    given = {"task": task, "outcome": outcome, "opinion": opinion, "criteria": tuple(criteria), "deviation": deviation}
    return bool(perform(case, "review", by=by, expected=expected, **given))


def send_back(case: str, *, by: Actor, stage: str, reason: str, expected: int | None = None) -> None:
    """Let a finished stage, and all that followed it, be done again; the reason stays in the trace.

    Raises Refused: cases.reason_missing, cases.stage_not_done.
    """
    perform(case, "send_back", by=by, expected=expected, stage=stage, reason=reason)


@effect("review")
def _review(
    act: Act, *, task: int, outcome: str, opinion: str, criteria: tuple[Criterion, ...], deviation: str
) -> Told:
    row = _open_task(act, task)
    said = paragraphs(opinion, LONGEST)
    if outcome not in {"agree", "disagree"}:
        raise Refused("cases.opinion_missing", "请选择同意或者不同意。")
    if outcome == "disagree" and not said:
        raise Refused("cases.opinion_missing", "不同意的，请写明理由。", ARTICLE)
    if row.two_persons and row.first_by == act.by.key:
        raise Refused("cases.same_person", f"“{row.name}”须由两人办理，请另一名工作人员复核后完成。", ARTICLE)
    judged = judging.judged(act.case, stage=row.stage, outcome=outcome, criteria=criteria)
    facts: dict[str, object] = {"stage": row.stage, "name": row.name, "outcome": outcome, "opinion": said}
    facts |= {"criteria": judged.ticked, "two_persons": row.two_persons}
    event = judging.deviate(act, row=row, found=judged, outcome=outcome, reason=deviation)
    told: tuple[CaseEvent, ...] = ()
    if event is not None:
        facts |= {"proposed": event.proposed, "deviation": event.reason}
        told = (event,)
    row.outcome, row.opinion, row.criteria = outcome, said, judged.ticked
    if row.two_persons and not row.first_by:
        row.first_by, row.first_name, row.first_at = act.by.key, act.by.name[:100], act.at
        row.first_outcome, row.first_opinion = outcome, said
        row.save()
        return Told({**facts, "person": 1}, told, False, str(ARTICLE))
    _finish(act, row)
    done = act.event(StageFinished, stage=row.stage, stage_name=row.name)
    return Told({**facts, "person": 2 if row.two_persons else 1}, (*told, done), True, str(ARTICLE))


def _open_task(act: Act, task: int) -> CaseTask:
    children.keep(act.case, "tasks", "materials")
    row = next((one for one in act.case.tasks.all() if one.pk == task and _is_open_review(one)), None)
    if row is None:
        raise Refused("cases.task_gone", "这个环节已经办完或者被退回，请刷新页面查看现在的情况。")
    if row.post not in act.roles and standing.ON_THE_SPOT not in act.roles:
        raise AccessDenied(f"“{row.name}”由{POSTS[row.post]}办理。", visible=True, action="review")
    act.acting = act.roles & {row.post} or frozenset({standing.ON_THE_SPOT})
    return row


def _is_open_review(row: CaseTask) -> bool:
    return row.state == State.OPEN and row.kind in stages.REVIEWING


def _finish(act: Act, row: CaseTask) -> None:
    row.state, row.done_at, row.done_by, row.done_name = State.DONE, act.at, act.by.key, act.by.name[:100]
    row.save()
    act.then.append(lambda: open_next(act.case, stages_of(act.case), act.at))


@effect("send_back")
def _send_back(act: Act, *, stage: str, reason: str) -> Told:
    said = one_line(reason, LONGEST)
    if not said:
        raise Refused("cases.reason_missing", "请写明退回的理由。")
    guide = stages_of(act.case)
    again = stages.after(guide, stage)
    known = any(one.key == stage for one in guide)
    done = act.case.tasks.filter(state=State.DONE, kind__in=stages.REVIEWING)
    target = done.filter(stage=stage).first() if known else None
    if target is None:
        raise Refused("cases.stage_not_done", "只能退回到已经办完的审查环节，请重新选择。")
    act.case.tasks.filter(stage__in=again, state=State.DONE).update(state=State.BACK)
    act.case.tasks.filter(stage__in=again, state=State.OPEN).update(state=State.CANCELLED, done_at=act.at)
    act.then.append(lambda: open_next(act.case, guide, act.at))
    facts = {"stage": stage, "name": target.name, "reason": said}
    return Told(facts, (act.event(CaseSentBack, stage=stage, reason=said),))
