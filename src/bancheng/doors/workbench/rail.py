"""What a member of staff may open, in the order of work; an entry that he may not open is not shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bancheng.casework.cases import selectors as cases
from bancheng.doors.workbench.requests import StaffRequest
from bancheng.frontline.inquiries import selectors as inquiries
from bancheng.ground.access import EVERYWHERE, Actor, Target, may
from bancheng.ground.jobs import selectors as jobs
from bancheng.registers.catalog import selectors as catalog


@dataclass(frozen=True, slots=True)
class Place:
    """One page that stands in the rail: first word of its address, words, icon, the action that opens it, its URL name.

    `everywhere`: it shows what is of all regions, and opens for a grant without limits only. `also`: another action that
    opens it, where two posts share a page.
    """

    section: str
    label: Any
    icon: str
    action: str
    name: str
    everywhere: bool = False
    also: str = ""

    def opens(self, actor: Actor) -> bool:
        target = Target(region=EVERYWHERE) if self.everywhere else None
        return any(may(actor, action, target).allowed for action in (self.action, self.also) if action)


@dataclass(frozen=True, slots=True)
class Entry:
    """A place as the rail shows it to one person."""

    label: str
    icon: str
    url: str
    current: bool
    count: int | None = None


PLACES = (
    Place("", _("我的工作台"), "list-check", "desk.view", "desk"),
    Place("intake", _("综合受理"), "file-check", "cases.take_in", "intake"),
    Place("bundle-intake", _("一件事窗口"), "layers-union", "bundles.take_in", "bundle-intake", also="bundles.steer"),
    Place("todo", _("待办"), "checklist", "cases.view", "todo"),
    Place("consultations", _("征求意见"), "messages", "cases.answer", "consultations"),
    Place("cases", _("办件"), "folders", "cases.view", "cases"),
    Place("projects", _("投资项目"), "building-factory", "projects.view", "projects"),
    Place("bundle-cases", _("一件事办件"), "versions", "bundles.view", "bundle-cases"),
    Place("assist", _("远程协助"), "headset", "cases.assist", "assist"),
    Place("parcels", _("快递收寄"), "package", "cases.take_in", "parcels", also="cases.deliver"),
    Place("inquiries", _("首问负责"), "message-question", "inquiries.view", "inquiries"),
    Place("commitments", _("告知承诺核查"), "shield-check", "cases.check", "commitments"),
    Place("results", _("统一出件"), "certificate", "cases.deliver", "results"),
    Place("bills", _("缴费"), "receipt", "payments.view", "bills"),
    Place("reconciliation", _("对账"), "scale", "payments.reconcile", "reconciliation"),
    Place("fees", _("收费项目编码"), "barcode", "payments.view", "fee-codes"),
    Place("grants", _("当场决定授权"), "writing-sign", "cases.grant", "grants"),
    Place("responsibility", _("办件责任"), "route", "cases.view", "responsibility"),
    Place("measures", _("办件统计"), "chart-bar", "cases.view", "measures"),
    Place("supervision", _("监察总览"), "radar", "cases.supervise", "supervision"),
    Place("ratings", _("好差评"), "mood-smile", "ratings.view", "ratings"),
    Place("inbox", _("消息"), "bell", "messages.view", "inbox"),
    Place("items", _("事项目录"), "list-details", "catalog.view", "items"),
    Place("bundles", _("一件事编排"), "git-merge", "bundles.edit", "bundles"),
    Place("plans", _("一件事工作方案"), "calendar-check", "bundles.view", "plans"),
    Place("lint", _("指南质检"), "zoom-check", "catalog.view", "lint"),
    Place("once", _("一次办妥"), "checks", "lists.view", "once"),
    Place("proofs", _("证明事项清单"), "file-certificate", "lists.view", "proofs"),
    Place("intermediaries", _("中介服务"), "building-store", "lists.view", "intermediaries"),
    Place("standards", _("服务标准"), "books", "lists.view", "standards"),
    Place("imports", _("事项导入"), "table-import", "catalog.import", "imports"),
    Place("interchange", _("目录交换"), "transfer", "catalog.import", "interchanges"),
    Place("channels", _("发布渠道"), "broadcast", "catalog.view", "channels"),
    Place("reviews", _("待复核"), "eye-check", "catalog.view", "reviews"),
    Place("basics", _("基本目录"), "stack-2", "catalog.view", "basics"),
    Place("uniformity", _("要素统一性"), "equal", "catalog.view", "uniformity"),
    Place("upstream", _("上级清单"), "list-tree", "catalog.view", "upstream"),
    Place("changes", _("事项变更"), "arrows-exchange", "catalog.view", "changes"),
    Place("synonyms", _("同义词"), "language", "catalog.view", "synonyms"),
    Place("searches", _("无结果搜索"), "zoom-question", "catalog.view", "searches"),
    Place("natures", _("事项性质"), "tags", "natures.edit", "natures"),
    Place("organisations", _("区划和机构"), "sitemap", "organisations.view", "organisations"),
    Place("staff", _("人员和角色"), "users", "staff.view", "staff"),
    Place("people", _("查看身份号码"), "id", "people.unmask", "people"),
    Place("calendar", _("工作日历"), "calendar", "calendar.view", "calendar"),
    Place("rules", _("规则版本"), "adjustments-horizontal", "rules.view", "rules"),
    Place("jobs", _("后台任务"), "progress", "jobs.view", "jobs", everywhere=True),
    Place("journal", _("操作日志"), "notebook", "journal.view", "journal", everywhere=True),
    Place("config", _("配置检查"), "heart-rate-monitor", "config.view", "config"),
    Place("tokens", _("接口令牌"), "key", "api.use", "tokens"),
)


def places(actor: Actor) -> tuple[Place, ...]:
    """The places this person may open."""
    return tuple(place for place in PLACES if place.opens(actor))


def _to_answer(actor: Actor) -> int:
    """What he answers for and has not answered, and what is offered to him."""
    counts = inquiries.inquiry_counts(actor)
    return counts["mine"] + counts["offered"]


def of(request: StaffRequest, section: str, unread: Callable[[], int]) -> tuple[Entry, ...]:
    """The rail of this person, with what waits for him; `unread` messages are counted by who calls, who shows them too.

    One query for each entry that is counted.
    """
    counts: dict[str, Callable[[], int]] = {
        "inbox": unread,
        "todo": lambda: cases.inbox_counts(request.actor)["all"],
        "consultations": lambda: cases.consultation_counts(request.actor)["open"],
        "inquiries": lambda: _to_answer(request.actor),
        "jobs": lambda: jobs.jobs(state="failed").count(),
        "reviews": lambda: catalog.reviews_waiting(request.actor),
    }
    return tuple(
        Entry(
            label=str(place.label),
            icon=place.icon,
            url=reverse(f"workbench:{place.name}"),
            current=place.section == section,
            count=(counts[place.section]() or None) if place.section in counts else None,
        )
        for place in places(request.actor)
    )
