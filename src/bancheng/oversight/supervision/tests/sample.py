"""A case that somebody watches: its events, and supervisors here and elsewhere. Nobody real."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from bancheng.casework.cases.events import CaseAccepted, CaseEvent, DeadlinePassed, StepOverdue
from bancheng.casework.cases.models import Case, CaseTask
from bancheng.frontline.ratings.tests.sample import Closed, clerk
from bancheng.ground.access import Actor
from bancheng.ground.jobs import announce, drain
from bancheng.ground.jobs import selectors as jobs
from bancheng.ground.law import now
from bancheng.registers.identity.models import Staff
from bancheng.registers.identity.tests.cast import actor

Event = TypeVar("Event", bound=CaseEvent)
DUE = date(2026, 11, 19)


@dataclass(frozen=True)
class Watch:
    """One open case of the market organ, its supervisor, and one of another county."""

    world: Closed
    case: Case
    officer: Staff
    stranger: Staff

    @property
    def who(self) -> Actor:
        return actor(self.officer)

    def event(self, kind: type[Event], **more: Any) -> Event:
        case = self.case
        usual = {
            "case": case.key,
            "number": case.number,
            "item": case.item_id,
            "item_name": case.item_name,
            "organisation": case.organisation_id,
            "region": case.region_id,
            "at": now(),
        }
        return kind(**(usual | more))

    def deemed(self, **more: Any) -> CaseAccepted:
        days = {"accepted_on": date(2026, 11, 12), "promised_due": date(2026, 12, 3), "deemed": True}
        return self.event(CaseAccepted, **(days | more))

    def passed(self, clock: str = "decision", **more: Any) -> DeadlinePassed:
        return self.event(DeadlinePassed, **({"clock": clock, "due": DUE} | more))

    def late_step(self, task: int = 1, **more: Any) -> StepOverdue:
        facts = {"stage": "review", "stage_name": "审查", "due": DUE, "holder": "reviewer"}
        return self.event(StepOverdue, task=task, **(facts | more))

    def open_stage(self, post: str = "reviewer") -> CaseTask:
        return CaseTask.objects.create(
            case=self.case,
            organisation_id=self.case.organisation_id,
            region_id=self.case.region_id,
            post=post,
            stage=post,
            name=post,
            kind="review",
            opened_at=now(),
        )


def watch_of(world: Closed) -> Watch:
    case = world.case(state="under_review", outcome="", decided_at=None, closed_at=None)
    return Watch(
        world,
        case,
        officer=clerk(world.organ, "supervisor", number="s1"),
        stranger=clerk(world.elsewhere, "supervisor", number="s2"),
    )


def tell(*events: object) -> None:
    """Announce and let the reactions run; none may fail."""
    for event in events:
        announce(event)
    drain()
    assert jobs.counts()["failed"] == 0
