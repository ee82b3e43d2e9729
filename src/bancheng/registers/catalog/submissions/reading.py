"""What is under review, as its author and its reviewer see it."""

from __future__ import annotations

from bancheng.ground.access import Actor
from bancheng.registers.catalog.models import GuideVersion, Submission
from bancheng.registers.catalog.types import SubmissionView

State = Submission.State


def submission_of(draft: GuideVersion, actor: Actor) -> SubmissionView | None:
    """The submission of this draft that waits, or was returned and not submitted again; None otherwise."""
    row = Submission.objects.filter(item=draft.item_id, submitted_at__gte=draft.created_at).first()
    if row is None or row.state not in {State.WAITING, State.RETURNED}:
        return None
    return SubmissionView(
        state=row.state,
        state_label=row.get_state_display(),
        revision=row.revision,
        note=row.note,
        submitted_at=row.submitted_at,
        submitted_by=row.submitted_by,
        mine=row.submitter_id is not None and row.submitter_id == actor.account,
        answered_at=row.answered_at,
        answered_by=row.answered_by,
        answer=row.answer,
    )
