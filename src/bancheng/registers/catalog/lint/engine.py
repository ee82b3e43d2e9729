"""One examiner for the items of some regions: what it needs of the database is read once, then guides pass in thousands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bancheng.registers.catalog.lint.halls import open_to_visitors
from bancheng.registers.catalog.lint.past import past
from bancheng.registers.catalog.lint.registry import provided
from bancheng.registers.catalog.lint.revival import Past, disguised
from bancheng.registers.catalog.lint.rules import BUILT_IN
from bancheng.registers.catalog.models import ImplementationItem
from bancheng.registers.catalog.schema import GuideBody
from bancheng.registers.catalog.types import Fault, LintSubject

OF_THE_ITEM = "item."


@dataclass(frozen=True, slots=True)
class Examiner:
    """Calls every check on a guide; pure, thousands a second. `past`: what it knows of cancelled items."""

    checks: Sequence[Callable[[LintSubject], Iterable[Fault]]]
    past: Past

    def __call__(self, subject: LintSubject) -> tuple[Fault, ...]:
        """Every finding, the blocking ones and the warnings, in the order of the checks."""
        found = [fault for check in self.checks for fault in check(subject)]
        found += disguised(subject, self.past)
        return tuple(found)


def examiner(regions: Sequence[str]) -> Examiner:
    """An examiner for the items of these regions (12-digit codes), with the rules of the rooms above."""
    return Examiner((*BUILT_IN, open_to_visitors(regions), *provided(regions)), past(regions))


def lint_one(item: ImplementationItem, body: GuideBody, *, version: int | None = None) -> tuple[Fault, ...]:
    """The findings on one guide of an item (with `basic` at hand)."""
    region = (item.region_id,)
    checks = (*BUILT_IN, open_to_visitors(region), *provided(region))
    return Examiner(checks, past(region, item=item))(subject_of(item, body, version=version))


def lint_body(body: GuideBody) -> tuple[Fault, ...]:
    """What the body alone shows, before there is an item: no list, no cancelled item is asked."""
    subject = LintSubject(0, "", "", "", 0, "", "", body)
    return tuple(fault for check in BUILT_IN for fault in check(subject))


def subject_of(item: ImplementationItem, body: GuideBody, *, version: int | None = None) -> LintSubject:
    """The guide of an item as rules see it."""
    return LintSubject(
        item_id=item.pk or 0,
        name=item.name,
        item_type=item.item_type,
        region=item.region_id,
        organisation=item.organisation_id,
        basic_code=item.basic.code if item.basic else "",
        off_platform=item.off_platform,
        body=body,
        version=version,
    )


def of_the_guide(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """The blocking faults that stand in the guide itself: those that an author can put right where he writes."""
    return tuple(fault for fault in faults if fault.blocks and not fault.path.startswith(OF_THE_ITEM))
