"""和 and 或: which members stand beside each other, and which stand for each other, by one answer. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, product

from bancheng.casework.bundles.schema import BundleBody
from bancheng.casework.bundles.switching import switched
from bancheng.registers.catalog.types import ElementView, Question

MOST = 256
"""Ways of answering what is asked before; a question that none of them leads to is no choice that a page can show."""


@dataclass(frozen=True, slots=True)
class Branch:
    """One answer, in words, and the members that it alone leads to; none where nothing is to be done then."""

    value: object
    label: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A question that decides between members: this or that, never both (或)."""

    element: str
    label: str
    branches: tuple[Branch, ...]

    @property
    def members(self) -> tuple[str, ...]:
        return tuple(key for branch in self.branches for key in branch.members)


def choices(body: BundleBody, elements: Mapping[str, ElementView]) -> tuple[Choice, ...]:
    """The questions of the bundle whose answer leads one to these members and another to those, in their order.

    What only comes with an answer, with nothing in its stead, is no choice between members: it is a member on condition.
    """
    found = (_choice(body, place, elements) for place in range(len(body.questions)))
    return tuple(one for one in found if one is not None)


def _choice(body: BundleBody, place: int, elements: Mapping[str, ElementView]) -> Choice | None:
    question = body.questions[place]
    given = _asking(body, place, elements)
    if given is None:
        return None
    answers = _answers(question)
    switches = [switched(body, elements, {**given, question.element: value})[1] for value, _ in answers]
    depending = [
        member.key
        for member in body.members
        if member.when and {switch[member.key] for switch in switches} == {True, False}
    ]
    branches = tuple(
        Branch(value, label, tuple(key for key in depending if switch[key]))
        for (value, label), switch in zip(answers, switches, strict=True)
    )
    alone = [{*branch.members} for branch in branches if branch.members]
    apart = len(alone) > 1 and sum(map(len, alone)) == len(set().union(*alone))
    return Choice(question.element, question.label, branches) if apart else None


def _asking(body: BundleBody, place: int, elements: Mapping[str, ElementView]) -> Mapping[str, object] | None:
    """Answers to earlier questions under which this one is asked at all; None where none of those tried does it."""
    wanted = body.questions[place].element
    for given in islice(_ways(body.questions[:place]), MOST):
        found, _ = switched(body, elements, given)
        if wanted in {one.element for one in found.questions}:
            return given
    return None


def _ways(questions: tuple[Question, ...]) -> Iterator[dict[str, object]]:
    """No answer at all first, then every combination of those that can be counted."""
    yield {}
    counted = [one for one in questions if one.kind != "number"]
    for values in product(*([value for value, _ in _answers(one)] for one in counted)):
        yield {one.element: value for one, value in zip(counted, values, strict=True)}


def _answers(question: Question) -> list[tuple[object, str]]:
    """Every answer there is; a number has too many."""
    if question.kind == "bool":
        return [(True, "是"), (False, "否")]
    return [(option.value, option.label) for option in question.options]
