"""Materials as they come in: uploads, own e-licences, earlier uploads, paper taken at a window; each may be undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from secrets import token_hex

from django.db import transaction

from bancheng.casework.cases import finding, materials, standing
from bancheng.casework.cases.models import Case, CaseMaterial, MaterialFile
from bancheng.casework.cases.paperwork import owner_of
from bancheng.casework.cases.reading import file_view
from bancheng.casework.cases.rules.pages import pages_of
from bancheng.casework.cases.services.drafts import _open
from bancheng.casework.cases.types import FileView
from bancheng.ground.access import Actor, limits
from bancheng.ground.files import Kind
from bancheng.ground.files import services as files
from bancheng.ground.files.storage import Readable
from bancheng.ground.files.types import StoredFile
from bancheng.ground.journal import services as journal
from bancheng.ground.law import Refused, now, 个人信息保护法
from bancheng.registers.catalog.types import GuideDocument, Material
from bancheng.registers.licences import selectors as licences

ALLOWED = (Kind.PDF, Kind.OFD, Kind.JPEG, Kind.PNG, Kind.WEBP, Kind.DOCX, Kind.XLSX)
LARGEST = 20 * 1024 * 1024
MOST_FILES = 10
MOST_PAGES = 200
UPLOADS_AN_HOUR = 300
MOST_COPIES = 99
CONSENT = 个人信息保护法("第二十九条")
Given = CaseMaterial.Given


@dataclass(frozen=True, slots=True)
class Upload:
    """Bytes that are on disk, before any row names them; `pages` of a PDF that can be read."""

    stored: StoredFile
    pages: int | None


def add_file(case: str, *, line: int, stream: Readable, name: str, by: Actor) -> FileView:
    """Take in one file for a line of the guide: at most 20 MB, 200 pages, ten files a line.

    The bytes are on disk before the row is written. Raises FileRefused (kind, size, empty), Refused: cases.unlisted_material,
    cases.too_many_files, cases.too_many_pages, cases.not_asked; TooManyTries.
    """
    return attach_upload(case, line=line, upload=receive_upload(case, stream=stream, name=name, by=by), by=by)


def receive_upload(case: str, *, stream: Readable, name: str, by: Actor) -> Upload:
    """The first half of `add_file`: the bytes, before any transaction. What is never attached is harmless.

    Raises FileRefused, Refused cases.too_many_pages, TooManyTries.
    """
    standing.demand_sight(by, finding.find(case))
    limits.spend("cases.upload", by.key, limit=UPLOADS_AN_HOUR, window=timedelta(hours=1))
    stored = files.store(stream, name=name, limit_bytes=LARGEST, allowed=ALLOWED)
    return Upload(stored, _pages(stored.digest) if stored.kind is Kind.PDF else None)


def attach_upload(case: str, *, line: int, upload: Upload, by: Actor) -> FileView:
    """The second half of `add_file`: the row, in one transaction. The same file a second time is the one that is there."""
    stored = upload.stored
    with transaction.atomic():
        row, _, kept = _line(case, line, by)
        count = kept.files.filter(removed_at=None).count() if kept.pk else 0
        if count >= MOST_FILES:
            raise Refused("cases.too_many_files", f"一份材料最多 {MOST_FILES} 个文件，请合并成一个 PDF 后再上传。")
        if kept.pk and (same := kept.files.filter(removed_at=None, digest=stored.digest).first()):
            return file_view(same)
        if not (kept.given == Given.PAPER and by.kind == "staff"):
            # What a window scans of paper that it took stays paper: its origin is told, and the original goes back.
            _as_upload(kept)
        kept.save()
        made = MaterialFile.objects.create(
            material=kept,
            key=token_hex(16),
            digest=stored.digest,
            name=stored.name[:200],
            kind=stored.kind,
            size=stored.size,
            pages=upload.pages,
            uploaded_at=now(),
            uploaded_by=by.name[:100],
        )
        _note(row, "add_file", by, kept, digest=stored.digest)
        return file_view(made)


def remove_file(case: str, *, file: str, by: Actor) -> None:
    """Take a file back before it is submitted. After submission what was handed in stays."""
    with transaction.atomic():
        row, _ = _open(case, by)
        files_here = MaterialFile.objects.filter(material__case=row, removed_at=None).select_related("material")
        one = files_here.filter(key=_file_key(file)).first()
        if one is None:
            raise Refused("cases.no_file", "这个文件已经撤下，请刷新页面。")
        if materials.handed_in(row, one):
            raise Refused("cases.file_handed_in", "已经提交的文件不能撤下；请在同一份材料下补传新的文件。")
        one.removed_at = now()
        one.save(update_fields=["removed_at"])
        if one.material.given == Given.UPLOADED and not one.material.files.filter(removed_at=None).exists():
            one.material.given = Given.MISSING
            one.material.save(update_fields=["given"])
        _note(row, "remove_file", by, one.material, digest=one.digest)


def reuse_file(case: str, *, line: int, file: str, by: Actor) -> None:
    """Use a file that the same applicant handed in before for the same kind of paper (by material code)."""
    with transaction.atomic():
        row, _, kept = _line(case, line, by)
        old = MaterialFile.objects.filter(
            materials.own_uploads(row), key=_file_key(file), material__code=kept.code, removed_at=None
        )
        earlier = old.exclude(material__case=row).select_related("material__case").first()
        if earlier is None or not standing.may_use_holdings(by, row):
            raise Refused("cases.no_file", "没有找到可以沿用的文件，请上传。")
        _as_upload(kept)
        kept.save()
        if not kept.files.filter(removed_at=None, digest=earlier.digest).exists():
            MaterialFile.objects.create(
                material=kept,
                key=token_hex(16),
                digest=earlier.digest,
                name=earlier.name,
                kind=earlier.kind,
                size=earlier.size,
                pages=earlier.pages,
                reused_from=earlier.material.case.number or "",
                uploaded_at=now(),
                uploaded_by=by.name[:100],
            )
        _note(row, "reuse_file", by, kept, digest=earlier.digest)


def use_licence(case: str, *, line: int, licence: str, by: Actor) -> None:
    """Let the applicant's own valid e-licence stand for the paper (有电子证照免实体证照): one act, which is his consent.

    What is checked is kept as the mark of verification: from which store, when, until when it is in force. The consent is
    journaled, of a draft too: it says who let his licence be fetched, when and for what (个人信息保护法第二十九条：单独同意). Raises
    Refused cases.no_licence for one of somebody else, of another kind, or no longer valid: all read the same.
    """
    with transaction.atomic():
        row, _, kept = _line(case, line, by)
        held = licences.held(owner_of(row), kept.code) if standing.may_use_holdings(by, row) else ()
        one = next((card for card in held if card.identifier == licence), None)
        if one is None:
            raise Refused("cases.no_licence", "没有找到您的这张有效证照，请选择列出的证照，或者上传。")
        kept.given, kept.licence, kept.source = Given.LICENCE, one.identifier, "电子证照库"
        kept.reason = f"已有电子证照：{one.type_name}（{one.number}），免交实体证照"[:300]
        kept.originals_received = kept.copies_received = None
        kept.obtained_at = now()
        kept.save()
        facts = {"line": kept.line, "code": kept.code, "licence": one.identifier, "consent": True}
        journal.append(standing.subject_of(row), "use_licence", by=by, facts=facts, article=CONSENT.cite)


def undo_material(case: str, *, line: int, by: Actor) -> None:
    """Take back an e-licence or a paper registered for this line; the guide's own exemption comes back."""

    def undo(kept: CaseMaterial, material: Material) -> None:
        materials.take_back(kept, material)

    _change(case, line, by, "undo_material", undo)


def receive_paper(case: str, *, line: int, by: Actor, originals: int | None = None, copies: int | None = None) -> None:
    """The window took paper (材料接收): how many originals and copies; those that the guide asks for, unless said otherwise.

    Raises Refused: cases.paper_count, cases.window_only.
    """

    def receive(kept: CaseMaterial, material: Material) -> None:
        kept.originals_received, kept.copies_received = _counted(material, originals, copies)
        kept.given, kept.obtained_at, kept.source, kept.reason, kept.licence = Given.PAPER, now(), "窗口收取", "", ""

    _change(case, line, by, "receive_paper", receive, staff_only=True)


def _change(
    case: str,
    line: int,
    by: Actor,
    verb: str,
    change: Callable[[CaseMaterial, Material], None],
    *,
    staff_only: bool = False,
) -> None:
    with transaction.atomic():
        row, one, kept = _line(case, line, by)
        if staff_only and "clerk" not in standing.roles(by, row):
            raise Refused("cases.window_only", "纸质材料由窗口登记收取，请上传文件或者到窗口提交。")
        change(kept, one.material)
        kept.save()
        _note(row, verb, by, kept)


def _line(case: str, line: int, by: Actor) -> tuple[Case, materials.Owed, CaseMaterial]:
    """The case locked, the line of the guide, and its row (perhaps new)."""
    row, document = _open(case, by)
    one = materials.line_of(_lines(row, document), line)
    if one is None:
        raise Refused("cases.unlisted_material", "办事指南的清单里没有这份材料，不需要提交。")
    kept = row.materials.filter(line=line).first() or materials.new_row(row, one)
    if row.state != "draft" and line not in materials.asked_lines(row):
        raise Refused("cases.not_asked", f"这次没有要求补交“{one.material.name}”，不需要提交。")
    return row, one, kept


def _lines(row: Case, document: GuideDocument) -> tuple[materials.Owed, ...]:
    return materials.owed(document, materials.situation_of(document, row), committed=row.committed)


def _as_upload(kept: CaseMaterial) -> None:
    """The line as one that files stand for."""
    kept.given, kept.obtained_at, kept.licence, kept.source, kept.reason = Given.UPLOADED, now(), "", "", ""
    kept.originals_received = kept.copies_received = None


def _counted(material: Material, originals: int | None, copies: int | None) -> tuple[int, int]:
    """How many originals and copies came; one original where the guide counts none."""
    if originals is None and copies is None:
        wanted = (material.originals, material.copies)
        return wanted if any(wanted) else (1, 0)
    came = (originals or 0, copies or 0)
    if not any(came) or min(came) < 0 or max(came) > MOST_COPIES:
        raise Refused("cases.paper_count", f"请填写收到的原件和复印件份数，合计至少 1 份，各不超过 {MOST_COPIES} 份。")
    return came


def _file_key(text: str) -> str:
    """The key of a file as asked for; "" (nobody's) where it is none."""
    return text if finding.KEY.fullmatch(text) else ""


def _pages(digest: str) -> int | None:
    """How many pages a PDF has; None where it cannot be read (a reviewer will see). Raises Refused cases.too_many_pages."""
    with files.open_file(digest) as stream:
        count = pages_of(stream.read(LARGEST))
    if count is not None and count > MOST_PAGES:
        raise Refused(
            "cases.too_many_pages", f"这个文件有 {count} 页，一个文件最多 {MOST_PAGES} 页，请拆分后分别上传。"
        )
    return count


def _note(row: Case, verb: str, by: Actor, kept: CaseMaterial, **more: object) -> None:
    """A submitted case journals each change of its materials; a draft is nobody's business yet."""
    if row.state != "draft":
        facts = {"line": kept.line, "code": kept.code, **more}
        journal.append(standing.subject_of(row), verb, by=by, facts=facts)
