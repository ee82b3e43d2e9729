"""Why a member was not granted, for who applied: in the words of its organ, which no other organ reads."""

from __future__ import annotations

from bancheng.casework.bundles.models import BundlePart
from bancheng.casework.cases import services as cases

NAMED = frozenset({"not_accepted", "revoked"})
"""Ends of a case that are no refusal: what it was is said before why."""


def why(part: BundlePart) -> str:
    """The reason of its organ for a member that was refused, not accepted or revoked; what the whole knows for any other."""
    if part.case is None or part.state != BundlePart.State.REFUSED:
        return str(part.note)
    said = cases.why_not(part.case.key)
    if not said:
        return str(part.note)
    return f"{part.note}：{said}" if part.case.state in NAMED else said
