"""What staff see in their scope: inboxes, lists, one case, what waits for collection."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Q, QuerySet

from bancheng.casework.cases import course, finding, materials, reading, standing, trips
from bancheng.casework.cases.keys import TOLERANCE_CONSEQUENCE
from bancheng.casework.cases.lifecycle import CASE
from bancheng.casework.cases.models import Case, CaseTask
from bancheng.casework.cases.rules import stages as graph
from bancheng.casework.cases.rules.texts import storable
from bancheng.casework.cases.selectors.buttons import verbs_of
from bancheng.casework.cases.selectors.cursors import after_due, before_id, due_cursor, size_of
from bancheng.casework.cases.selectors.own import file_of
from bancheng.casework.cases.selectors.paths import extension_of, procedures_of
from bancheng.casework.cases.selectors.scope import covered, my_tasks
from bancheng.casework.cases.types import (
    CAPACITIES,
    IDENTITY_METHODS,
    LIGHTS,
    OPINIONS,
    POSTS,
    CaseLine,
    CasePage,
    FileView,
    Filters,
    InboxLine,
    InboxPage,
    StaffCase,
    TaskView,
)
from bancheng.ground.access import AccessDenied, Actor, demand, region_stem
from bancheng.ground.codes import CaseNumber, CodeError
from bancheng.ground.law import in_shanghai, now, today
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog.types import Situation
from bancheng.registers.documents import selectors as documents
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
    """The open tasks of his posts (`mine`), or of all posts in his scope; the one due first on top. One query.

    Raises AccessDenied without `cases.view`.
    """
    rows = _tasks(actor, mine)
    if post:
        rows = rows.filter(post=storable(post))
    if item is not None:
        rows = rows.filter(case__item=_key(item))
    rows = _words(_lit(rows, light), q, "case__")
    count = size_of(size)
    found = list(after_due(rows, after).select_related(*ROWS).defer("case__form")[: count + 1])
    more = due_cursor(found[count - 1].due_at, found[count - 1].pk) if len(found) > count else ""
    return InboxPage(tuple(_inbox_line(row) for row in found[:count]), more)


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
        tuple(_inbox_line(row) for row in found[:count]), str(found[count - 1].pk) if len(found) > count else ""
    )


def staff_cases(actor: Actor, filters: Filters, *, after: str = "", size: int = 50) -> CasePage:
    """Cases in his scope: with a running clock near due first (`open_only` or a light), else newest first. One query."""
    rows = _narrowed(_cases(actor), filters)
    count = size_of(size)
    near = filters.open_only or filters.light in {"warning", "overdue", "normal"}
    ordered = after_due(rows.exclude(clock=""), after) if near else before_id(rows, after)
    found = list(ordered.select_related("organisation", "region").defer("form")[: count + 1])
    more = ""
    if len(found) > count:
        last = found[count - 1]
        more = due_cursor(last.due_at, last.pk) if near else str(last.pk)
    return CasePage(tuple(reading.line_view(row) for row in found[:count]), more)


def staff_counts(actor: Actor, filters: Filters) -> Mapping[str, int]:
    """Cases with a running clock under these filters (but their light): total, normal, warning, overdue. One query."""
    rows = _narrowed(_cases(actor), Filters(**{**_told(filters), "light": ""})).exclude(clock="")
    moment = now()
    return rows.aggregate(
        total=Count("pk"),
        overdue=Count("pk", filter=Q(due_at__lte=moment)),
        warning=Count("pk", filter=Q(due_at__gt=moment, warn_at__lte=moment)),
        normal=Count("pk", filter=Q(warn_at__gt=moment)),
    )


def staff_case(actor: Actor, case: str) -> StaffCase:
    """One case for staff in whose scope it is, with the buttons he really has. Raises AccessDenied, invisible."""
    row = _seen(actor, case)
    document = materials.document_of(row)
    elements = catalog.elements_of(document)
    situation = materials.situation_of(document, row, elements)
    tasks = list(row.tasks.order_by("pk"))
    notices = list(row.notices.all())
    promise = reading.tolerance_view(row)
    waiting = notices[-1] if notices and notices[-1].answered_at is None else None
    return StaffCase(
        line=reading.line_view(row),
        capacity_label=CAPACITIES[row.capacity],
        filer_name=row.filer.name if row.filer else "",
        identity_method=IDENTITY_METHODS.get(row.identity_method, ""),
        document=document,
        guide_version=document.version,
        answers=_answers(situation),
        sections=reading.sections(row, situation, elements, whole=False),
        materials=reading.material_views(row, document, situation, materials.rows_of(row), waiting),
        tasks=tuple(task_view(task) for task in tasks),
        stages=_stages(row, situation, tasks),
        notices=tuple(reading.notice_view(notice) for notice in notices),
        decision=reading.decision_view(row),
        papers=reading.paper_views(documents.documents_of(standing.subject_of(row))),
        progress=CASE.progress(row.state),
        clocks=reading.clock_views(row, document),
        steps=course.steps(row),
        verbs=verbs_of(actor, row, tasks, promise),
        duplicates=_like(actor, row),
        tolerance=promise,
        proposed=reading.proposed_view(row, promise),
        unclaimed=row.unclaimed,
        deemed=row.deemed,
        delivery=row.delivery,
        procedures=procedures_of(row),
        extension=extension_of(row),
        trips=trips.days_of(row),
    )


def tolerance_consequence(region: str) -> str:
    """What follows of a promise that is not kept, in the words of the region's profile: the text an offer begins with."""
    return str(organisations.rule(TOLERANCE_CONSEQUENCE.key, region))


def staff_file(actor: Actor, case: str, file_key: str) -> FileView:
    """An uploaded file of a case in his scope. Raises AccessDenied, invisible."""
    return file_of(_seen(actor, case), file_key)


def drafts_of_person(actor: Actor, person_id: int) -> tuple[CaseLine, ...]:
    """What a person has begun and not submitted, of the items this window takes in."""
    scope = covered(actor, standing.TAKE_IN)
    if scope is None:
        return ()
    rows = Case.objects.filter(scope, Q(filer=_key(person_id)) | Q(applicant=_key(person_id)), state="draft")
    return tuple(
        reading.line_view(row) for row in rows.select_related("organisation", "region").order_by("-saved_at")[:20]
    )


def cases_of_person(actor: Actor, person_id: int) -> tuple[CaseLine, ...]:
    """The person's submitted cases in this window's scope, newest first."""
    rows = _cases(actor).filter(Q(filer=person_id) | Q(applicant=person_id))
    return tuple(reading.line_view(row) for row in rows.select_related("organisation", "region").order_by("-id")[:20])


def duplicates(
    actor: Actor,
    *,
    item_id: int,
    person_id: int | None = None,
    legal_person_id: int | None = None,
    excluding: str = "",
) -> tuple[CaseLine, ...]:
    """Open cases of the same applicant for the same item, in his scope: perhaps the same application twice."""
    if legal_person_id is None and person_id is None:
        return ()
    owner = Q(legal_person=_key(legal_person_id)) if legal_person_id is not None else Q(applicant=_key(person_id))
    rows = _cases(actor).filter(owner, item=_key(item_id), closed_at=None).exclude(key=excluding)
    return tuple(reading.line_view(row) for row in rows.select_related("organisation", "region").order_by("-id")[:5])


def duplicates_of(actor: Actor, case: str) -> tuple[CaseLine, ...]:
    """The same for a case or a draft that he sees: what a window shows beside it. Raises AccessDenied, invisible."""
    return _like(actor, standing.demand_sight(actor, finding.find(case)))


def waiting_for_collection(actor: Actor, *, q: str = "", after: str = "", size: int = 50) -> CasePage:
    """What a result desk hands out: decided or delivered and not closed, in its scope; oldest decision first."""
    scope = covered(actor, standing.DELIVER)
    if scope is None:
        raise AccessDenied("您的岗位没有出件的权限。", visible=True, action=standing.DELIVER)
    rows = Case.objects.filter(scope, state__in=("decided", "delivered", "collected"))
    rows = _words(rows, q, "").order_by("id")
    count = size_of(size)
    if after.isascii() and after.isdecimal() and len(after) < 19:
        rows = rows.filter(id__gt=int(after))
    found = list(rows.select_related("organisation", "region").defer("form")[: count + 1])
    return CasePage(
        tuple(reading.line_view(row) for row in found[:count]), str(found[count - 1].pk) if len(found) > count else ""
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


def _seen(actor: Actor, case: str) -> Case:
    row = finding.find(case, finding.with_names())
    if row is None or row.state == "draft" or actor.kind != "staff":
        raise AccessDenied(standing.NOT_THERE, visible=False, action=standing.VIEW)
    return standing.demand_sight(actor, row)


def _cases(actor: Actor) -> QuerySet[Case]:
    """Submitted cases in his scope."""
    scope = covered(actor, standing.VIEW)
    if scope is None:
        raise AccessDenied("您的岗位没有查看办件的权限。", visible=True, action=standing.VIEW)
    return Case.objects.filter(scope).exclude(state="draft")


def _tasks(actor: Actor, mine: bool) -> QuerySet[CaseTask]:
    demand(actor, standing.VIEW)
    scope = my_tasks(actor) if mine else covered(actor, standing.VIEW)
    rows = CaseTask.objects.filter(state=OPEN)
    return rows.none() if scope is None else rows.filter(scope)


def _narrowed(rows: QuerySet[Case], filters: Filters) -> QuerySet[Case]:
    given: dict[str, Any] = {
        "state": storable(filters.state),
        "organisation": _key(filters.organisation),
        "item": _key(filters.item),
        "channel": storable(filters.channel),
        "region__code__startswith": region_stem(storable(filters.region)),
        "submitted_at__date__gte": filters.since,
        "submitted_at__date__lte": filters.until,
    }
    rows = rows.filter(**{name: value for name, value in given.items() if value not in ("", None)})
    moment = now()
    lights = {
        "overdue": Q(due_at__lte=moment),
        "warning": Q(due_at__gt=moment, warn_at__lte=moment),
        "normal": Q(warn_at__gt=moment),
    }
    return _words(rows.filter(lights.get(filters.light, Q())), filters.q, "")


def _key(asked: int | None) -> int | None:
    """A key as a database can compare it; one that no row can have is nobody's."""
    return asked if asked is None or 0 < asked < 2**63 else 0


def _words(rows: QuerySet[Any], q: str, at: str) -> QuerySet[Any]:
    """By number, or by words in the names of applicant and item."""
    typed = storable(q).strip()[:100]
    if not typed:
        return rows
    try:
        return rows.filter(**{f"{at}number": str(CaseNumber.parse(typed))})
    except CodeError:
        pass
    for word in typed.split()[:5]:
        rows = rows.filter(
            Q(**{f"{at}applicant_name__icontains": word})
            | Q(**{f"{at}item_name__icontains": word})
            | Q(**{f"{at}number__startswith": word.upper()})
        )
    return rows


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


def _inbox_line(task: CaseTask) -> InboxLine:
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
    )


def _answers(situation: Situation) -> tuple[tuple[str, str], ...]:
    """(question, answer) in words."""
    found = []
    for question in situation.questions:
        answer = situation.answered.get(question.element)
        if answer is None:
            continue
        words = {option.value: option.label for option in question.options}
        said = ("是" if answer else "否") if isinstance(answer, bool) else words.get(str(answer), str(answer))
        found.append((question.label, said))
    return tuple(found)


def _stages(row: Case, situation: Situation, tasks: list[CaseTask]) -> tuple[tuple[str, str, str], ...]:
    """The graph of this case in order: (key, name, place)."""
    state = {task.stage: task.state for task in tasks}
    places: dict[str, str] = {OPEN: "now", CaseTask.State.DONE: "done"}
    accepted = row.accepted_at is not None
    found = []
    for stage in situation.stages:
        place = places.get(state.get(stage.key, ""), "wait")
        if stage.kind in graph.BEFORE_ACCEPTANCE:
            place = "done" if accepted or (stage.kind == "intake" and row.submitted_at) else "now"
        found.append((stage.key, stage.name, place))
    return tuple(found)


def _like(actor: Actor, row: Case) -> tuple[CaseLine, ...]:
    if row.closed_at is not None:
        return ()
    return duplicates(
        actor,
        item_id=row.item_id,
        person_id=row.applicant_id,
        legal_person_id=row.legal_person_id,
        excluding=row.key,
    )


def _told(filters: Filters) -> dict[str, Any]:
    return {name: getattr(filters, name) for name in filters.__slots__}
