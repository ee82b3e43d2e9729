"""What a window types: who stands here and for whom, the gaps of a file, why a file is not accepted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from bancheng.casework.cases import selectors
from bancheng.casework.cases.types import CAPACITIES, IDENTITY_METHODS, FieldView, Gap, MaterialView
from bancheng.doors.workbench.cases.forms import OnCase
from bancheng.doors.workbench.forms import StaffForm, text_field
from bancheng.ground import codes

FIRM = {"representative", "operator"}
FIRM_KINDS = (
    ("6", _("个体工商户、其他组织")),
    ("2", _("企业")),
    ("3", _("事业单位")),
    ("4", _("社会组织")),
)
LONGEST_NUMBER = 40
LONGEST_GAP = 500
LONGEST_CODE = 60


def number_field(label: Any, *, help_text: Any = "", required: bool = True, first: bool = False) -> forms.CharField:
    """An ID number or a credit code: typed or read by a scanner, never offered again by the browser."""
    attrs: dict[str, Any] = {"autocomplete": "off", "spellcheck": "false", "autofocus": first}
    widget = forms.TextInput(attrs=attrs)
    return forms.CharField(
        label=label, max_length=LONGEST_NUMBER, required=required, help_text=help_text, widget=widget
    )


def exact(read: Callable[[str], str], typed: str) -> str:
    """What was typed in its exact form; the sentence of the code where it is none. "" stays ""."""
    try:
        return read(typed) if typed.strip() else ""
    except codes.CodeError as error:
        raise forms.ValidationError(error.sentence) from error


def read_id(typed: str) -> str:
    return codes.id_number(typed).number


class VisitorForm(StaffForm):
    """Who stands at the window. The name is asked only of whom nobody has registered."""

    id_number = number_field(_("身份号码"), help_text=_("读身份证，或者输入 18 位号码"), first=True)
    method = forms.ChoiceField(label=_("怎样核验身份"), choices=list(IDENTITY_METHODS.items()))
    name = text_field(_("姓名"), longest=50, required=False, help_text=_("第一次来办事的才填，与证件一致"))
    phone = text_field(_("手机号码"), longest=20, required=False, help_text=_("第一次来办事的才填，用来通知进度"))

    def clean_id_number(self) -> str:
        return exact(read_id, self.cleaned_data["id_number"])

    def clean_name(self) -> str:
        return exact(codes.person_name, self.cleaned_data["name"])

    def clean_phone(self) -> str:
        return exact(codes.mobile, self.cleaned_data["phone"])


class CapacityForm(StaffForm):
    """For whom he acts: himself, a firm, or a principal who is not here."""

    capacity = forms.ChoiceField(label=_("以什么身份办理"), choices=list(CAPACITIES.items()))
    uscc = number_field(_("统一社会信用代码"), required=False, help_text=_("替单位办理的填"))
    firm_name = text_field(_("单位名称"), longest=120, required=False, help_text=_("单位没有登记过的才填"))
    firm_kind = forms.ChoiceField(label=_("单位类别"), choices=FIRM_KINDS, required=False)
    principal_name = text_field(_("委托人姓名"), longest=50, required=False, help_text=_("受委托代办的填，与证件一致"))
    principal_id_number = number_field(_("委托人身份号码"), required=False)
    principal_phone = text_field(_("委托人手机号码"), longest=20, required=False)

    def clean_uscc(self) -> str:
        return exact(codes.credit_code, self.cleaned_data["uscc"])

    def clean_principal_name(self) -> str:
        return exact(codes.person_name, self.cleaned_data["principal_name"])

    def clean_principal_id_number(self) -> str:
        return exact(read_id, self.cleaned_data["principal_id_number"])

    def clean_principal_phone(self) -> str:
        return exact(codes.mobile, self.cleaned_data["principal_phone"])

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("capacity") in FIRM:
            self._demand(said, "uscc")
        elif said.get("capacity") == "agent" and not said.get("uscc"):
            self._demand(said, "principal_name", "principal_id_number")
        return said

    def _demand(self, said: dict[str, Any], *names: str) -> None:
        for name in names:
            if not said.get(name) and name not in self.errors:
                self.add_error(name, _("请填写%(label)s") % {"label": self.fields[name].label})


class MethodCapacityForm(CapacityForm):
    """The same for a file already begun: how identity was checked is recorded again with it."""

    method = forms.ChoiceField(label=_("怎样核验身份"), choices=list(IDENTITY_METHODS.items()))


class NotAcceptForm(OnCase):
    """第三十二条、第七十八条: on which ground, why, and which office is the right one where it is not ours."""

    ground = forms.ChoiceField(
        label=_("不予受理的情形"), choices=selectors.not_accept_grounds, widget=forms.RadioSelect()
    )
    about = {
        "cases.not_accept_ground": "ground",
        "cases.never_told": "ground",
        "cases.office_missing": "right_office",
        "cases.office_idle": "right_office",
        "cases.reason_missing": "reason",
    }
    reason = text_field(_("不予受理的理由"), longest=1000, rows=4, help_text=_("写清事实和依据的条款，会印在通知书上"))
    right_office = forms.CharField(
        label=_("应当向哪个机关申请"),
        max_length=100,
        required=False,
        help_text=_("不属于本机关职权的要写明；可以从列表中选，也可以自己写"),
        widget=forms.TextInput(attrs={"list": "offices", "autocomplete": "off"}),
    )


@dataclass(frozen=True, slots=True)
class GapRow:
    """One line of the guide's materials on the page of gaps."""

    material: MaterialView
    picked: bool
    gap: str
    new: bool
    suggested: str = ""
    """What could be said, in the words of the guide; "" where it says nothing."""


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field of the form on the page of gaps."""

    view: FieldView
    picked: bool
    gap: str
    new: bool


class GapsForm(OnCase):
    """一次性告知: which materials are to be mended, and how. Begun with what was found 不合格 or is missing.

    Only lines of the case are shown. A line that was sent beyond them is handed on, so that the service refuses it and
    the attempt is written down (CAT-23).
    """

    def __init__(
        self, *args: Any, materials: Sequence[MaterialView], fields: Sequence[FieldView] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.materials = materials
        self.fields_shown = tuple(one for one in fields if not one.source)
        self.gaps: tuple[Gap, ...] = ()

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        names = {one.line: one.name for one in self.materials}
        papers = [Gap(line, self._sentence(line), new_fact=self._new(line)) for line in self._lines()]
        mended = [Gap(0, self._sentence(code), new_fact=self._new(code), element=code) for code in self._codes()]
        self.gaps = (*papers, *mended)
        labels = {one.element.code: one.label for one in self.fields_shown}
        for gap in self.gaps:
            if not gap.sentence:
                name = labels.get(gap.element) or names.get(gap.line) or str(gap.line)
                self.add_error(None, _("请写明“%(name)s”缺什么、怎样补") % {"name": name})
        if not self.gaps:
            self.add_error(None, _("请勾选要补正的材料或者要更正的内容"))
        return said

    def field_rows(self) -> list[FieldRow]:
        """The fields of the form that a register did not give, as the page shows them."""
        picked = set(self._codes())
        return [
            FieldRow(one, one.element.code in picked, self._sentence(one.element.code), self._new(one.element.code))
            for one in self.fields_shown
        ]

    def _codes(self) -> list[str]:
        sent = self.data.getlist("field") if isinstance(self.data, QueryDict) else []
        return [code[:LONGEST_CODE] for code in dict.fromkeys(sent) if code]

    def rows(self) -> list[GapRow]:
        """The lines as the page shows them."""
        picked = set(self._lines())
        return [
            GapRow(
                one,
                picked=one.line in picked if self.is_bound else one.check == "bad" or one.missing,
                gap=self._sentence(one.line) if self.is_bound else one.check_note if one.check == "bad" else "",
                new=self._new(one.line),
                suggested=selectors.suggested_gap(one),
            )
            for one in self.materials
        ]

    def _lines(self) -> list[int]:
        sent = self.data.getlist("line") if isinstance(self.data, QueryDict) else []
        return [int(line) for line in dict.fromkeys(sent) if line.isascii() and line.isdigit() and len(line) < 5]

    def _sentence(self, line: int | str) -> str:
        return " ".join(str(self.data.get(f"gap-{line}", "")).replace("\x00", "").split())[:LONGEST_GAP]

    def _new(self, line: int | str) -> bool:
        return self.data.get(f"new-{line}") == "yes"


class CheckForm(StaffForm):
    """The result of looking at one material; the note of what is wrong goes into the notice word for word."""

    result = forms.ChoiceField(label=_("核验结果"), choices=(("ok", ""), ("bad", ""), ("exempt", "")))
    note = text_field(_("说明"), longest=500, required=False, rows=3)
