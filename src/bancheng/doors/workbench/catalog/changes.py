"""事项变更: 承接, 下放, 取消, 调整; what it touches is told before it is made, and until its day it can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.doors.frame.words import long_date
from bancheng.doors.workbench.catalog.forms import ReasonForm
from bancheng.doors.workbench.catalog.hindrances import Hindered, hindered
from bancheng.doors.workbench.catalog.views import organ_choices
from bancheng.doors.workbench.forms import (
    StaffForm,
    confirm_page,
    confirmed,
    date_field,
    done,
    form_page,
    telling,
    text_field,
)
from bancheng.doors.workbench.lists import FilterForm, choice_field, keyset, search_field
from bancheng.doors.workbench.regions import region_choices
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.doors.workbench.tables import Table, download
from bancheng.ground import law
from bancheng.ground.access import Target, demand, may
from bancheng.ground.law import Refused
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.types import CHANGE_KINDS, ChangeView, GuideRefused, ImpactLine, Receiver

HEADS = ("公告编号", "变更方式", "事项", "原实施主体", "接收主体", "生效日期", "依据", "状态", "登记时间")
BATCH = 500
OPENING = {"hand_down", "take_over"}
"""Changes that enter items of other organs: who records them needs the right to edit as well as to publish."""
COPIED = gettext_lazy("没有登记。照抄的是已经发布的指南：请按上面所列逐项改好并发布，再登记这次变更。")
WRITTEN = gettext_lazy("没有登记。请按上面所列把草稿逐项改好，再登记这次变更。")
INTROS = {
    "hand_down": gettext_lazy("原事项从这一天起停办，下级同日开办：编码不变，指南照抄现行版本，到日自动生效。"),
    "take_over": gettext_lazy("承接机关从这一天起开办，指南照抄这个事项的版本；勾选的原实施机关同日停办。"),
    "cancel": gettext_lazy("从这一天起不再受理，任何渠道都回答取消日期；编码不再给别的事项。"),
    "adjust": gettext_lazy("把草稿（或者已经发布、到这一天施行的版本）作为调整公告出来，公告里列明哪些要素有变化。"),
}


class ChangeFilters(FilterForm):
    q = search_field(gettext_lazy("公告"), gettext_lazy("事项名称、依据或者编号"))
    region = choice_field(gettext_lazy("地区"), region_choices)
    kind = choice_field(gettext_lazy("方式"), lambda: list(CHANGE_KINDS.items()))


class ChangeForm(StaffForm):
    """Day and basis of a change; who begins and who stops, where the kind asks for it."""

    on = date_field(
        gettext_lazy("生效日期"), initial=law.today, help_text=gettext_lazy("今天或以后；以后的到那天自动生效")
    )
    basis = text_field(gettext_lazy("变更依据"), longest=300, help_text=gettext_lazy("文件名称和文号"))
    regions = forms.MultipleChoiceField(label=gettext_lazy("下放到哪里"), widget=forms.CheckboxSelectMultiple)
    receivers = forms.TypedMultipleChoiceField(
        label=gettext_lazy("承接机关"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    closing = forms.TypedMultipleChoiceField(
        label=gettext_lazy("同日停办的"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    notice = text_field(
        gettext_lazy("公告正文"),
        longest=5000,
        rows=4,
        required=False,
        help_text=gettext_lazy("留空则按变更内容自动写成"),
    )

    def __init__(self, *args: Any, kind: str, places: Any, organs: Any, offered: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = {"regions": places, "receivers": organs, "closing": offered}
        wanted = {"hand_down": {"regions"}, "take_over": {"receivers", "closing"}}.get(kind, set())
        for name, choices in given.items():
            if name in wanted:
                self.fields[name].choices = choices  # type: ignore[attr-defined]
            else:
                del self.fields[name]


def listed(request: StaffRequest) -> dict[str, Any]:
    filters = ChangeFilters(request.GET)
    found, pages = keyset(request, _rows(request, filters))
    return {
        "filters": filters,
        "rows": selectors.change_views(found),
        "csv_url": f"{reverse('workbench:changes-export', args=['csv'])}?{request.GET.urlencode()}",
        "xlsx_url": f"{reverse('workbench:changes-export', args=['xlsx'])}?{request.GET.urlencode()}",
        "parts": ("list",),
        **pages,
    }


def export(request: StaffRequest, form: str) -> HttpResponse:
    return download(Table(_("事项变更"), HEADS, _lines(request)), form)


def change(request: StaffRequest, number: str) -> dict[str, Any]:
    row = selectors.change(number)
    (view,) = selectors.change_views([row])
    return {
        "page_title": view.number,
        "change": view,
        "public_url": _public_url(number),
        "may_withdraw": view.state == "upcoming" and _may(request, "catalog.publish", row.item),
    }


def withdraw(request: StaffRequest, number: str) -> Answer:
    row, back = selectors.change(number), reverse("workbench:change", args=[number])
    form, title = ReasonForm(request.POST or None), _("撤回公告 %(number)s") % {"number": number}
    if form.is_valid():
        with telling(form):
            services.withdraw_change(change=row, by=request.actor, **form.cleaned_data)
            return done(request, _("已撤回，原来的事项照常办理。公告保留，并注明撤回。"), "change", number)
    return form_page(form, title=title, submit=_("撤回"), cancel=back)


def record(request: StaffRequest, pk: int, kind: str) -> Answer:
    """A form, then the question with the impact beside it, then the change."""
    if kind not in CHANGE_KINDS:
        raise Http404
    item, back = selectors.implementation(request.actor, pk), reverse("workbench:item", args=[pk])
    demand(request.actor, "catalog.publish")
    if kind in OPENING:
        demand(request.actor, "catalog.edit")
    title = _("%(kind)s：%(name)s") % {"kind": CHANGE_KINDS[kind], "name": item.name}
    form = _form(request, item, kind)
    found: tuple[Hindered, ...] = ()
    if form.is_valid():
        if not confirmed(request):
            return _asked(request, item, form, kind, title=title, back=back)
        try:
            made = services.record_change(kind=kind, item=item, by=request.actor, **form.cleaned_data)
            return done(request, _("已登记，公告 %(number)s 已发布。") % {"number": made.number}, "change", made.number)
        except GuideRefused as refused:
            form.add_error(None, str(COPIED if kind in OPENING else WRITTEN))
            found = hindered(request, item, refused)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return form_page(form, title=title, submit=_("看影响"), cancel=back, intro=INTROS[kind], hindrances=found)


def _asked(request: StaffRequest, item: Any, form: ChangeForm, kind: str, *, title: str, back: str) -> dict[str, Any]:
    """The question: what will be, and everything that hangs on it."""
    said = form.cleaned_data
    touched = [item.pk, *said.get("closing", ())] if kind != "take_over" else list(said.get("closing", ()))
    lines = [_line(one) for one in selectors.impact(touched)] if touched else []
    lines = [*_chosen(form, "regions", "receivers", "closing"), *lines]
    day = long_date(said["on"])
    sentence = _("自%(day)s起生效，依据%(basis)s。确认后立即发布公告；生效以前可以撤回。") % {
        "day": day,
        "basis": said["basis"],
    }
    if not lines:
        lines = [_("没有受影响的办件和清单。")]
    submit = _("确认%(kind)s") % {"kind": CHANGE_KINDS[kind]}
    return confirm_page(request, title=title, sentence=sentence, submit=submit, cancel=back, lines=lines)


def _chosen(form: ChangeForm, *names: str) -> Iterator[str]:
    """What was ticked, in words: the last look before the announcement."""
    for name in names:
        if form.cleaned_data.get(name):
            words = {str(key): label for key, label in form.fields[name].choices}  # type: ignore[attr-defined]
            ticked = "、".join(words[str(key)] for key in form.cleaned_data[name])
            yield _("%(label)s：%(ticked)s。") % {"label": form.fields[name].label, "ticked": ticked}


def _line(one: ImpactLine) -> str:
    return f"{one.sentence}。".replace("。。", "。")


def _form(request: StaffRequest, item: Any, kind: str) -> ChangeForm:
    places = [_place(one) for one in selectors.receivers(item) if not one.hindrance] if kind == "hand_down" else []
    organs = offered = []
    if kind == "take_over":
        organs = [(int(key), name) for key, name in organ_choices(request)]
        offered = [(one.id, one.organ) for one in _offered(request, item)]
    return ChangeForm(request.POST or None, kind=kind, places=places, organs=organs, offered=offered)


def _offered(request: StaffRequest, item: Any) -> list[Any]:
    """Who offers the matter now, and could be stopped by this person."""
    if item.basic is None:
        return []
    same = Q(basic=item.basic_id, state__in=("published", "suspended"))
    return list(selectors.item_facts(where=same, actor=request.actor, action="catalog.publish"))


def _place(one: Receiver) -> tuple[str, str]:
    return one.region_code, f"{one.region_name}（{one.organ}）"


def _rows(request: StaffRequest, filters: ChangeFilters) -> Any:
    region = filters.value("region") or request.actor.region or ""
    return selectors.changes(region=region, kind=filters.value("kind"), q=filters.value("q"))


def _lines(request: StaffRequest) -> Iterator[tuple[Any, ...]]:
    rows = _rows(request, ChangeFilters(request.GET))
    found = list(rows[:BATCH])
    while found:
        yield from map(_cells, selectors.change_views(found))
        found = list(rows.filter(pk__lt=found[-1].pk)[:BATCH])


def _cells(one: ChangeView) -> tuple[Any, ...]:
    opened = "、".join(row.organ for row in one.opened)
    told = (one.number, one.kind_label, one.item.name, one.item.organ, opened, one.on)
    return (*told, one.basis, one.state_label, one.recorded_at)


def _may(request: StaffRequest, action: str, item: Any) -> bool:
    target = Target(region=item.region_id, organisation=item.organisation_id)
    return may(request.actor, action, target).allowed


def _public_url(number: str) -> str:
    """The announcement for citizens, where this process serves it."""
    try:
        return reverse("portal:item-change", args=[number])
    except NoReverseMatch:
        return ""
