"""The detours of a case as doors show them."""

from __future__ import annotations

from bancheng.casework.cases.models import Case, Extension
from bancheng.casework.cases.rules.not_accepting import GROUNDS
from bancheng.casework.cases.rules.procedures import STARTED_BY_HAND
from bancheng.casework.cases.types import ExtensionView, ProcedureView
from bancheng.ground.law import in_shanghai, today


def procedures_of(row: Case) -> tuple[ProcedureView, ...]:
    """The special procedures in the order in which they began; none is open once the case is no longer suspended. One query."""
    if row.accepted_on is None or not getattr(row, "detoured", True):
        return ()
    day, held = today(), row.state == "suspended"
    return tuple(
        ProcedureView(
            kind=one.kind,
            label=one.get_kind_display(),
            reason=one.reason,
            basis=one.basis,
            stops=one.stops,
            started_on=one.started_on,
            started_name=one.started_name,
            expected_days=one.expected_days,
            expected_on=one.expected_on,
            ended_on=one.ended_on,
            result=one.result,
            paper=one.paper,
            open=held and one.ended_on is None,
            late=held and one.ended_on is None and one.expected_on < day,
            hearing_at=None if one.hearing_at is None else in_shanghai(one.hearing_at),
            hearing_place=one.hearing_place,
        )
        for one in row.procedures.all()
    )


def extension_of(row: Case) -> ExtensionView | None:
    """The extension, once there is one. One query then."""
    if not row.extension_days:
        return None
    one: Extension = row.extension
    return ExtensionView(
        days=one.days,
        reason=one.reason,
        before=one.before,
        after=one.after,
        paper=one.paper,
        at=in_shanghai(one.at),
        by_name=one.by_name,
    )


def not_accept_grounds() -> tuple[tuple[str, str], ...]:
    """Code and words of what an application is turned away for, with the article (第三十二条、第七十八条)."""
    return tuple((one.code, f"{one.words}（{one.article.number}{one.place}）") for one in GROUNDS.values())


def procedure_kinds() -> tuple[tuple[str, str], ...]:
    """Code and label of what an organ may start, the eight of 第四十五条 first."""
    return tuple((kind.value, kind.label) for kind in STARTED_BY_HAND)
