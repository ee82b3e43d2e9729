"""What is typed after a decision, and about what passes from hand to hand: correction, revocation, originals, parcels."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bancheng.casework.cases import selectors
from bancheng.casework.cases.types import IDENTITY_METHODS
from bancheng.doors.workbench.cases.forms import OnCase
from bancheng.doors.workbench.forms import StaffForm, text_field
from bancheng.ground import codes


def exact(read: Callable[[str], Any], text: str) -> str:
    """A name or number in its exact form, as `read` of `ground.codes` has it; what it refuses stands beside the field."""
    try:
        found = read(text)
    except codes.CodeError as error:
        raise forms.ValidationError(error.sentence) from error
    return found.number if isinstance(found, codes.IdNumber) else str(found)


class CorrectForm(OnCase):
    """The slip, and what it should have been."""

    wrong = text_field(
        _("决定书的原文"), longest=500, rows=2, help_text=_("照抄决定书的理由、依据或者救济途径里有误的那段文字")
    )
    right = text_field(_("更正为"), longest=500, rows=2)
    reason = text_field(_("更正的理由"), longest=500, rows=2, help_text=_("写进更正通知书，申请人看得到"))
    about = {
        "cases.correction_missing": "wrong",
        "cases.correction_not_there": "wrong",
        "cases.correction_twice": "wrong",
        "cases.correction_same": "right",
        "cases.reason_missing": "reason",
    }


class RevokeForm(OnCase):
    """By which case of the law, on what facts, after hearing whom."""

    ground = forms.ChoiceField(
        label=_("法定情形"),
        widget=forms.RadioSelect(),
        help_text=_("行政许可法第六十九条；第二款的应当撤销，其余的可以撤销"),
    )
    basis = text_field(
        _("法律依据"),
        longest=200,
        help_text=_("不是行政许可的，写明法律、法规、规章的名称和条款，例如：《失业保险条例》第二十八条"),
    )
    reason = text_field(_("事实和理由"), longest=4000, rows=4, help_text=_("写进撤销决定书"))
    heard = text_field(
        _("听取陈述、申辩的情况"),
        longest=4000,
        rows=3,
        help_text=_("哪天、怎样听取，被许可人说了什么；举行听证的写听证情况（行政许可法第七条）"),
    )
    remedies = text_field(_("救济途径"), longest=2000, rows=2, required=False, help_text=_("不填的，照原决定书"))
    no_harm = forms.BooleanField(
        label=_("已经核实：撤销不会对公共利益造成重大损害"),
        required=False,
    )
    about = {
        "cases.revocation_ground": "ground",
        "cases.reason_missing": "reason",
        "cases.heard_missing": "heard",
        "cases.public_interest": "no_harm",
        "cases.revocation_basis": "basis",
    }

    def __init__(self, *args: Any, permit: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = list(selectors.revocation_grounds(permit=permit))  # type: ignore[attr-defined]
        if permit:
            del self.fields["basis"]
        else:
            self.fields["ground"].help_text = ""
            self.fields["ground"].initial = "law"


class OriginalsForm(OnCase):
    """Which originals the window takes, and from whom."""

    names = text_field(_("收下的原件"), longest=1000, rows=3, help_text=_("一行一种，例如：营业执照正本"))
    copies = forms.IntegerField(label=_("每种几份"), min_value=1, max_value=99, initial=1)
    received_from = text_field(_("交件人姓名"), longest=50)
    about = {"cases.original_missing": "names", "cases.original_copies": "copies"}

    def clean_received_from(self) -> str:
        return exact(codes.person_name, self.cleaned_data["received_from"])

    def told(self) -> dict[str, Any]:
        said = super().told()
        return said | {"names": said["names"].splitlines()}


class ReturnForm(OnCase):
    """To whom an original goes back; the number is compared, kept masked, and never shown again."""

    name = text_field(_("领回人姓名"), longest=50, help_text=_("与证件一致"))
    id_number = forms.CharField(
        label=_("领回人身份号码"),
        max_length=40,
        help_text=_("读身份证，或者输入 18 位号码"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    method = forms.ChoiceField(label=_("怎样核验身份"), choices=list(IDENTITY_METHODS.items()))
    about = {"cases.identity_method": "method"}

    def clean_name(self) -> str:
        return exact(codes.person_name, self.cleaned_data["name"])

    def clean_id_number(self) -> str:
        return exact(codes.id_number, self.cleaned_data["id_number"])


class ShipForm(OnCase):
    """Where the result goes; kept sealed, shown masked."""

    name = text_field(_("收件人姓名"), longest=50)
    phone = forms.CharField(
        label=_("收件人手机号码"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    address = text_field(_("收件地址"), longest=200, help_text=_("写到街道门牌号；打电话和申请人核对"))
    contents = text_field(_("内件"), longest=200, required=False, help_text=_("不填的写“决定书和证照”"))
    about = {"cases.address_missing": "address"}

    def clean_name(self) -> str:
        return exact(codes.person_name, self.cleaned_data["name"])

    def clean_phone(self) -> str:
        return exact(codes.mobile, self.cleaned_data["phone"])


class ReasonForm(StaffForm):
    """Why a booking is taken back."""

    reason = text_field(_("取消的原因"), longest=200)


class ParcelForm(StaffForm):
    """An envelope that came: from whom, by which courier, what is in it, and which case it belongs to."""

    carrier = text_field(_("快递公司"), longest=40)
    tracking = text_field(_("运单号"), longest=40, help_text=_("可以扫面单上的条码"))
    contents = text_field(_("内件"), longest=200, help_text=_("拆开看过，写明有哪些材料，例如：营业执照复印件 1 份"))
    name = text_field(_("寄件人姓名"), longest=50)
    phone = forms.CharField(
        label=_("寄件人手机号码"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    case = text_field(
        _("办件编号"), longest=60, required=False, help_text=_("知道是哪一件的，现在关联；不知道的，登记后再关联")
    )

    def clean_name(self) -> str:
        return exact(codes.person_name, self.cleaned_data["name"])

    def clean_phone(self) -> str:
        text = str(self.cleaned_data["phone"])
        return exact(codes.mobile, text) if text.strip() else ""


class AttachForm(StaffForm):
    """To which case an envelope belongs."""

    case = text_field(_("办件编号"), longest=60, help_text=_("收件凭证或者申请书上的编号"))
