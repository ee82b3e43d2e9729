"""Which hearings of a case were held, and which record tells of each: read from the procedures and the journal."""

from __future__ import annotations

from collections.abc import Mapping

from bancheng.casework.cases import standing
from bancheng.casework.cases.models import Case, Procedure
from bancheng.ground.journal import selectors as journal
from bancheng.ground.law import Refused, SpecialProcedure, now, 行政许可法

ARTICLE = 行政许可法("第四十八条")
HEARING = SpecialProcedure.HEARING.value


def records(case: Case) -> Mapping[int, str]:
    """By key of the procedure: the number of its record. One query."""
    entries = journal.entries_of(standing.subject_of(case)).filter(verb="record_hearing", refused=False)
    return {int(one.facts["procedure"]): str(one.facts["paper"]) for one in entries}


def to_record(case: Case) -> Procedure | None:
    """The open hearing of which there is no record yet."""
    row = case.procedures.filter(kind=HEARING, ended_on=None).first()
    return row if row is not None and row.pk not in records(case) else None


def ready_to_record(case: Case) -> bool:
    """Whether its time has come."""
    row = to_record(case)
    return row is not None and row.hearing_at is not None and row.hearing_at <= now()


def demand_record(case: Case, row: Procedure) -> None:
    """A hearing that was held ends with its record. Raises Refused cases.hearing_unrecorded."""
    if row.kind == HEARING and row.pk not in records(case):
        raise Refused(
            "cases.hearing_unrecorded", "听证应当制作笔录，请先制作听证笔录；没有举行的，请注明没有举行。", ARTICLE
        )


def record_to_rest_on(case: Case) -> str:
    """The number of the record on which the decision rests; "" where no hearing was held.

    Raises Refused cases.hearing_unrecorded: a hearing was held, and nothing tells what was said (第四十八条第二款).
    """
    ended = (row for row in case.procedures.all() if row.kind == HEARING and row.ended_on is not None)
    held = sorted(ended, key=lambda row: row.pk)
    if not held:
        return ""
    kept, dropped = records(case), _not_held(case)
    if any(row.pk not in kept and row.pk not in dropped for row in held):
        raise Refused(
            "cases.hearing_unrecorded", "举行了听证但没有听证笔录，不能作出决定：决定应当根据听证笔录作出。", ARTICLE
        )
    return "、".join(kept[row.pk] for row in held if row.pk in kept)


def _not_held(case: Case) -> frozenset[int]:
    """Hearings that were called off, as the journal keeps it."""
    entries = journal.entries_of(standing.subject_of(case)).filter(verb__in=("resume", "end_procedure"), refused=False)
    return frozenset(int(one.facts["not_held"]) for one in entries if one.facts.get("not_held"))
