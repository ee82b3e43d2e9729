"""What the page of one's own bundle shows beside what the bundle itself says: marks, what to do now, why it takes so long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from bancheng.casework.bundles.types import BundleTrack, PartView, RunLine, RunningBundle
from bancheng.doors.portal.cases.showing import Mark, Stop
from bancheng.registers.payments.types import BillView, yuan

TONES = {
    "draft": ("", "pencil"),
    "running": ("brand", "progress"),
    "closed": ("ok", "check"),
    "held": ("", "clock-pause"),
    "open": ("brand", "point"),
    "granted": ("ok", "check"),
    "refused": ("bad", "x"),
    "withdrawn": ("", "arrow-back-up"),
    "stopped": ("bad", "x"),
    "dropped": ("", "arrow-back-up"),
}
ACTS = frozenset({"refile", "complete"})


def mark(state: str, label: str, *, asked: bool = False) -> Mark:
    """How the state of a bundle or of a member looks; `asked`: it waits for the applicant."""
    tone, icon = ("warn", "alert-triangle") if asked else TONES.get(state, ("", "point"))
    return Mark(label, tone, icon)


def mark_of(found: RunningBundle | RunLine) -> Mark:
    """The whole: how it ended, where it has."""
    label = found.outcome if isinstance(found, RunLine) else found.outcome_label
    tone, icon = {"部分办成": ("warn", "alert-triangle"), "没有办成": ("bad", "x")}.get(
        label, TONES.get(found.state, ("", "point"))
    )
    return Mark(label or found.state_label, tone, icon)


@dataclass(frozen=True, slots=True)
class Row:
    """One member with its mark; `own`: whether its own page may be opened; `again`: whether it was taken back for good."""

    part: PartView
    mark: Mark
    own: bool
    again: bool = False


def rows(parts: Sequence[PartView]) -> tuple[Row, ...]:
    """The members, those first that can start first."""
    ordered = sorted(parts, key=lambda one: one.layer)
    return tuple(
        Row(
            one,
            mark(one.state, one.state_label, asked=_waits_for_me(one)),
            one.sees_case,
            one.state == "withdrawn" and "refile" in one.verbs and not _waiting(one, parts),
        )
        for one in ordered
    )


def _waiting(one: PartView, parts: Sequence[PartView]) -> list[str]:
    """The labels of the members that wait for this one."""
    return [other.label for other in parts if one.label in other.waits_for]


def _waits_for_me(one: PartView) -> bool:
    return one.case_state == "supplement_requested" or (one.state == "held" and "complete" in one.verbs)


def way(found: RunningBundle | BundleTrack) -> tuple[Stop, ...]:
    """提交 → 受理 → 并联办理 → 办结, with the dates that are known."""
    dates = {"submitted": found.submitted_at, "closed": found.closed_at}
    return tuple(Stop(point.place, point.label, dates.get(point.state)) for point in found.progress)


def over(found: RunningBundle) -> str:
    """What a bundle that has come to its end says of itself, as it ended."""
    return {
        "whole": _("已经全部办结。结果见下面各项，电子证照在“我的证照”里。"),
        "partial": _("已经办结，其中一部分办成了。结果见下面各项，电子证照在“我的证照”里。"),
    }.get(found.outcome, _("这件事已经结束，没有办成的事项。需要时可以重新申请。"))


def waits_for_me(found: RunningBundle) -> bool:
    """Whether the overall date counts something that only who applied can do, as if he did it today."""
    failed = {one.label for one in found.parts if one.state in {"refused", "withdrawn"}}
    return any(_waits_for_me(one) or failed & set(one.waits_for) for one in found.parts)


def longest(found: RunningBundle) -> str:
    """The line of members that decides the overall date: 公司登记 → 食品许可; "" where none is left."""
    by_key = {one.key: one for one in found.parts if one.due_on is not None}
    live = [one for one in by_key.values() if one.ended_at is None]
    last = max(live, key=lambda one: str(one.due_on), default=None)
    named: list[str] = []
    while last is not None and last.label not in named:
        named.append(last.label)
        # What failed and is still waited for counts again, as if it were filed today.
        known = [by_key[key] for key in last.after if key in by_key]
        before = [one for one in known if one.ended_at is None or one.label in last.waits_for]
        last = max(before, key=lambda one: str(one.due_on), default=None)
    return " → ".join(reversed(named))


@dataclass(frozen=True, slots=True)
class Bills:
    """What the members charge, together. `sum_yuan`: of those that are not paid yet."""

    rows: tuple[BillView, ...]

    @property
    def payable(self) -> tuple[BillView, ...]:
        return tuple(one for one in self.rows if one.payable)

    @property
    def sum_yuan(self) -> str:
        return yuan(sum(one.amount_fen for one in self.payable))

    @property
    def organs(self) -> str:
        return "、".join(dict.fromkeys(one.organisation for one in self.payable))


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing that the applicant should do now. `kind`: supplement, complete, refile, pay, collect, rate."""

    kind: str
    title: str
    sentence: str
    part: PartView | None = None


def todos(found: RunningBundle, bills: Bills, *, may_rate: bool) -> tuple[Todo, ...]:
    """Everything that waits for the applicant, most pressing first."""
    made = []
    if "supplement" in found.verbs:
        sentence = _("各部门要补的一共 %(n)s 样，合在一张清单里，一次补齐。") % {"n": len(found.asked)}
        made.append(Todo("supplement", _("请一次补正"), sentence))
    for one in found.parts:
        waiting = _waiting(one, found.parts)
        # What one took back himself is no failure that waits to be mended, unless another member waits for it.
        if ACTS & set(one.verbs) and (one.state != "withdrawn" or waiting):
            made.append(_of_part(one, waiting))
    if bills.payable:
        facts = {"n": len(bills.payable), "sum": bills.sum_yuan}
        made.append(Todo("pay", _("请缴费"), _("%(n)s 张缴款单，一共 %(sum)s 元。") % facts))
    if found.collectable:
        whole = all(one.ended_at is not None for one in found.parts)
        told = _("纸质结果都好了，带身份证件到“高效办成一件事”窗口一次领齐。")
        some = _("已经办好的纸质结果，带身份证件到“高效办成一件事”窗口一次领齐；还在办的，办好后再告诉您。")
        made.append(Todo("collect", _("请领取结果"), told if whole else some))
    if may_rate:
        made.append(Todo("rate", _("办得怎么样？请您评价"), _("几个事项一起评一次，约半分钟，可以不留名字。")))
    return tuple(made)


def _of_part(one: PartView, waiting: Sequence[str]) -> Todo:
    if one.state == "withdrawn":
        title = _("“%(label)s”撤回了，“%(names)s”在等它") % {"label": one.label, "names": "、".join(waiting)}
        return Todo("refile", title, _("要接着办的，请重新申请这一项；不办了的，请在下面把等它的事项去掉。"), one)
    if "complete" in one.verbs:
        why = one.why or _("填的内容都带过来了，看一看，改好后提交。")
        return Todo("complete", _("请补充：%(label)s") % {"label": one.label}, why, one)
    told = one.why or one.state_label
    sentence = _("%(why)s。改正以后可以重新申请这一项，其他内容不用再填。") % {"why": told.rstrip("。")}
    return Todo("refile", _("没有办成：%(label)s") % {"label": one.label}, sentence, one)
