"""Why somebody takes a bill or its money back, in his own words."""

from __future__ import annotations

from bancheng.ground.codes import scrub
from bancheng.ground.law import Refused

REASON = 200


def checked_reason(reason: str) -> str:
    """One line, numbers of persons masked. Raises `Refused`: payments.reason."""
    said = scrub(" ".join(reason.replace("\x00", "").split()))[:REASON]
    if not said:
        raise Refused("payments.reason", "请写明原因。")
    return said
