"""Drafts, and files to be supplemented, as who fills them in sees them: one, or those of one whole together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bancheng.casework.cases import checking, finding, materials, mending, reading, standing
from bancheng.casework.cases.errors import GONE
from bancheng.casework.cases.materials import document_of, own_uploads
from bancheng.casework.cases.models import Case, MaterialFile
from bancheng.casework.cases.paperwork import owner_of
from bancheng.casework.cases.rules.changes import changes_between
from bancheng.casework.cases.types import CAPACITIES, DraftView, GuideChange, Holding, Problem, Reusable
from bancheng.ground.access import AccessDenied, Actor
from bancheng.ground.law import in_shanghai
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog.types import GuideDocument
from bancheng.registers.licences import selectors as licences
from bancheng.registers.organisations import selectors as organisations

REUSABLE_SHOWN = 3
REUSABLE_READ = 100


def draft(actor: Actor, case: str) -> DraftView:
    """A draft, or a file to be supplemented, with everything that is still missing. Raises AccessDenied, Refused-free.

    For who applies and for the windows in whose scope the item is.
    """
    row = _demand_filler(actor, finding.find(case, finding.with_names()))
    return _view(actor, row, _Beside([row]))


def drafts(actor: Actor, cases: Iterable[str]) -> Mapping[str, DraftView]:
    """The same of several by key, in that order; for the parts of one whole. As many queries as one takes.

    Raises AccessDenied where one of them is absent or not his.
    """
    keys = list(cases)
    found = finding.with_names().filter(key__in=keys).order_by().prefetch_related("materials__files")
    by_key = {row.key: row for row in found}
    rows = [_demand_filler(actor, by_key.get(key)) for key in keys]
    shared = _Beside(rows)
    with organisations.remembering():
        return {row.key: _view(actor, row, shared) for row in rows}


def _demand_filler(actor: Actor, found: Case | None) -> Case:
    row = standing.demand_sight(actor, found)
    if standing.roles(actor, row).isdisjoint({"applicant", "clerk"}):
        raise AccessDenied(standing.NOT_THERE, visible=False, action=standing.VIEW)
    return row


class _Beside:
    """What the drafts that are read together show of other tables, each asked for once, and only if one of them shows it."""

    def __init__(self, rows: Sequence[Case]) -> None:
        self._rows = rows
        self._in_force: Mapping[int, int] | None = None
        self._held: dict[str, dict[str, list[Holding]]] = {}
        self._files: dict[tuple[int | None, int | None], dict[str, dict[str, Reusable]]] = {}

    def in_force(self, item: int) -> int | None:
        """The version under which a case of this item would be filed today."""
        if self._in_force is None:
            self._in_force = catalog.pins(row.item_id for row in self._rows)
        return self._in_force.get(item)

    def holdings(self, row: Case, document: GuideDocument) -> dict[int, tuple[Holding, ...]]:
        """By line, the valid e-licences of the applicant that would stand for it."""
        owner = owner_of(row)
        if owner not in self._held:
            held = self._held[owner] = defaultdict(list)
            for card in licences.held(owner):
                one = Holding(card.identifier, card.type_name, card.number, card.valid_to, card.organisation)
                held[card.type].append(one)
        return _by_line(document, {code: tuple(held) for code, held in self._held[owner].items()})

    def reusable(self, row: Case, document: GuideDocument) -> dict[int, tuple[Reusable, ...]]:
        """By line, what the applicant handed in before of the same code, newest first."""
        if row.applicant_id is None and row.legal_person_id is None:
            return {}
        whose = (row.legal_person_id, None if row.legal_person_id else row.applicant_id)
        if whose not in self._files:
            self._files[whose] = self._uploaded(row)
        asked = {material.code for material in document.materials if material.kind != "form"}
        return _by_line(document, {c: tuple(one.values()) for c, one in self._files[whose].items() if c in asked})

    def _uploaded(self, row: Case) -> dict[str, dict[str, Reusable]]:
        """By code and digest, what this applicant handed in elsewhere of any paper that one of the drafts asks for."""
        papers = [material for one in self._rows for material in document_of(one).materials]
        codes = {material.code for material in papers if material.kind != "form"}
        rows = MaterialFile.objects.filter(own_uploads(row), material__code__in=codes, removed_at=None)
        rows = rows.exclude(material__case__in=[one.pk for one in self._rows]).select_related("material__case")
        found: dict[str, dict[str, Reusable]] = defaultdict(dict)
        for one in rows.order_by("-id")[: REUSABLE_READ * len(self._rows)]:
            same = found[one.material.code]
            if len(same) < REUSABLE_SHOWN and one.digest not in same:
                number = one.material.case.number or ""
                same[one.digest] = Reusable(one.key, one.name, number, in_shanghai(one.uploaded_at))
        return found


def _by_line(document: GuideDocument, found: Mapping[str, tuple[Any, ...]]) -> dict[int, tuple[Any, ...]]:
    lines = enumerate(document.materials, start=1)
    return {line: found[material.code] for line, material in lines if material.code in found}


def _view(actor: Actor, row: Case, beside: _Beside) -> DraftView:
    document = document_of(row)
    elements = catalog.elements_of(document)
    situation = materials.situation_of(document, row, elements)
    rows = materials.rows_of(row)
    notice = materials.open_notice(row)
    problems: tuple[Problem, ...] = ()
    if row.state == "draft":
        problems = checking.problems(row, document, situation, elements, rows)
    elif notice is not None:
        problems = mending.unanswered(row, notice, rows)
    change, gone = _change(row, document, beside)
    offers: dict[str, Mapping[int, Any]] = {}
    if standing.may_use_holdings(actor, row):
        offers = {"holdings": beside.holdings(row, document), "reusable": beside.reusable(row, document)}
    return DraftView(
        key=row.key,
        number=row.number or "",
        version=row.version,
        state=row.state,
        item_id=row.item_id,
        item_name=row.item_name,
        organisation=row.organisation.name,
        region=row.region_id,
        document=document,
        guide_number=document.version,
        capacity=row.capacity,
        capacity_label=CAPACITIES[row.capacity],
        applicant_name=row.applicant_name,
        applicant_masked=row.applicant_masked,
        applicant_set=row.applicant_id is not None or row.legal_person_id is not None,
        questions=situation.questions,
        question=situation.question,
        answers=row.answers,
        sections=reading.sections(row, situation, elements, problems, whole=True),
        materials=reading.material_views(row, document, situation, rows, notice, **offers),
        problems=problems,
        saved_at=in_shanghai(row.saved_at),
        change=change,
        gone=gone,
        committed=row.committed,
        part_of=row.part_of,
    )


def _change(row: Case, document: GuideDocument, beside: _Beside) -> tuple[GuideChange | None, str]:
    """What became of the guide since the draft was begun."""
    if row.state != "draft":
        return None, ""
    if beside.in_force(row.item_id) == row.guide_version_id:
        return None, ""
    pinned = catalog.pin(row.item_id)
    if pinned is None:
        return None, catalog.why_gone(row.item_id) or GONE
    return changes_between(document, pinned.document), ""
