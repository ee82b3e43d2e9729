"""The tasks that wait for a post, and those that somebody has done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Q, QuerySet

from bancheng.casework.cases import reading, rights, standing
from bancheng.casework.cases.models import CaseTask
from bancheng.casework.cases.rules.texts import storable
from bancheng.casework.cases.selectors.cursors import after_due, before_id, due_cursor, size_of
from bancheng.casework.cases.selectors.listing import key_of, words
from bancheng.casework.cases.selectors.scope import ACTION_OF, covered, my_tasks
from bancheng.casework.cases.types import LIGHTS, OPINIONS, POSTS, InboxLine, InboxPage, TaskView
from bancheng.ground.access import Actor, demand, ways
from bancheng.ground.law import in_shanghai, now, today
from bancheng.registers.organisations import selectors as organisations

OPEN = CaseTask.State.OPEN
ROWS = ("case__organisation", "case__region")


def inbox(
    actor: Actor,
    *,
    mine: bool = True,
    post: str = "",
    light: str = "",
    q: str = "",
    item: int | None = None,
    after: str = "",
    size: int = 50,
) -> InboxPage:
    """The open tasks of his posts (`mine`), or of all posts in his scope; the one due first on top. One query, two
    for who takes applications in.

    Raises AccessDenied without `cases.view`.
    """
    rows = _wanted(actor, mine=mine, post=post, light=light, q=q, item=item)
    count = size_of(size)
    found = list(after_due(rows, after).select_related(*ROWS).defer("case__form")[: count + 1])
    more = due_cursor(found[count - 1].due_at, found[count - 1].pk) if len(found) > count else ""
    return InboxPage(tuple(_inbox_line(row, actor) for row in found[:count]), more)


def inbox_size(
    actor: Actor,
    *,
    mine: bool = True,
    post: str = "",
    light: str = "",
    q: str = "",
    item: int | None = None,
    most: int = 1_000,
) -> int:
    """How many tasks `inbox` would show in all, counted no further than one beyond `most`. One query."""
    return _wanted(actor, mine=mine, post=post, light=light, q=q, item=item)[: most + 1].count()


def inbox_counts(actor: Actor) -> Mapping[str, int]:
    """How many tasks wait for his posts: all, warning, overdue, and by post (`post:clerk`). One query."""
    soon = _soon()
    rows = _tasks(actor, mine=True)
    counted = {f"post:{post}": Count("pk", filter=Q(post=post)) for post in POSTS if post != "expert"}
    return rows.aggregate(
        all=Count("pk"),
        overdue=Count("pk", filter=Q(due_at__lte=now())),
        warning=Count("pk", filter=Q(due_at__gt=now(), due_on__lte=soon)),
        **counted,
    )


def done_by_me(actor: Actor, *, after: str = "", size: int = 50) -> InboxPage:
    """The stages that this person did himself, newest first."""
    demand(actor, standing.VIEW)
    rows = CaseTask.objects.filter(done_by=actor.key, state__in=(CaseTask.State.DONE, CaseTask.State.BACK))
    count = size_of(size)
    found = list(before_id(rows, after).select_related(*ROWS).defer("case__form")[: count + 1])
    return InboxPage(
        tuple(_inbox_line(row, actor) for row in found[:count]), str(found[count - 1].pk) if len(found) > count else ""
    )


def task_view(task: CaseTask) -> TaskView:
    """A stage as done or waiting."""
    waiting = task.state == OPEN
    return TaskView(
        id=task.pk,
        stage=task.stage,
        name=task.name,
        kind=task.kind,
        post=task.post,
        post_label=POSTS.get(task.post, task.post),
        round=task.round,
        state=task.state,
        opened_at=in_shanghai(task.opened_at),
        due_on=task.due_on,
        light=_light(task) if waiting else "none",
        two_persons=task.two_persons,
        first_name=task.first_name,
        done_at=reading.local(task.done_at),
        done_name=task.done_name,
        outcome=task.outcome,
        outcome_label=OPINIONS.get(task.outcome, ""),
        opinion=task.opinion,
        criteria=tuple(task.criteria),
        first_outcome_label=OPINIONS.get(task.first_outcome, ""),
        first_opinion=task.first_opinion,
    )


def _wanted(actor: Actor, *, mine: bool, post: str, light: str, q: str, item: int | None) -> QuerySet[CaseTask]:
    rows = _tasks(actor, mine)
    if post:
        rows = rows.filter(post=storable(post))
    if item is not None:
        rows = rows.filter(case__item=key_of(item))
    return words(_lit(rows, light), q, "case__")


def _tasks(actor: Actor, mine: bool) -> QuerySet[CaseTask]:
    demand(actor, standing.VIEW)
    scope = my_tasks(actor) if mine else covered(actor, standing.VIEW)
    rows = CaseTask.objects.filter(state=OPEN)
    return rows.none() if scope is None else rows.filter(scope)


def _lit(rows: QuerySet[CaseTask], light: str) -> QuerySet[CaseTask]:
    lights = {
        "overdue": Q(due_at__lte=now()),
        "warning": Q(due_at__gt=now(), due_on__lte=_soon()),
        "normal": Q(due_on__gt=_soon()),
    }
    return rows.filter(lights.get(light, Q()))


def _soon() -> Any:
    """Tasks due until this day are warned of: today and the next working day."""
    return organisations.calendar().add_workdays(today(), 1)


def _light(task: CaseTask) -> str:
    if task.due_on is None:
        return "none"
    if task.due_at is not None and now() >= task.due_at:
        return "overdue"
    return "warning" if task.due_on <= _soon() else "normal"


def _by_right(task: CaseTask, actor: Actor) -> str:
    """By what he has an open task in his inbox, where it is not by his own role."""
    if task.state != OPEN or task.post not in ACTION_OF:
        return ""
    found = ways(actor, ACTION_OF[task.post], standing.target_of(task.case))
    return rights.in_words(rights.facts_of(found[0])) if found else ""


def _inbox_line(task: CaseTask, actor: Actor) -> InboxLine:
    light = _light(task) if task.state == OPEN else "none"
    day, calendar = today(), organisations.calendar()
    remaining = None
    if task.due_on is not None and task.state == OPEN:
        remaining = (
            calendar.workdays_between(day, task.due_on)
            if task.due_on >= day
            else -calendar.workdays_between(task.due_on, day)
        )
    return InboxLine(
        task=task.pk,
        stage_name=task.name,
        post_label=POSTS.get(task.post, task.post),
        case=reading.line_view(task.case),
        opened_at=in_shanghai(task.opened_at),
        due_on=task.due_on,
        light=light,
        light_label=LIGHTS[light],
        remaining=remaining,
        by_right=_by_right(task, actor),
    )
