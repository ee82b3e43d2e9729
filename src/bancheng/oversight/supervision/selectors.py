"""Findings within the scope of who asks."""

from __future__ import annotations

import re

from django.db.models import Count, QuerySet

from bancheng.ground.access import AccessDenied, Actor, demand, region_stem
from bancheng.oversight.supervision.models import Finding
from bancheng.oversight.supervision.rules import FACTS, RULES, Rule
from bancheng.oversight.supervision.scope import NOT_THERE, VIEW, covered
from bancheng.oversight.supervision.types import FindingCounts, FindingPage, FindingView

KEY = re.compile(r"[0-9a-f]{32}", re.ASCII)
LARGEST_PAGE = 200
CURSOR_LONGEST = 18


def findings(
    actor: Actor,
    *,
    region: str = "",
    organisation: int | None = None,
    rule: str = "",
    open_only: bool = False,
    after: str = "",
    size: int = 50,
) -> FindingPage:
    """Findings within the actor's `supervision.view` grants, newest first; each condition only where given.

    `region` with all below it; `after` is the `next_cursor` of the page before (anything else begins at the newest), `size`
    1–200. Raises AccessDenied, visible, without the right anywhere. One query.
    """
    found = _narrowed(actor, region, organisation, open_only)
    if rule:
        found = found.filter(rule=rule)
    if after.isascii() and after.isdigit() and len(after) <= CURSOR_LONGEST:
        found = found.filter(pk__lt=int(after))
    count = max(1, min(size, LARGEST_PAGE))
    rows = list(found.select_related("organisation", "region").order_by("-pk")[: count + 1])
    return FindingPage(tuple(map(_view, rows[:count])), str(rows[count - 1].pk) if len(rows) > count else "")


def counts(actor: Actor, *, region: str = "", organisation: int | None = None, open_only: bool = True) -> FindingCounts:
    """How many findings there are within the actor's grants, by rule and by organisation. Two queries.

    Raises AccessDenied, visible, without the right anywhere.
    """
    found = _narrowed(actor, region, organisation, open_only)
    rules = dict(found.values_list("rule").annotate(n=Count("pk")).order_by())
    organs = found.values_list("organisation", "organisation__name").annotate(n=Count("pk"))
    by_rule = {code: rules.get(code, 0) for code in RULES}
    return FindingCounts(sum(rules.values()), by_rule, tuple(organs.order_by("-n", "organisation")))


def finding(actor: Actor, finding_id: int) -> FindingView:
    """One finding. Raises AccessDenied, not visible, for one that is absent or out of scope."""
    row = Finding.objects.select_related("organisation", "region").filter(covered(actor), pk=finding_id).first()
    if row is None:
        raise AccessDenied(NOT_THERE, visible=False, action=VIEW)
    return _view(row)


def findings_of(actor: Actor, case: str) -> tuple[FindingView, ...]:
    """What was found about one case (its key or number), first to last; none for who may not see findings. One query."""
    named = {"case" if KEY.fullmatch(case) else "number": case.replace("\x00", "")}
    rows = Finding.objects.select_related("organisation", "region").filter(covered(actor), **named)
    return tuple(map(_view, rows.order_by("pk")))


def _narrowed(actor: Actor, region: str, organisation: int | None, open_only: bool) -> QuerySet[Finding]:
    demand(actor, VIEW)
    found = Finding.objects.filter(covered(actor))
    if region:
        found = found.filter(region__code__startswith=region_stem(region.replace("\x00", "")))
    if organisation is not None:
        found = found.filter(organisation=organisation)
    return found.filter(state=Finding.State.OPEN) if open_only else found


def _view(row: Finding) -> FindingView:
    rule = RULES.get(row.rule, Rule(row.rule, row.rule))
    return FindingView(
        id=row.pk,
        rule=row.rule,
        rule_label=rule.label,
        article=rule.article,
        case=row.case,
        number=row.number,
        item_name=row.item_name,
        organisation=row.organisation_id,
        organisation_name=row.organisation.name,
        region=row.region_id,
        region_name=row.region.name,
        responsible=row.responsible,
        found_at=row.found_at,
        due_on=row.due_on,
        state=row.state,
        state_label=row.get_state_display(),
        facts=tuple((label, str(row.facts[key])) for key, label in FACTS.items() if key in row.facts),
        closed_at=row.closed_at,
        closed_by=row.closed_by,
        conclusion=row.conclusion,
    )
