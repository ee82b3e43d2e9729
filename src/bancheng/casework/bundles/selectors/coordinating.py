"""What those need who coordinate running bundles: what one notice may ask for, which members may still come in, what ran at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bancheng.casework.bundles import running
from bancheng.casework.bundles.models import BundlePart
from bancheng.casework.bundles.running import Loaded
from bancheng.casework.bundles.selectors.boards import seen
from bancheng.casework.cases import services as cases
from bancheng.ground.access import Actor

WAITING = frozenset({"submitted", "pre_reviewed"})
State = BundlePart.State


@dataclass(frozen=True, slots=True)
class Askable:
    """A paper (`code`) or a field (`element`) that one notice may ask for; `members`: labels of those that want it."""

    code: str
    element: str
    name: str
    members: tuple[str, ...]
    checked: str = ""
    """What was found wrong with it when it was looked at, by whichever member."""


def askable(actor: Actor, key: str) -> tuple[Askable, ...]:
    """Papers, then fields, of the members that wait for acceptance, each once. Raises AccessDenied as `running_bundle`."""
    row, parts = running.demand_sight(actor, key)
    running.demand_takes_in(actor, row)
    loaded = running.load(row)
    waiting = [
        one for one in parts if one.current and one.state == State.OPEN and one.case and one.case.state in WAITING
    ]
    return (*_papers(loaded, waiting), *_fields(loaded, waiting))


def _papers(loaded: Loaded, waiting: Iterable[BundlePart]) -> tuple[Askable, ...]:
    found: dict[str, Askable] = {}
    for part in waiting:
        assert part.case is not None
        for code, name, note in cases.papers_to_ask(part.case.key):
            known = found.get(code)
            members = (*(known.members if known else ()), loaded.label(part.key))
            noted = (known.checked if known else "") or note
            found[code] = Askable(code, "", known.name if known else name, members, noted)
    return tuple(found.values())


def _fields(loaded: Loaded, waiting: Iterable[BundlePart]) -> tuple[Askable, ...]:
    labels: dict[str, str] = {}
    members: dict[str, list[str]] = {}
    for part in waiting:
        assert part.case is not None
        for element, label in cases.fields_to_ask(part.case.key):
            labels.setdefault(element, label)
            members.setdefault(element, []).append(loaded.label(part.key))
    return tuple(Askable("", code, label, tuple(members[code])) for code, label in labels.items())


def addable(actor: Actor, key: str) -> tuple[tuple[str, str], ...]:
    """(key, label) of the members that do not take part now and may be added. Raises AccessDenied as `running_bundle`."""
    row, parts = running.demand_sight(actor, key)
    running.demand_steers(actor, row)
    here = {one.key for one in parts if one.current and one.state != State.DROPPED}
    return tuple((one.key, one.label) for one in running.load(row).body.members if one.key not in here)


def bundles_run(actor: Actor) -> tuple[tuple[int, str], ...]:
    """(line of the list, name) of the bundles that were applied for within his scope. One query."""
    rows = seen(actor).filter(submitted_at__isnull=False).order_by("bundle", "bundle__name")
    return tuple(dict(rows.values_list("bundle", "bundle__name").distinct()).items())


def offered_at_window(actor: Actor) -> tuple[tuple[int, str], ...]:
    """(line of the list, name) of the published bundles that he may take in, or walk through, at the window. One query."""
    return tuple(
        (row.pk, f"{row.name}（{row.region.name}）")
        for row in running.published_for(actor, (running.TAKE_IN, running.STEER))
    )
