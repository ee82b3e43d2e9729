"""The list of the workshop, the line of a bundle, and the parts of its text that are one form each."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from bancheng.casework.bundles.types import STAGES
from bancheng.doors.workbench.bundles.rows import understood
from bancheng.doors.workbench.catalog.guide.fields import LinesField, WordsField, number, several
from bancheng.doors.workbench.catalog.guide.forms import BodyForm, part, plain
from bancheng.doors.workbench.catalog.guide.when import WhenField
from bancheng.doors.workbench.forms import StaffForm, text_field
from bancheng.doors.workbench.lists import FilterForm, choice_field, search_field
from bancheng.registers.catalog.types import AUDIENCES

LINES = {"person": _("个人"), "legal": _("企业")}
KINDS = {"thing": _("一件事"), "package": _("一类事套餐")}
STAGE_NAMES = [(one.key, f"{LINES[one.audience]} · {one.name}") for one in STAGES]


SORTED = {"name": _("名称"), "updated": _("最近更新"), "batch": _("批次")}


class BundleFilters(FilterForm):
    q = search_field(_("一件事"), _("名称、标识、牵头部门"))
    region = choice_field(_("地区"), ())
    batch = choice_field(_("批次"), ())
    audience = choice_field(_("服务对象"), LINES.items())
    stage = choice_field(_("阶段"), STAGE_NAMES)
    kind = choice_field(_("种类"), KINDS.items())
    changed = choice_field(_("成员指南"), (("1", _("已有变化")),))
    sort = choice_field(_("排序"), SORTED.items(), _("清单顺序"))
    state = forms.CharField(max_length=12, widget=forms.HiddenInput())


class LineForm(StaffForm):
    """What the list says of a bundle. The lead may come later; without one it is not published."""

    name = text_field(_("名称"), longest=100, help_text=_("申请人怎么说就怎么写，例如：开办餐饮店"))
    kind = forms.ChoiceField(label=_("种类"), choices=list(KINDS.items()))
    audience = forms.ChoiceField(label=_("服务对象"), choices=list(LINES.items()))
    stage = forms.ChoiceField(label=_("全生命周期阶段"), required=False, choices=[("", _("还没有定")), *STAGE_NAMES])
    lead_id = forms.TypedChoiceField(
        label=_("牵头部门"), required=False, coerce=int, empty_value=None, help_text=_("没有牵头部门的不能发布")
    )
    batch = text_field(_("批次"), longest=40, required=False, help_text=_("例如：国家 2024 年第一批；不属于批次的不填"))
    demonstration = forms.BooleanField(label=_("创新示范"), required=False)
    order = number(_("在清单中的顺序"), most=9999, required=True)

    def __init__(self, *args: Any, organs: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead_id"].choices = [("", _("还没有明确")), *organs]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        stage = next((one for one in STAGES if one.key == given.get("stage")), None)
        if stage is not None and given.get("audience") and stage.audience != given["audience"]:
            self.add_error("stage", _now("这个阶段不在所选服务对象的全生命周期里，请另选"))
        return given


class NewForm(LineForm):
    """A new line: its place and the word of its address are given once."""

    region = forms.ChoiceField(label=_("地区"))
    key = forms.CharField(
        label=_("标识"),
        max_length=60,
        help_text=_("用于网址，小写字母、数字和短横，例如：open-restaurant；登记以后不能改"),
        validators=[RegexValidator(r"^[a-z0-9][a-z0-9-]*$", _("标识只能用小写字母、数字和短横"))],
    )
    field_order = ("region", "key", "name")

    def __init__(self, *args: Any, regions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = regions  # type: ignore[attr-defined]


class WithdrawForm(StaffForm):
    reason = text_field(_("撤下原因"), help_text=_("公开页上会写明，例如：成员事项已取消"))


# -- the text


class SummaryForm(BodyForm):
    summary = text_field(_("一句话说明"), longest=4000, rows=2, help_text=_("对申请人说的话：办成什么，少跑多少"))
    audience = several(_("谁可以办"), AUDIENCES)
    keywords = WordsField(
        label=_("申请人会怎么搜"), max_length=500, required=False, help_text=_("用空格或顿号隔开，例如：开饭店、开面馆")
    )
    basis = LinesField(_("把它们合成一件事的文件依据"), help_text=_("每行一条：文件名称 | 条款 | 原文。后两项可以不写"))


class UnfitForm(BodyForm):
    """Who cannot go this way; asked of the bundle's own questions."""

    unfit = WhenField(_("什么情形不适用这件事"))
    unfit_note = text_field(
        _("不适用的应当怎样办"), longest=500, required=False, rows=2, help_text=_("申请人答到这一步会看到这段话")
    )

    def clean_unfit(self) -> str:
        return understood(self, "unfit")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("unfit") and not given.get("unfit_note"):
            self.add_error("unfit_note", _now("不适用的情形，请写明申请人应当怎样办"))
        return given


class VisitsForm(BodyForm):
    visits = number(_("全部办完要到现场几次"), most=9, required=True, help_text=_("申请人来几次。工作人员上门不算"))
    visit_reason = text_field(_("必须到现场的原因"), longest=500, required=False, rows=2)
    inspect_together = forms.BooleanField(label=_("要现场核查的部门一起来，只来一次（联合踏勘）"), required=False)

    @classmethod
    def read(cls, body: dict[str, Any]) -> dict[str, Any]:
        return {"visits": 0, **super().read(body)}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("visits") and not given.get("visit_reason"):
            self.add_error("visit_reason", _now("需要到现场的，请写明必须到现场的原因"))
        return given


class PlanForm(BodyForm):
    goal = text_field(
        _("目标"), longest=2000, required=False, rows=2, help_text=_("减环节、减材料、减时限、减跑动各减到多少")
    )
    measures = text_field(_("措施"), longest=4000, required=False, rows=4)
    division = text_field(
        _("职责分工"), longest=4000, required=False, rows=4, help_text=_("牵头部门和每个配合部门各做什么")
    )

    @classmethod
    def read(cls, body: dict[str, Any]) -> dict[str, Any]:
        return part(body, "plan")

    def write(self) -> dict[str, Any]:
        return {"plan": {name: plain(value) for name, value in self.cleaned_data.items()}}
