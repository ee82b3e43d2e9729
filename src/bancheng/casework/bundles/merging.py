"""One form and one set of materials out of many guides: pure, and every merge can be explained.

Members are merged by the codes that all guides share: an element is asked once however many members need it, a paper is
handed in once, and what one member issues the next one is not asked for. What members say differently of one code is a
`Conflict`, which the lead of the bundle reconciles with a reason before it is published (青海省实施方案: 减环节、减材料、减时限、
减跑动).
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeVar

from bancheng.casework.bundles.schema import BundleBody, Feed, Member, Resolution
from bancheng.casework.bundles.switching import UNFIT, switched
from bancheng.registers.catalog.selectors import situation
from bancheng.registers.catalog.types import ElementView, FormField, GuideDocument, Material, Question, Situation

Way = Literal["upload", "form", "fed", "exempt", "optional"]
"""How a paper comes: handed in once, made from the form, made by another member, looked up by us, or only if one wants."""


@dataclass(frozen=True, slots=True)
class MemberGuide:
    """A member with the version of its guide that the bundle holds to."""

    member: Member
    document: GuideDocument
    version_id: int = 0

    @property
    def key(self) -> str:
        return self.member.key


@dataclass(frozen=True, slots=True)
class Conflict:
    """Members say different things of one code. `values`: (member, in words); `settled`: by which the lead decided."""

    kind: str
    code: str
    label: str
    attribute: str
    values: tuple[tuple[str, str], ...]
    settled: Resolution | None = None


@dataclass(frozen=True, slots=True)
class MergedQuestion:
    """A question with the members that need its answer; none for one of the bundle's own."""

    question: Question
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MergedField:
    """A field of the one form. `required` where any member requires it; `fed_by` reads it from a result instead."""

    field: FormField
    required: bool
    members: tuple[str, ...]
    fed_by: str = ""


@dataclass(frozen=True, slots=True)
class MergedMaterial:
    """A paper of the one set. `applies`: None while the answers leave it open. `fed_by`: the member whose result it is.

    `asked_by`: the members that still need it from outside; `lines`: each member's own line of it.
    """

    material: Material
    way: Way
    members: tuple[str, ...]
    applies: bool | None = True
    why: str = ""
    fed_by: str = ""
    lines: tuple[tuple[str, Material], ...] = ()

    @property
    def handed_in(self) -> bool:
        """Whether the citizen has to bring or upload it."""
        return self.way == "upload"


@dataclass(frozen=True, slots=True)
class Merged:
    """What the answers make of a bundle. `active`: the members that take part, in order; `situations`: each one's own."""

    body: BundleBody
    active: tuple[MemberGuide, ...]
    idle: tuple[MemberGuide, ...]
    undecided: tuple[MemberGuide, ...]
    situations: Mapping[str, Situation]
    questions: tuple[MergedQuestion, ...]
    fields: tuple[MergedField, ...]
    materials: tuple[MergedMaterial, ...]
    conflicts: tuple[Conflict, ...]
    answered: Mapping[str, object] = field(default_factory=dict)
    unfit: bool = False

    @property
    def question(self) -> MergedQuestion | None:
        """The next question without an answer."""
        return next((one for one in self.questions if one.question.element not in self.answered), None)

    @property
    def complete(self) -> bool:
        return self.question is None and not any(found.faults for found in self.situations.values())

    @property
    def asked(self) -> tuple[MergedField, ...]:
        """The fields that the citizen fills in."""
        return tuple(one for one in self.fields if not one.fed_by)

    @property
    def handed_in(self) -> tuple[MergedMaterial, ...]:
        """The papers that the citizen hands in, those that the answers leave open included."""
        return tuple(one for one in self.materials if one.handed_in)

    @property
    def feeds(self) -> tuple[Feed, ...]:
        """Those between members that take part."""
        keys = {one.key for one in self.active}
        return tuple(feed for feed in self.body.feeds if {feed.before, feed.after} <= keys)

    @property
    def unsettled(self) -> tuple[Conflict, ...]:
        return tuple(one for one in self.conflicts if one.settled is None)


def merge(
    body: BundleBody,
    guides: Iterable[MemberGuide],
    elements: Mapping[str, ElementView],
    answers: Mapping[str, object] | None = None,
) -> Merged:
    """One question list, form and set of materials for the members that these answers (element → value) switch on.

    `elements`: the data elements of all guides and of the bundle's own questions. A member whose condition the answers leave
    open is `undecided` and counts as taking part until an answer switches it off.
    """
    given = dict(answers or {})
    by_key = {one.key: one for one in guides}
    ordered = [by_key[key] for key in body.order]
    own, switches = switched(body, elements, given)
    active = tuple(one for one in ordered if switches[one.key] is not False)
    situations = {one.key: situation(one.document, given, elements) for one in active}
    conflicts: list[Conflict] = []
    merged = Merged(
        body=body,
        active=active,
        idle=tuple(one for one in ordered if switches[one.key] is False),
        undecided=tuple(one for one in active if switches[one.key] is None),
        situations=situations,
        questions=(),
        fields=(),
        materials=(),
        conflicts=(),
        answered=dict(ChainMap(*(dict(found.answered) for found in (own, *situations.values())))),
        unfit=switches[UNFIT] is True,
    )
    return replace(
        merged,
        questions=(*(MergedQuestion(one) for one in own.questions), *_questions(merged, own, conflicts)),
        fields=tuple(_fields(merged, conflicts)),
        materials=tuple(_materials(merged, conflicts)),
        conflicts=tuple(conflicts),
    )


# -- questions


def _questions(merged: Merged, own: Situation, conflicts: list[Conflict]) -> Iterator[MergedQuestion]:
    """Those of members, each once; one that the bundle itself asks is not asked again."""
    asked = {one.element for one in own.questions}
    held: dict[str, list[tuple[str, Question]]] = {}
    for one in merged.active:
        for question in merged.situations[one.key].questions:
            if question.element not in asked:
                held.setdefault(question.element, []).append((one.key, question))
    for code, uses in held.items():
        chosen = _reconciled(merged, "question", code, uses[0][1].label, uses, _ABOUT_QUESTIONS, conflicts)
        yield MergedQuestion(chosen, tuple(key for key, _ in uses))


# -- fields


def _fields(merged: Merged, conflicts: list[Conflict]) -> Iterator[MergedField]:
    """Each element once. What is asked as a question, here or there, is no field any more."""
    asked = {question.element for found in merged.situations.values() for question in found.questions}
    asked |= {question.element for question in merged.body.questions}
    held: dict[str, list[tuple[str, FormField]]] = {}
    for one in merged.active:
        for item in merged.situations[one.key].fields:
            if item.element not in asked:
                held.setdefault(item.element, []).append((one.key, item))
    sources = {(feed.after, code): feed.before for feed in merged.feeds for code in feed.elements}
    for code, uses in held.items():
        chosen = _reconciled(merged, "field", code, uses[0][1].label or code, uses, _ABOUT_FIELDS, conflicts)
        waiting = [sources.get((key, code), "") for key, _ in uses]
        # Who reads it from a result does not require it of the citizen, though another member may ask for it.
        asking = [item for (_, item), fed in zip(uses, waiting, strict=True) if not fed]
        yield MergedField(
            chosen,
            required=any(item.required for item in asking or [item for _, item in uses]),
            members=tuple(key for key, _ in uses),
            fed_by=waiting[0] if all(waiting) else "",
        )


# -- materials


def _materials(merged: Merged, conflicts: list[Conflict]) -> Iterator[MergedMaterial]:
    held: dict[str, list[tuple[str, Material, bool | None, str]]] = {}
    for one in merged.active:
        for line in merged.situations[one.key].materials:
            if line.applies is not False:
                held.setdefault(line.material.code, []).append((one.key, line.material, line.applies, line.why))
    sources = {(feed.after, feed.material): feed.before for feed in merged.feeds if feed.material}
    for code, uses in held.items():
        lines = tuple((key, material) for key, material, _, _ in uses)
        outside = [(key, material) for key, material in lines if (key, code) not in sources]
        chosen = _reconciled(
            merged, "material", code, lines[0][1].name, outside or list(lines), _ABOUT_PAPERS, conflicts
        )
        fed = next((sources[key, code] for key, _ in lines if (key, code) in sources), "")
        applies = [holds for _, _, holds, _ in uses]
        yield MergedMaterial(
            chosen,
            way=_way(outside),
            members=tuple(key for key, _ in lines),
            applies=True if True in applies else None,
            why=next((why for _, _, holds, why in uses if holds is None), "") if True not in applies else "",
            fed_by=fed if not outside else "",
            lines=lines,
        )


def _way(outside: Sequence[tuple[str, Material]]) -> Way:
    """The heaviest way that a member still asks: whoever wants it on paper or by upload decides."""
    if not outside:
        return "fed"
    ways = {_own_way(material) for _, material in outside}
    return next(way for way in ("upload", "optional", "exempt", "form") if way in ways)


def _own_way(material: Material) -> Way:
    if material.generated:
        return "form"
    if material.exempt in {"licence", "sharing"}:
        return "exempt"
    return "optional" if material.necessity == "optional" else "upload"


# -- what members say differently

One = TypeVar("One", Question, FormField, Material)
_ABOUT_QUESTIONS: Mapping[str, Callable[[Question], str]] = {
    "kind": lambda one: {"choice": "单选", "bool": "是或否", "number": "数字"}[one.kind],
    "options": lambda one: "、".join(option.label for option in one.options),
    "unit": lambda one: one.unit,
}
_ABOUT_FIELDS: Mapping[str, Callable[[FormField], str]] = {
    "options": lambda one: "、".join(option.label for option in one.options),
}
_ABOUT_PAPERS: Mapping[str, Callable[[Material], str]] = {
    "form": lambda one: {"paper": "纸质", "electronic": "电子", "either": "纸质或者电子"}[one.form],
    "signature": lambda one: {"none": "不签名盖章", "signature": "签名", "seal": "盖章", "both": "签名并盖章"}[
        one.signature
    ],
    "specification": lambda one: one.specification,
}
ATTRIBUTES: Mapping[str, str] = {
    "kind": "答案的种类",
    "options": "可选的答案",
    "unit": "单位",
    "form": "形式",
    "signature": "签名盖章",
    "specification": "规格",
}
"""What of one code members may say differently, in words."""


def _reconciled(
    merged: Merged,
    kind: str,
    code: str,
    label: str,
    uses: Sequence[tuple[str, One]],
    about: Mapping[str, Callable[[One], str]],
    conflicts: list[Conflict],
) -> One:
    """The rule that holds for all: the first member's where they agree, else that of whom the lead chose."""
    chosen = uses[0][1]
    if len(uses) == 1:
        return chosen
    for attribute, said in about.items():
        values = tuple((key, said(one)) for key, one in uses)
        if len({value for _, value in values if value}) < 2:
            continue
        settled = next(
            (
                one
                for one in merged.body.resolutions
                if (one.kind, one.code, one.attribute) == (kind, code, attribute) and one.member in dict(uses)
            ),
            None,
        )
        conflicts.append(Conflict(kind, code, label, attribute, values, settled))
        if settled is not None:
            rule = dict(uses)[settled.member]
            chosen = chosen.model_copy(update={attribute: getattr(rule, attribute)})
    return chosen
