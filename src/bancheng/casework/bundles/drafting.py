"""The one form and the one set of materials, put together from the drafts of the members."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bancheng.casework.bundles import running
from bancheng.casework.bundles.applied import BundleDraft, BundleFiled, BundleMaterial, PartDraft
from bancheng.casework.bundles.models import BundleCase, BundlePart
from bancheng.casework.bundles.running import Loaded
from bancheng.casework.cases import selectors as cases
from bancheng.casework.cases.types import CAPACITIES, DraftView, FieldView, MaterialView, Problem, SectionView
from bancheng.ground.access import Actor
from bancheng.ground.law import in_shanghai

State = BundlePart.State
FIRMS = frozenset({"2", "3", "4", "6"})
"""Kinds of audience that are no natural person."""
NOTHING = Problem("question", "", "按您的答案，没有需要办理的事项。请核对答案，或者删除这份草稿")
GONE = "这件事已经撤下，不能再提交。"


@dataclass(frozen=True, slots=True)
class Drafted:
    """The draft as it is shown, and what it was made from."""

    draft: BundleDraft
    loaded: Loaded


@dataclass(frozen=True, slots=True)
class _Part:
    row: BundlePart
    view: DraftView
    elements: frozenset[str]
    """Fields that another member's result will bring."""
    papers: Mapping[str, str]
    """Code of a paper → the member whose result it will be."""


def drafted(actor: Actor, row: BundleCase, parts: Sequence[BundlePart]) -> Drafted:
    """`actor` has the rights of the window on the members' drafts, or is who applies. As many queries for many members as for one."""
    loaded = running.load(row)
    here = running.current(parts)
    held = _held(actor, loaded, here)
    asked = {question.element for found in loaded.merged.situations.values() for question in found.questions}
    asked |= {question.element for question in loaded.body.questions}
    sections, fields_of = _sections(loaded, held, asked)
    materials = tuple(_materials(loaded, held))
    merged = loaded.merged
    unfit = loaded.body.unfit_note if merged.unfit else ""
    draft = BundleDraft(
        key=row.key,
        bundle_key=row.bundle.key,
        region=row.region_id,
        name=row.name,
        lead=row.lead.short_name or row.lead.name,
        version=row.version.number,
        merged=merged,
        questions=merged.questions,
        question=merged.question,
        answers=row.answers,
        capacity=row.capacity,
        capacity_label=CAPACITIES[row.capacity],
        applicant_name=row.applicant_name,
        applicant_masked=row.applicant_masked,
        parts=tuple(_part_draft(loaded, here, one) for one in held),
        sections=sections,
        fields_of=fields_of,
        materials=materials,
        problems=tuple(_problems(loaded, held, asked, fields_of, sections)),
        saved_at=in_shanghai(row.saved_at),
        channel=row.channel,
        changed=row.bundle.current_id is not None and row.bundle.current_id != row.version_id,
        gone=GONE if row.bundle.current_id is None else _gone(held),
        unfit=unfit,
        trial=row.trial,
        project_code=row.project_code,
    )
    return Drafted(draft, loaded)


def _held(actor: Actor, loaded: Loaded, here: Mapping[str, BundlePart]) -> list[_Part]:
    keys = {one.key: one.case.key for one in here.values() if one.case is not None and one.state != State.DROPPED}
    drafts = cases.drafts(actor, keys.values())
    return [_Part(here[key], drafts[case], *running.fed(loaded, here, key)) for key, case in keys.items()]


def _part_draft(loaded: Loaded, here: Mapping[str, BundlePart], one: _Part) -> PartDraft:
    waits = [loaded.label(feed.before) for feed, _ in running.before(loaded, here, one.row.key)]
    return PartDraft(
        key=one.row.key,
        label=loaded.label(one.row.key),
        item_id=one.view.item_id,
        item_name=one.view.item_name,
        organ=one.view.organisation,
        case=one.view.key,
        suffix=one.row.suffix,
        waits_for=tuple(dict.fromkeys(waits)),
        commitment=one.view.document.commitment is not None,
        committed=one.view.committed,
    )


def _sections(
    loaded: Loaded, held: Sequence[_Part], asked: set[str]
) -> tuple[tuple[SectionView, ...], dict[str, tuple[str, ...]]]:
    """Each element once, in the section where it comes first; required where any member requires it."""
    fields: dict[str, FieldView] = {}
    place: dict[str, str] = {}
    serves: dict[str, list[str]] = {}
    for one in held:
        for section in one.view.sections:
            for field in section.fields:
                code = field.element.code
                if code in asked or code in one.elements:
                    continue
                serves.setdefault(code, []).append(loaded.label(one.row.key))
                place.setdefault(code, section.name)
                fields[code] = _together(fields.get(code), field)
    names = list(dict.fromkeys(place.values()))
    made = []
    for number, name in enumerate(names, start=1):
        shown = tuple(field for code, field in fields.items() if place[code] == name)
        made.append(SectionView(number, name, shown, not any(one.fault for one in shown)))
    return tuple(made), {code: tuple(labels) for code, labels in serves.items()}


def _together(known: FieldView | None, field: FieldView) -> FieldView:
    if known is None:
        return field
    held = known if known.value not in (None, "") else field
    return replace(held, required=known.required or field.required, fault=known.fault or field.fault, label=known.label)


def _materials(loaded: Loaded, held: Sequence[_Part]) -> Iterator[BundleMaterial]:
    """Each paper once: as the member shows it that asks most of it; those that a member brings are named last."""
    found: dict[str, list[tuple[_Part, MaterialView]]] = {}
    for one in held:
        for view in one.view.materials:
            found.setdefault(view.code, []).append((one, view))
    brought = []
    for code, uses in found.items():
        # What asks most stands first: its line is the one that is shown.
        outside = sorted(((one, view) for one, view in uses if code not in one.papers), key=lambda use: _weight(use[1]))
        labels = tuple(loaded.label(one.row.key) for one, _ in uses)
        lines = tuple((one.view.key, view.line) for one, view in outside)
        if not outside:
            source = loaded.label(uses[0][0].papers[code])
            brought.append(BundleMaterial(code, uses[0][1].name, uses[0][1], labels, (), fed_by=source))
            continue
        heaviest = outside[0][1]
        yield BundleMaterial(code, heaviest.name, heaviest, labels, lines)
    yield from brought


def _weight(view: MaterialView) -> tuple[bool, bool, bool]:
    """Missing before handed in, asked for before spared, required before optional."""
    return (not view.missing, view.spared, not view.required)


def _problems(
    loaded: Loaded,
    held: Sequence[_Part],
    asked: set[str],
    fields_of: Mapping[str, Sequence[str]],
    sections: Sequence[SectionView],
) -> Iterator[Problem]:
    """What keeps the whole from being handed in, each thing once, in the order of the pages."""
    for question in loaded.merged.questions:
        if question.question.element not in loaded.merged.answered:
            yield Problem("question", question.question.element, f"请回答“{question.question.label}”")
    if not held and loaded.merged.question is None:
        yield NOTHING
    yield from _applicant(loaded)
    pages = {field.element.code: section.number for section in sections for field in section.fields}
    seen: set[tuple[str, str]] = set()
    for one in held:
        codes = {str(view.line): view.code for view in one.view.materials}
        for problem in one.view.problems:
            told = _as_of_the_whole(one, problem, codes, asked, pages)
            if told is not None and (told.part, told.key) not in seen:
                seen.add((told.part, told.key))
                yield told


def _applicant(loaded: Loaded) -> Iterator[Problem]:
    """The whole has its own audience; its members ask no more for theirs."""
    audience, firm = set(loaded.body.audience), loaded.row.legal_person_id is not None
    if not firm and "1" not in audience:
        yield Problem("applicant", "", "这件事由单位申请，请选择您的单位")
    elif firm and not audience & FIRMS:
        yield Problem("applicant", "", "这件事由个人申请，请选择本人办理")


def _as_of_the_whole(
    one: _Part, problem: Problem, codes: Mapping[str, str], asked: set[str], pages: Mapping[str, int]
) -> Problem | None:
    match problem.part:
        case "question":
            return None if problem.key not in asked else replace(problem, section=0)
        case "field":
            if problem.key in one.elements:
                return None
            if problem.key in asked:
                return Problem("question", problem.key, problem.sentence)
            return replace(problem, section=pages.get(problem.key, 1))
        case "material":
            code = codes.get(problem.key, "")
            return None if code in one.papers else replace(problem, key=code, section=0)
        case "commitment" | "intermediary":
            return replace(problem, key=one.view.key, section=0)
    return problem


def _gone(held: Sequence[_Part]) -> str:
    """Why it can no longer be handed in, where an item of a member was cancelled since."""
    lost = next((one.view for one in held if one.view.gone), None)
    return "" if lost is None else f"成员事项“{lost.item_name}”已经停办，这件事暂时不能提交。{lost.gone}"


def filed_of(row: BundleCase) -> BundleFiled:
    """What the applicant takes away, also the second time."""
    return BundleFiled(row.key, row.number or "", running.query_code_of(row), row.due_on)
