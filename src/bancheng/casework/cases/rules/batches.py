"""Which steps may be taken upon many cases at once. Pure.

Only what needs no judgement of the single case: accepting and handing out what is done on the spot (即办件). A case that
was promised days is looked at by itself.
"""

from __future__ import annotations

VERBS = ("accept", "deliver", "close")
MOST = 100
INSTANT = "instant"


def why_not(handling: str) -> str:
    """Why a case may not be among them; "" when it may."""
    return "" if handling == INSTANT else "承诺件应当逐件办理，不能成批办理。"
