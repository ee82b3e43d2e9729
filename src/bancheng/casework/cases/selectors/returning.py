"""The signed 送达回证 of a case, for staff who see the case."""

from __future__ import annotations

from bancheng.casework.cases import finding, reading, standing
from bancheng.casework.cases.models import SignedScan
from bancheng.casework.cases.types import FileView
from bancheng.ground.access import Actor


def signed_return(actor: Actor, case: str) -> FileView | None:
    """What the receiver of the decision signed, as it was scanned; None until it is. Two queries. Raises AccessDenied."""
    row = standing.demand_sight(actor, finding.find(case))
    found = SignedScan.objects.filter(case=row, purpose=SignedScan.Purpose.RETURN).first()
    return reading.file_view(found) if found else None
