"""Showing a licence: the code of the moment. It tells who verifies it when it was shown, so that a picture of it is seen through.

The address in the QR is the licence's own with the second it was shown and a short keyed hash over both: nobody can make a
younger one from a photograph. Reading it costs no row.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from secrets import compare_digest

from bancheng.ground.crypto import keyed_hash
from bancheng.ground.law import SHANGHAI, now

PURPOSE = "portal.licence-shown"
SIGNS = 16
FRESH = 90
"""Seconds: as long as showing, scanning and looking take; after that the page asks for a new code."""
LONGEST = 11


@dataclass(frozen=True, slots=True)
class Shown:
    """When a code was made; `fresh`: so lately that somebody may well be holding it up now."""

    at: datetime
    seconds: int

    @property
    def fresh(self) -> bool:
        return 0 <= self.seconds <= FRESH


def stamp(token: str) -> str:
    """The value of `shown` for a code made now: seconds and hash."""
    second = f"{int(now().timestamp()):x}"
    return f"{second}.{_sign(token, second)}"


def read(token: str, value: str) -> Shown | None:
    """When the code with this value was made; None for none, and for one that is not ours."""
    second, _dot, signs = value.partition(".")
    if not second or len(second) > LONGEST or not compare_digest(signs.encode(), _sign(token, second).encode()):
        return None
    at = datetime.fromtimestamp(int(second, 16), SHANGHAI)
    return Shown(at, int((now() - at).total_seconds()))


def _sign(token: str, second: str) -> str:
    return keyed_hash(f"{token}\n{second}", purpose=PURPOSE)[:SIGNS]
