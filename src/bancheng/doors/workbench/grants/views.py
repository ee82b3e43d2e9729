"""当场决定授权: which clerk may decide which item on the spot, from which day to which (settled 12)."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.casework.cases import selectors, services
from bancheng.doors.frame.words import long_date
from bancheng.doors.workbench.forms import confirm_page, confirmed, done, form_page, question, telling
from bancheng.doors.workbench.grants.forms import GrantForm
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog.types import StaffFilters

MOST_ITEMS = 200


def listed(request: StaffRequest) -> dict[str, Any]:
    return {"rows": selectors.grants(request.actor)}


def give(request: StaffRequest) -> Answer:
    items = catalog.staff_items(request.actor, StaffFilters(state="published", size=MOST_ITEMS)).items
    form = GrantForm(request.POST or None, items=[(str(one.id), one.name) for one in items])
    back, title = reverse("workbench:grants"), _("授权当场决定")
    if form.is_valid():
        given = form.cleaned_data
        if not confirmed(request):
            named = dict(form.fields["item_id"].choices)  # type: ignore[attr-defined]
            told = {
                "staff": given["staff_number"],
                "item": named[str(given["item_id"])],
                "start": long_date(given["valid_from"]),
                "end": long_date(given["valid_to"]),
            }
            sentence = _("工号 %(staff)s 自 %(start)s 至 %(end)s 可以在窗口当场决定“%(item)s”。") % told
            lines = [_("不再经过审批岗；决定由他署名负责。"), _("随时可以收回，已经作出的决定不受影响。")]
            return confirm_page(request, title=title, sentence=sentence, lines=lines, submit=_("确认授权"), cancel=back)
        with telling(form):
            services.grant_decision(by=request.actor, **given)
            return done(request, _("已授权。"), "grants")
    intro = _("只授给受理这个事项的窗口人员。授权有起止日期，到期自动失效。")
    return form_page(form, title=title, submit=_("核对"), cancel=back, intro=intro)


def revoke(request: StaffRequest, pk: int) -> Answer:
    found = _grant(request, pk)
    return question(
        request,
        title=_("收回授权"),
        sentence=_("%(staff)s不能再当场决定“%(item)s”，立即生效。")
        % {"staff": found.staff_name, "item": found.item_name},
        submit=_("确认收回"),
        back=reverse("workbench:grants"),
        act=lambda: services.revoke_decision(pk, by=request.actor),
        said=_("已收回。"),
    )


def _grant(request: StaffRequest, pk: int) -> Any:
    found = next((one for one in selectors.grants(request.actor) if one.id == pk), None)
    if found is None:
        raise Http404
    return found
