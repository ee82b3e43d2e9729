"""One more dated version of a rule."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from bancheng.ground import law
from bancheng.ground.access import Actor, Subject, Target, demand
from bancheng.ground.jobs.services import announce
from bancheng.ground.journal.services import append
from bancheng.ground.law import Refused
from bancheng.registers.organisations.events import RuleChanged
from bancheng.registers.organisations.models import Region, RuleVersion
from bancheng.registers.organisations.services.once import once
from bancheng.registers.organisations.services.reach import demand_everywhere
from bancheng.registers.organisations.services.wording import fitting
from bancheng.registers.organisations.types import UnknownRule, rule_key

EDIT = "rules.edit"


def refuse_past(valid_from: date) -> None:
    """Raise `Refused` rules.past for a day before today; forms ask before they ask for confirmation."""
    if valid_from < law.today():
        raise Refused("rules.past", "生效日期不能早于今天：已经收下的件按收件当日的规则办理，不能事后改动。")


def set_rule(
    *, key: str, region: Region | str | None, value: Any, valid_from: date, basis: str = "", by: Actor
) -> RuleVersion:
    """Add a version that holds for the region and all below it from a day on; None is the whole platform.

    Raises `Refused`: rules.unknown, rules.value (wrong type or out of range), rules.past, rules.twice, region.unknown.
    """
    code = region.code if isinstance(region, Region) else region or ""
    if code:
        demand(by, EDIT, Target(region=code))
    else:
        demand_everywhere(by, EDIT, "不分区划的规则")
    try:
        declared = rule_key(key)
    except UnknownRule as error:
        raise Refused("rules.unknown", error.sentence) from error
    checked = declared.checked(value)
    refuse_past(valid_from)
    if code and not Region.objects.filter(code=code).exists():
        raise Refused("region.unknown", f"没有代码为 {code} 的区划，请先登记区划。")
    twice = f"“{declared.label}”在这一天已经有一个版本，请换一个生效日期。"
    with transaction.atomic():
        if RuleVersion.objects.filter(key=key, region=code or None, valid_from=valid_from).exists():
            raise Refused("rules.twice", twice)
        with once("rules.twice", twice):
            row = RuleVersion.objects.create(
                key=key,
                region_id=code or None,
                valid_from=valid_from,
                value=checked,
                basis=fitting(RuleVersion, "basis", basis),
                entered_at=law.now(),
                entered_by=by.name[:100],
            )
        facts = {"region": code, "valid_from": valid_from.isoformat(), "value": checked, "basis": row.basis}
        append(Subject("organisations.rule", key), "set_rule", by=by, facts=facts)
        announce(RuleChanged(key, code, valid_from))
    return row
