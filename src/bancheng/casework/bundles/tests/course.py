"""What the tests of running bundles say often: the county with its bundle, a friday, and the sign of another organ."""

from __future__ import annotations

from typing import Any

from bancheng.casework.bundles.tests.running import Running, build_running
from bancheng.casework.cases import services as cases
from bancheng.casework.cases.tests.stage import PLAN, build_stage
from bancheng.ground.access import Actor
from bancheng.ground.jobs import drain
from bancheng.registers.messages.models import Message

SIGN = "店招设置"


def feeding(refusal: str) -> list[dict[str, str]]:
    """The one feed of the bundle with its policy for a refusal."""
    return [{"before": "shop", "after": "food", "material": "M0002", "refusal": refusal}]


def one_organ(**changes: Any) -> Running:
    """All members at the market organ."""
    return build_running(build_stage(), **changes)


def two_organs(**changes: Any) -> Running:
    """The sign is the business of another organ of the county."""
    stage = build_stage()
    plain = {"questions": [], "fields": [{"element": "person_name"}, {"element": "has_staff"}]}
    stage.item(SIGN, organ=stage.world.water, materials=[PLAN], promised={"unit": "workday", "n": 3}, **plain)
    return build_running(stage, **changes)


def states(running: Running, key: str) -> dict[str, str]:
    """Member → the state of its latest attempt."""
    return {part.key: str(part.state) for part in running.row(key).parts.filter(current=True)}


def take_in(running: Running, key: str, *members: str) -> None:
    """Accepted by the clerk of the market organ."""
    for member in members:
        cases.accept(running.case(key, member).key, by=running.stage.staff("clerk"))
    drain()


def told(of: Actor, template: str) -> list[str]:
    """The bodies of what was sent to him with this template, in order."""
    rows = Message.objects.filter(account=of.account, template__key=template).order_by("pk")
    return [row.body for row in rows]
