"""The parts of a guide that are tables: one form a row. The names of the fields are those of the body."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bancheng.doors.workbench.catalog.guide.fields import (
    LinesField,
    OptionsField,
    ParagraphsField,
    number,
    one,
    several,
)
from bancheng.doors.workbench.catalog.guide.forms import plain
from bancheng.doors.workbench.catalog.guide.picking import PREVIOUS, Around, NamedCodeField, StagesField
from bancheng.doors.workbench.catalog.guide.when import WhenField
from bancheng.doors.workbench.forms import StaffForm, text_field
from bancheng.ground.codes import LEVELS
from bancheng.registers.catalog.types import FORMS, NECESSITIES, POSTS, RESULT_KINDS, SIGNATURES, SOURCES

PROCEDURES = {
    "TZ": _("听证"),
    "ZB": _("招标"),
    "PM": _("拍卖"),
    "JY": _("检验"),
    "JC": _("检测"),
    "JYI": _("检疫"),
    "JD": _("鉴定"),
    "PS": _("专家评审"),
    "XC": _("现场勘察"),
    "PG": _("评估"),
    "GS": _("公示"),
    "KS": _("考试"),
    "YC": _("延长审批"),
}
STAGES = {
    "intake": _("收件"),
    "accept": _("受理"),
    "review": _("审查"),
    "inspect": _("现场核查"),
    "expert": _("专家评审"),
    "decide": _("决定"),
    "deliver": _("送达"),
}
DAYS = {"workday": _("工作日"), "day": _("自然日")}
QUESTION_KINDS = {"choice": _("单选"), "bool": _("是或否"), "number": _("数字")}
PREFILLS = {
    "person": _("本人信息"),
    "legal_person": _("企业信息"),
    "licence": _("电子证照"),
    "earlier_case": _("以前的办件"),
}
EXEMPTIONS = {"licence": _("电子证照免交"), "sharing": _("数据共享核验"), "commitment": _("告知承诺")}
MATERIAL_KINDS = {"certificate": _("证照"), "form": _("表格文书"), "proof": _("证明"), "other": _("其他")}
DELIVERY = {"electronic": _("电子送达"), "window": _("窗口领取"), "post": _("邮寄")}


TITLES = ("name", "label", "law", "text", "q", "element", "resource", "service")
MARKS = ("required", "internal", "two_persons", "secondary")
"""Of a folded row: which field names it, and which boxes are told."""
ELEMENTS, PAPERS, SERVICES = "elements", "papers", "services"
"""The lists of names that the page holds once, whatever the number of rows."""


class RowForm(StaffForm):
    """One row. What is empty is left out of the body, where its default says the same.

    `around` is what the row may choose from, `place` its number in the table; both come from the table.
    """

    def __init__(self, *args: Any, around: Around | None = None, place: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if around is not None:
            self.furnish(around, place)

    @property
    def title(self) -> str:
        """What the row is about, in a line, while it is folded; "" of a blank one."""
        for name in TITLES:
            if name in self.fields and (said := self[name].value()):
                shown: Any = self.fields[name].prepare_value(said)
                return str(shown)[:60]
        return ""

    @property
    def remark(self) -> str:
        """What is worth knowing of a folded row."""
        marks = [str(self.fields[name].label) for name in MARKS if name in self.fields and self[name].value() is True]
        when = self["when"].value() if "when" in self.fields else ""
        return " · ".join([*marks, *([str(_("有条件"))] if str(getattr(when, "source", when) or "") else [])])

    def furnish(self, around: Around, place: int) -> None:
        """Give the fields what they choose from."""
        for field in self.fields.values():
            if isinstance(field, WhenField):
                field.widget.terms = around.terms

    def has_changed(self) -> bool:
        """A blank row is no row: what a list or a box shows of itself says nothing."""
        if not self.empty_permitted:
            return bool(super().has_changed())
        typed = (
            name for name, field in self.fields.items() if not isinstance(field, forms.ChoiceField | forms.BooleanField)
        )
        return any(str(self.data.get(self.add_prefix(name), "")).strip() for name in typed)

    def write(self) -> dict[str, Any]:
        kept = {name: plain(value) for name, value in self.cleaned_data.items()}
        return {name: value for name, value in kept.items() if value not in ("", None, [], False)}


class BasisRow(RowForm):
    law = text_field(_("法规名称"), help_text=_("写全称，带书名号"))
    article = text_field(_("条款"), longest=100, required=False)
    text = text_field(_("原文"), longest=2000, required=False, rows=2)


class RequirementRow(RowForm):
    text = text_field(_("条件"), longest=4000, rows=2)
    secondary = forms.BooleanField(
        label=_("次要条件"), required=False, help_text=_("欠缺时可以先容缺受理；基本条件不勾")
    )
    basis = LinesField(_("依据"))


class SpecialRow(RowForm):
    kind = one(_("种类"), PROCEDURES)
    name = text_field(_("名称"))
    n = number(_("最长"))
    unit = one(_("单位"), DAYS)
    note = text_field(_("说明"), longest=500, required=False)
    basis = LinesField(_("依据"))


class StageRow(RowForm):
    """One node of the graph. Its key is given by the program where the author writes none."""

    name = text_field(_("环节名称"), help_text=_("群众看得懂的说法，例如“现场核查”"))
    kind = one(_("种类"), STAGES)
    post = one(_("岗位"), POSTS, help_text=_("工作分给岗位，不分给个人"))
    days = number(_("几个工作日"), most=365, help_text=_("这个环节最多用几天；不限的不填"))
    after = StagesField(label=_("在哪些环节之后"), required=False, help_text=_("都办完才轮到它；第一个环节不勾"))
    level = one(_("由哪一级办理"), LEVELS, empty=_("与事项相同"))
    two_persons = forms.BooleanField(label=_("须两名以上工作人员"), required=False)
    internal = forms.BooleanField(
        label=_("内部环节"), required=False, help_text=_("例如会签、集体讨论：工作人员看得到，申请人看不到")
    )
    criteria = ParagraphsField(_("审查要点"), rows=2, help_text=_("每行一条，办理时逐条勾选"))
    note = text_field(_("对群众的说明"), longest=500, required=False)
    when = WhenField(_("什么情形才有"))
    key = text_field(
        _("环节代码"), longest=60, required=False, help_text=_("不填自动起；其他环节靠它相连，用了就不要改")
    )

    def furnish(self, around: Around, place: int) -> None:
        super().furnish(around, place)
        own = str(self.data.get(self.add_prefix("key"), "")) if self.is_bound else str(self.initial.get("key", ""))
        kept = self._ticked(around)
        after: Any = self.fields["after"]
        after.offer(around.stages, own, kept, fresh=not own and bool(around.stages or place))
        if not self.is_bound and not own and around.stages:
            self.initial = {**self.initial, "after": [PREVIOUS]}

    def _ticked(self, around: Around) -> list[str]:
        """Boxes are sent by who saw them: what is no stage of this guide is shown, and told as a fault."""
        sent: list[Any] = []
        if self.is_bound and hasattr(self.data, "getlist"):
            sent = self.data.getlist(self.add_prefix("after"))
        return [str(key)[:60] for key in (sent or self.initial.get("after") or ())]


class FeeRow(RowForm):
    name = text_field(_("收费项目"))
    standard = text_field(_("标准"))
    basis = LinesField(_("依据"), required=True)
    relief = text_field(_("减免"), longest=300, required=False)


class ResultRow(RowForm):
    name = text_field(_("结果名称"))
    kind = one(_("种类"), RESULT_KINDS)
    licence = NamedCodeField(
        _("电子证照"),
        catalogue=_("材料目录"),
        lists=PAPERS,
        required=False,
        help_text=_("颁发电子证照的，从材料目录中选"),
    )
    validity = text_field(_("有效期"), required=False, help_text=_("例如：5 年；长期"))
    delivery = several(_("送达方式"), DELIVERY, required=False, initial=("electronic", "window"))

    def furnish(self, around: Around, place: int) -> None:
        super().furnish(around, place)
        self.fields["licence"].known = around.papers  # type: ignore[attr-defined]


class FaqRow(RowForm):
    q = text_field(_("问"))
    a = text_field(_("答"), longest=4000, rows=2)


class ElementRow(RowForm):
    """A row about one element of the dictionary: its label, kind and answers come from there where they are left out."""

    def furnish(self, around: Around, place: int) -> None:
        super().furnish(around, place)
        element: Any = self.fields["element"]
        element.known = {code: one.label for code, one in around.elements.items()}
        sent: Any = self.data.get(self.add_prefix("element"), "") if self.is_bound else self.initial.get("element", "")
        try:
            view = around.elements.get(element.clean(sent)) if sent else None
        except forms.ValidationError:
            view = None
        options: Any = self.fields["options"]
        options.words = dict(view.options) if view else {}
        self.view = view


class QuestionRow(ElementRow):
    label = text_field(_("问题"), help_text=_("用“您”来问，一次只问一件事"))
    element = NamedCodeField(
        _("问的是什么"), catalogue=_("数据元目录"), lists=ELEMENTS, help_text=_("从数据元目录中选：输入名称中的几个字")
    )
    kind = one(_("怎样回答"), QUESTION_KINDS)
    options = OptionsField(_("选项"), help_text=_("单选才填，每行一个：名称 | 提示。留空就用数据元自己的选项"))
    unit = text_field(_("单位"), longest=20, required=False, help_text=_("填数字的才写，例如：平方米"))
    why = text_field(_("为什么问"), required=False)
    when = WhenField(_("什么情形才问"))

    def furnish(self, around: Around, place: int) -> None:
        super().furnish(around, place)
        self.fields["when"].widget.terms = around.asked_before(place)

    def write(self) -> dict[str, Any]:
        """A choice without answers of its own has those of its element."""
        made = super().write()
        if made.get("kind") == "choice" and not made.get("options") and self.view and self.view.options:
            made["options"] = [{"value": value, "label": label} for value, label in self.view.options]
        return made


class FieldRow(ElementRow):
    element = NamedCodeField(
        _("填什么"),
        catalogue=_("数据元目录"),
        lists=ELEMENTS,
        help_text=_("从数据元目录中选：名称、类型和校验都从那里来"),
    )
    section = text_field(_("分组"), required=False, help_text=_("同一组的在一页上填，例如：申请人信息"))
    label = text_field(_("名称"), required=False, help_text=_("与数据元不同时才填"))
    required = forms.BooleanField(label=_("必填"), required=False, initial=True)
    prefill = one(_("预填来源"), PREFILLS, empty=_("不预填"), help_text=_("能从证照和数据共享带出的，不让群众再填"))
    prefill_source = text_field(
        _("来源说明"), longest=100, required=False, help_text=_("群众看得到，例如：人口基础信息库")
    )
    hint = text_field(_("填写提示"), longest=300, required=False)
    options = OptionsField(_("选项"), help_text=_("每行一个：名称 | 提示。用数据元自己的选项时不填"))
    when = WhenField(_("什么情形才填"))

    def write(self) -> dict[str, Any]:
        return {**super().write(), "required": self.cleaned_data["required"]}


class DataNeedRow(RowForm):
    """政务数据共享交换需求: what is asked of whom, and for what."""

    material = NamedCodeField(
        _("免交的材料"), catalogue=_("材料目录"), lists=PAPERS, required=False, help_text=_("共享以后不用交的那份材料")
    )
    resource = text_field(_("数据资源"), help_text=_("例如：婚姻登记信息"))
    provider = text_field(_("提供部门"))
    purpose = text_field(_("用途"), help_text=_("只写办这件事要用的，例如：核对申请人婚姻状况"))

    def furnish(self, around: Around, place: int) -> None:
        super().furnish(around, place)
        self.fields["material"].known = around.papers  # type: ignore[attr-defined]


class IntermediaryRow(RowForm):
    """中介服务 of a stage: free choice; obligatory only with a basis."""

    service = NamedCodeField(
        _("中介服务"),
        catalogue=_("中介服务事项清单"),
        lists=SERVICES,
        help_text=_("从公布的清单中选：清单之外的不能作为办理条件"),
    )
    stage = one(_("用在哪个环节"), {}, empty=_("不限环节"))
    basis = LinesField(_("必须委托的依据"), help_text=_("没有法律、法规依据的不填：申请人可以不委托，由他自己选"))

    def furnish(self, around: Around, place: int) -> None:
        super().furnish(around, place)
        self.fields["service"].known = around.services  # type: ignore[attr-defined]
        kept = str(self.initial.get("stage", ""))
        stages = dict(around.stages)
        strange = [(kept, kept)] if kept and kept not in stages else []
        self.fields["stage"].choices = [("", _("不限环节")), *stages.items(), *strange]  # type: ignore[attr-defined]


class MaterialForm(RowForm):
    """One material, on a page of its own: name, basis, format, copies and signature are owed for each (CAT-19)."""

    code = NamedCodeField(
        _("是哪一种材料"), catalogue=_("材料目录"), lists=PAPERS, help_text=_("从材料目录中选：输入名称中的几个字")
    )
    name = text_field(_("材料名称"), help_text=_("写具体的名称，不写“等”“其他材料”"))
    basis = LinesField(_("材料依据"), required=True)
    form = one(_("材料形式"), FORMS, initial="either")
    paper_ground = text_field(
        _("只收纸质的理由"), longest=300, required=False, help_text=_("只收纸质的必须写，例如：法律规定交回原证")
    )
    originals = number(_("原件份数"), most=20, required=True)
    copies = number(_("复印件份数"), most=20, required=True)
    signature = one(_("签名盖章"), SIGNATURES)
    signature_note = text_field(
        _("签名盖章的说明"), longest=300, required=False, help_text=_("不要求签名盖章的，写明理由")
    )
    kind = one(_("材料类型"), MATERIAL_KINDS, initial="other")
    generated = forms.BooleanField(
        label=_("由在线填写的表单生成"), required=False, help_text=_("申请书、登记表：网上申请的不用另交")
    )
    source = one(_("来源渠道"), SOURCES)
    source_note = text_field(_("来源说明"), longest=300, required=False)
    necessity = one(_("必要性"), NECESSITIES)
    exempt = one(_("免予提交"), EXEMPTIONS, empty=_("要提交"))
    exempt_note = text_field(
        _("免交的怎样核对"), longest=300, required=False, help_text=_("例如：由电子证照库核对，来源：市场监督管理部门")
    )
    when = WhenField(_("什么情形才要"))
    criteria = text_field(_("审查要点"), longest=1000, required=False, rows=2)
    specification = text_field(_("规格"), required=False)
    notes = text_field(_("填报须知"), longest=1000, required=False, rows=2)

    def furnish(self, around: Around, place: int) -> None:
        super().furnish(around, place)
        self.fields["code"].known = around.papers  # type: ignore[attr-defined]

    def write(self) -> dict[str, Any]:
        """With the files that are kept beside the form."""
        given = self.cleaned_data  # not all of it, while what is typed is not finished
        counted: dict[str, Any] = {name: given[name] for name in ("originals", "copies", "generated") if name in given}
        files = self.initial.get("attachments") or []
        made = {**super().write(), **counted, **({"attachments": files} if files else {})}
        if made.get("form") != "paper":
            made.pop("paper_ground", None)
        return made
