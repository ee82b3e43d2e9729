"""The life-cycle kit: a table of states and steps from which buttons, guards, progress, picture and tests are derived.

    CASE = Lifecycle(
        name="办件",
        states=(state("submitted", "已提交"), state("accepted", "已受理"), state("closed", "已办结", final=True), …),
        steps=(step("accept", "受理", "submitted", "accepted", "clerk", 行政许可法("第三十二条")), …),
    )

The first state is where everything begins. A step without a target (`to=None`) changes no state, such as 催办.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from .articles import Article
from .refusal import Refused


@dataclass(frozen=True, slots=True)
class State:
    """`final`: nothing moves it further. `beside`: the state of the main path whose place it takes in the bar."""

    code: str
    label: str
    final: bool = False
    beside: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One legal step: who may take it, from which states, to which one, on what basis."""

    verb: str
    label: str
    from_: tuple[str, ...]
    to: str | None
    who: tuple[str, ...]
    basis: Article | None = None

    def target(self, state: str) -> str:
        """The state after this step was taken in `state`."""
        return state if self.to is None else self.to


def state(code: str, label: str, *, final: bool = False, beside: str | None = None) -> State:
    return State(code, label, final, beside)


def step(
    verb: str,
    label: str,
    from_: str | Iterable[str],
    to: str | None,
    who: str | Iterable[str],
    basis: Article | None = None,
) -> Step:
    """One line of the table; `from_` and `who` take one name or several."""
    return Step(verb, label, _names(from_), to, _names(who), basis)


class Place(StrEnum):
    """Where a point of the progress bar stands; the values are its class names."""

    DONE = "done"
    NOW = "now"
    HELD = "held"
    WAIT = "wait"


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the progress bar."""

    state: str
    label: str
    place: Place


@dataclass(frozen=True)
class Lifecycle:
    """A checked table. Building it raises ValueError on an unknown state or on two lines for one verb in one state."""

    name: str
    states: tuple[State, ...]
    steps: tuple[Step, ...]
    _state: dict[str, State] = field(init=False, repr=False, compare=False)
    _step: dict[tuple[str, str], Step] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_code = {known.code: known for known in self.states}
        if len(by_code) != len(self.states):
            raise ValueError(f"{self.name}: a state stands twice in the table")
        by_key: dict[tuple[str, str], Step] = {}
        for line in self.steps:
            targets = () if line.to is None else (line.to,)
            if unknown := [code for code in (*line.from_, *targets) if code not in by_code]:
                raise ValueError(f"{self.name}: step {line.verb} names unknown states {unknown}")
            if not line.from_ or not line.who:
                raise ValueError(f"{self.name}: step {line.verb} needs a state to start from and somebody to take it")
            for code in line.from_:
                if by_key.setdefault((line.verb, code), line) is not line:
                    raise ValueError(f"{self.name}: two steps {line.verb} from {code}")
        path = {known.code for known in self.states if known.beside is None}
        if lost := [known.code for known in self.states if known.beside is not None and known.beside not in path]:
            raise ValueError(f"{self.name}: states beside no state of the main path: {lost}")
        object.__setattr__(self, "_state", by_code)
        object.__setattr__(self, "_step", by_key)

    @property
    def initial(self) -> str:
        return self.states[0].code

    @property
    def verbs(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(line.verb for line in self.steps))

    @property
    def final(self) -> frozenset[str]:
        return frozenset(known.code for known in self.states if known.final)

    def label(self, state: str) -> str:
        return self._state[state].label

    def open_to(self, state: str, *roles: str) -> tuple[Step, ...]:
        """The steps that one of these roles may take in this state, in the order of the table: the buttons."""
        return tuple(line for line in self.steps if state in line.from_ and not set(roles).isdisjoint(line.who))

    def find(self, verb: str, state: str, *roles: str) -> Step:
        """The step behind a verb in a state; with roles, only if one of them may take it.

        Raises `Refused`: ``lifecycle.unknown_verb``, ``lifecycle.not_open`` (out of order) or ``lifecycle.not_yours``.
        """
        found = self._step.get((verb, state))
        if found is None:
            raise self._out_of_order(verb, state)
        if roles and set(roles).isdisjoint(found.who):
            raise Refused(
                "lifecycle.not_yours", f"您的岗位不能办理“{found.label}”，请交由有权的岗位办理。", found.basis
            )
        return found

    def progress(self, state: str) -> tuple[Point, ...]:
        """The main path as seen from a state: done, now, waiting. A state beside the path stands in for its point:

        a final one (不予受理) ends the bar there, another (特别程序) holds it.
        """
        here = self._state[state]
        at = here.beside or here.code
        path = [known for known in self.states if known.beside is None]
        position = [known.code for known in path].index(at)
        done = [Point(known.code, known.label, Place.DONE) for known in path[:position]]
        held = here.beside is not None and not here.final
        now = Point(here.code, here.label, Place.HELD if held else Place.NOW)
        ahead = [] if here.final else path[position + 1 :]
        return (*done, now, *(Point(known.code, known.label, Place.WAIT) for known in ahead))

    def problems(self) -> tuple[str, ...]:
        """What a lawyer would find wrong with the table; empty when every state is reached, left and ends."""
        reached = self._reachable({self.initial}, forward=True)
        ending = self._reachable(set(self.final), forward=False)
        found: list[str] = []
        for known in self.states:
            leaving = [
                line.verb for line in self.steps if known.code in line.from_ and line.target(known.code) != known.code
            ]
            if known.code not in reached:
                found.append(f"{known.code} is never reached")
            if known.final and leaving:
                found.append(f"{known.code} is final but left by {', '.join(leaving)}")
            if not known.final and not leaving:
                found.append(f"{known.code} is never left")
            elif known.code not in ending:
                found.append(f"{known.code} never comes to an end")
        return tuple(found)

    def diagram(self) -> str:
        """The table as a Mermaid state diagram; steps that change no state are left out."""
        lines = ["stateDiagram-v2", *(f'    state "{known.label}" as {known.code}' for known in self.states)]
        lines.append(f"    [*] --> {self.initial}")
        for line in self.steps:
            where = f"（{line.basis.number}）" if line.basis else ""
            lines += [f"    {code} --> {line.to}: {line.label}{where}" for code in line.from_ if line.to is not None]
        lines += [f"    {known.code} --> [*]" for known in self.states if known.final]
        return "\n".join(lines) + "\n"

    def _out_of_order(self, verb: str, state: str) -> Refused:
        meant = next((line for line in self.steps if line.verb == verb), None)
        if meant is None:
            return Refused("lifecycle.unknown_verb", f"{self.name}没有“{verb}”这一步，请刷新页面后重试。")
        now = f"{self.name}现在是“{self.label(state)}”，不能办理“{meant.label}”。"
        possible = "、".join(dict.fromkeys(line.label for line in self.steps if state in line.from_))
        then = f"可以办理：{possible}。" if possible else "办理已经结束。"
        return Refused("lifecycle.not_open", now + then, meant.basis)

    def _reachable(self, start: set[str], *, forward: bool) -> set[str]:
        edges = [(code, line.target(code)) for line in self.steps for code in line.from_]
        if not forward:
            edges = [(to, code) for code, to in edges]
        seen = set(start)
        while fresh := {to for code, to in edges if code in seen} - seen:
            seen |= fresh
        return seen


def check(lifecycle: Lifecycle) -> None:
    """For tests: every state is reached and left, every step refuses every state it does not start from.

    Raises AssertionError with all that is wrong.
    """
    wrong = list(lifecycle.problems())
    for verb in lifecycle.verbs:
        starts = {code for line in lifecycle.steps if line.verb == verb for code in line.from_}
        for known in lifecycle.states:
            try:
                lifecycle.find(verb, known.code)
                taken = True
            except Refused:
                taken = False
            if taken != (known.code in starts):
                wrong.append(f"{verb} in {known.code}: {'taken' if taken else 'refused'}, against the table")
    if wrong:
        raise AssertionError(f"{lifecycle.name}: " + "; ".join(wrong))


def _names(given: str | Iterable[str]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)
