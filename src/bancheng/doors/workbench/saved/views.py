"""常用筛选: keep the present filter of a list under a name; call it otherwise, move it, open with it, forget it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.doors.workbench.forms import StaffForm, done, form_page, question, telling, text_field
from bancheng.doors.workbench.lists import number
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.doors.workbench.saved.bar import LISTS, KeptList
from bancheng.ground.access import demand
from bancheng.registers.identity import selectors, services
from bancheng.registers.identity.types import KeptFilterView

LONGEST_QUERY = 9_000


class TitleForm(StaffForm):
    title = text_field(gettext_lazy("名称"), longest=20, help_text=gettext_lazy("例如“待赋码的许可”，不超过 20 个字"))


def listed(request: StaffRequest, key: str) -> Answer:
    """The kept filters of a list in their order; a button says which is moved, or opens the list."""
    of = _list(request, key)
    if request.method == "POST":
        _act(request, request.POST.get("act", ""), number(request.POST.get("filter")) or 0)
        return redirect("workbench:saved", of.key)
    rows = selectors.kept_filters(request.actor, of.key)
    return {
        "page_title": _("%(list)s的常用筛选") % {"list": of.label},
        "rows": [(row, of.at(row.query)) for row in rows],
        "back": of.address,
        "of": of,
    }


def add(request: StaffRequest, key: str) -> Answer:
    """A name for what stands in the address."""
    of = _list(request, key)
    query = request.META.get("QUERY_STRING", "")[:LONGEST_QUERY]
    form = TitleForm(request.POST or None)
    if form.is_valid():
        with telling(form):
            made = services.keep_filter(list=of.key, title=form.cleaned_data["title"], query=query, by=request.actor)
            messages.success(request, _("已保存，以后在列表上方点“%(name)s”。") % {"name": made.title}, extra_tags="ok")
            return HttpResponseRedirect(of.at(made.query))
    title = _("保存筛选")
    return form_page(
        form,
        title=title,
        submit=_("保存"),
        cancel=of.at(query),
        intro=_("保存以后成为列表上方的一个标签，只有您看得到。"),
    )


def rename(request: StaffRequest, pk: int) -> Answer:
    row = _own(request, pk)
    form = TitleForm(request.POST or None, initial={"title": row.title})
    if form.is_valid():
        with telling(form):
            services.rename_filter(filter=row.id, title=form.cleaned_data["title"], by=request.actor)
            return done(request, _("已改名。"), "saved", row.list)
    return form_page(form, title=_("改名"), submit=_("保存"), cancel=reverse("workbench:saved", args=[row.list]))


def drop(request: StaffRequest, pk: int) -> Answer:
    row = _own(request, pk)
    return question(
        request,
        title=_("删去常用筛选"),
        sentence=_("删去“%(name)s”。列表里的内容不受影响。") % {"name": row.title},
        submit=_("删去"),
        back=reverse("workbench:saved", args=[row.list]),
        act=lambda: services.drop_filter(filter=row.id, by=request.actor),
        said=_("已删去。"),
    )


def _act(request: StaffRequest, act: str, key: int) -> None:
    row, by = _own(request, key), request.actor
    if act in {"forward", "back"}:
        services.move_filter(filter=row.id, forward=act == "forward", by=by)
    elif act in {"open", "unopen"}:
        services.open_with_filter(filter=row.id, by=by, chosen=act == "open")
    else:
        raise Http404


def _list(request: StaffRequest, key: str) -> KeptList:
    of = LISTS.get(key)
    if of is None:
        raise Http404
    demand(request.actor, of.action)
    return of


def _own(request: StaffRequest, key: int) -> KeptFilterView:
    found: Any = selectors.kept_filter(request.actor, key)
    if found is None:
        raise Http404
    return found  # type: ignore[no-any-return]
