"""The parts of a bundle that are tables: one form a row. The names of the fields are those of the body."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from bancheng.casework.bundles.types import ATTRIBUTES, Candidate, Conflict
from bancheng.doors.workbench.bundles.team import Team
from bancheng.doors.workbench.catalog.guide import rows
from bancheng.doors.workbench.catalog.guide.fields import one
from bancheng.doors.workbench.catalog.guide.rows import RowForm
from bancheng.doors.workbench.catalog.guide.when import WhenField
from bancheng.doors.workbench.forms import date_field, text_field
from bancheng.ground.conditions import ConditionError, Schema, compile_condition

REFUSALS = {
    "wait": _("等待：前者重新办成后接着办"),
    "stop": _("停止：跟着前者不再办"),
    "go_on": _("照常办：不要前者的结果"),
}
WHO = {"applicant": _("申请人"), "window": _("综合窗口"), "departments": _("各部门同时")}
KINDS = {"question": _("情形问题"), "field": _("申请表"), "material": _("申请材料")}
LONGEST_LABEL = 30


def understood(row: forms.Form, name: str) -> str:
    """The condition of a field of this row. Raises ValidationError with its sentence where it cannot be read."""
    source: str = row.cleaned_data[name]
    widget: Any = row.fields[name].widget
    try:
        compile_condition(source, Schema.of(widget.terms))
    except (ConditionError, ValueError) as error:
        raise forms.ValidationError(str(error)) from error
    return source


class BundleRow(RowForm):
    """A row that knows the members of its bundle."""

    team: Team

    def furnish(self, around: Any, place: int) -> None:
        self.team = around
        super().furnish(around, place)

    def said(self, name: str) -> str:
        """What stands in a field now, sent or stored."""
        value = self.data.get(self.add_prefix(name)) if self.is_bound else self.initial.get(name)
        return str(value or "")[:200]


class MemberRow(BundleRow):
    """A member. It is chosen by searching the catalogue, so that its item is not typed."""

    item = forms.IntegerField(widget=forms.HiddenInput())
    key = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput())
    label = text_field(_("图上的简称"), longest=LONGEST_LABEL, help_text=_("申请人看到的短名，例如：营业执照"))
    when = WhenField(_("什么情形才办"))
    why = text_field(_("用一句话说明这种情形"), required=False, help_text=_("有条件的必须写，例如：您要悬挂店招时"))

    def has_changed(self) -> bool:
        return True

    @property
    def candidate(self) -> Candidate | None:
        """What the catalogue says of the item; None where it is not there."""
        text = self.said("item")
        return self.team.candidates.get(int(text)) if text.isascii() and text.isdigit() and len(text) < 19 else None

    def clean_when(self) -> str:
        return understood(self, "when")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.candidate is None:
            raise forms.ValidationError(_now("这个事项不在事项目录中，请删去它，重新查找"))
        if given.get("when") and not given.get("why"):
            self.add_error("why", _now("只在部分情形办理的，请写明什么情形下办理"))
        return given


class FeedRow(BundleRow):
    """Whose result whom waits for it; papers and fields are those of the member that waits."""

    before = forms.ChoiceField(label=_("前一个事项"), help_text=_("它的结果是后一个要等的"))
    after = forms.ChoiceField(label=_("后一个事项"))
    material = forms.ChoiceField(
        label=_("结果就是后者要交的哪份材料"), required=False, help_text=_("选了就不再向申请人要这份材料")
    )
    refusal = one(_("前一个没有通过时，后一个"), REFUSALS, initial="wait")
    elements = forms.MultipleChoiceField(
        label=_("后者的表单里，从结果中带出的"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def furnish(self, around: Any, place: int) -> None:
        super().furnish(around, place)
        members = [("", _("请选择")), *self.team.members.items()]
        after, known = self.said("after"), self.fields
        known["before"].choices = known["after"].choices = members  # type: ignore[attr-defined]
        papers = self.team.papers_of(after) or self.team.papers_of_all()
        known["material"].choices = [("", _("不是材料，只要等结果")), *papers]  # type: ignore[attr-defined]
        known["elements"].choices = self.team.fields_of(after)  # type: ignore[attr-defined]
        if not self.team.fields_of(after):
            known["elements"].help_text = _now("选好后一个事项并保存，这里列出它的表单项")

    def has_changed(self) -> bool:
        if not self.empty_permitted:
            return super().has_changed()
        return any(self.data.get(self.add_prefix(name)) for name in ("before", "after", "material"))

    @property
    def title(self) -> str:
        ends = [self.team.members.get(self.said(name), "") for name in ("before", "after")]
        return " → ".join(ends) if all(ends) else ""

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("before") and given.get("before") == given.get("after"):
            self.add_error("after", _now("一个成员事项不能以自己的结果为前置，请另选一个"))
        return given


class QuestionRow(rows.QuestionRow):
    """A question of the bundle itself; its condition asks about the questions above it."""

    def clean_when(self) -> str:
        return understood(self, "when")


class ConflictRow(BundleRow):
    """Where members say different things of one code: whose rule holds, and why."""

    kind = forms.CharField(widget=forms.HiddenInput())
    code = forms.CharField(widget=forms.HiddenInput())
    attribute = forms.CharField(widget=forms.HiddenInput())
    member = forms.ChoiceField(label=_("以谁的为准"), required=False, widget=forms.RadioSelect)
    reason = text_field(_("理由"), required=False, help_text=_("选了就要写，例如：两处要求中较宽的一处"))

    def furnish(self, around: Any, place: int) -> None:
        super().furnish(around, place)
        offered = [
            (key, f"{self.team.members.get(key, key)}：{value or _now('没有说明')}") for key, value in self.values
        ]
        self.fields["member"].choices = [*offered, ("", _("还没有决定"))]  # type: ignore[attr-defined]

    @property
    def conflict(self) -> Conflict | None:
        return self.team.conflicts.get(".".join(self.said(name) for name in ("kind", "code", "attribute")))

    @property
    def values(self) -> tuple[tuple[str, str], ...]:
        return self.conflict.values if self.conflict else ()

    @property
    def title(self) -> str:
        found = self.conflict
        return f"{KINDS[found.kind]}“{found.label}”的{ATTRIBUTES[found.attribute]}" if found else ""

    def has_changed(self) -> bool:
        return True

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("member") and not given.get("reason"):
            self.add_error("reason", _now("请写明为什么以它的为准"))
        return given

    def write(self) -> dict[str, Any]:
        """Nothing while it is not decided, and where the members agree by now."""
        return super().write() if self.cleaned_data.get("member") and self.conflict else {}


class StepRow(RowForm):
    name = text_field(_("这一步做什么"), help_text=_("申请人看得懂的说法，例如：在线填写一张表"))
    who = one(_("谁来做"), WHO, initial="applicant")
    note = text_field(_("说明"), longest=300, required=False)


class MilestoneRow(RowForm):
    on = date_field(_("完成日期"))
    goal = text_field(_("到这一天要做到什么"))

    @property
    def title(self) -> str:
        return str(self["goal"].value() or "")[:60]

    def write(self) -> dict[str, Any]:
        made = super().write()
        return made | {"on": made["on"].isoformat()} if made else {}
