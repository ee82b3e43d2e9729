"""The parts of a guide that are tables: one form a row. The names of the fields are those of the body."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bancheng.doors.workbench.catalog.guide.fields import (
    OPTIONS,
    LinesField,
    ParagraphsField,
    WordsField,
    number,
    one,
    several,
)
from bancheng.doors.workbench.catalog.guide.forms import plain
from bancheng.doors.workbench.forms import StaffForm, text_field
from bancheng.registers.catalog.types import FORMS, NECESSITIES, POSTS, RESULT_KINDS, SIGNATURES, SOURCES

WHEN_HELP = _('哪种情形才适用，例如 shop_kind == "diner"；都适用的不填')
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
MATERIAL_KINDS = {"certificate": _("证照"), "form": _("表格文书"), "other": _("其他")}
DELIVERY = {"electronic": _("电子送达"), "window": _("窗口领取"), "post": _("邮寄")}


class RowForm(StaffForm):
    """One row. What is empty is left out of the body, where its default says the same."""

    def has_changed(self) -> bool:
        """A blank row is no row: what a list or a box shows of itself says nothing."""
        if not self.empty_permitted:
            return bool(super().has_changed())
        typed = (
            name for name, field in self.fields.items() if not isinstance(field, forms.ChoiceField | forms.BooleanField)
        )
        return any(str(self.data.get(self.add_prefix(name), "")).strip() for name in typed)

    def write(self) -> dict[str, Any]:
        kept = {name: plain(value) for name, value in self.cleaned_data.items() if name not in {"ORDER", "DELETE"}}
        return {name: value for name, value in kept.items() if value not in ("", None, [], False)}


class BasisRow(RowForm):
    law = text_field(_("法规名称"), help_text=_("写全称，带书名号"))
    article = text_field(_("条款"), longest=100, required=False)
    text = text_field(_("原文"), longest=2000, required=False, rows=2)


class RequirementRow(RowForm):
    text = text_field(_("条件"), longest=4000, rows=2)
    basis = LinesField(_("依据"))


class SpecialRow(RowForm):
    kind = one(_("种类"), PROCEDURES)
    name = text_field(_("名称"))
    n = number(_("最长"))
    unit = one(_("单位"), DAYS)
    note = text_field(_("说明"), longest=500, required=False)
    basis = LinesField(_("依据"))


class StageRow(RowForm):
    key = text_field(_("环节代码"), longest=60, help_text=_("小写字母，如 accept"))
    name = text_field(_("环节名称"))
    kind = one(_("种类"), STAGES)
    post = one(_("岗位"), POSTS)
    days = number(_("几个工作日"), most=365)
    after = WordsField(label=_("在哪些环节之后"), max_length=500, required=False, help_text=_("环节代码，用空格隔开"))
    when = text_field(_("适用条件"), longest=500, required=False, help_text=WHEN_HELP)
    two_persons = forms.BooleanField(label=_("须两名以上工作人员"), required=False)
    criteria = ParagraphsField(_("审查要点"), rows=2)
    note = text_field(_("对群众的说明"), longest=500, required=False)


class FeeRow(RowForm):
    name = text_field(_("收费项目"))
    standard = text_field(_("标准"))
    basis = LinesField(_("依据"), required=True)
    relief = text_field(_("减免"), longest=300, required=False)


class ResultRow(RowForm):
    name = text_field(_("结果名称"))
    kind = one(_("种类"), RESULT_KINDS)
    licence = text_field(_("电子证照代码"), longest=5, required=False, help_text=_("材料目录中的代码，如 M0007"))
    validity = text_field(_("有效期"), required=False)
    delivery = several(_("送达方式"), DELIVERY, required=False, initial=("electronic", "window"))


class FaqRow(RowForm):
    q = text_field(_("问"))
    a = text_field(_("答"), longest=4000, rows=2)


class QuestionRow(RowForm):
    element = text_field(_("数据元代码"), longest=60, help_text=_("数据元目录中的代码，如 shop_kind"))
    label = text_field(_("问题"))
    kind = one(_("类型"), QUESTION_KINDS)
    options = LinesField(_("选项"), OPTIONS, help_text=_("每行一个：代码 | 名称 | 提示。只有单选要填"))
    unit = text_field(_("单位"), longest=20, required=False)
    why = text_field(_("为什么问"), required=False)
    when = text_field(_("适用条件"), longest=500, required=False, help_text=WHEN_HELP)


class FieldRow(RowForm):
    element = text_field(_("数据元代码"), longest=60)
    section = text_field(_("分组"), required=False)
    label = text_field(_("名称"), required=False, help_text=_("与数据元不同时才填"))
    required = forms.BooleanField(label=_("必填"), required=False, initial=True)
    when = text_field(_("适用条件"), longest=500, required=False, help_text=WHEN_HELP)
    prefill = one(_("预填来源"), PREFILLS, empty=_("不预填"))
    prefill_source = text_field(_("来源说明"), longest=100, required=False)
    hint = text_field(_("填写提示"), longest=300, required=False)
    options = LinesField(_("选项"), OPTIONS, help_text=_("每行一个：代码 | 名称。用数据元自己的选项时不填"))

    def write(self) -> dict[str, Any]:
        return {**super().write(), "required": self.cleaned_data["required"]}


class MaterialForm(RowForm):
    """One material, on a page of its own: name, basis, format, copies and signature are owed for each (CAT-19)."""

    code = text_field(_("材料代码"), longest=5, help_text=_("材料目录中的代码，如 M0001"))
    name = text_field(_("材料名称"), help_text=_("写具体的名称，不写“等”“其他材料”"))
    basis = LinesField(_("材料依据"), required=True)
    form = one(_("材料形式"), FORMS)
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
    when = text_field(_("适用条件"), longest=500, required=False, help_text=WHEN_HELP)
    criteria = text_field(_("审查要点"), longest=1000, required=False, rows=2)
    specification = text_field(_("规格"), required=False)
    notes = text_field(_("填报须知"), longest=1000, required=False, rows=2)

    def write(self) -> dict[str, Any]:
        counted = {name: self.cleaned_data[name] for name in ("originals", "copies", "generated")}
        return {**super().write(), **counted}
