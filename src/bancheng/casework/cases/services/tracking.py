"""Progress by number and query code, for anybody who holds the receipt (PUB-09): counted, and told nothing when wrong."""

from __future__ import annotations

import hmac
from datetime import timedelta

from bancheng.casework.cases import finding, forms
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
    typed = "".join(storable(number).split()).upper()[:40]
    limits.spend("cases.track", who, limit=TRIES, window=HOUR)
    limits.spend("cases.track_number", typed, limit=TRIES_AT_ONE_NUMBER, window=HOUR)
    case = finding.find(typed, finding.with_names()) if len(typed) < len(NEVER) * 5 else None
    kept = forms.query_code_of(case) if case is not None and case.number else NEVER
    given = "".join(storable(code).split())
    if not hmac.compare_digest(kept.encode(), given.encode()) or kept == NEVER:
        return None
    limits.give_back("cases.track", who)
    limits.forget("cases.track_number", typed)
    assert case is not None
    return track_of(case)
