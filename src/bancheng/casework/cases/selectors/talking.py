"""Notes and talks of a case, and which cases wait for an answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from django.db.models import QuerySet

from bancheng.casework.cases import finding, reading, standing
from bancheng.casework.cases.models import Note, Talk
from bancheng.casework.cases.selectors.scope import covered
from bancheng.casework.cases.services.talking import OVER, POSTS
from bancheng.casework.cases.types import NoteView, TalkView, ThreadView, WaitingTalk
from bancheng.ground.access import AccessDenied, Actor
from bancheng.ground.law import in_shanghai

MOST = 200
Said = TypeVar("Said", Note, Talk)


def notes(actor: Actor, case: str) -> tuple[NoteView, ...]:
    """The last internal notes, first to last; for staff in whose scope the case is. Raises AccessDenied, invisible."""
    row = standing.demand_whole(actor, finding.find(case))
    if actor.kind != "staff":
        raise AccessDenied(standing.NOT_THERE, visible=False, action=standing.VIEW)
    return tuple(NoteView(one.text, in_shanghai(one.at), one.by_name) for one in _last(row.notes.all()))


def thread(actor: Actor, case: str) -> ThreadView:
    """What both sides said last, and whether this reader may go on. Raises AccessDenied, invisible.

    An applicant reads who answered him by the name of the organ, not of the person.
    """
    row = standing.demand_whole(actor, finding.find(case, finding.with_names()))
    applies = standing.is_applicant(actor, row)
    may_talk = row.state not in OVER and (applies or bool(standing.roles(actor, row) & POSTS))
    rows = _last(row.talks.all())
    return ThreadView(_talks(rows, row.organisation.name if applies else ""), may_talk, any(map(_waits, rows)))


def waiting_talks(actor: Actor, *, size: int = 20) -> tuple[WaitingTalk, ...]:
    """Cases whose applicant waits for an answer, within what the actor handles; who has waited longest first. One query."""
    scope = None
    for action in (standing.TAKE_IN, standing.REVIEW, standing.DECIDE):
        part = covered(actor, action)
        if part is not None:
            scope = part if scope is None else scope | part
    if scope is None:
        return ()
    rows = Talk.objects.filter(scope, side=Talk.Side.APPLICANT, answered_at=None).order_by("at", "id")
    first: dict[int, Talk] = {}
    for one in rows.select_related("case__organisation", "case__region").defer("case__form")[: size * 5]:
        first.setdefault(one.case_id, one)
    return tuple(
        WaitingTalk(reading.line_view(one.case), one.text, in_shanghai(one.at)) for one in list(first.values())[:size]
    )


def _last(rows: QuerySet[Said]) -> list[Said]:
    """The last rows, in the order in which they were written: what is new is never cut off."""
    return list(rows.order_by("-id")[:MOST])[::-1]


def _talks(rows: Iterable[Talk], organ: str) -> tuple[TalkView, ...]:
    return tuple(
        TalkView(
            side=one.side,
            side_label=one.get_side_display(),
            who=organ if organ and one.side == Talk.Side.STAFF else one.by_name,
            text=one.text,
            at=in_shanghai(one.at),
            waits=_waits(one),
        )
        for one in rows
    )


def _waits(one: Talk) -> bool:
    return one.side == Talk.Side.APPLICANT and one.answered_at is None
