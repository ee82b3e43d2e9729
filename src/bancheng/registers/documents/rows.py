"""A row as the journal names it and as others see it."""

from __future__ import annotations

from bancheng.ground.access import Subject
from bancheng.ground.law import in_shanghai
from bancheng.registers.documents.models import Document
from bancheng.registers.documents.types import DocumentView


def subject_of(document: Document | int) -> Subject:
    """The paper as the journal and jobs name it."""
    key = document if isinstance(document, int) else document.pk
    return Subject("documents.document", str(key))


def view_of(row: Document) -> DocumentView:
    """The row for lists; no query."""
    return DocumentView(
        id=row.pk,
        number=row.number,
        kind=row.kind,
        title=row.title,
        state=str(row.state),
        state_label=row.get_state_display(),
        issued_at=in_shanghai(row.issued_at),
        organisation=row.organisation_id,
        organisation_name=row.organisation_name,
        region=row.region,
        subject=row.subject,
        owner=row.owner,
        token=row.token,
        digest=row.digest,
        size=row.size,
    )
