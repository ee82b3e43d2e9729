"""What followed a decision, as doors show it."""

from __future__ import annotations

from bancheng.casework.cases import delivery, finding, standing
from bancheng.casework.cases.models import Case
from bancheng.casework.cases.renewals import renewal_of
from bancheng.casework.cases.rules.revoking import grounds_for, words_of
from bancheng.casework.cases.services.replacing import current
from bancheng.casework.cases.types.afterwards import Afterwards, CorrectionView, RevocationView
from bancheng.ground.access import Actor
from bancheng.ground.law import in_shanghai, today
from bancheng.registers.licences import selectors as licences


def afterwards_of(row: Case) -> Afterwards:
    """Corrections, revocation, the last day of delivery, renewal. No query before a decision; one more for each there is."""
    if row.decided_at is None:
        return Afterwards(renewal=renewal_of(row))
    due = delivery.due_of(row)
    return Afterwards(
        corrections=_corrections(row),
        revocation=_revocation(row),
        due_on=due,
        late=due is not None and today() > due,
        renewal=renewal_of(row),
    )


def _corrections(row: Case) -> tuple[CorrectionView, ...]:
    if not getattr(row, "corrected", True):
        return ()
    return tuple(
        CorrectionView(one.wrong, one.right, one.reason, one.paper, in_shanghai(one.at), one.by_name)
        for one in row.corrections.all()
    )


def _revocation(row: Case) -> RevocationView | None:
    if row.state != "revoked":
        return None
    made = row.revocation
    return RevocationView(
        ground=words_of(made.ground),
        basis=made.basis,
        reason=made.reason,
        heard=made.heard,
        remedies=made.remedies,
        licence=made.licence,
        paper=made.paper,
        at=in_shanghai(made.at),
        by_name=made.by_name,
    )


def revocation_grounds(*, permit: bool = True) -> tuple[tuple[str, str], ...]:
    """Code and words of what the law revokes for, in its order (第六十九条); of what is no licence, by the law of its kind."""
    return tuple((one.code, one.label) for one in grounds_for(permit=permit))


def face_now(actor: Actor, case: str) -> tuple[tuple[str, str, str], ...]:
    """Code, label and present value (masked) of the face of the case's licence; nothing where it has none in force.

    Raises AccessDenied.
    """
    row = standing.demand_sight(actor, finding.find(case))
    card = current(row) if row.decided_at is not None else None
    kind = licences.licence_type(card.type) if card else None
    if card is None or kind is None:
        return ()
    masked = {line.element: line.value for line in licences.licence(actor, card.id).face}
    return tuple((one.element, one.label, masked.get(one.element, "")) for one in kind.elements)
