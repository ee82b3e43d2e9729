"""跑动次数: on how many days the applicant's side came to a window, as the journal tells it.

What comes to the applicant, or is done without him, is no trip: hearings, site inspections, assessments and reviews are
procedures or stages of the organ and never counted (FLW-09). Nor is what is done online. Paper that a window takes in
counts as brought.
"""

from __future__ import annotations

from datetime import date

from bancheng.casework.cases import standing
from bancheng.casework.cases.models import Case
from bancheng.ground.journal import selectors as journal
from bancheng.ground.law import in_shanghai

AT_THE_WINDOW = ("start", "submit", "check_in", "receive_paper", "supplement", "make_up", "collect")
"""Verbs that staff carry out with the applicant before them."""


def days_of(case: Case) -> tuple[date, ...]:
    """The days, first to last; everything done at windows on one day is one trip. One query."""
    came = journal.entries_of(standing.subject_of(case)).filter(
        verb__in=AT_THE_WINDOW, actor_kind="staff", refused=False
    )
    return tuple(sorted({in_shanghai(at).date() for at in came.values_list("at", flat=True)}))
