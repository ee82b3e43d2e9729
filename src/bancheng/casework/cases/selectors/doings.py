"""Who did what on which case, when: the responsibility chain asked by person (责任追溯, FLW-26)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet

from bancheng.casework.cases import chain, course, reading, rights, standing
from bancheng.casework.cases.models import Case
from bancheng.casework.cases.selectors.cursors import size_of
from bancheng.casework.cases.selectors.scope import covered
from bancheng.casework.cases.types import CaseLine, Doing, DoingPage
from bancheng.ground.access import AccessDenied, Actor
from bancheng.ground.journal import selectors as journal
from bancheng.ground.journal.models import Entry
from bancheng.ground.law import SHANGHAI, in_shanghai

TRACING = (standing.SUPERVISE, standing.GRANT)
"""Who may ask after others: supervision, and who answers for the organ's decisions. Everybody may ask after himself."""


FIRST, LAST = date(2000, 1, 1), date(2999, 12, 31)


def doings(
    actor: Actor,
    *,
    staff_number: str,
    since: date | None = None,
    until: date | None = None,
    chain_only: bool = False,
    after: str = "",
    size: int = 50,
) -> DoingPage:
    """What a member of staff did on cases in the actor's scope, the newest first; `chain_only`: only the four parts.

    `until` is the last day. Raises AccessDenied where he may not ask after this person. Two queries.
    """
    key = f"staff:{staff_number}"
    scope = covered(actor, standing.VIEW) if key == actor.key else _tracing(actor)
    if scope is None:
        raise AccessDenied("您的岗位不能查询他人的办理情况。", visible=True, action=standing.SUPERVISE)
    rows = _entries(key, scope, since, until, chain_only)
    if after.isascii() and after.isdecimal() and len(after) < 19:
        rows = rows.filter(pk__lt=int(after))
    count = size_of(size)
    found = list(rows[: count + 1])
    shown = found[:count]
    cases = Case.objects.filter(key__in={entry.stream.key for entry in shown})
    lines = {row.key: reading.line_view(row) for row in cases.select_related("organisation", "region").defer("form")}
    return DoingPage(
        tuple(_doing(entry, lines[entry.stream.key]) for entry in shown),
        str(shown[-1].pk) if len(found) > count else "",
    )


def may_trace(actor: Actor) -> bool:
    """Whether he may ask after others at all."""
    return _tracing(actor) is not None


def _tracing(actor: Actor) -> Q | None:
    found: Q | None = None
    for action in TRACING:
        rows = covered(actor, action)
        if rows is not None:
            found = rows if found is None else found | rows
    return found


def _entries(key: str, scope: Q, since: date | None, until: date | None, chain_only: bool) -> QuerySet[Entry]:
    since, until = _bounded(since), _bounded(until)
    rows = journal.latest(
        actor_key=key,
        kind="cases.case",
        refused=False,
        since=_midnight(since),
        until=None if until is None else _midnight(until + timedelta(days=1)),
    )
    rows = rows.filter(verb__in=chain.VERBS if chain_only else course.LABELS)
    return rows.filter(stream__key__in=Case.objects.filter(scope).values("key"))


def _midnight(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time(), SHANGHAI)


def _bounded(day: date | None) -> date | None:
    """A day that a database and another time zone can still reckon with; before and after these nothing was done."""
    return None if day is None else min(max(day, FIRST), LAST)


def _doing(entry: Entry, line: CaseLine) -> Doing:
    return Doing(
        at=in_shanghai(entry.at),
        verb=entry.verb,
        label=course.LABELS[entry.verb],
        part=chain.VERBS.get(entry.verb, ""),
        who=entry.actor_name,
        by_right=rights.in_words(entry.facts),
        case=line,
    )
