"""听证: the record that is kept of it, without which it does not end and nothing is decided (行政许可法第四十八条)."""

from __future__ import annotations

from collections.abc import Sequence

from bancheng.casework.cases import hearings, paperwork
from bancheng.casework.cases.materials import document_of
from bancheng.casework.cases.models import CaseTask, Procedure
from bancheng.casework.cases.papers import Line
from bancheng.casework.cases.papers.hearing import HearingRecord
from bancheng.casework.cases.rules import hearings as rules
from bancheng.casework.cases.rules import stages
from bancheng.casework.cases.rules.texts import one_line, paragraphs
from bancheng.casework.cases.services.doing import Act, Told, effect, perform
from bancheng.casework.cases.types.hearings import PARTS, Participant
from bancheng.ground.access import Actor
from bancheng.ground.law import Refused, in_shanghai

LONGEST, NAME_LONGEST, NOTE_LONGEST = 8000, 50, 200


def record_hearing(
    case: str,
    *,
    by: Actor,
    host: str,
    present: Sequence[Participant],
    statements: str,
    expected: int | None = None,
) -> str:
    """Keep the record (听证笔录) of the hearing that was held; returns its number.

    `host` presided and did not examine the application; `statements`: what was stated, brought forward and answered.
    Who was there and what was said stands in the paper only, the journal holds its number. Raises AccessDenied, Refused:
    lifecycle.not_open, cases.moved_on, cases.no_hearing, .hearing_not_yet, .hearing_recorded, .hearing_host,
    .hearing_present, .hearing_signature, .hearing_statements.
    """
    told = {"host": host, "present": tuple(present), "statements": statements}
    return str(perform(case, "record_hearing", by=by, expected=expected, **told))


@effect("record_hearing")
def _record(act: Act, *, host: str, present: tuple[Participant, ...], statements: str) -> Told:
    row = hearings.to_record(act.case)
    if row is None or row.hearing_at is None:
        raise Refused("cases.no_hearing", "现在没有听证需要制作笔录，请刷新页面查看。", rules.ARTICLE)
    if act.at < row.hearing_at:
        raise Refused(
            "cases.hearing_not_yet",
            f"听证定于 {in_shanghai(row.hearing_at):%Y-%m-%d %H:%M} 举行，举行以后才能制作笔录。",
        )
    presided = one_line(host, NAME_LONGEST)
    there = tuple(
        Participant(one_line(one.name, NAME_LONGEST), one.part, one.signed, one_line(one.note, NOTE_LONGEST))
        for one in present
    )
    said = paragraphs(statements, LONGEST)
    rules.demand_host(presided, _reviewers(act) | {act.by.name})
    rules.demand_present(there)
    if not said:
        raise Refused("cases.hearing_statements", "请写明陈述、申辩、举证和质证的情况。", rules.ARTICLE)
    number = paperwork.issue(_paper(act, row, presided, there, said), act.case, by=act.by).number
    facts = {"procedure": row.pk, "paper": number, "host": presided, "present": len(there)}
    facts["unsigned"] = sum(not one.signed for one in there)
    return Told(facts, (), number)


def _reviewers(act: Act) -> set[str]:
    """The names of those who examined the application so far; beside them, whoever keeps the record does not preside."""
    tasks = act.case.tasks.filter(kind__in=stages.REVIEWING).exclude(state=CaseTask.State.CANCELLED)
    return {name for pair in tasks.values_list("done_name", "first_name") for name in pair if name}


def _paper(act: Act, row: Procedure, host: str, present: tuple[Participant, ...], said: str) -> HearingRecord:
    assert row.hearing_at is not None
    signatures = tuple(Line(one.name, "已签字" if one.signed else f"拒绝签字：{one.note}") for one in present)
    return HearingRecord(
        reason=row.reason,
        held_at=row.hearing_at,
        place=row.hearing_place,
        host=host,
        recorder=act.by.name,
        present=tuple(Line(one.name, PARTS[one.part]) for one in present),
        statements=said,
        signatures=signatures,
        recorded_on=act.today,
        permit=paperwork.permit(document_of(act.case)),
        **paperwork.head(act.case),
    )
