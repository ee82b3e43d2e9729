"""Progress of a whole by its number and query code, without login; the same limits and silence as for one case (PUB-09)."""

from __future__ import annotations

from bancheng.casework.bundles import running
from bancheng.casework.bundles.applied import BundleTrack
from bancheng.casework.bundles.models import BundleCase
from bancheng.casework.bundles.selectors.applying import tracked
from bancheng.casework.cases import services as cases
from bancheng.casework.cases.types import Track


def track(number: str, code: str, *, who: str) -> BundleTrack | Track | None:
    """What the pair tells, of a bundle or of one case; None when either is wrong, which reads the same.

    Raises TooManyTries. Not inside a transaction.
    """
    row = _of_number(number)
    if row is None:
        return cases.track(number, code, who=who)
    kept = running.query_code_of(row)
    return (
        tracked(row, running.parts_of(row))
        if cases.right_pair(number, code, kept=lambda _typed: kept, who=who)
        else None
    )


def _of_number(number: str) -> BundleCase | None:
    """The bundle with exactly this number; that of a member is its case's."""
    typed = "".join(number.replace("\x00", "").split()).upper()[:40]
    row = running.find(typed)
    return row if row is not None and row.number == typed and row.submitted_at is not None else None
