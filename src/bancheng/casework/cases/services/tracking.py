"""Progress by number and query code, for anybody who holds the receipt (PUB-09): counted, and told nothing when wrong."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from datetime import timedelta

from bancheng.casework.cases import finding, forms
from bancheng.casework.cases.models import Case
from bancheng.casework.cases.rules.texts import storable
from bancheng.casework.cases.selectors.tracking import track_of
from bancheng.casework.cases.types import Track
from bancheng.ground.access import limits

TRIES, HOUR = 5, timedelta(hours=1)
TRIES_AT_ONE_NUMBER = 50  # from all places: too few to guess six digits, too many for a stranger to lock its holder out
NEVER = "------"


def track(number: str, code: str, *, who: str) -> Track | None:
    """What the pair tells; None when either is wrong, which reads the same.

    Five tries an hour from one place, and fifty for one number from all places; the right pair is no try,
    and clears those for its number.
    Raises TooManyTries. Not inside a transaction.
    """
    found: list[Case] = []

    def kept(typed: str) -> str:
        case = finding.find(typed, finding.with_names())
        found.extend([case] if case is not None else [])
        return forms.query_code_of(case) if case is not None and case.number else ""

    return track_of(found[0]) if right_pair(number, code, kept=kept, who=who) else None


def right_pair(number: str, code: str, *, kept: Callable[[str], str], who: str) -> bool:
    """Whether the code is the one that `kept` knows for the number, as typed ("" for none); counted as `track` says."""
    typed = "".join(storable(number).split()).upper()[:40]
    limits.spend("cases.track", who, limit=TRIES, window=HOUR)
    limits.spend("cases.track_number", typed, limit=TRIES_AT_ONE_NUMBER, window=HOUR)
    known = (kept(typed) if len(typed) < len(NEVER) * 5 else "") or NEVER
    given = "".join(storable(code).split())
    if not hmac.compare_digest(known.encode(), given.encode()) or known == NEVER:
        return False
    limits.give_back("cases.track", who)
    limits.forget("cases.track_number", typed)
    return True
