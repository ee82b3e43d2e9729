"""The record of a hearing as it is typed: who presided, who was there, one on a line, and what was said."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from bancheng.casework.cases.types.hearings import PARTS, Participant
from bancheng.doors.workbench.cases.forms import OnCase
from bancheng.doors.workbench.forms import text_field

SIGNED, UNSIGNED = "签字", "拒绝签字"
BY_LABEL = {label: code for code, label in PARTS.items()}


class HearingForm(OnCase):
    """听证笔录: participants one on a line, so that as many as were there can be told on a phone and without script."""

    host = text_field(_("主持人"), longest=50, help_text=_("审查这件申请的工作人员以外的人"))
    present = text_field(
        _("参加人"),
        longest=4000,
        rows=5,
        help_text=_(
            "每人一行：姓名，身份，签字。拒绝签字的写原因，例如“王小满，申请人，拒绝签字：要求修改第二段”。"
            "身份可以写申请人、利害关系人、审查人员、证人、其他参加人"
        ),
    )
    statements = text_field(
        _("陈述、申辩、举证和质证的情况"), longest=8000, rows=8, help_text=_("逐人记明说了什么、出示了什么证据")
    )
    about = {
        "cases.hearing_host": "host",
        "cases.hearing_present": "present",
        "cases.hearing_signature": "present",
        "cases.hearing_statements": "statements",
    }

    def clean_present(self) -> tuple[Participant, ...]:
        lines = [line.strip() for line in self.cleaned_data["present"].splitlines()]
        return tuple(self._read(number, line) for number, line in enumerate(lines, start=1) if line)

    def _read(self, number: int, line: str) -> Participant:
        parts = [one.strip() for one in re.split(r"[，,]", line, maxsplit=2)]
        signature = re.split(r"[：:]", parts[2], maxsplit=1) if len(parts) == 3 else [""]
        known = len(parts) == 3 and parts[1] in BY_LABEL and signature[0].strip() in {SIGNED, "已签字", UNSIGNED}
        if not known:
            told: dict[str, Any] = {"n": number, "line": line[:30]}
            raise forms.ValidationError(
                say("第 %(n)s 行“%(line)s”请写成：姓名，身份，签字（或者拒绝签字：原因）") % told
            )
        note = signature[1].strip() if len(signature) == 2 else ""
        return Participant(parts[0], BY_LABEL[parts[1]], signature[0].strip() != UNSIGNED, note)
