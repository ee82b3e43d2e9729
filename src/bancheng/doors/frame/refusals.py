"""A refused verb of a case leaves a trace, whichever door it came through (house, idea 4).

    with traced(number, "accept", by=request.actor):
        services.accept(number, by=request.actor)

The refusal goes on to whoever shows it. The trace (journal and `ActionRefused`) is a transaction of its own after the
refused one was rolled back: use it outside of any transaction, around the one that may be refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bancheng.casework.cases import selectors
from bancheng.casework.cases.services import FormRefused
from bancheng.ground.access import Actor
from bancheng.ground.codes import scrub
from bancheng.ground.jobs import report_refusal
from bancheng.ground.journal import PersonalNumber
from bancheng.ground.law import Refused

ORDINARY = frozenset({"cases.moved_on", "cases.urged_today", "cases.result_not_ready"})
"""What happens between people who do nothing wrong: somebody was faster, the paper is still being made."""
UNTOLD = "（拒绝理由中有证件号码，没有记录）"


@contextmanager
def traced(case: str, verb: str, *, by: Actor) -> Iterator[None]:
    """Report what is refused within, and let it go on.

    Not reported: an incomplete form, what is ORDINARY, and anything about a draft, which is nobody's business yet.
    """
    try:
        yield
    except Refused as refusal:
        if not isinstance(refusal, FormRefused) and refusal.code not in ORDINARY:
            _report(case, verb, by, refusal)
        raise


def _report(case: str, verb: str, by: Actor, refusal: Refused) -> None:
    found = selectors.mark(case)
    if found is None or found.state == "draft":
        return
    told = Refused(refusal.code, scrub(refusal.sentence), refusal.article)
    try:
        report_refusal(found.subject, verb, by=by, refusal=told)
    except PersonalNumber:
        report_refusal(found.subject, verb, by=by, refusal=Refused(told.code, UNTOLD, told.article))
