"""The job that makes the file of a paper. It may run twice, be killed at any moment, and run again: one file remains."""

from __future__ import annotations

import io

from django.db import transaction
from django.db.models import F

from bancheng.ground import jobs, journal
from bancheng.ground.access import system
from bancheng.ground.files import Kind
from bancheng.ground.files import services as files
from bancheng.ground.jobs import GiveUp, Progress
from bancheng.ground.law import now
from bancheng.registers.documents import composing
from bancheng.registers.documents.events import DocumentFailed, DocumentReady
from bancheng.registers.documents.models import Document
from bancheng.registers.documents.rows import subject_of
from bancheng.registers.documents.types import paper_class, sealer

LARGEST = 20 * 1024 * 1024
PRESS = system("文书制作")


@jobs.job(title="制作文书")
def render_document(progress: Progress, *, document: int) -> dict[str, object]:
    """Render, seal, store; then, in one transaction, say that it is ready. What is ready already stays as it is."""
    row = Document.objects.filter(pk=document).first()
    if row is None:
        raise GiveUp("没有找到这份文书。")
    if row.state == Document.State.READY:
        return {"digest": row.digest, "again": True}
    Document.objects.filter(pk=document).update(attempts=F("attempts") + 1)
    progress.step("排版")
    pdf = composing.pdf_of(row)
    seal = sealer() if paper_class(row.kind).sealed else None
    if seal is not None:
        progress.step("盖章签名")
        pdf = seal(pdf, row.organisation_id, row.number)
    stored = files.store(
        io.BytesIO(pdf), name=f"{row.title}.pdf", limit_bytes=LARGEST, allowed={Kind.PDF}, made_here=True
    )
    return _ready(document, stored.digest, stored.size, sealed=seal is not None)


def give_up(document: int) -> bool:
    """After the last attempt: the paper is shown as failed until its job is let run again. False if it was not waiting."""
    with transaction.atomic():
        row = Document.objects.select_for_update().filter(pk=document, state=Document.State.WAITING).first()
        if row is None:
            return False
        row.state = Document.State.FAILED
        row.save(update_fields=["state"])
        journal.append(subject_of(row), "fail", by=PRESS, facts={"attempts": row.attempts})
        jobs.announce(DocumentFailed(row.pk, row.kind, row.number, row.subject))
    return True


def _ready(document: int, digest: str, size: int, *, sealed: bool) -> dict[str, object]:
    with transaction.atomic():
        row = Document.objects.select_for_update().get(pk=document)
        if row.state == Document.State.READY:  # another worker was quicker: its file is the one
            return {"digest": row.digest, "again": True}
        row.state, row.digest, row.size, row.ready_at = Document.State.READY, digest, size, now()
        row.save(update_fields=["state", "digest", "size", "ready_at"])
        facts = {"digest": digest, "size": size, "sealed": sealed}
        journal.append(subject_of(row), "make", by=PRESS, facts=facts)
        jobs.announce(DocumentReady(row.pk, row.kind, row.number, row.subject))
    return {"digest": digest, "again": False}
