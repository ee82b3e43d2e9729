"""Forms of the workbench: one look, refusals told beside what they concern, a question before what is serious."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.ground.law import Refused

CONFIRM = "confirm"
PLAIN = (
    forms.CheckboxInput,
    forms.RadioSelect,
    forms.CheckboxSelectMultiple,
    forms.HiddenInput,
    forms.MultipleHiddenInput,
)


class StaffForm(forms.Form):
    """Every control has Bootstrap's class; the aria links are Django's own and `frame/field.html` names their targets."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            dress(field)


def dress(field: forms.Field) -> None:
    """Give the control of a field its class and its sentences."""
    widget = field.widget
    if isinstance(widget, forms.CheckboxInput | forms.RadioSelect | forms.CheckboxSelectMultiple):
        widget.attrs.setdefault("class", "form-check-input")
    elif not isinstance(widget, PLAIN):
        widget.attrs.setdefault("class", "form-select" if isinstance(widget, forms.Select) else "form-control")
    label = str(field.label or "")
    field.error_messages["required"] = _("请填写%(label)s") % {"label": label}
    if isinstance(field, forms.ChoiceField):
        field.error_messages["required"] = _("请选择%(label)s") % {"label": label}
        field.error_messages["invalid_choice"] = _("请从列表中选择%(label)s") % {"label": label}
    if isinstance(field, forms.CharField):
        field.error_messages["null_characters_not_allowed"] = _("%(label)s里有不可见的字符，请删去") % {"label": label}
        if field.max_length:  # the sentence is formatted once more with the numbers of the validator
            told = {"label": label.replace("%", "%%"), "n": field.max_length}
            field.error_messages["max_length"] = _("%(label)s最多 %(n)s 个字，请缩短") % told
    if isinstance(field, forms.DateField):
        field.error_messages["invalid"] = _("%(label)s请写成 2026-12-03 的样子") % {"label": label}
    if isinstance(field, forms.IntegerField):
        field.error_messages["invalid"] = _("%(label)s请填整数") % {"label": label}
        told = {"label": label.replace("%", "%%"), "least": field.min_value, "most": field.max_value}
        field.error_messages["max_value"] = _("%(label)s最大填 %(most)s") % told
        field.error_messages["min_value"] = _("%(label)s最小填 %(least)s") % told


def date_field(label: Any, *, required: bool = True, help_text: Any = "", initial: Any = None) -> forms.DateField:
    """A day; browsers offer a calendar, and 2026-12-03 or 2026/12/3 may be typed."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        initial=initial,
        widget=widget,
        input_formats=["%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日", "%Y%m%d"],
    )


def time_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.TimeField:
    """An hour of the day; 14:30 and 14：30 may be typed."""
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(
        label=label,
        required=required,
        help_text=help_text,
        widget=widget,
        input_formats=["%H:%M", "%H：%M", "%H:%M:%S"],
        error_messages={"invalid": _("请填写时间，例如 14:30")},
    )


def text_field(
    label: Any, *, longest: int = 200, required: bool = True, help_text: Any = "", rows: int = 0
) -> forms.CharField:
    """A line of text, or several rows of it."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(label=label, max_length=longest, required=required, help_text=help_text, widget=widget)


@contextmanager
def telling(form: forms.Form, field: str | None = None) -> Iterator[None]:
    """What a service refuses within becomes an error of the form, so that the page comes back filled."""
    try:
        yield
    except Refused as refusal:
        form.add_error(field if field in form.fields else None, str(refusal))


def done(request: StaffRequest, sentence: Any, name: str, *args: Any, **kwargs: Any) -> HttpResponseRedirect:
    """Say that it is done, and go on to a page of the workbench."""
    messages.success(request, sentence, extra_tags="ok")
    return HttpResponseRedirect(reverse(f"workbench:{name}", args=args, kwargs=kwargs))


def confirmed(request: StaffRequest) -> bool:
    """Whether the person has already answered the question before a serious act."""
    return CONFIRM in request.POST


def kept(data: QueryDict) -> list[tuple[str, str]]:
    """What was sent, to be sent again from the page that asks: every value but the token and the answer itself."""
    return [
        (name, value)
        for name, values in data.lists()
        for value in values
        if name not in {"csrfmiddlewaretoken", CONFIRM}
    ]


def form_page(
    form: forms.Form, *, title: Any, submit: Any, cancel: str, intro: Any = "", **more: Any
) -> dict[str, Any]:
    """The context of `parts/form_page.html`: a page that is one form. 422 when it comes back with errors."""
    status = 422 if form.is_bound and form.errors else 200
    return {
        "form": form,
        "title": title,
        "page_title": title,
        "submit": submit,
        "cancel": cancel,
        "intro": intro,
        "errors": bool(form.is_bound and form.errors),
        "status": status,
        **more,
    }


def confirm_page(
    request: StaffRequest, *, title: Any, sentence: Any, submit: Any, cancel: str, lines: Any = (), serious: bool = True
) -> dict[str, Any]:
    """The context that turns `parts/form_page.html` into the question before a serious act; what was typed is kept."""
    return {
        "asking": True,
        "title": title,
        "page_title": title,
        "sentence": sentence,
        "lines": lines,
        "submit": submit,
        "cancel": cancel,
        "kept": kept(request.POST),
        "serious": serious,
    }


def question(
    request: StaffRequest,
    *,
    title: Any,
    sentence: Any,
    submit: Any,
    back: str,
    act: Callable[[], Any],
    said: Any,
    lines: Any = (),
    serious: bool = True,
) -> Answer:
    """A page that only asks, and does `act` when the answer is yes; then back with the sentence, or with the refusal."""
    if request.method != "POST" or not confirmed(request):
        return confirm_page(
            request, title=title, sentence=sentence, submit=submit, cancel=back, lines=lines, serious=serious
        )
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal), extra_tags="bad")
    else:
        messages.success(request, said, extra_tags="ok")
    return redirect(back)


def removal(request: StaffRequest, *, title: Any, sentence: Any, back: str, act: Callable[[], Any]) -> Answer:
    """The question before a row of a table is deleted."""
    return question(
        request, title=title, sentence=sentence, submit=_("确认删除"), back=back, act=act, said=_("已删除。")
    )
