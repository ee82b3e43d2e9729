"""Questions about ratings: the page of an invitation, the words of the grades, sums for everybody."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db.models import Count, QuerySet

from bancheng.frontline.ratings import rules
from bancheng.frontline.ratings.models import Invitation, Rating
from bancheng.frontline.ratings.rows import invitation_view
from bancheng.frontline.ratings.standing import by_case, by_token, is_his
from bancheng.frontline.ratings.types import Grade, Indicator, InvitationView, Summary
from bancheng.ground.access import Actor, region_stem
from bancheng.ground.law import SHANGHAI

SATISFIED = (5, 4, 3)


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
    found = Rating.objects.all()
    if organisation is not None:
        found = found.filter(invitation__organisation=organisation)
    if region:
        found = found.filter(invitation__region__code__startswith=region_stem(region))
    if item is not None:
        found = found.filter(invitation__item=item)
    if since is not None:
        found = found.filter(rated_at__gte=_midnight(since))
    if until is not None:
        found = found.filter(rated_at__lt=_midnight(until + timedelta(days=1)))
    rows = dict(found.values_list("grade").annotate(n=Count("pk")).order_by())
    counts = {grade.value: rows.get(grade.value, 0) for grade in rules.grades()}
    total = sum(counts.values())
    return Summary(counts, total, sum(counts[one] for one in SATISFIED) / total if total else None)


def _rows() -> QuerySet[Invitation]:
    return Invitation.objects.select_related("organisation", "rating")


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)
