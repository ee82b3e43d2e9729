"""Who may change what: the target of an item, a province, the whole platform; and the subjects of their journals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bancheng.ground.access import Actor, Grant, Subject, Target, demand, may
from bancheng.registers.catalog.models import (
    BasicItem,
    Element,
    ImplementationItem,
    ImportRun,
    LintRun,
    Nature,
    SearchMiss,
    UniformityRun,
)
from bancheng.registers.organisations.types import EVERYWHERE

EDIT = "catalog.edit"
PUBLISH = "catalog.publish"
IMPORT = "catalog.import"
NATURES = "natures.edit"
SEARCHES = "searches.edit"
IMPORT_KIND = "catalog.import"
LINT_KIND = "catalog.lint"
UNIFORMITY_KIND = "catalog.uniformity"
SYNONYMS_SUBJECT = Subject("catalog.synonyms", "table")
"""One stream for the whole table of synonyms: a term taken out keeps its history."""


def item_subject(item: ImplementationItem) -> Subject:
    return Subject("catalog.item", str(item.pk))


def guide_subject(item: ImplementationItem) -> Subject:
    """The stream of all versions of one item's guide."""
    return Subject("catalog.guide", str(item.pk))


def basic_subject(basic: BasicItem) -> Subject:
    return Subject("catalog.basic", basic.code)


def nature_subject(nature: Nature) -> Subject:
    return Subject("catalog.nature", nature.code)


def element_subject(element: Element) -> Subject:
    return Subject("catalog.element", element.code)


def miss_subject(row: SearchMiss) -> Subject:
    return Subject("catalog.miss", str(row.pk))


def lint_subject(run: LintRun) -> Subject:
    return Subject(LINT_KIND, str(run.pk))


def uniformity_subject(run: UniformityRun) -> Subject:
    return Subject(UNIFORMITY_KIND, str(run.pk))


def import_subject(run: ImportRun) -> Subject:
    return Subject(IMPORT_KIND, str(run.pk))


def demand_for_item(by: Actor, action: str, item: ImplementationItem) -> None:
    """Raise AccessDenied unless the actor may do this to items of that region and organ."""
    demand(by, action, Target(item_subject(item), region=item.region_id, organisation=item.organisation_id))


def demand_for_province(by: Actor, action: str, province: str) -> None:
    """`province`: its two digits. The catalogue authority of the province gives codes, not that of a county."""
    demand(by, action, Target(region=province.ljust(12, "0")))


def may_compare(by: Actor, province: str) -> bool:
    """Whether he may have a province (two digits) compared anew: who edits or publishes items anywhere in it."""
    inside = [grant for grant in by.grants if not grant.region or grant.region[:2] == province]
    return any(may(replace(by, grants=(grant,)), action).allowed for grant in inside for action in (EDIT, PUBLISH))


def demand_everywhere(by: Actor, action: str) -> None:
    """What belongs to the whole platform; a grant within a region does not cover it."""
    demand(by, action, Target(region=EVERYWHERE))


def carried(by: Actor, *actions: str) -> dict[str, Any]:
    """The actor as a job row can hold it: of his grants what allows these actions, no more."""
    grants = [
        [action, grant.region, grant.organisation]
        for action in actions
        for grant in by.grants
        if grant.action in {action, f"{action.partition('.')[0]}.*", "*"}
    ]
    return {"kind": by.kind, "key": by.key, "name": by.name, "account": by.account, "grants": grants}


def brought(actor: Mapping[str, Any]) -> Actor:
    """The actor that `carried` put into a job row."""
    grants = tuple(Grant(*one) for one in actor["grants"])
    return Actor(actor["kind"], actor["key"], actor["name"], account=actor["account"], grants=grants)
