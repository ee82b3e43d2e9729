"""The parts of a guide that are one form each. The names of the fields are those of the body, so that faults find them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bancheng.doors.workbench.catalog.guide.fields import LinesField, ParagraphsField, WordsField, number, one, several
from bancheng.doors.workbench.forms import StaffForm, text_field
from bancheng.registers.catalog import selectors
from bancheng.registers.catalog.types import (
    AUDIENCES,
    CHANNELS,
    COMMITMENT_CONTENTS,
    COMMITMENT_KINDS,
    COMMITMENT_SIGNS,
    HANDLING,
    RISKS,
    SCOPES,
)

UNITS = {
    "workday": _("工作日"),
    "day": _("自然日"),
    "month": _("个月"),
    "year": _("年"),
    "instant": _("当场办结"),
    "none": _("法律没有规定"),
    "free": _("用文字说明"),
}
LIMIT = ("unit", "n", "note")
ACCEPTANCE = {"online": _("全程网办"), "collect": _("异地代收代办"), "several": _("多地联办")}


def words(kind: str) -> Any:
    """The words of a classification, read for each page."""
    return lambda: [(word.code, word.label) for word in selectors.vocabulary(kind)]


class BodyForm(StaffForm):
    """A part of the body as a form. `read` takes what is shown out of it, `write` gives what goes in."""

    @classmethod
    def read(cls, body: dict[str, Any]) -> dict[str, Any]:
        return {name: body[name] for name in cls.base_fields if name in body}

    def write(self) -> dict[str, Any]:
        return {name: plain(value) for name, value in self.cleaned_data.items()}


def part(body: dict[str, Any], name: str) -> dict[str, Any]:
    """A part of the body that is an object; {} where it is missing or something else."""
    found = body.get(name)
    return dict(found) if isinstance(found, dict) else {}


def plain(value: Any) -> Any:
    """A cleaned value as JSON has it: a missing number is left out by the caller, a text is single-spaced at its ends."""
    return value.strip() if isinstance(value, str) else value


class BasicForm(BodyForm):
    summary = text_field(
        _("一句话说明"), longest=4000, rows=3, help_text=_("对群众说的话：办什么、谁要办。用“您”，不超过两句")
    )
    handling = one(_("办件类型"), HANDLING)
    audience = several(_("服务对象"), AUDIENCES)
    channels = several(_("办理形式"), CHANNELS)
    scope = one(_("通办范围"), SCOPES)
    quantity_limit = text_field(_("数量限制"))
    keywords = WordsField(
        label=_("群众会怎么搜"), max_length=500, required=False, help_text=_("用空格或顿号隔开，例如：开饭店、食品证")
    )
    themes = several(_("主题"), words("theme"), required=False)
    life_events = several(_("人生事件和经营阶段"), words("life_event"), required=False)
    groups = several(_("特定人群"), words("group"), required=False)

    @classmethod
    def read(cls, body: dict[str, Any]) -> dict[str, Any]:
        return {"scope": "local", "quantity_limit": "无数量限制", **super().read(body)}

    def write(self) -> dict[str, Any]:
        """Boxes come in the order of the page; what was ticked before stays where the author had it."""
        made = super().write()
        for name in ("audience", "channels", "themes", "life_events", "groups"):
            before = list(self.initial.get(name) or ())
            made[name] = sorted(made[name], key=lambda code: before.index(code) if code in before else len(before))
        return made


class TimeForm(BodyForm):
    statutory_n = number(_("法定办结时限"), least=1, help_text=_("当场办结、法律没有规定的不填"))
    statutory_unit = one(_("法定时限的单位"), UNITS, help_text=_("法律、法规、规章写明的最长时间"))
    statutory_note = text_field(
        _("法定时限的说明"), longest=500, required=False, help_text=_("没有数的必须写，例如：法律、法规未规定办理期限")
    )
    statutory_basis = LinesField(_("法定时限的依据"))
    promised_n = number(_("承诺办结时限"), least=1, help_text=_("当场办结的不填"))
    promised_unit = one(_("承诺时限的单位"), UNITS, help_text=_("与法定时限同单位，而且更短"))
    promised_note = text_field(_("承诺时限的说明"), longest=500, required=False)
    promise_includes_special = forms.BooleanField(
        label=_("听证、检验、检测、评审等特别程序也在承诺时限内办完"), required=False
    )
    visits = number(_("到现场次数"), most=9, required=True, help_text=_("申请人要来几次。工作人员上门核查不算"))
    visit_reason = text_field(_("必须到现场的原因"), longest=500, required=False, rows=2)
    visit_basis = LinesField(
        _("必须到现场的依据"), help_text=_("要到现场的必须有法律、法规依据。每行一条：法规名称 | 条款 | 原文")
    )

    @classmethod
    def read(cls, body: dict[str, Any]) -> dict[str, Any]:
        shown = super().read(body)
        for limit in ("statutory", "promised"):
            shown |= {f"{limit}_{name}": value for name, value in part(body, limit).items()}
        return {"visits": 0, "statutory_unit": "workday", "promised_unit": "workday", **shown}

    def write(self) -> dict[str, Any]:
        given = self.cleaned_data
        made: dict[str, Any] = {
            name: plain(given[name]) for name in ("promise_includes_special", "visits", "visit_reason", "visit_basis")
        }
        for limit in ("statutory", "promised"):
            made[limit] = {
                name: plain(given[f"{limit}_{name}"]) for name in LIMIT if given[f"{limit}_{name}"] not in (None, "")
            }
        made["statutory"]["basis"] = given["statutory_basis"]
        return made


class FeesForm(BodyForm):
    charged = forms.BooleanField(label=_("这个事项收费"), required=False, help_text=_("收费的，在下面逐项写标准和依据"))
    statement = text_field(_("不收费的说明"), longest=300, required=False, help_text=_("不收费的必须写明“不收费”"))

    @classmethod
    def read(cls, body: dict[str, Any]) -> dict[str, Any]:
        fees = part(body, "fees")
        return {"charged": fees.get("charged", False), "statement": fees.get("statement", "")}

    def write(self) -> dict[str, Any]:
        return {"fees": {"charged": self.cleaned_data["charged"], "statement": self.cleaned_data["statement"].strip()}}


class NotesForm(BodyForm):
    notes = ParagraphsField(_("注意事项"), rows=4)
    remedies = text_field(
        _("不服决定怎么办"), longest=4000, rows=3, help_text=_("行政复议和诉讼的机关、期限；公共企事业单位写怎样投诉")
    )
    intermediary = ParagraphsField(_("中介服务"), rows=2, help_text=_("每行一项；没有的不填"))


class CrossForm(BodyForm):
    """跨省通办: the elements that the catalogue of one place asks for beside those of the standard (CAT-04)."""

    acceptance = one(_("受理模式"), ACCEPTANCE, empty=_("不跨省通办"))
    category = text_field(_("业务分类"), longest=100, required=False)
    level = text_field(_("办理层级"), longest=100, required=False, help_text=_("例如：市级、县级"))
    prior = text_field(_("前置环节"), longest=300, required=False, help_text=_("先要办好的事；没有的写“无”"))

    @classmethod
    def read(cls, body: dict[str, Any]) -> dict[str, Any]:
        return part(body, "cross")

    def write(self) -> dict[str, Any]:
        kept = {name: value for name, value in super().write().items() if value}
        return {"cross": kept or None}


class CommitmentForm(BodyForm):
    """告知承诺书: offered where its kind is chosen; the reason why never is written beside it (APP-19, APP-21)."""

    kind = one(_("哪一类事项"), COMMITMENT_KINDS, empty=_("不实行告知承诺"))
    content = text_field(
        _("承诺的内容"), longest=4000, required=False, rows=3, help_text=_("申请人承诺什么，代替哪些证明")
    )
    requirements = text_field(
        _("要求"), longest=4000, required=False, rows=3, help_text=_("要符合的条件、标准，逐项写")
    )
    liability = text_field(_("违反承诺的法律责任"), longest=4000, required=False, rows=3)
    form = text_field(
        _("承诺的形式"), longest=4000, required=False, rows=2, help_text=_("例如：本人书面签署，不得由他人代为承诺")
    )
    supervision = text_field(
        _("监管措施"), longest=4000, required=False, rows=3, help_text=_("什么时候、由谁、怎样核查，不实的怎样处理")
    )
    risk = one(_("风险等级"), RISKS, empty=_("请选择"), help_text=_("较高的每件都核查，其余的按比例抽查"))
    controllable = forms.BooleanField(label=COMMITMENT_SIGNS["controllable"], required=False)
    correctable = forms.BooleanField(label=COMMITMENT_SIGNS["correctable"], required=False)
    supervisable = forms.BooleanField(label=COMMITMENT_SIGNS["supervisable"], required=False)
    inspect_afterwards = forms.BooleanField(label=_("选择告知承诺的，现场核查和专家评审在决定以后进行"), required=False)
    supervising = several(_("参加核查的监管部门"), words("organ_kind"), required=False)
    enforcing = several(_("参加核查的执法部门"), words("organ_kind"), required=False)
    no_commitment = text_field(
        _("不适用告知承诺的原因"),
        longest=300,
        required=False,
        help_text=_("直接涉及公共安全、人身健康、生命财产安全，风险大的，写明原因；写了就不提供告知承诺"),
    )

    @classmethod
    def read(cls, body: dict[str, Any]) -> dict[str, Any]:
        return part(body, "commitment") | {"no_commitment": body.get("no_commitment", "")}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("kind") and not given.get("risk") and "risk" in self.cleaned_data:
            self.add_error("risk", _("请选择风险等级"))
        if not given.get("kind") and any(given.get(name) for name in COMMITMENT_CONTENTS):
            self.add_error("kind", _("请选择是哪一类事项"))
        return given

    def write(self) -> dict[str, Any]:
        made = super().write()
        why = made.pop("no_commitment")
        return {"commitment": made if made["kind"] else None, "no_commitment": why}
