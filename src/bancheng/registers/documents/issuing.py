"""Issue a paper: number, row, journal entry and job, in the caller's transaction. Nothing is rendered here."""

from __future__ import annotations

import secrets

from django.db import IntegrityError, transaction

from bancheng.ground import jobs, journal
from bancheng.ground.access import Actor, Subject
from bancheng.ground.law import Refused, now
from bancheng.registers.documents import contents, numbering
from bancheng.registers.documents.models import Document
from bancheng.registers.documents.rows import subject_of, view_of
from bancheng.registers.documents.types import DocumentView, Paper, paper_class
from bancheng.registers.documents.work import render_document
from bancheng.registers.organisations import selectors as organisations
from bancheng.registers.organisations.types import OrganWords

LONGEST_NUMBER = 100
TOKEN_BYTES = 24  # 192 bits: guessing finds nothing


def issue(
    paper: Paper,
    *,
    subject: Subject,
    organisation: int | OrganWords,
    region: str,
    owner: str = "",
    by: Actor,
    number: str = "",
) -> DocumentView:
    """Issue the paper; its file follows by a job. The caller has decided that he may.

    `number`: only for papers without a `word` (their number is the caller's: of the case, of the licence).
    `organisation`: its key, or its words where the caller has read them.
    `owner`: key of the person who may read it besides staff (`person:12`), or "".
    Raises UnknownPaper, LookupError for an unknown organisation, ValueError for a number too many or too few;
    Refused: documents.number (that number was given before).
    """
    if paper_class(paper.kind) is not type(paper):
        raise ValueError(f"{type(paper).__name__} is not the declared class of {paper.kind!r}")
    if bool(paper.word) == bool(number) or len(number) > LONGEST_NUMBER:
        raise ValueError(f"{paper.kind}: a paper with a word is numbered here, one without brings its number (≤ 100)")
    with transaction.atomic(savepoint=False):
        organ = organisations.organ_words(organisation) if isinstance(organisation, int) else organisation
        at = now()
        number = number or numbering.next_number(organ, word=paper.word, year=at.year)
        token = secrets.token_urlsafe(TOKEN_BYTES)
        document = Document(
            number=number,
            kind=paper.kind,
            title=paper.title,
            subject_kind=subject.kind,
            subject_key=subject.key,
            owner=owner,
            organisation_id=organ.pk,
            organisation_name=organ.name,
            region=region,
            data=contents.sealed(paper, token=token),
            public=contents.public(paper),
            issued_at=at,
            issued_by=by.name[:100],
            token=token,
        )
        try:
            document.save(force_insert=True)
        except IntegrityError as error:
            raise Refused("documents.number", f"编号 {number} 已经用过，请核对后再办理。") from error
        about = subject_of(document)
        facts = {"kind": paper.kind, "title": paper.title, "number": number, "subject": str(subject)}
        journal.append(about, "issue", by=by, facts=facts, first=True)
        title = f"制作文书：{document.title} {number}"
        jobs.enqueue(render_document, document=document.pk, title=title, by=by, subject=about)
    return view_of(document)
