"""决定去向: where decisions go that no window may make, by item or for a whole organ, dated (FLW-11)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.casework.cases import selectors, services
from bancheng.doors.workbench.forms import StaffForm, date_field, done, form_page, question, telling, text_field
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.ground.law import today
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog.types import StaffFilters
from bancheng.registers.organisations import selectors as organisations

MOST_ITEMS = 200
WAYS = (("online", gettext_lazy("在线审批")), ("chief", gettext_lazy("首席代表审批")))


class RouteForm(StaffForm):
    """One item, or an organ with all of its items; where its decisions go, from which day to which, on what basis."""

    item_id = forms.TypedChoiceField(
        label=gettext_lazy("事项"), required=False, coerce=int, empty_value=None, choices=()
    )
    organisation_id = forms.TypedChoiceField(
        label=gettext_lazy("实施机关"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=(),
        help_text=gettext_lazy("没有选事项时，用于这个机关的全部事项"),
    )
    to = forms.ChoiceField(label=gettext_lazy("去向"), choices=WAYS, widget=forms.RadioSelect)
    valid_from = date_field(gettext_lazy("开始日期"), initial=today)
    valid_to = date_field(gettext_lazy("最后一天"), required=False, help_text=gettext_lazy("长期的不填"))
    basis = text_field(gettext_lazy("依据"), help_text=gettext_lazy("本部门文件的名称和文号"))

    def __init__(self, *args: Any, items: list[tuple[str, str]], organs: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item_id"].choices = [("", _("不限事项")), *items]  # type: ignore[attr-defined]
        self.fields["organisation_id"].choices = [("", _("请选择")), *organs]  # type: ignore[attr-defined]


def listed(request: StaffRequest) -> dict[str, Any]:
    return {"rows": selectors.routes(request.actor)}


def choose(request: StaffRequest) -> Answer:
    items = catalog.staff_items(request.actor, StaffFilters(state="published", size=MOST_ITEMS)).items
    organs = organisations.organisations_within(request.actor, "cases.grant")
    form = RouteForm(
        request.POST or None,
        items=[(str(one.id), f"{one.name}（{one.organ}）") for one in items],
        organs=[(str(one.pk), one.name) for one in organs],
    )
    if form.is_valid():
        with telling(form):
            services.set_route(by=request.actor, **form.cleaned_data)
            return done(request, _("已设定，从起始日起新到决定环节的办件按它分送。"), "routes")
    intro = _("窗口没有获得授权、不能当场决定的事项，决定环节送到这里设定的队列。没有设定的，送本机关审批岗在线审批。")
    return form_page(form, title=_("设定决定去向"), submit=_("设定"), cancel=reverse("workbench:routes"), intro=intro)


def end(request: StaffRequest, pk: int) -> Answer:
    found = next((one for one in selectors.routes(request.actor) if one.id == pk), None)
    if found is None:
        raise Http404
    told = {"what": found.item_name or found.organisation, "to": found.to_label}
    return question(
        request,
        title=_("收回决定去向"),
        sentence=_("“%(what)s”不再送%(to)s，立即生效；已经送达队列的办件不动。") % told,
        submit=_("确认收回"),
        back=reverse("workbench:routes"),
        act=lambda: services.end_route(pk, by=request.actor),
        said=_("已收回。"),
    )
