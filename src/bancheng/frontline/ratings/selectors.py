"""Questions about ratings: the page of an invitation, the words of the grades, sums for everybody."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce

from bancheng.frontline.ratings import rules
from bancheng.frontline.ratings.models import Invitation, Rating
from bancheng.frontline.ratings.rows import invitation_view
from bancheng.frontline.ratings.standing import by_case, by_token, is_his
from bancheng.frontline.ratings.types import (
    Grade,
    Indicator,
    InvitationView,
    RatingBoard,
    RatingLine,
    Summary,
)
from bancheng.ground.access import Actor, region_stem
from bancheng.ground.law import SHANGHAI
from bancheng.registers.organisations import selectors as organisations

VIEW = "ratings.view"
GRADES, SATISFIED, BAD = (5, 4, 3, 2, 1), (5, 4, 3), (2, 1)
LARGEST = 500
LINE = ("invitation__item", "about", "invitation__organisation", "invitation__organisation__name")
ABOUT = Coalesce("invitation__item__name", "invitation__item_name")
"""What was rated: the item by its name of today, a bundle by the name it was applied for with."""


def grades() -> tuple[Grade, ...]:
    """The five grades, best first, each with its indicators."""
    return rules.grades()


def indicators(grade: int) -> tuple[Indicator, ...]:
    """The indicators of a grade 5–1; none for any other number."""
    return next((one.indicators for one in rules.grades() if one.value == grade), ())


def invitation(token: str) -> InvitationView | None:
    """The invitation behind a link, for anybody who has it; None when there is none. One query."""
    found = by_token(token, _rows())
    return invitation_view(found) if found else None


def invitation_of_case(case: str, actor: Actor) -> InvitationView | None:
    """The invitation of a case of the actor's own (key or number), with what was said; None for anybody else's."""
    found = by_case(case, _rows())
    return invitation_view(found, owner=True) if found and is_his(found, actor) else None


def invitation_of_tracked(number: str) -> InvitationView | None:
    """The invitation of a case that somebody is looking at by number and query code: the caller has checked both."""
    found = by_case(number, _rows())
    return invitation_view(found) if found else None


def summary(
    *,
    organisation: int | None = None,
    region: str = "",
    item: int | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Summary:
    """How often each grade was given, by organisation, region (with all below) or item, between two days, both included.

    Sums only, so they may be public. One query.
    """
    found = _narrowed(Rating.objects.all(), region, organisation, since, until)
    if item is not None:
        found = found.filter(invitation__item=item)
    return _sums(dict(found.values_list("grade").annotate(n=Count("pk")).order_by()))


def rating_board(
    actor: Actor,
    *,
    region: str = "",
    organisation: int | None = None,
    q: str = "",
    bad_only: bool = False,
    since: date | None = None,
    until: date | None = None,
    after: int = 0,
    size: int = 50,
) -> RatingBoard:
    """Ratings by item and department (bundles by name and lead) within the actor's `ratings.view` grants, between two days.

    Both days are included.

    Lines stand by falling number of 差评, then of ratings; `after` is a place in that order. `bad_only`: lines that have
    any. Nothing without the right. Three queries.
    """
    within = organisations.organisations_within(actor, VIEW)
    found = _narrowed(Rating.objects.filter(invitation__organisation__in=within), region, organisation, since, until)
    found = found.annotate(about=ABOUT)
    for word in q.replace("\x00", " ").split()[:5]:
        found = found.filter(about__icontains=word)
    by_grade = {f"g{grade}": Count("pk", filter=Q(grade=grade)) for grade in GRADES}
    lines = found.values(*LINE).annotate(n=Count("pk"), bad=Count("pk", filter=Q(grade__in=BAD)), **by_grade)
    if bad_only:
        lines = lines.filter(bad__gt=0)
    count, start = max(1, min(size, LARGEST)), max(after, 0)
    matched = lines.order_by().count()
    shown = lines.order_by("-bad", "-n", "about", "invitation__item", "invitation__organisation")[start : start + count]
    rows = [_line(row) for row in shown]
    sums = found.values_list("grade").annotate(n=Count("pk")).order_by()
    return RatingBoard(tuple(rows), matched, _sums(dict(sums)), str(start + count) if start + count < matched else "")


def _line(row: Mapping[str, Any]) -> RatingLine:
    item, name, organisation, organ = (row[key] for key in LINE)
    return RatingLine(item, name, organisation, organ, _sums({grade: row[f"g{grade}"] for grade in GRADES}))


def _narrowed(
    found: QuerySet[Rating], region: str, organisation: int | None, since: date | None, until: date | None
) -> QuerySet[Rating]:
    if organisation is not None:
        found = found.filter(invitation__organisation=organisation)
    if region:
        found = found.filter(invitation__region__code__startswith=region_stem(region))
    if since is not None:
        found = found.filter(rated_at__gte=_midnight(since))
    if until is not None:
        found = found.filter(rated_at__lt=_midnight(until + timedelta(days=1)))
    return found


def _sums(rows: Mapping[int, int]) -> Summary:
    counts = {grade: rows.get(grade, 0) for grade in GRADES}
    total = sum(counts.values())
    return Summary(counts, total, sum(counts[one] for one in SATISFIED) / total if total else None)


def _rows() -> QuerySet[Invitation]:
    return Invitation.objects.select_related("organisation", "rating")


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)
