"""The materials of a case: the lines of its guide that apply, with what was handed in for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Q

from bancheng.casework.cases import beside, children, forms
from bancheng.casework.cases.lifecycle import WORKED_ON
from bancheng.casework.cases.models import Case, CaseMaterial, MaterialFile, SupplementNotice, Tolerance
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog.types import ElementView, GuideDocument, Material, Situation

BY_GUIDE = {"licence": CaseMaterial.Given.LICENCE, "sharing": CaseMaterial.Given.SHARED}
Given = CaseMaterial.Given
CONDITION = 0
"""The line under which a secondary condition (次要条件) stands among what was promised."""
AFTERWARDS = frozenset({"inspect", "expert"})
"""Kinds of stages that wait for the check of a commitment, where the guide says so."""
BY_FORM = "由您填写的内容生成，提交后可以下载"
VOUCHED, BY_WORD = "commitment", "由申请人书面承诺代替，办成后依法核查"


@dataclass(frozen=True, slots=True)
class Owed:
    """One line that applies: its place in the guide from 1, the material, whether it must be handed in, and why it applies."""

    line: int
    material: Material
    required: bool
    why: str = ""
    vouched: bool = False
    """Whether the applicant's commitment stands in its place (告知承诺) unless he hands it in after all."""

    @property
    def spared(self) -> bool:
        """Whether the guide itself spares the applicant (CAT-19, APP-07), the form makes the paper, or he vouches for it."""
        return self.vouched or spares(self.material)


def situation_of(document: GuideDocument, case: Case, elements: Mapping[str, ElementView] | None = None) -> Situation:
    """What the answers and the form make of the guide. One query (the elements) unless they are given."""
    found = catalog.situation(document, {**forms.values(case), **case.answers}, elements)
    if case.committed and document.commitment is not None and document.commitment.inspect_afterwards:
        return replace(found, stages=tuple(stage for stage in found.stages if stage.kind not in AFTERWARDS))
    return found


def owed(document: GuideDocument, situation: Situation, *, committed: bool = False) -> tuple[Owed, ...]:
    """The lines that apply under the answers, in the guide's order. What the answers leave open applies as optional.

    `committed`: the applicant chose 告知承诺, which stands for the proofs that the guide names (APP-20).
    """
    lines = []
    for number, (material, line) in enumerate(zip(document.materials, situation.materials, strict=True), start=1):
        if line.applies is False:
            continue
        required = line.applies is True and material.necessity == "required"
        vouched = committed and material.exempt == VOUCHED
        lines.append(Owed(number, material, required, line.why if material.when else "", vouched))
    return tuple(lines)


def line_of(lines: Iterable[Owed], number: int) -> Owed | None:
    """The line with this number, if it applies."""
    return next((one for one in lines if one.line == number), None)


def new_row(case: Case, one: Owed) -> CaseMaterial:
    """The row of a line as the guide has it: to be handed in, or spared with the guide's own reason."""
    row = CaseMaterial(
        case=case,
        line=one.line,
        code=one.material.code,
        name=one.material.name,
        required=one.required,
    )
    if one.vouched:
        vouch(row)
    elif one.spared:
        spare(row, one.material)
    return row


def vouch(row: CaseMaterial) -> None:
    """The commitment stands for it, where nothing else does."""
    if row.given == Given.MISSING:
        row.given, row.source, row.reason = Given.COMMITTED, "", BY_WORD


def spare(row: CaseMaterial, material: Material) -> None:
    """Spared by the guide, with its reason (三免: 核发材料、可核验证明、电子证照); the form itself is made from the answers."""
    row.source = ""
    if material.generated:
        row.given, row.reason = Given.GENERATED, BY_FORM
    else:
        row.given, row.reason = BY_GUIDE[material.exempt], material.exempt_note


def spares(material: Material) -> bool:
    """Whether the guide asks nobody to hand this in."""
    return material.generated or material.exempt in BY_GUIDE


def spared_by_guide(row: CaseMaterial) -> bool:
    """Whether nothing was handed in for the row because its guide asks for nothing: no licence named, no file."""
    return row.given in {Given.SHARED, Given.GENERATED} or (row.given == Given.LICENCE and not row.licence)


def verified(row: CaseMaterial) -> bool:
    """Whether a register has confirmed it: nobody may be asked for it again (新密市管理办法第二十四条)."""
    return row.given == Given.SHARED and row.obtained_at is not None


def take_back(row: CaseMaterial, material: Material) -> None:
    """The row without licence, paper or proof: what the guide spares is spared again, else uploads there are count."""
    row.given, row.licence, row.source, row.reason, row.obtained_at = Given.MISSING, "", "", "", None
    row.originals_received = row.copies_received = None
    if spares(material):
        spare(row, material)
    elif files_of(row):
        row.given, row.obtained_at = Given.UPLOADED, max(one.uploaded_at for one in files_of(row))


def missing(row: CaseMaterial | None, one: Owed, files: int) -> bool:
    """Whether this line still has to be handed in before submission."""
    if not one.required or one.spared:
        return False
    if row is None or row.given == Given.MISSING:
        return True
    return row.given == Given.UPLOADED and files == 0


def rows_of(case: Case) -> Mapping[int, CaseMaterial]:
    """The rows there are, by line, with their files that were not taken back. Two queries, if they were not kept."""
    if not case.pk:
        return {}
    rows = (
        case.materials.all()
        if children.kept(case, "materials")
        else case.materials.order_by().prefetch_related("files")
    )
    return {row.line: row for row in rows}


def files_of(row: CaseMaterial | None) -> list[MaterialFile]:
    """The files of a row that count."""
    return [] if row is None or row.pk is None else [one for one in row.files.all() if one.removed_at is None]


def document_of(row: Case) -> GuideDocument:
    """The guide the case stands under, whatever became of it since. No query when its digest was read with the case."""
    if Case._meta.get_field("guide_version").is_cached(row):
        return catalog.document(row.guide_version_id, row.guide_version.digest)
    if (digest := beside.digest_of(row)) is not None:
        return catalog.document(row.guide_version_id, digest)
    kept: tuple[int, GuideDocument] | None = row.__dict__.get(_GUIDE)
    if kept is None or kept[0] != row.guide_version_id:
        pinned = catalog.guide_document(row.guide_version_id)
        assert pinned is not None, "a case is pinned to a published version"
        # A published version is final: whoever holds the row may ask again and again.
        kept = row.__dict__[_GUIDE] = (row.guide_version_id, pinned.document)
    return kept[1]


_GUIDE = "_guide"


def internal_stages(document: GuideDocument) -> frozenset[str]:
    """Keys of the stages that are steps of the house only: the applicant's view leaves them out (CAT-45)."""
    return frozenset(stage.key for stage in document.stages if stage.internal)


def own_uploads(row: Case) -> Q:
    """Files that the same applicant handed in with submitted cases."""
    owner = (
        Q(material__case__legal_person=row.legal_person_id)
        if row.legal_person_id
        else Q(material__case__applicant=row.applicant_id)
    )
    return owner & ~Q(material__case__state="draft")


def asked(row: Case) -> tuple[Mapping[str, Any], ...]:
    """What was asked for and is not handed in yet: by the open notice, or promised for later (容缺受理)."""
    if row.state in WORKED_ON:
        promised = open_tolerance(row)
        return () if promised is None else tuple(promised.items)
    notice = waiting_notice(row)
    return tuple(notice.items) if notice else ()


def waiting_notice(row: Case) -> SupplementNotice | None:
    """The notice that the applicant has not answered, whatever the state. One query."""
    return row.notices.filter(answered_at=None).order_by("-round").first()


def open_notice(row: Case) -> SupplementNotice | None:
    """The notice for which the case stands still; no query in any other state."""
    return waiting_notice(row) if row.state == "supplement_requested" else None


def asked_lines(row: Case) -> frozenset[int]:
    """The lines that the open notice, or the promise, asks for."""
    return frozenset(item["line"] for item in asked(row)) - {CONDITION}


def open_tolerance(row: Case) -> Tolerance | None:
    """What an accepted case still owes by the applicant's promise; None where nothing is owed. One query if tolerated."""
    if not row.tolerated or row.state not in WORKED_ON:
        return None
    promise = promise_of(row)
    return promise if promise is not None and promise.accepted_at is not None and promise.made_up_at is None else None


def promise_of(row: Case) -> Tolerance | None:
    """What was told of 容缺受理, promised or not. One query, if it was not kept."""
    if children.kept(row, "tolerance"):
        return getattr(row, "tolerance", None)
    return Tolerance.objects.filter(case=row).first()


def tolerable(document: GuideDocument, row: CaseMaterial) -> bool:
    """Whether the guide lets this line come after acceptance (可容缺后补)."""
    return document.materials[row.line - 1].necessity == "tolerable"


def promised_lines(row: Case) -> frozenset[int]:
    """Lines of the guide that the applicant has promised in writing to hand in later."""
    promise = promise_of(row)
    if promise is None or promise.signed_at is None:
        return frozenset()
    return frozenset(item["line"] for item in promise.items)


def lacking(document: GuideDocument, row: CaseMaterial) -> bool:
    """Whether the line may come later and has not come: neither given nor spared nor found needless by the window."""
    return tolerable(document, row) and row.given == Given.MISSING and row.check_result != CaseMaterial.Check.EXEMPT


def handed_in(case: Case, file: MaterialFile) -> bool:
    """Whether the file belongs to what was submitted; only what came for a line after the open notice does not."""
    if case.submitted_at is None:
        return False
    seen = {item["line"]: int(item.get("seen", 0)) for item in asked(case)}
    return file.pk <= seen.get(file.material.line, file.pk)


def renewed(row: CaseMaterial, told_at: datetime, item: Mapping[str, Any]) -> bool:
    """Whether something came in for this line since it was asked for: a later file, an e-licence, the paper itself."""
    if row.given in (Given.LICENCE, Given.SHARED):
        return row.obtained_at is not None and row.obtained_at > told_at
    if row.given == Given.PAPER and row.obtained_at is not None and row.obtained_at > told_at:
        return True
    return any(one.pk > item.get("seen", 0) for one in files_of(row))
