"""内部备注 and 留言: words beside the steps of a case. Neither moves it; both leave a trace, in which a talk stands as its digest."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from bancheng.casework.cases import finding, standing
from bancheng.casework.cases.events import CaseTalked
from bancheng.casework.cases.models import Case, Note, Talk
from bancheng.casework.cases.rules.clocks import start_of
from bancheng.casework.cases.rules.texts import paragraphs
from bancheng.casework.cases.services.doing import event_of
from bancheng.ground.access import AccessDenied, Actor
from bancheng.ground.crypto import canonical_sm3
from bancheng.ground.jobs import announce
from bancheng.ground.journal import services as journal
from bancheng.ground.law import Refused, now, today

LONGEST, MOST_A_DAY = 1000, 20
POSTS = frozenset({"clerk", "reviewer", "approver", "result_desk"})
OVER = frozenset({"draft", "closed", "withdrawn", "not_accepted", "terminated", "revoked"})
AT_ONCE = timedelta(minutes=1)
Side = Talk.Side


def note(case: str, *, by: Actor, text: str) -> None:
    """Write down what colleagues should know; the applicant never sees it. Sent twice at once, it is kept once.

    Raises AccessDenied, Refused: cases.words_missing, cases.too_long.
    """
    with transaction.atomic():
        row = _of_staff(case, by)
        said = _words(text, "请写备注的内容。")
        if _said_just_now(row.notes.last(), by, said):
            return
        Note.objects.create(case=row, text=said, at=now(), by=by.key, by_name=by.name[:100])
        journal.append(standing.subject_of(row), "note", by=by, facts={"words": said})


def talk(case: str, *, by: Actor, text: str) -> None:
    """Say something to the other side. An answer of staff ends the waiting of what the applicant said before.

    Sent twice at once, it is kept once.

    Raises AccessDenied, Refused: cases.words_missing, cases.too_long, cases.talk_over, cases.talks_today.
    """
    with transaction.atomic():
        row = standing.demand_sight(by, finding.locked(case))
        side = _side(by, row)
        if row.state in OVER:
            raise Refused("cases.talk_over", "这个办件没有在办理，不能留言。有疑问的，请拨打 12345。")
        said = _words(text, "请写留言的内容。")
        if _said_just_now(row.talks.last(), by, said):
            return
        moment = now()
        if side == Side.APPLICANT:
            _demand_not_flooding(row)
        else:
            _answered(row, by, moment)
        place = {"organisation_id": row.organisation_id, "region_id": row.region_id}
        Talk.objects.create(case=row, side=side, text=said, at=moment, by=by.key, by_name=by.name[:100], **place)
        facts = {"side": side.value, "text_digest": canonical_sm3(said)}
        journal.append(standing.subject_of(row), "talk", by=by, facts=facts)
        announce(event_of(CaseTalked, row, at=moment, by=by, side=side.value))


def hear_talk(case: str, *, by: Actor) -> None:
    """Take note of what the applicant said where it wants no answer (“谢谢”). Raises AccessDenied, Refused cases.nothing_said."""
    with transaction.atomic():
        row = _of_staff(case, by)
        if not _answered(row, by, now()):
            raise Refused("cases.nothing_said", "没有等待答复的留言，请刷新页面。")
        journal.append(standing.subject_of(row), "hear_talk", by=by)


def _of_staff(case: str, by: Actor) -> Case:
    row = standing.demand_sight(by, finding.locked(case))
    if row.state == "draft" or by.kind != "staff":
        raise AccessDenied(standing.NOT_THERE, visible=False, action=standing.VIEW)
    if standing.roles(by, row).isdisjoint(POSTS):
        raise AccessDenied("备注和留言由办理这件的岗位书写。", visible=True, action=standing.REVIEW)
    return row


def _side(by: Actor, row: Case) -> Talk.Side:
    roles = standing.roles(by, row)
    if "applicant" in roles:
        return Side.APPLICANT
    if by.kind == "staff" and roles & POSTS:
        return Side.STAFF
    raise AccessDenied("备注和留言由办理这件的岗位书写。", visible=True, action=standing.REVIEW)


def _words(text: str, missing: str) -> str:
    said = paragraphs(text, LONGEST)
    if not said:
        raise Refused("cases.words_missing", missing)
    return said


def _said_just_now(last: Note | Talk | None, by: Actor, said: str) -> bool:
    """Whether the last words are these, of the same person, not a minute old: a button pressed twice."""
    return last is not None and (last.by, last.text) == (by.key, said) and now() - last.at < AT_ONCE


def _answered(row: Case, by: Actor, moment: datetime) -> int:
    waiting = row.talks.filter(side=Side.APPLICANT, answered_at=None)
    return int(waiting.update(answered_at=moment, answered_name=by.name[:100]))


def _demand_not_flooding(row: Case) -> None:
    if row.talks.filter(side=Side.APPLICANT, at__gte=start_of(today())).count() >= MOST_A_DAY:
        raise Refused("cases.talks_today", f"今天已经留言 {MOST_A_DAY} 条，承办人都能看到，请等待答复。")
