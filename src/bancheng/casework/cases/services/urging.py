"""催办: asks whoever has the case to hurry; moves nothing, leaves a trace (settled 13)."""

from __future__ import annotations

from datetime import timedelta

from bancheng.casework.cases import standing
from bancheng.casework.cases.events import CaseUrged
from bancheng.casework.cases.rules.clocks import start_of
from bancheng.casework.cases.rules.texts import one_line
from bancheng.casework.cases.services.doing import Act, Told, effect, perform
from bancheng.ground.access import Actor
from bancheng.ground.journal import selectors as journal
from bancheng.ground.law import Refused, now

LONGEST = 300
AGAIN = timedelta(minutes=10)


def urge(case: str, *, by: Actor, words: str = "") -> None:
    """Urge; an applicant once a day for each case. Raises Refused: cases.urged_today, cases.urged_just_now.

    The second: the same member of staff within the minutes of AGAIN, which is a button pressed twice.
    """
    perform(case, "urge", by=by, words=words)


@effect("urge")
def _urge(act: Act, *, words: str) -> Told:
    if "applicant" in act.roles and _urged_today(act):
        raise Refused("cases.urged_today", "您今天已经催办过，承办人已经收到。请明天再来看看。")
    if act.by.kind == "staff" and _urged_just_now(act):
        raise Refused("cases.urged_just_now", "您刚刚催办过，承办岗位已经收到消息，请过一会儿再看。")
    return Told({"words": one_line(words, LONGEST)}, (act.event(CaseUrged),))


def _urged_just_now(act: Act) -> bool:
    urged = journal.entries_of(standing.subject_of(act.case)).filter(verb="urge", refused=False, actor_key=act.by.key)
    return urged.filter(at__gt=now() - AGAIN).exists()


def _urged_today(act: Act) -> bool:
    """Whether somebody of the applicant's side urged today: the journal knows, and a refused try does not count."""
    urged = journal.entries_of(standing.subject_of(act.case)).filter(verb="urge", refused=False, actor_kind="person")
    return urged.filter(at__gte=start_of(act.today)).exists()
