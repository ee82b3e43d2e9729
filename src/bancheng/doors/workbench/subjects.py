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
    "catalog.basic": (_("基本目录事项"), ""),
    "catalog.nature": (_("事项性质"), ""),
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
    "jobs.job": (_("后台任务"), "job"),
    "jobs.schedule": (_("定时任务"), ""),
    "cases.case": (_("办件"), "case"),
    "supervision.finding": (_("监察发现"), ""),
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
    key: Any = int(subject.key) if subject.key.isascii() and subject.key.isdigit() else subject.key
    try:
        return reverse(f"workbench:{name}", args=[key]) if name else ""
    except NoReverseMatch:
        return ""
