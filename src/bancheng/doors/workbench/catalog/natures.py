"""事项性质: two are built in, an administrator adds further ones (CAT-09)."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.doors.workbench.catalog.forms import NatureForm
from bancheng.doors.workbench.forms import done, form_page, removal, telling
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.ground.access import Target, may
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.types import NatureView
from bancheng.registers.organisations.types import EVERYWHERE


def listed(request: StaffRequest) -> Answer:
    form = NatureForm(request.POST or None)
    if form.is_valid():
        with telling(form, "label"):
            made = services.add_nature(by=request.actor, **form.cleaned_data)
            return done(request, _("已增加“%(label)s”，登记事项和筛选时都可以选。") % {"label": made.label}, "natures")
    wrong = form.is_bound
    may_edit = may(request.actor, "natures.edit", Target(region=EVERYWHERE)).allowed
    return {
        "may_edit": may_edit,
        "rows": selectors.natures(),
        "form": form,
        "errors": wrong,
        "status": 422 if wrong else 200,
    }


def change(request: StaffRequest, code: str) -> Answer:
    nature, back = _nature(code), reverse("workbench:natures")
    form = NatureForm(request.POST or None, initial={"label": nature.label, "order": nature.order})
    if form.is_valid():
        with telling(form, "label"):
            services.edit_nature(code=code, by=request.actor, **form.cleaned_data)
            return done(request, _("已保存。已经发布的指南仍用发布时的名称。"), "natures")
    return form_page(form, title=_("修改“%(label)s”") % {"label": nature.label}, submit=_("保存"), cancel=back)


def remove(request: StaffRequest, code: str) -> Answer:
    nature = _nature(code)
    return removal(
        request,
        title=_("删除事项性质"),
        sentence=_("删除“%(label)s”。还有事项属于它的，不能删除。") % {"label": nature.label},
        back=reverse("workbench:natures"),
        act=lambda: services.remove_nature(code=code, by=request.actor),
    )


def _nature(code: str) -> NatureView:
    found: Any = next((nature for nature in selectors.natures() if nature.code == code), None)
    if found is None:
        raise Http404
    view: NatureView = found
    return view
