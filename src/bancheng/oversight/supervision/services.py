"""The verbs of supervision: make a finding, close it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from bancheng.ground.access import AccessDenied, Actor, Subject, demand, may
from bancheng.ground.codes import scrub
from bancheng.ground.crypto import plain
from bancheng.ground.jobs import announce
from bancheng.ground.journal import services as journal
from bancheng.ground.law import Refused, now
from bancheng.oversight.supervision.events import FindingMade
from bancheng.oversight.supervision.models import Finding
from bancheng.oversight.supervision.rules import RULES, Rule
from bancheng.oversight.supervision.scope import CLOSE, NOT_THERE, VIEW, subject_of, target_of
from bancheng.oversight.supervision.templates import FOUND
from bancheng.registers.messages import services as messages

SUPERVISOR = "supervisor"
CASE = "cases.case"
CONCLUSION_LONGEST = 2000


def record(
    *,
    rule: str,
    case: str,
    number: str,
    item_name: str,
    organisation: int,
    region: str,
    by: Actor,
    responsible: str = "",
    due_on: date | None = None,
    facts: Mapping[str, Any] | None = None,
    what: str = "",
) -> bool:
    """Record what a rule found about a case, journal it and tell the supervisors of the region. False: found before.

    `what` tells several things of one rule in one case apart. Raises KeyError for an unknown rule.
    """
    declared = RULES[rule]
    if Finding.objects.filter(rule=rule, case=case, what=what).exists():
        return False
    made = Finding(
        rule=rule,
        case=case,
        what=what,
        number=number,
        item_name=item_name,
        organisation_id=organisation,
        region_id=region,
        responsible=scrub(responsible)[:200],
        due_on=due_on,
        facts=plain(facts or {}),
        found_at=now(),
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
            _tell(made, declared, by)
    except IntegrityError:
        # Another run of the same reaction was quicker; anything else that a constraint refuses is a mistake.
        if not Finding.objects.filter(rule=rule, case=case, what=what).exists():
            raise
        return False
    return True


def close(finding: int, *, conclusion: str, by: Actor) -> None:
    """End a finding with what the check came to.

    Raises AccessDenied (not visible: absent or out of scope), Refused: supervision.conclusion, supervision.closed.
    """
    with transaction.atomic():
        row = Finding.objects.select_for_update().filter(pk=finding).first()
        if row is None or not may(by, VIEW, target_of(row)).allowed:
            raise AccessDenied(NOT_THERE, visible=False, action=CLOSE)
        demand(by, CLOSE, target_of(row))
        said = scrub(conclusion.replace("\x00", "").strip())
        if not said:
            raise Refused("supervision.conclusion", "请写明核查结论。")
        if len(said) > CONCLUSION_LONGEST:
            raise Refused("supervision.conclusion", f"核查结论最多 {CONCLUSION_LONGEST} 字，请缩短后再提交。")
        if row.state != Finding.State.OPEN:
            raise Refused("supervision.closed", f"这条监察发现已由{row.closed_by}办结。")
        row.state, row.closed_at, row.closed_by, row.conclusion = Finding.State.CLOSED, now(), by.name[:100], said
        row.save(update_fields=["state", "closed_at", "closed_by", "conclusion"])
        journal.append(subject_of(row), "close_finding", by=by, facts={"conclusion": said})


def _tell(made: Finding, rule: Rule, by: Actor) -> None:
    """The journal, the supervisors of the region and the rooms above, in the transaction that wrote the row."""
    facts = {"rule": made.rule, "case": made.case, "number": made.number, "what": made.what, "due": made.due_on}
    responsible = {"responsible": made.responsible} if made.responsible else {}
    journal.append(subject_of(made), "find", by=by, facts={**facts, **responsible, **made.facts}, article=rule.article)
    messages.notify_role(
        SUPERVISOR,
        FOUND.key,
        region=made.region_id,
        organisation=made.organisation_id,
        subject=Subject(CASE, made.case),
        rule=rule.label,
        organ=made.organisation.name,
        item=made.item_name,
        number=made.number,
        responsible=made.responsible or "待核查",
        due=made.due_on or "无",
    )
    announce(
        FindingMade(
            finding=made.pk,
            rule=made.rule,
            case=made.case,
            number=made.number,
            organisation=made.organisation_id,
            region=made.region_id,
            at=made.found_at,
        )
    )
