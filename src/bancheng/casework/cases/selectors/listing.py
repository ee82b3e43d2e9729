"""The cases in a member of staff's scope as lists: all, those of a person, those that look alike, those to be handed out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db.models import Count, Q, QuerySet

from bancheng.casework.cases import delivery, finding, reading, standing
from bancheng.casework.cases.models import Case
from bancheng.casework.cases.rules.texts import storable
from bancheng.casework.cases.selectors.cursors import after_due, before_id, due_cursor, size_of
from bancheng.casework.cases.selectors.scope import covered
from bancheng.casework.cases.types import LIGHTS, CaseLine, CasePage, Filters
from bancheng.ground.access import AccessDenied, Actor, region_stem
from bancheng.ground.codes import CaseNumber, CodeError
from bancheng.ground.law import now


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


def waiting_for_collection(actor: Actor, *, q: str = "", after: str = "", size: int = 50) -> CasePage:
    """What a result desk hands out: decided or delivered and not closed, in its scope; oldest decision first."""
    scope = covered(actor, standing.DELIVER)
    if scope is None:
        raise AccessDenied("您的岗位没有出件的权限。", visible=True, action=standing.DELIVER)
    rows = Case.objects.filter(scope, state__in=("decided", "delivered", "collected"))
    rows = words(rows, q, "").order_by("id")
    count = size_of(size)
    if after.isascii() and after.isdecimal() and len(after) < 19:
        rows = rows.filter(id__gt=int(after))
    found = list(rows.select_related("organisation", "region").defer("form")[: count + 1])
    more = str(found[count - 1].pk) if len(found) > count else ""
    return CasePage(tuple(_due_out(row) for row in found[:count]), more)


def _due_out(row: Case) -> CaseLine:
    """A line of the result desk: until when it is handed over (第四十四条), with its light."""
    line, due = reading.line_view(row), delivery.due_of(row)
    if due is None:
        return line
    left = delivery.left(due)
    light = "overdue" if left < 0 else "warning" if left <= delivery.WARN_DAYS else "normal"
    return replace(line, due_on=due, remaining=left, light=light, light_label=LIGHTS[light])


def drafts_of_person(actor: Actor, person_id: int) -> tuple[CaseLine, ...]:
    """What a person has begun and not submitted, of the items this window takes in."""
    scope = covered(actor, standing.TAKE_IN)
    if scope is None:
        return ()
    rows = Case.objects.filter(scope, Q(filer=key_of(person_id)) | Q(applicant=key_of(person_id)), state="draft")
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
    owner = Q(legal_person=key_of(legal_person_id)) if legal_person_id is not None else Q(applicant=key_of(person_id))
    rows = _cases(actor).filter(owner, item=key_of(item_id), closed_at=None).exclude(key=excluding)
    return tuple(reading.line_view(row) for row in rows.select_related("organisation", "region").order_by("-id")[:5])


def duplicates_of(actor: Actor, case: str) -> tuple[CaseLine, ...]:
    """The same for a case or a draft that he sees: what a window shows beside it. Raises AccessDenied, invisible."""
    return like(actor, standing.demand_sight(actor, finding.find(case)))


def like(actor: Actor, row: Case) -> tuple[CaseLine, ...]:
    """Open cases of the same applicant for the same item as this open one."""
    if row.closed_at is not None:
        return ()
    return duplicates(
        actor,
        item_id=row.item_id,
        person_id=row.applicant_id,
        legal_person_id=row.legal_person_id,
        excluding=row.key,
    )


def _cases(actor: Actor) -> QuerySet[Case]:
    """Submitted cases in his scope."""
    scope = covered(actor, standing.VIEW)
    if scope is None:
        raise AccessDenied("您的岗位没有查看办件的权限。", visible=True, action=standing.VIEW)
    return Case.objects.filter(scope).exclude(state="draft")


def _narrowed(rows: QuerySet[Case], filters: Filters) -> QuerySet[Case]:
    given: dict[str, Any] = {
        "state": storable(filters.state),
        "organisation": key_of(filters.organisation),
        "item": key_of(filters.item),
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
    return words(rows.filter(lights.get(filters.light, Q())), filters.q, "")


def key_of(asked: int | None) -> int | None:
    """A key as a database can compare it; one that no row can have is nobody's."""
    return asked if asked is None or 0 < asked < 2**63 else 0


def words(rows: QuerySet[Any], q: str, at: str) -> QuerySet[Any]:
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


def _told(filters: Filters) -> dict[str, Any]:
    return {name: getattr(filters, name) for name in filters.__slots__}
