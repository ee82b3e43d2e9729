"""A data element that the dictionary lacks, entered while a form is designed: told from those that are alike, then at once a row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from bancheng.doors.workbench.catalog.guide.fields import OptionsField, number, one
from bancheng.doors.workbench.catalog.guide.sections import Section
from bancheng.doors.workbench.forms import StaffForm, text_field
from bancheng.ground.access import Actor
from bancheng.ground.law import Refused
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.types import ElementsAlike, ElementView
from bancheng.registers.organisations import selectors as organisations

PREFIX = "new"
ENTER, ALTHOUGH = "enter", "enter:although"
"""What the buttons say: enter it; enter it although there are some like it."""
KINDS = {
    "text": _("文字"),
    "longtext": _("多行文字"),
    "choice": _("单选"),
    "bool": _("是或否"),
    "int": _("整数"),
    "decimal": _("小数"),
    "money": _("金额"),
    "area": _("面积"),
    "date": _("日期"),
    "id_number": _("公民身份号码"),
    "uscc": _("统一社会信用代码"),
    "phone": _("手机号码"),
    "email": _("电子邮箱"),
    "address": _("地址"),
    "region": _("行政区划"),
}
ASKED = ("choice", "bool", "int", "decimal", "money", "area")
"""The kinds that a question may be about."""


class ElementForm(StaffForm):
    """The new element; what its service refuses by name stands beside that field (`element.length` is max_length)."""

    label = text_field(_("名称"), longest=100, help_text=_("写具体，别处也用得上，例如：厨房面积"))
    kind = one(_("类型"), KINDS)
    code = text_field(_("代码"), longest=40, required=False, help_text=_("小写字母、数字、下划线；不填就用拼音"))
    max_length = number(_("最大长度"), least=1, most=2000, help_text=_("填文字的才写，多少个字"))
    unit = text_field(_("单位"), longest=20, required=False, help_text=_("填数字的才写，例如：平方米"))
    options = OptionsField(_("选项"), help_text=_("单选才填，每行一个名称，或者：代码 | 名称"))
    standard = text_field(_("标准依据"), longest=100, required=False, help_text=_("有国家或者行业标准的写标准号"))
    hint = text_field(_("填写提示"), longest=300, required=False)
    sensitive = forms.BooleanField(label=_("是敏感个人信息"), required=False)

    def __init__(self, *args: Any, section: Section, **kwargs: Any) -> None:
        super().__init__(*args, prefix=PREFIX, **kwargs)
        if section.key == "questions":
            self.fields["kind"].choices = [(kind, KINDS[kind]) for kind in ASKED]  # type: ignore[attr-defined]

    @property
    def element(self) -> ElementView:
        given = self.cleaned_data
        options = tuple((row["value"], row["label"]) for row in given["options"])
        return ElementView(**{name: given[name] for name in given if name != "options"}, options=options)


@dataclass(frozen=True, slots=True)
class Entering:
    """The form as it comes back; `made` where it was entered; `found`: what is alike, with the place that entered it."""

    form: ElementForm
    made: ElementView | None = None
    found: tuple[tuple[ElementView, str], ...] = ()
    same: bool = False

    @property
    def open(self) -> bool:
        return bool(self.form.is_bound or self.form.initial.get("label"))


def begun(section: Section, data: QueryDict) -> Entering:
    """What was typed of a new element while something else was done on the page."""
    names = ElementForm.base_fields
    typed = {name: field.widget.value_from_datadict(data, {}, f"{PREFIX}-{name}") for name, field in names.items()}
    return Entering(ElementForm(section=section, initial=typed if data else None))


def entered(section: Section, data: QueryDict, *, item: int, by: Actor) -> Entering:
    """Enter the element that was typed, unless there is one like it or something is wrong with it."""
    form = ElementForm(data, section=section)
    if not form.is_valid():
        return Entering(form)
    row, although = selectors.implementation(by, item), data.get("do") == ALTHOUGH
    try:
        made = services.enter_element(item=row, new=form.element, by=by, although_alike=although)
    except ElementsAlike as alike:
        return Entering(form, found=placed(alike.found), same=alike.same)
    except Refused as refusal:
        name = refusal.code.partition(".")[2].replace("length", "max_length")
        form.add_error(name if name in form.fields else None, str(refusal))
        return Entering(form)
    return Entering(ElementForm(section=section), made=made)


def placed(found: Iterable[ElementView]) -> tuple[tuple[ElementView, str], ...]:
    """Elements with the name of the place that has entered each, "" for those of the platform."""
    return tuple((element, _place(element.region)) for element in found)


def _place(region: str) -> str:
    row = organisations.region(region) if region else None
    return row.name if row else ""
