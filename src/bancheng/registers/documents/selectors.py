"""Questions about papers: those of a subject, the file for who may have it, and what a stranger may verify."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from django.db.models import Q

from bancheng.ground.access import AccessDenied, Actor, Subject, Target, may
from bancheng.ground.files.storage import Readable
from bancheng.ground.law import Refused, in_shanghai
from bancheng.registers.documents.models import Document
from bancheng.registers.documents.rows import subject_of, view_of
from bancheng.registers.documents.types import DocumentFile, DocumentView, VerificationView

VIEW, OWN = "documents.view", "own.documents"
LONGEST_TOKEN = 43
LARGEST_UPLOAD = 50 * 1024 * 1024
BLOCK = 64 * 1024
ABSENT = "没有找到这份文书。"


def documents_of(subject: Subject) -> tuple[DocumentView, ...]:
    """The papers about a subject, oldest first; the caller has decided that the subject may be seen. One query."""
    rows = Document.objects.filter(subject_kind=subject.kind, subject_key=subject.key).defer("data")
    return tuple(view_of(row) for row in rows.order_by("issued_at", "pk"))


def documents_owned(actor: Actor, *, size: int = 100) -> tuple[DocumentView, ...]:
    """The actor's own papers, newest first."""
    if not actor.account or not actor.key:
        return ()
    rows = Document.objects.filter(owner=actor.key).defer("data").order_by("-issued_at", "-pk")
    return tuple(view_of(row) for row in rows[: max(1, min(size, 200))])


def document(number: str, *, actor: Actor, open_to: Callable[[DocumentView], bool] | None = None) -> DocumentView:
    """One paper by its number, for its owner, for staff with `documents.view` where it was issued, or by `open_to`.

    `open_to`: the room above that knows of further readers (an agent, the reviewer of the case). Raises AccessDenied, which
    is not visible: to a stranger a number that exists and one that does not read alike.
    """
    row = Document.objects.filter(number=number).defer("data").first() if "\x00" not in number else None
    if row is None:
        raise AccessDenied(ABSENT, visible=False, action=VIEW)
    view = view_of(row)
    target = Target(subject_of(row), row.region, row.organisation_id, owner=row.owner)
    allowed = may(actor, OWN, target).allowed or may(actor, VIEW, target).allowed
    if not allowed and not (open_to is not None and open_to(view)):
        raise AccessDenied(ABSENT, visible=False, action=VIEW)
    return view


def document_file(number: str, *, actor: Actor, open_to: Callable[[DocumentView], bool] | None = None) -> DocumentFile:
    """The file of a paper, for whom `document` finds it. Raises AccessDenied; Refused: documents.waiting, documents.failed."""
    view = document(number, actor=actor, open_to=open_to)
    if view.state == Document.State.FAILED:
        raise Refused("documents.failed", "这份文书没有制成，已经通知管理员，请稍后再来下载。")
    if not view.ready:
        raise Refused("documents.waiting", "文书正在制作，请过一会儿再来下载。")
    return DocumentFile(view, f"{view.title} {view.number}.pdf")


def verify(token: str) -> VerificationView | None:
    """What a stranger with the QR of a paper may learn; None for a token that no paper has."""
    if not token or len(token) > LONGEST_TOKEN or not token.isascii() or not token.isprintable():
        return None
    return _verified(Q(token=token))


def verify_file(stream: Readable) -> VerificationView | None:
    """Whether exactly these bytes are a paper of ours: one changed byte, or a file over 50 MB, and it is not (None)."""
    digest, size = hashlib.sha256(), 0
    while block := stream.read(BLOCK):
        size += len(block)
        if size > LARGEST_UPLOAD:
            return None
        digest.update(block)
    return _verified(Q(digest=digest.hexdigest(), state=Document.State.READY)) if size else None


def _verified(which: Q) -> VerificationView | None:
    row = Document.objects.filter(which).defer("data").first()
    if row is None:
        return None
    return VerificationView(
        title=row.title,
        number=row.number,
        organisation=row.organisation_name,
        issued_on=in_shanghai(row.issued_at).date(),
        state=str(row.state),
        state_label=row.get_state_display(),
        facts=tuple((label, value) for label, value in row.public),
    )
