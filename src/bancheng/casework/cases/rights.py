"""By what right somebody acted, where it was not simply his own role: as the journal keeps it and the pages tell it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Protocol

from bancheng.casework.cases import standing
from bancheng.casework.cases.models import Case
from bancheng.ground.access import Actor, Via
from bancheng.ground.law import Step

SPOT = "当场决定授权"
FACT = {"stand_in": "stands_in_for", "powers": "powers", "bundle": "bundle", "project": "project"}
"""Kind of `Via` → the fact that tells it."""


class Acted(Protocol):
    """A verb that was done: `services.doing.Act` is one."""

    case: Case
    by: Actor
    roles: frozenset[str]
    step: Step
    acting: frozenset[str]
    through: str


def told(act: Acted) -> Mapping[str, str]:
    """The facts for the journal: for whom he stood in, by which post's powers, by a grant to finish at the window; mostly none."""
    if act.by.kind != "staff":
        return {}
    used = act.acting or (act.roles & frozenset(act.step.who))
    on_the_spot = used == {standing.ON_THE_SPOT}
    facts = {"on_the_spot": SPOT} if on_the_spot else {}
    found = standing.ways_of(act.by, act.case, used if on_the_spot else used - {standing.ON_THE_SPOT})
    needed = [way for way in found if any(via.kind == act.through for via in way)] if act.through else found
    return facts | (facts_of(needed[0]) if needed else {})


def facts_of(way: Collection[Via]) -> dict[str, str]:
    """One way of having a right as facts; none for a role of one's own."""
    return {FACT[via.kind]: _named(via) for via in way}


def in_words(facts: Mapping[str, Any]) -> str:
    """The same facts as a person reads them beside the name: 代周敏（ck01）办理; "" for one's own right."""
    parts = []
    if facts.get("stands_in_for"):
        parts.append(f"代{facts['stands_in_for']}办理")
    if facts.get("powers"):
        parts.append(f"行使{facts['powers']}权限")
    if facts.get("bundle"):
        parts.append(f"统一办理“{facts['bundle']}”")
    if facts.get("project"):
        parts.append(f"统筹项目“{facts['project']}”")
    if facts.get("on_the_spot"):
        parts.append(str(facts["on_the_spot"]))
    return "，".join(parts)


def _named(via: Via) -> str:
    return f"{via.name}（{via.key.partition(':')[2]}）" if via.kind == "stand_in" else via.name
