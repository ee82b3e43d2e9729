"""Cases that are parts of a greater application (一件事): begun, fed and handed in by the room that keeps the whole.

Whoever calls has asked whether the whole is his; what is done to a part afterwards goes through `perform` like every case.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from secrets import token_hex

from django.db import transaction

from bancheng.casework.cases import finding, forms, materials, numbering, standing
from bancheng.casework.cases.errors import GONE
from bancheng.casework.cases.materials import document_of
from bancheng.casework.cases.models import Case, CaseMaterial, MaterialFile
from bancheng.casework.cases.reading import file_view
from bancheng.casework.cases.rules import values
from bancheng.casework.cases.services.doing import carry_out, one_act
from bancheng.casework.cases.services.drafts import new_draft, put_applicant
from bancheng.casework.cases.types import FileView, Gap
from bancheng.ground.access import Actor
from bancheng.ground.journal import selectors as history
from bancheng.ground.journal import services as journal
from bancheng.ground.law import Refused, now, today
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.licences import selectors as licences

Given = CaseMaterial.Given
ENDED_BY = {"not_accepted": "not_accept", "revoked": "revoke"}
"""Ends whose reason stands in the journal only → the verb that told it."""


@dataclass(frozen=True, slots=True)
class Whole:
    """What every part has from the whole: its key, who applies and files, through which channel, and whether it is tried out."""

    key: str
    filer: int
    capacity: str = "self"
    legal_person: int | None = None
    principal: int | None = None
    channel: str = "portal"
    identity_method: str = ""
    trial: bool = False


@dataclass(frozen=True, slots=True)
class Fed:
    """The result of another part that stands for a paper: the e-licence, or else the written decision, and whose it is."""

    label: str
    number: str
    licence: str = ""


def begin_part(*, version: int, whole: Whole, by: Actor) -> str:
    """A draft under this version of a guide, which the whole has chosen. Raises Refused cases.item_gone."""
    pinned = catalog.guide_document(version)
    if pinned is None or catalog.pin(pinned.item_id) is None:
        raise Refused("cases.item_gone", (catalog.why_gone(pinned.item_id) if pinned else "") or GONE)
    row = new_draft(pinned, channel=whole.channel)
    put_applicant(row, whole.filer, capacity=whole.capacity, legal_person=whole.legal_person, principal=whole.principal)
    row.part_of, row.trial, row.identity_method = whole.key, whole.trial, whole.identity_method
    row.save(force_insert=True)
    facts = {"item": row.item_id, "guide": pinned.number, "channel": row.channel, "capacity": row.capacity}
    journal.append(standing.subject_of(row), "start", by=by, facts={**facts, "part_of": whole.key})
    return row.key


def feed_part(case: str, *, given: Mapping[str, object], papers: Mapping[str, Fed], by: Actor) -> None:
    """Put what another part brought about into a draft: values by element, results by the code of the paper they stand for.

    What the applicant filled in himself stays; a value that the form cannot hold is left to be typed.
    """
    with transaction.atomic():
        row = _draft(case)
        document = document_of(row)
        _fill(row, given, next(iter(papers.values()), Fed("一件事", "")).label)
        for line, material in enumerate(document.materials, start=1):
            if (fed := papers.get(material.code)) is not None:
                _stand_for(row, line, material.name, material.code, fed)
        row.saved_at = now()
        row.save()
        told = {"values": sorted(given), "papers": {code: fed.number for code, fed in papers.items()}}
        journal.append(standing.subject_of(row), "feed", by=by, facts=told)


def file_parts(numbers: Mapping[str, str], *, by: Actor) -> None:
    """Hand drafts in, by key under the number that the whole gives each; the declaration was made for the whole.

    What is handed in already stays as it is. In the caller's transaction. Raises FormRefused with what is missing, Refused
    cases.item_gone.
    """
    rows = finding.all_locked(numbers, by)
    assert len(rows) == len(numbers), "a part is not deleted while its whole is there"
    there = catalog.pins(row.item_id for row in rows)
    for row in rows:
        if row.submitted_at is not None:
            continue
        if row.item_id not in there:
            raise Refused("cases.item_gone", catalog.why_gone(row.item_id) or GONE)
        with one_act(row):
            carry_out(row, "submit", by=by, number=numbers[row.key], declared=True, document=document_of(row))


@dataclass(frozen=True, slots=True)
class PartRow:
    """What the whole keeps of a part beside its key."""

    id: int
    organisation: int
    region: str


def part_row(case: str) -> PartRow:
    """Where a part is. It asks no right."""
    row = Case.objects.only("pk", "organisation", "region").get(key=case)
    return PartRow(row.pk, row.organisation_id, row.region_id)


def files_on(case: str, line: int) -> tuple[FileView, ...]:
    """The files of one line of a draft. It asks no right: for who has asked about the whole."""
    rows = MaterialFile.objects.filter(material__case__key=case, material__line=line, removed_at=None)
    return tuple(file_view(one) for one in rows)


def gaps_for(case: str, *, papers: Mapping[str, str], fields: Mapping[str, str]) -> dict[str, Gap]:
    """What of a notice for the whole concerns this case: by code of a paper that it has a line of, by element of its form."""
    row = finding.find(case)
    if row is None:
        return {}
    lines = {one.code: one for one in row.materials.all() if not materials.verified(one)}
    asked = {code: Gap(lines[code].line, words) for code, words in papers.items() if code in lines}
    known = {one.element for one in document_of(row).fields}
    return asked | {code: Gap(0, words, element=code) for code, words in fields.items() if code in known}


def papers_to_ask(case: str) -> tuple[tuple[str, str, str], ...]:
    """(code, name, what was found wrong with it) of each paper that a notice may ask for. It asks no right."""
    row = finding.find(case)
    lines = row.materials.order_by("line") if row is not None else ()
    return tuple(
        (one.code, one.name, one.check_note if one.check_result == "bad" else "")
        for one in lines
        if not materials.verified(one)
    )


def fields_to_ask(case: str) -> tuple[tuple[str, str], ...]:
    """(element, label) of each field that a notice may ask to put right: shown in this situation and filled in by hand.

    It asks no right.
    """
    row = finding.find(case)
    if row is None:
        return ()
    document = document_of(row)
    elements, kept = catalog.elements_of(document), forms.entries(row)
    return tuple(
        (one.element, one.label or elements[one.element].label)
        for one in materials.situation_of(document, row, elements).fields
        if one.element not in kept or not kept[one.element].source
    )


@dataclass(frozen=True, slots=True)
class OpenNotice:
    """What an organ asked for and has not got yet. `items`: as the notice keeps them; `words`: each thing and what lacks of it."""

    told_at: datetime
    items: tuple[Mapping[str, object], ...]
    words: tuple[str, ...]


def open_notice(case: str) -> OpenNotice | None:
    """The notice that waits for the applicant; None where none does. It asks no right."""
    row = finding.find(case)
    notice = None if row is None else materials.open_notice(row)
    if notice is None:
        return None
    return OpenNotice(
        notice.told_at, tuple(notice.items), tuple(f"{item['name']}：{item['gap']}" for item in notice.items)
    )


def asked_fields(case: str) -> frozenset[str]:
    """The fields of the form that an open notice of this case asks to put right."""
    row = finding.find(case)
    return (
        frozenset()
        if row is None
        else frozenset(item["element"] for item in materials.asked(row) if item.get("element"))
    )


def like_siblings(
    case: str, siblings: Sequence[str], *, by: Actor, answers: Mapping[str, object] | None = None
) -> None:
    """Put into a new part what its siblings hold of the same: values and answers by element, papers by their code.

    `answers`: those given for the whole.
    """
    with transaction.atomic():
        row = _draft(case)
        document = document_of(row)
        others = [one for key in siblings if key != case and (one := finding.find(key)) is not None]
        wanted, kept = {one.element for one in document.fields}, forms.entries(row)
        asked = {one.element for one in document.questions}
        row.answers = {code: value for code, value in (answers or {}).items() if code in asked} | row.answers
        for one in others:
            kept = {code: entry for code, entry in forms.entries(one).items() if code in wanted} | kept
            row.answers = {code: value for code, value in one.answers.items() if code in asked} | row.answers
        forms.put(row, kept)
        row.save()
        held: dict[str, CaseMaterial] = {}
        for one in others:
            for kept_line in one.materials.prefetch_related("files").order_by("line"):
                # What a register answered for one of them hides no file that was handed in to another.
                if _handed_in(kept_line):
                    held.setdefault(kept_line.code, kept_line)
        for line, material in enumerate(document.materials, start=1):
            source = held.get(material.code)
            if source is not None and not row.materials.filter(line=line).exists():
                _copy(row, line, source)
        journal.append(standing.subject_of(row), "share", by=by, facts={"siblings": len(others)})


@dataclass(frozen=True, slots=True)
class PartResult:
    """What a decided case brought about: its paper, its e-licence if one is in force, the values that others may need."""

    outcome: str
    decision: str
    reason: str = ""
    licence: str = ""
    licence_type: str = ""
    licence_name: str = ""
    licence_number: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


def result_of(case: str) -> PartResult | None:
    """The result of a case, for the room that hands it on within the same whole; None before the decision. It asks no right."""
    row = finding.find(case, Case.objects.select_related("decision"))
    decision = None if row is None else getattr(row, "decision", None)
    if row is None or decision is None:
        return None
    card = next((one for one in licences.of_subject(standing.subject_of(row)) if one.state == "valid"), None)
    face: Mapping[str, object] = licences.face_of(card.id) if card is not None else {}
    told: dict[str, object] = {**forms.values(row), **row.answers, **face}
    if card is None:
        return PartResult(decision.outcome, decision.number, decision.reason, values=told)
    return PartResult(
        decision.outcome,
        decision.number,
        decision.reason,
        licence=card.identifier,
        licence_type=card.type,
        licence_name=card.type_name,
        licence_number=card.number,
        values=told,
    )


def why_not(case: str) -> str:
    """In the organ's own words why a case was not accepted, refused or revoked; "" for any other. It asks no right."""
    row = finding.find(case, Case.objects.select_related("decision"))
    if row is None:
        return ""
    if row.state in ENDED_BY:
        told = history.latest(kind=standing.KIND, key=row.key, verb=ENDED_BY[row.state], refused=False).first()
        return str(told.facts.get("reason", "")) if told is not None else ""
    decision = getattr(row, "decision", None)
    return decision.reason if decision is not None and decision.outcome == "refused" else ""


def take_number(region: str) -> str:
    """A number for a whole, from the series of its region (12 digits). Call it before the transaction begins."""
    return numbering.next_number(region, today())


def drop_part(case: str, *, by: Actor, reason: str) -> None:
    """Delete the draft of a part that the whole no longer needs; the journal keeps that it was."""
    with transaction.atomic():
        row = _draft(case)
        journal.append(standing.subject_of(row), "discard", by=by, facts={"item": row.item_name, "reason": reason})
        row.delete()


def _draft(case: str) -> Case:
    row = finding.locked(case)
    if row is None or row.state != "draft":
        raise Refused("cases.submitted", "这份申请已经提交，填写的内容不能再改。")
    return row


def _handed_in(source: CaseMaterial) -> bool:
    """Whether the applicant gave it himself: files, paper at the window, or an e-licence of his own."""
    return bool(materials.files_of(source)) or source.given in {Given.PAPER, Given.LICENCE}


def _copy(row: Case, line: int, source: CaseMaterial) -> None:
    given = Given.UPLOADED if materials.files_of(source) else source.given
    kept = CaseMaterial(
        case=row,
        line=line,
        code=source.code,
        name=source.name,
        given=given,
        licence=source.licence,
        source=source.source,
        reason=source.reason,
        obtained_at=now(),
    )
    kept.save()
    MaterialFile.objects.bulk_create(
        MaterialFile(
            material=kept,
            key=token_hex(16),
            digest=one.digest,
            name=one.name,
            kind=one.kind,
            size=one.size,
            pages=one.pages,
            uploaded_at=one.uploaded_at,
            uploaded_by=one.uploaded_by,
        )
        for one in materials.files_of(source)
    )


def _fill(row: Case, given: Mapping[str, object], source: str) -> None:
    document = document_of(row)
    elements, kept = catalog.elements_of(document), forms.entries(row)
    for one in document.fields:
        if one.element not in given or one.element in kept:
            continue
        try:
            clean = values.read(one, elements[one.element], given[one.element])
        except values.Unusable:
            continue
        if clean is not None:
            kept[one.element] = forms.Entry(clean, source, now())
    forms.put(row, kept)


def _stand_for(row: Case, line: int, name: str, code: str, fed: Fed) -> None:
    kept = row.materials.filter(line=line).first() or CaseMaterial(case=row, line=line, code=code, name=name)
    if materials.files_of(kept):
        return
    kept.given = Given.LICENCE if fed.licence else Given.SHARED
    kept.licence, kept.source, kept.obtained_at = fed.licence, fed.label, now()
    kept.reason = f"本次一件事已经办成：{fed.label}（{fed.number}），不用提交"[:300]
    kept.save()
