"""What is typed about a case: the filters of its lists, an opinion, a way back, a decision, a delivery."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from bancheng.casework.cases import selectors
from bancheng.casework.cases.types import (
    CASE,
    CHANNELS,
    DELIVERIES,
    LIGHTS,
    OPINIONS,
    OUTCOMES,
    Criterion,
    Filters,
    PointView,
)
from bancheng.doors.workbench.forms import StaffForm, date_field, dress, text_field, time_field
from bancheng.doors.workbench.lists import FilterForm, choice_field, number, search_field

HEARING = "TZ"
RUNNING = ("normal", "warning", "overdue")


def light_choices() -> list[tuple[str, str]]:
    """The lights of a clock that runs."""
    return [(code, LIGHTS[code]) for code in RUNNING]


class CaseFilters(FilterForm):
    """Words, state, organ, channel and days; the light stands over the list as tabs."""

    q = search_field(_("办件"), _("编号、申请人或事项"))
    state = choice_field(_("状态"), lambda: [(one.code, one.label) for one in CASE.states if one.code != "draft"])
    organisation = choice_field(_("机构"), ())
    channel = choice_field(_("渠道"), lambda: list(CHANNELS.items()))
    since = forms.DateField(label=_("收件从"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    until = forms.DateField(label=_("收件到"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    light = forms.CharField(max_length=12, widget=forms.HiddenInput())

    def wanted(self, **fixed: Any) -> Filters:
        """The same as the room takes it; `fixed` is what the page itself narrows."""
        return Filters(
            **{
                "q": self.value("q").strip(),
                "state": self.value("state"),
                "light": self.value("light") if self.value("light") in RUNNING else "",
                "organisation": number(self.value("organisation")),
                "channel": self.value("channel"),
                "since": self.value("since") or None,
                "until": self.value("until") or None,
                **fixed,
            }
        )


class OnCase(StaffForm):
    """A form about a case as the page showed it: `version` tells whether somebody was there meanwhile."""

    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput())
    about: ClassVar[Mapping[str, str]] = {}
    """Code of a refusal → the field that it is about."""

    @property
    def expected(self) -> int:
        found: int = self.cleaned_data["version"]
        return found

    def told(self) -> dict[str, Any]:
        """What was typed, as the service takes it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


@dataclass(frozen=True, slots=True)
class Point:
    """One review point with its controls: judged by `met`, or by `value` where it has bounds."""

    view: PointView
    met: forms.BoundField | None
    value: forms.BoundField | None
    note: forms.BoundField

    @property
    def control(self) -> forms.BoundField:
        found = self.met if self.value is None else self.value
        assert found is not None
        return found


class ReviewForm(OnCase):
    """Each point of the stage judged, an opinion in words, for or against; what the rules say of the file is filled in."""

    task = forms.IntegerField(min_value=1, max_value=2**62, widget=forms.HiddenInput())
    outcome = forms.ChoiceField(
        label=_("审查结论"),
        choices=[(code, OPINIONS[code]) for code in ("agree", "disagree")],
        widget=forms.RadioSelect(),
    )
    opinion = text_field(
        _("审查意见"), longest=2000, rows=3, required=False, help_text=_("看了什么、认定了什么；不同意的必须写明理由")
    )
    deviation = text_field(
        _("与系统建议不同的理由"),
        longest=1000,
        rows=2,
        required=False,
        help_text=_("您的判断与系统不同才填；连同理由列给监察查看"),
    )
    about = {"cases.opinion_missing": "opinion", "cases.deviation": "deviation"}

    def __init__(self, *args: Any, points: Sequence[PointView], **kwargs: Any) -> None:
        self.views = tuple(points)
        self.texts = tuple(point.text for point in points)
        super().__init__(*args, **kwargs)
        for place, view in enumerate(self.views):
            self._judge(place, view)
            note = text_field(_("说明"), longest=500, required=False)
            dress(note)
            note.widget.attrs |= {
                "placeholder": _("说明（可不填）"),
                "aria-label": _("“%(text)s”的说明") % {"text": view.text},
            }
            self.fields[f"note_{place}"] = note

    def _judge(self, place: int, view: PointView) -> None:
        """The control by which a point is judged: a number where it has bounds, else yes or no."""
        missing = _("请判断“%(text)s”是否符合") % {"text": view.text}
        if view.kind == "value":
            value = text_field(view.text, longest=20)
            dress(value)
            value.initial = view.value
            value.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off", "aria-label": view.text}
            value.error_messages["required"] = _("请填写“%(text)s”的数值") % {"text": view.text}
            self.fields[f"value_{place}"] = value
            return
        met = forms.ChoiceField(
            label=view.text, choices=(("yes", _("符合")), ("no", _("不符合"))), widget=forms.RadioSelect()
        )
        met.initial = {True: "yes", False: "no"}.get(view.met)  # type: ignore[arg-type]
        met.error_messages["required"] = missing
        self.fields[f"met_{place}"] = met

    def points(self) -> Iterator[Point]:
        """The points with their controls, as the page shows them."""
        for place, view in enumerate(self.views):
            met, value = f"met_{place}", f"value_{place}"
            yield Point(
                view,
                self[met] if met in self.fields else None,
                self[value] if value in self.fields else None,
                self[f"note_{place}"],
            )

    def criteria(self) -> tuple[Criterion, ...]:
        """The points as judged."""
        given = self.cleaned_data
        return tuple(
            Criterion(
                text=text,
                met=given.get(f"met_{place}") == "yes",
                note=given[f"note_{place}"],
                value=given.get(f"value_{place}", ""),
            )
            for place, text in enumerate(self.texts)
        )


class TalkForm(StaffForm):
    """A message to who applies."""

    text = text_field(
        _("给办事人的留言"), longest=1000, rows=3, help_text=_("办事人看得到，并收到消息提醒；最多 1000 字")
    )


class NoteForm(StaffForm):
    """A note among colleagues."""

    text = text_field(_("内部备注"), longest=1000, rows=3, help_text=_("只有工作人员看得到，记入操作日志"))


class SendBackForm(OnCase):
    """To which earlier stage, and why."""

    stage = forms.ChoiceField(label=_("退回到"), widget=forms.RadioSelect())
    about = {"cases.reason_missing": "reason", "cases.stage_not_done": "stage"}
    reason = text_field(
        _("退回的理由"), longest=1000, rows=3, help_text=_("写明哪里要重新审查。申请人看不到，会记入操作日志。")
    )

    def __init__(self, *args: Any, stages: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stage"].choices = list(stages)  # type: ignore[attr-defined]


class DecideForm(OnCase):
    """The decision as it will be written, and the face of the licence that it gives."""

    outcome = forms.ChoiceField(
        label=_("决定"), choices=[(code, label) for code, label in OUTCOMES.items()], widget=forms.RadioSelect()
    )
    about = {"cases.reason_missing": "reason", "cases.renewal_start": "valid_from"}
    reason = text_field(
        _("理由"), longest=4000, rows=4, required=False, help_text=_("不予的必须写明理由（行政许可法第三十八条）")
    )
    basis = text_field(_("法律依据"), longest=2000, rows=4, required=False)
    remedies = text_field(_("救济途径"), longest=2000, rows=2, required=False)
    valid_from = date_field(_("有效期的第一天"), required=False)
    valid_to = date_field(_("有效期的最后一天"), required=False, help_text=_("不填的，按证照类型的有效期"))

    suggested = forms.MultipleChoiceField(
        label=_("可以采用的理由（不予的）"),
        required=False,
        widget=forms.CheckboxSelectMultiple(),
        help_text=_("按审查中不符合的要点拟出，勾选后写进理由；只是建议，采用与否都会记入操作日志"),
    )

    def __init__(self, *args: Any, face: Sequence[Any] = (), suggested: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sentences = tuple(suggested)
        if suggested:
            self.fields["suggested"].choices = [(str(place), one) for place, one in enumerate(suggested)]  # type: ignore[attr-defined]
        else:
            del self.fields["suggested"]
        self.codes = tuple(one.code for one in face)
        for place, one in enumerate(face):
            field = text_field(one.label, longest=500, required=one.required and not self._refusing())
            field.initial = one.value
            dress(field)
            self.fields[f"face_{place}"] = field

    def _refusing(self) -> bool:
        """A refusal gives no licence: its face is not asked for."""
        return self.data.get("outcome") == "refused"

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        start, end = given.get("valid_from"), given.get("valid_to")
        if given.get("outcome") == "refused":
            chosen = [self.sentences[int(place)] for place in given.get("suggested", ())]
            typed = given.get("reason", "")
            given["reason"] = "".join([*(one for one in chosen if one not in typed), typed])
        if given.get("outcome") == "refused" and not given.get("reason"):
            self.add_error("reason", _("请写明不予的理由，申请人凭它申请复议或者起诉"))
        if start and end and end < start:
            self.add_error("valid_to", _("有效期的最后一天不能早于第一天"))
        return given

    def faces(self) -> list[forms.BoundField]:
        """The controls of the licence's face."""
        return [self[f"face_{place}"] for place in range(len(self.codes))]

    def face(self) -> dict[str, str]:
        """What the licence will say, by the code of its element."""
        return {code: self.cleaned_data[f"face_{place}"] for place, code in enumerate(self.codes)}


class DeliverForm(OnCase):
    """How the result reaches the applicant."""

    method = forms.ChoiceField(
        label=_("送达方式"), choices=lambda: list(DELIVERIES.items()), widget=forms.RadioSelect()
    )


class UrgeForm(OnCase):
    """Words to whoever holds the case."""

    words = text_field(
        _("要说的话"), longest=200, required=False, rows=2, help_text=_("发给承办的岗位，并记入操作日志")
    )


class ProcedureForm(OnCase):
    """Which special procedure, why, for how long, and by which other law it stops the clock."""

    kind = forms.ChoiceField(label=_("特别程序"), choices=lambda: [("", _("请选择")), *selectors.procedure_kinds()])
    reason = text_field(_("启动的理由"), longest=1000, rows=3, help_text=_("写进告知书，申请人看得到"))
    expected_days = forms.IntegerField(label=_("所需的工作日数"), help_text=_("书面告知申请人"))
    started_on = date_field(_("开始日期"), help_text=_("这一天起停止计时；今天或者上一个工作日，不能早于受理"))
    hearing_on = date_field(_("听证日期"), required=False, help_text=_("只有听证才填，至少在 7 个工作日以后"))
    hearing_time = time_field(_("听证开始时间"), required=False, help_text=_("只有听证才填，例如 14:30"))
    hearing_place = text_field(_("听证地点"), required=False, help_text=_("只有听证才填，写到楼层和房间"))
    cited = text_field(
        _("其他法律依据"),
        longest=200,
        required=False,
        help_text=_("公示、现场勘察、考试考核只有另有法律规定才停止计时，例如：《中华人民共和国安全生产法》第六十三条"),
    )
    about = {
        "cases.procedure_kind": "kind",
        "cases.procedure_open": "kind",
        "cases.reason_missing": "reason",
        "cases.procedure_days": "expected_days",
        "cases.procedure_dates": "started_on",
        "cases.hearing_day": "hearing_on",
        "cases.hearing_time": "hearing_time",
        "cases.hearing_place": "hearing_place",
        "cases.cited": "cited",
    }


class EndProcedureForm(OnCase):
    """Which of the open procedures ended, when, and with what result."""

    kind = forms.ChoiceField(label=_("特别程序"), widget=forms.RadioSelect())
    ended_on = date_field(_("结束日期"), help_text=_("这一天起恢复计时"))
    result = text_field(_("结果"), longest=1000, rows=3, help_text=_("记入办件，申请人看得到"))
    called_off = forms.BooleanField(
        label=_("听证没有举行"),
        required=False,
        help_text=_("申请人撤回听证申请等，没有举行的才勾选；举行了的先制作听证笔录"),
    )
    about = {
        "cases.hearing_unrecorded": "called_off",
        "cases.not_held": "called_off",
        "cases.procedure_gone": "kind",
        "cases.procedure_dates": "ended_on",
        "cases.result_missing": "result",
    }

    def __init__(self, *args: Any, kinds: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = list(kinds)  # type: ignore[attr-defined]
        if HEARING not in dict(kinds):
            del self.fields["called_off"]

    def told(self) -> dict[str, Any]:
        said = super().told()
        called_off = said.pop("called_off", False)
        return {**said, "held": not called_off}


class ExtendForm(OnCase):
    """By how many working days, and why."""

    days = forms.IntegerField(label=_("延长的工作日数"), help_text=_("最多 10"))
    reason = text_field(_("延长的理由"), longest=1000, rows=3, help_text=_("写进延期告知书，告知申请人"))
    about = {"cases.extension_days": "days", "cases.reason_missing": "reason"}
