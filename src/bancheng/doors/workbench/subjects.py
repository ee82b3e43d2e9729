"""From a Subject to the page that shows it, and to its words: what lower rooms name without knowing the door."""

from __future__ import annotations

from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from bancheng.ground.access import Subject

KINDS: dict[str, tuple[Any, str]] = {
    "catalog.item": (_("事项"), "item"),
    "catalog.guide": (_("办事指南"), "item"),
    "catalog.import": (_("事项导入"), "import"),
    "catalog.interchange": (_("目录交换"), "interchange"),
    "catalog.channel": (_("发布渠道"), "channel"),
    "catalog.lint": (_("指南质检"), "lint-run"),
    "catalog.uniformity": (_("要素统一性"), ""),
    "catalog.basic": (_("基本目录事项"), "basic"),
    "catalog.change": (_("事项变更"), "change"),
    "catalog.upstream": (_("上级清单条目"), "upstream-entry"),
    "catalog.synonyms": (_("同义词"), ""),
    "catalog.miss": (_("无结果搜索"), "search-miss"),
    "catalog.nature": (_("事项性质"), ""),
    "catalog.element": (_("数据元"), ""),
    "catalog.dictionary": (_("目录词表"), ""),
    "catalog.batch": (_("成批发布"), ""),
    "organisations.organisation": (_("机构"), "organisation"),
    "organisations.region": (_("区划"), ""),
    "organisations.profile": (_("地方方案"), ""),
    "organisations.rule": (_("规则"), "rule"),
    "organisations.calendar": (_("工作日历"), "calendar-year"),
    "identity.person": (_("自然人"), ""),
    "identity.legal_person": (_("法人"), ""),
    "identity.account": (_("账号"), ""),
    "identity.staff": (_("工作人员"), ""),
    "identity.leave": (_("请假"), ""),
    "jobs.job": (_("后台任务"), "job"),
    "jobs.schedule": (_("定时任务"), ""),
    "cases.case": (_("办件"), "case"),
    "bundles.case": (_("一件事办件"), "bundle-case"),
    "cases.commitment": (_("告知承诺核查"), "commitment"),
    "cases.route": (_("决定去向"), ""),
    "cases.batch": (_("成批办理"), ""),
    "identity.post": (_("岗位"), ""),
    "inquiries.inquiry": (_("首问咨询"), "inquiry"),
    "supervision.finding": (_("监察发现"), ""),
    "lists.item": (_("一次办妥和星级"), "once-item"),
    "lists.unit_list": (_("单位清单"), "once-unit"),
    "lists.batch": (_("清单批次"), "once-batch"),
    "lists.cross": (_("跨省通办目标清单"), ""),
    "lists.counts": (_("年度办件量"), ""),
    "lists.public": (_("公开清单"), ""),
    "lists.proof": (_("证明事项"), "proof"),
    "lists.proof_event": (_("证明事项变动"), ""),
    "lists.intermediary": (_("中介服务事项"), ""),
    "lists.firm": (_("中介机构"), "firm"),
    "lists.commission": (_("竞争性委托"), "commission"),
    "lists.standard": (_("服务标准"), ""),
    "projects.project": (_("投资项目"), "project"),
    "projects.problem": (_("项目问题"), "project-problem"),
    "projects.stages": (_("项目审批阶段"), ""),
    "payments.bill": (_("缴款单"), "pay-bill"),
    "payments.codes": (_("收费项目编码"), ""),
    "bundles.plan": (_("一件事工作方案"), "plan"),
    "bundles.walk": (_("走流程体验"), ""),
    "duties.duty": (_("限期任务"), "duty"),
    "inbox.message": (_("消息"), ""),
    "ratings.invitation": (_("评价邀请"), ""),
}


def kind_label(kind: str) -> str:
    """What a kind of subject is called; the kind itself where nobody has said."""
    return str(KINDS[kind][0]) if kind in KINDS else kind


def url_of(subject: Subject) -> str:
    """The address of the page that shows the subject, "" where none does."""
    name = KINDS.get(subject.kind, ("", ""))[1]
    plain = subject.key.isascii() and subject.key.isdigit() and not subject.key.startswith("0")
    key: Any = int(subject.key) if plain else subject.key
    try:
        return reverse(f"workbench:{name}", args=[key]) if name else ""
    except NoReverseMatch:
        return ""
