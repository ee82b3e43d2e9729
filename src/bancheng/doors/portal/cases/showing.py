"""What the page of a case shows beside what the case itself says: its mark, what to do now, the clock in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.casework.cases.types import CASE, ClockView, OwnCase, PreReviewView, StepView
from bancheng.doors.frame.words import long_date
from bancheng.ground.law import CellKind, Place, Point
from bancheng.registers.catalog.types import Place as Office
from bancheng.registers.payments import selectors as payments

LONGEST_LABELLED = 10
"""More cells than this do not leave room for a date below each."""
MARKS = {
    "草稿": ("", "pencil"),
    "待补正": ("warn", "alert-triangle"),
    "审查中": ("brand", "eye-check"),
    "已办结": ("ok", "check"),
    "未通过": ("bad", "x"),
    "预审通过": ("ok", "check"),
    "已撤回": ("", "arrow-back-up"),
    "已撤销": ("bad", "x"),
    "已终止": ("", "arrow-back-up"),
}
WORTH_SAYING = {"supplement_requested", "not_accepted", "decided", "delivered"}
"""Points whose step says more than the clock above does."""
FILED_BEFORE = {"pre_reviewed", "supplement_requested", "withdrawn"}
"""States that take the place of 已提交 in the bar: that it was filed is shown before them all the same."""
GOING_ON = {"under_review", "suspended", "supplement_requested"}
ENDED = {"not_accepted", "withdrawn", "terminated"}
FALLEN = "revoked"
UNANSWERED = {"submitted", "pre_reviewed"}
LABELS = {
    "submitted": gettext_lazy("提交申请"),
    "pre_reviewed": gettext_lazy("预审通过"),
    "supplement_requested": gettext_lazy("请您补正"),
    "withdrawn": gettext_lazy("您撤回了申请"),
    "accepted": gettext_lazy("受理"),
    "not_accepted": gettext_lazy("不予受理"),
    "under_review": gettext_lazy("审查"),
    "suspended": gettext_lazy("审查（特别程序中）"),
    "terminated": gettext_lazy("同意撤回，终止办理"),
    "decided": gettext_lazy("作出决定"),
    "delivered": gettext_lazy("结果送达"),
    "revoked": gettext_lazy("决定被撤销"),
    "collected": gettext_lazy("领取结果"),
    "closed": gettext_lazy("办结"),
}
"""The points of the bar as things that happen; the table's own words are states."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The word of the state with the class of its tag and its icon: never colour alone."""

    word: str
    tone: str
    icon: str


def mark(public_state: str) -> Mark:
    """How a public word looks, in lists and on the page."""
    tone, icon = MARKS.get(public_state, ("", "point"))
    return Mark(public_state, tone, icon)


@dataclass(frozen=True, slots=True)
class Todo:
    """The box on top. `kind`: supplement, come, promise, make_up, pay, collect, rate, look or "" (nothing to do); `gaps`: what is missing, and why."""

    kind: str
    title: str
    sentence: str
    gaps: tuple[tuple[str, str], ...] = ()
    places: tuple[Office, ...] = ()
    bill: str = ""


def todo(case: OwnCase, *, may_rate: bool) -> Todo:
    """What the applicant should do now, or when he will hear of us."""
    state, granted = case.line.state, case.line.outcome != "refused"
    if state == "supplement_requested":
        return _supplement(case)
    if (promised := _promised(case)) is not None:
        return promised
    if case.pre_review is not None:
        return _passed(case, case.pre_review)
    if (owed := next((one for one in case.bills if one.payable), None)) is not None:
        sentence = (
            _("一共 %(amount)s 元，%(day)s以前缴清。网上缴费后马上有电子票据。")
            if payments.channels()
            else _("一共 %(amount)s 元，%(day)s以前缴清。现在不能网上缴费，请到窗口缴费。")
        )
        told = {"amount": owed.amount_yuan, "day": long_date(owed.due_on)}
        return Todo("pay", _("请您做一件事：缴费"), sentence % told, bill=owed.number)
    if state == "delivered" and case.delivery == "window":
        sentence = _("请带身份证到%(organ)s的出件窗口领取。别人代领的，还要带委托书。") % {
            "organ": case.line.organisation
        }
        return Todo("collect", _("请您做一件事：领取结果"), sentence)
    if may_rate:
        return _rating(case.line.outcome)
    if state in {"delivered", "collected", "closed"}:
        return _finished(granted=granted)
    if state == "decided" and (sent := _sent(case)) is not None:
        return sent
    if state == "decided":
        return Todo("", _("已经作出决定，正在送达"), _("送达后我们会发消息告诉您。决定的内容见下面。"))
    if state == "not_accepted":
        return Todo("look", _("这件申请没有受理"), _("为什么、该到哪里办、不服怎么办，都写在不予受理通知书里。"))
    if state == "withdrawn" and case.steps and case.steps[-1].verb == "lapse":
        return Todo(
            "look", _("预审已经作废"), _("预审通过后，到期没有到窗口办理。填过的内容和材料还在，要办的，请重新申请。")
        )
    if state == "withdrawn":
        return Todo("look", _("您已经撤回这件申请"), _("填过的内容和材料还在。要办的，请重新申请。"))
    if state == FALLEN:
        return Todo(
            "look", _("准予的决定已经撤销"), _("证照同时注销，不能再使用。为什么、不服怎么办，见下面的“决定被撤销”。")
        )
    if state == "terminated":
        return Todo("look", _("这件申请已经终止办理"), _("您申请撤回，办理机关同意了。要办的，请重新申请。"))
    return Todo("", _("您现在不用做什么"), _waiting(case))


def _passed(case: OwnCase, view: PreReviewView) -> Todo:
    """网上预审通过: what to bring, until when and where; or that nobody has to come."""
    if not view.must_come:
        due = case.line.due_on
        when = _("最晚%(day)s告诉您是否受理。") % {"day": long_date(due)} if due else ""
        return Todo("", _("预审通过，您现在不用做什么"), _("不用再交材料，也不用到窗口。") + when)
    sentence = _("请在%(day)s前带身份证件到窗口，一次办妥。不用再填表，也不用再上传。") % {"day": long_date(view.until)}
    gaps = tuple((name, _("带原件核对")) for name in view.bring)
    return Todo("come", _("预审通过，请您做一件事：到窗口办理"), sentence, gaps, places=view.places)


def _sent(case: OwnCase) -> Todo | None:
    """The result is with the courier: where it is."""
    parcel = next((one for one in case.handed.parcels if one.direction == "out" and one.state != "returned"), None)
    if parcel is None:
        return None
    sentence = _("%(carrier)s，运单号 %(tracking)s，现在：%(state)s。到哪里了，见下面的“快递”。")
    told = {"carrier": parcel.carrier, "tracking": parcel.tracking or _("稍后显示"), "state": parcel.label}
    return Todo("", _("结果正在寄给您"), sentence % told)


def _supplement(case: OwnCase) -> Todo:
    items = case.notice.items if case.notice else ()
    title = _("请您做一件事：补正材料")
    sentence = _("要补的一共 %(n)s 样，都在下面，一次补齐就行。收到的那天起重新算受理的期限。") % {"n": len(items)}
    return Todo("supplement", title, sentence, tuple((name, gap) for _line, name, gap, _new in items))


def _promised(case: OwnCase) -> Todo | None:
    """容缺受理: a commitment to sign, or something to bring by its day."""
    promise = case.tolerance
    if promise is None:
        return None
    gaps = tuple((one.name, one.gap) for one in promise.items)
    if promise.signed_at is None and promise.accepted_at is None:
        sentence = _("这些可以晚些交。您签了承诺书，我们就可以先受理。%(day)s前补齐。") % {
            "day": long_date(promise.due_on)
        }
        return Todo("promise", _("请您做一件事：签署承诺书"), sentence, gaps)
    if "make_up" not in case.verbs:
        return None
    sentence = _("您承诺在%(day)s前补齐下面的内容。%(consequence)s") % {
        "day": long_date(promise.due_on),
        "consequence": promise.consequence,
    }
    if promise.lapsed_at is not None:
        sentence = _("补齐的期限已经过了。作出决定以前仍可以补交，是否准予由审批人员决定。")
    return Todo("make_up", _("请您做一件事：补齐材料"), sentence, gaps)


def _rating(outcome: str) -> Todo:
    """The outcome first: nobody is asked how it was before he is told how it ended."""
    asked = _("办得怎么样，请您评价：只要点一下，约半分钟，可以不留名字。")
    if outcome == "granted":
        return Todo("rate", _("已经办成，请您评价"), _("决定和结果见下面。") + asked)
    if outcome == "refused":
        return Todo("rate", _("这件申请没有通过"), _("理由和不服怎么办，见下面的“决定”。") + asked)
    return Todo("rate", _("办得怎么样？请您评价"), _("只要点一下，约半分钟。可以不留名字。"))


def _finished(*, granted: bool) -> Todo:
    if granted:
        return Todo("look", _("已经办成"), _("决定书和结果在“文书和凭证”里，电子证照在“我的证照”里。"))
    return Todo("look", _("这件申请没有通过"), _("理由和不服怎么办，见下面的“决定”。"))


def _waiting(case: OwnCase) -> str:
    due, state = case.line.due_on, case.line.state
    if due is None:
        return _("有变化，我们会发消息告诉您。")
    if case.line.light == "overdue":
        return _("已经过了应当办完的日子，是我们慢了。您可以催办，也可以拨打监督电话。")
    facts = {"day": long_date(due)}
    if held := [one for one in case.procedures if one.open]:
        facts |= {
            "names": "、".join(one.label for one in held),
            "until": long_date(max(one.expected_on for one in held)),
        }
        return _("正在进行%(names)s，预计到%(until)s，结束后继续审查。这不算您跑腿，有变化我们会发消息给您。") % facts
    if state == "submitted":
        return _("最晚%(day)s告诉您是否受理。有变化，我们会发消息给您。") % facts
    return _("最晚%(day)s办完。有变化，我们会发消息给您。") % facts


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day of the picture: its class names, and the words below it ("" where there is no room)."""

    classes: str
    top: str = ""
    below: str = ""


@dataclass(frozen=True, slots=True)
class ClockFigure:
    """A clock in words and as a row of days. `before`, `big`, `after` make the heading."""

    before: str
    big: str
    after: str
    day: str
    sentence: str
    cells: tuple[DayCell, ...]
    labelled: bool
    paused: bool
    over: bool
    stopped: bool
    provisional: bool
    first: str = ""


def figure(case: OwnCase) -> ClockFigure | None:
    """The clock of the case; None where there is none, and where the case ended before any was met."""
    clock, state = case.clock, case.line.state
    if clock is None or state in ENDED or (state == "pre_reviewed" and clock.stopped):
        return None
    due = _("%(day)s前告诉您是否受理") if state in UNANSWERED else _("%(day)s前办完")
    over = sum(cell.kind == CellKind.OVER for cell in clock.cells)
    paused = sum(cell.kind == CellKind.PAUSED for cell in clock.cells)
    before, big, after = _heading(clock, over, held=state == "supplement_requested")
    labelled = len(clock.cells) <= LONGEST_LABELLED
    return ClockFigure(
        before=before,
        big=big,
        after=after,
        day="" if clock.stopped else due % {"day": long_date(clock.due_on)},
        sentence=_sentence(clock, paused),
        cells=_cells(clock, labelled=labelled),
        labelled=labelled,
        paused=bool(paused),
        over=bool(over),
        stopped=case.decision is not None,
        provisional=clock.provisional,
        first=long_date(clock.cells[0].day) if clock.cells else "",
    )


def _heading(clock: ClockView, over: int, *, held: bool) -> tuple[str, str, str]:
    if held:
        return _("等您补正，时间停着"), "", ""
    if clock.stopped and not clock.used:
        return _("受理当天就作出了决定"), "", ""
    if clock.stopped:
        return _("用了"), str(clock.used), clock.unit
    if over or clock.remaining < 0:
        return _("已超过"), str(over or -clock.remaining), clock.unit
    if clock.remaining == 0:
        return _("今天是最后一天"), "", ""
    return _("还剩"), str(clock.remaining), clock.unit


def _sentence(clock: ClockView, paused: int) -> str:
    facts = {"name": clock.name, "total": clock.total, "unit": clock.unit, "used": clock.used, "n": paused}
    facts["basis"] = f"（{clock.basis}）" if clock.basis else ""
    if not clock.total:
        return _("%(name)s：当天办完%(basis)s。") % facts
    text = _("%(name)s %(total)s %(unit)s%(basis)s，已用 %(used)s %(unit)s。") % facts
    return text + _("中间停了 %(n)s 天，不算在内。") % facts if paused else text


def _cells(clock: ClockView, *, labelled: bool) -> tuple[DayCell, ...]:
    cells, month = [], 0
    for cell in clock.cells:
        classes = f"{cell.kind} today" if cell.is_today else str(cell.kind)
        if not labelled:
            cells.append(DayCell(classes))
            continue
        top = _("今天") if cell.is_today else str(cell.day.day)
        below = _("截止") if cell.is_due else f"{cell.day.month}月" if cell.day.month != month else ""
        month = cell.day.month
        cells.append(DayCell(classes, top, below))
    return tuple(cells)


@dataclass(frozen=True, slots=True)
class Stop:
    """One point of the way: reached when, by whom; `text` what was said."""

    place: Place
    label: str
    at: datetime | None = None
    who: str = ""
    text: str = ""


def _reached(steps: Iterable[StepView]) -> dict[str, StepView]:
    """State → the step that led to it last; an application was filed when it was filed, not when something was supplemented."""
    leads = {step.verb: step.to for step in CASE.steps if step.to is not None and step.verb != "supplement"}
    return {leads[step.verb]: step for step in steps if step.verb in leads}


def way(progress: Sequence[Point], steps: Sequence[StepView]) -> tuple[Stop, ...]:
    """The bar with the dates of what was reached: what has happened is done, what comes of it is now."""
    reached, stops = _reached(steps), []
    for point in _as_happened([point for point in progress if point.state != "draft"]):
        step = reached.get(point.state) if point.place is not Place.WAIT else None
        lapsed = step is not None and step.verb == "lapse"
        label = _("预审作废") if lapsed else str(LABELS.get(point.state, point.label))
        said = step.text if step is not None and point.state in WORTH_SAYING else ""
        stops.append(Stop(point.place, label, step.at, step.who, said) if step else Stop(point.place, label))
    return tuple(stops)


def told(steps: Iterable[StepView]) -> tuple[StepView, ...]:
    """The course for those who applied: what a natural person did, the journal keeps under a masked name."""
    return tuple(replace(step, who=_("申请人一方")) if "*" in step.who else step for step in steps)


def _as_happened(points: Sequence[Point]) -> Sequence[Point]:
    """A state that one is in because something happened counts as done, and the next point as what goes on now."""
    shown = list(points)
    if shown and shown[0].state in FILED_BEFORE:
        shown.insert(0, Point("submitted", "", Place.DONE))
    at = next((n for n, point in enumerate(shown) if point.place is Place.NOW), None)
    if at is None or shown[at].state in GOING_ON | ENDED | {FALLEN}:
        return shown
    shown[at] = replace(shown[at], place=Place.DONE)
    if at + 1 < len(shown):
        shown[at + 1] = replace(shown[at + 1], place=Place.NOW)
    return shown
