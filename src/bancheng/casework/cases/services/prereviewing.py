"""网上预审 (APP-03): what came in online is looked at before anybody comes; the window then goes on with the same file.

Where originals are to be seen, the applicant was answered: the acceptance clock stands still until he comes, and he comes
once; which ones, a written notice says (一次性告知书). Where nothing is to be seen, the clock runs on: the answer of 第三十二条 is still owed.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from bancheng.casework.cases import children, clocks, materials, paperwork, standing
from bancheng.casework.cases.events import CasePreReviewed, PreReviewLapsed
from bancheng.casework.cases.keys import PRE_REVIEW_DAYS
from bancheng.casework.cases.materials import document_of
from bancheng.casework.cases.models import Case, CaseMaterial, CaseTask
from bancheng.casework.cases.papers import Line
from bancheng.casework.cases.papers.asking import OriginalsPaper
from bancheng.casework.cases.rules import prereview as rules
from bancheng.casework.cases.rules.texts import one_line
from bancheng.casework.cases.services import ending, staging
from bancheng.casework.cases.services.doing import Act, Told, acting, effect, perform
from bancheng.casework.cases.services.submitting import open_acceptance
from bancheng.casework.cases.types import IDENTITY_METHODS
from bancheng.ground.access import AccessDenied, Actor, system
from bancheng.ground.journal import selectors as journal_of
from bancheng.ground.journal import services as journal
from bancheng.ground.law import Refused, in_shanghai, now, today, 行政许可法
from bancheng.registers.organisations import selectors as organisations

LONGEST = 500
KEEPER = system("网上预审")
Check = CaseMaterial.Check
State = CaseTask.State


def pre_review(case: str, *, by: Actor, note: str = "", expected: int | None = None) -> None:
    """Pass an application that came in online. `note`: a word to the applicant.

    Raises AccessDenied, Refused: lifecycle.not_open, cases.moved_on, cases.pre_review (not for this one),
    cases.silent (the time to answer is over), cases.materials_unfit, cases.materials_lacking.
    """
    perform(case, "pre_review", by=by, expected=expected, note=note)


def check_in(case: str, *, by: Actor, method: str) -> None:
    """The applicant stands at the window with a file that passed: how the clerk knows him. Counts as his trip.

    With the originals everything is there: from this day the answer of 第三十二条 is owed, and the pass lapses no more.
    Again it changes nothing. Raises AccessDenied, Refused: cases.not_pre_reviewed, cases.identity_method.
    """
    if method not in IDENTITY_METHODS:
        raise Refused("cases.identity_method", "请选择核验身份的方式。")
    with acting(case, by) as row:
        if "clerk" not in standing.roles(by, row):
            raise AccessDenied("到窗口的登记由受理岗办理。", visible=True, action=standing.TAKE_IN)
        if row.state != "pre_reviewed":
            raise Refused("cases.not_pre_reviewed", "这件没有在等申请人到窗口，请刷新页面查看现在的情况。")
        if row.identity_method == method:
            return
        row.identity_method = method
        facts: dict[str, object] = {"method": method}
        if not row.clock:
            clocks.start_acceptance(row, today())
            row.saved_at = now()
            open_acceptance(row, document_of(row).stages, next_round(row))
            facts |= {"received_on": row.received_on, "due_on": row.due_on}
        row.save()
        journal.append(standing.subject_of(row), "check_in", by=by, facts=facts)


def offered(case: Case) -> bool:
    """Whether this application may be passed: filed online by somebody no window has seen, for an item done by one trip."""
    online = case.channel != Case.Channel.WINDOW and not case.identity_method
    return online and rules.offered(document_of(case))


def brings(case: Case) -> tuple[str, ...]:
    """The papers whose originals the window has to see. One query."""
    return rules.to_bring(document_of(case), case.materials.all())


def until(case: Case) -> date:
    """The last day to come, by the rule of the day of the pass."""
    assert case.pre_reviewed_at is not None
    passed = in_shanghai(case.pre_reviewed_at).date()
    days = int(organisations.rule(PRE_REVIEW_DAYS.key, case.region_id, passed))
    return rules.last_day(passed, days, organisations.calendar())


def lapse_pre_reviews() -> int:
    """End what passed and nobody came for in time; returns how many. Where nobody has to come, nothing lapses."""
    gone = 0
    waiting = Case.objects.filter(state="pre_reviewed", clock="", pre_reviewed_at__lt=now() - timedelta(days=1))
    for row in waiting.only("key", "region_id", "pre_reviewed_at"):
        if today() > until(row):
            gone += _lapsed(row.key)
    return gone


def _lapsed(key: str) -> int:
    try:
        perform(key, "lapse", by=KEEPER)
    except Refused:
        # He came in this very moment.
        return 0
    return 1


@effect("pre_review")
def _pre_review(act: Act, *, note: str) -> Told:
    case, document = act.case, document_of(act.case)
    if not offered(case):
        raise Refused(
            "cases.pre_review", "网上预审只用于网上提交、到窗口不超过一次的申请；这一件请直接受理，或者一次性告知补正。"
        )
    if case.due_at is not None and case.due_at <= act.at:
        # Whoever looks too late does not stop the clock that has run out: silence has accepted it.
        raise Refused("cases.silent", "受理时限已经届满，这件申请视为受理，不能再预审。", 行政许可法("第三十二条"))
    children.keep(case, "materials", "tolerance")
    rows = list(case.materials.all())
    _refuse("cases.materials_unfit", "核验不合格", (one.name for one in rows if one.check_result == Check.BAD))
    # What he has promised in writing to bring later is looked at when it comes.
    promised = materials.promised_lines(case)
    lacking = (one.name for one in rows if materials.lacking(document, one) and one.line not in promised)
    _refuse("cases.materials_lacking", "还没有提交", lacking)
    bring = rules.to_bring(document, rows)
    coming = rules.must_come(bring)
    case.pre_reviewed_at = act.at
    facts = {"bring": list(bring), "must_come": coming, "note": one_line(note, LONGEST)}
    if coming:
        clocks.stop(case)
        finish_acceptance(act)
        facts["until"] = until(case)
        facts["paper"] = paperwork.issue(_originals(act, bring, str(facts["note"])), case, by=act.by).number
    return Told(facts, (act.event(CasePreReviewed, note=str(facts["note"])),))


def _originals(act: Act, bring: tuple[str, ...], note: str) -> OriginalsPaper:
    """The one notice in writing without which no time of the organ stands still."""
    case, document = act.case, document_of(act.case)
    assert case.received_on is not None
    places = document.identity.places
    return OriginalsPaper(
        received_on=case.received_on,
        told_on=act.today,
        until=until(case),
        originals=tuple(Line(name, "带原件到窗口核对") for name in bring),
        place=f"{places[0].name}（{places[0].address}）" if places else "",
        note=note,
        permit=paperwork.permit(document),
        **paperwork.head(case),
    )


def told_in_writing(case: Case) -> bool:
    """Whether the pass was itself the one notice of all that is missing: nothing seen then is asked for afterwards."""
    if case.pre_reviewed_at is None:
        return False
    entry = journal_of.entries_of(standing.subject_of(case)).filter(verb="pre_review", refused=False).last()
    return bool(entry is not None and entry.facts.get("must_come"))


def _refuse(code: str, why: str, names: Iterable[str]) -> None:
    if found := list(names):
        raise Refused(code, f"“{'、'.join(found)}”{why}，请先一次性告知补正，或者改正核验结果。")


@effect("lapse")
def _lapse(act: Act) -> Told:
    case = act.case
    if case.clock or act.today <= until(case):
        raise Refused("cases.not_lapsed", "预审还有效，不能作废。")
    case.closed_at = act.at
    act.case.tasks.filter(state=State.OPEN).update(state=State.CANCELLED, done_at=act.at)
    number = ending.notice(act, ending.LAPSED)
    return Told({"until": until(case), "paper": number}, (act.event(PreReviewLapsed, until=until(case)),))


def demand_seen(act: Act) -> None:
    """Originals that the guide wants on paper are seen at the window before the file is accepted."""
    case = act.case
    if case.state != "pre_reviewed" or case.identity_method or not (bring := brings(case)):
        return
    raise Refused(
        "cases.originals_unseen",
        f"“{'、'.join(bring)}”的原件要在窗口核对：申请人到窗口后，请先核验身份、核对原件，再受理。",
    )


def finish_acceptance(act: Act) -> None:
    """The accepting desk did its part; after a pass, whose task is done, the answer at the window is noted as one of its own."""
    told = {"state": State.DONE, "done_at": act.at, "done_by": act.by.key, "done_name": act.by.name[:100]}
    if staging.finish(act.case, "accept", told) or act.case.pre_reviewed_at is None:
        return
    before = act.case.tasks.filter(kind="accept").order_by("-round").first()
    if before is not None:
        before.pk, before.round, before.opened_at = None, before.round + 1, act.at
        for name, value in told.items():
            setattr(before, name, value)
        before.save(force_insert=True)
        children.add(act.case, "tasks", before)


def next_round(case: Case) -> int:
    """The how-manieth answer of the accepting desk would come next."""
    return max((one.round for one in case.tasks.all() if one.kind == "accept"), default=0) + 1
