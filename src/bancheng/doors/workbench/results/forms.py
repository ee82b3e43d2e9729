"""What the result desk writes down: how a result goes out, and who took it away."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bancheng.casework.cases.types import DELIVERIES, IDENTITY_METHODS
from bancheng.doors.workbench.cases.forms import OnCase
from bancheng.doors.workbench.forms import StaffForm, text_field
from bancheng.ground import codes

BY_MANDATE = "mandate"


class DeliverForm(OnCase):
    method = forms.ChoiceField(label=_("送达方式"), choices=list(DELIVERIES.items()))


class ReturnForm(StaffForm):
    """The sheet on which the receiver signed."""

    scan = forms.FileField(
        label=_("签收的送达回证"),
        required=False,
        help_text=_("扫描或者拍照：PDF、OFD、JPG、PNG，不超过 20 MB"),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.ofd,.jpg,.jpeg,.png,.webp"}),
    )
    about = {"cases.scan_missing": "scan", "cases.scan_kind": "scan", "cases.too_many_pages": "scan"}


class ReissueForm(StaffForm):
    """Why one more copy is printed."""

    reason = text_field(_("补发的原因"), longest=200, help_text=_("例如：遗失、损毁"))


class CollectForm(OnCase):
    """Who stands here for the result; the number is compared, kept masked, and never shown again."""

    name = text_field(_("领取人姓名"), longest=50, help_text=_("与证件一致"))
    id_number = forms.CharField(
        label=_("领取人身份号码"),
        max_length=40,
        help_text=_("读身份证，或者输入 18 位号码"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    method = forms.ChoiceField(
        label=_("怎样核验身份"),
        choices=list(IDENTITY_METHODS.items()),
        help_text=_("不是申请人本人（法定代表人）的，收下授权委托书，选“核对受托人身份证和授权委托书”"),
    )

    def clean_name(self) -> str:
        try:
            return codes.person_name(self.cleaned_data["name"])
        except codes.CodeError as error:
            raise forms.ValidationError(error.sentence) from error

    def clean_id_number(self) -> str:
        try:
            return codes.id_number(self.cleaned_data["id_number"]).number
        except codes.CodeError as error:
            raise forms.ValidationError(error.sentence) from error

    def demand_mandate(self, *, applicant: str, masked: str, filer: str) -> None:
        """Who is neither the applicant nor filed for him brings a mandate; the method says that it was seen."""
        said: dict[str, Any] = self.cleaned_data
        himself = said["name"] == applicant and codes.mask_id_number(said["id_number"]) == masked
        for_him = said["name"] == filer != applicant
        if not himself and not for_him and said["method"] != BY_MANDATE:
            self.add_error("method", _("领取人不是申请人，请收下授权委托书，并选择“核对受托人身份证和授权委托书”"))
