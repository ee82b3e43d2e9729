"""The text of a bundle in sections. The first one begins it; the others need its members."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy

from bancheng.doors.workbench.bundles import forms, rows
from bancheng.doors.workbench.catalog.guide.sections import Section

FIRST = "members"
ASKED, RULES, FEEDS = "questions", "rules", "feeds"
FIXED = {FIRST, RULES}
"""Sections whose rows are not typed: members are picked from the catalogue, rules come of the guides."""

SECTIONS: Mapping[str, Section] = {
    one.key: one
    for one in (
        Section(
            FIRST,
            gettext_lazy("简介和成员"),
            ("summary", "audience", "keywords", "basis", "members"),
            forms.SummaryForm,
            rows.MemberRow,
            "members",
            gettext_lazy("成员事项"),
        ),
        Section(FEEDS, gettext_lazy("前置关系"), ("feeds",), None, rows.FeedRow, "feeds"),
        Section(
            ASKED,
            gettext_lazy("情形和不适用"),
            ("questions", "unfit", "unfit_note"),
            forms.UnfitForm,
            rows.QuestionRow,
            "questions",
            gettext_lazy("这件事自己问的问题"),
        ),
        Section(RULES, gettext_lazy("合并规则"), ("resolutions",), None, rows.ConflictRow, "resolutions"),
        Section(
            "steps",
            gettext_lazy("步骤和现场"),
            ("visits", "visit_reason", "inspect_together", "steps"),
            forms.VisitsForm,
            rows.StepRow,
            "steps",
            gettext_lazy("申请人看到的步骤"),
        ),
        Section(
            "plan",
            gettext_lazy("实施方案"),
            ("plan",),
            forms.PlanForm,
            rows.MilestoneRow,
            "plan.milestones",
            gettext_lazy("时间节点"),
        ),
    )
}


def after(section: Section) -> Section:
    """The one to write next; after the last the first."""
    keys = list(SECTIONS)
    return SECTIONS[keys[(keys.index(section.key) + 1) % len(keys)]]


def of_line(kind: str, key: str) -> str:
    """The section in which a line of the check is put right; "" where it is the line of the list or a member's guide."""
    documents = {"plan": "plan", "flow": "steps", "form": FIRST, "guide": FIRST}
    elements = {"basis": FIRST}
    places = {"member": FIRST, "condition": ASKED, "conflict": RULES}
    return {"document": documents, "element": elements}.get(kind, {}).get(key, places.get(kind, ""))
