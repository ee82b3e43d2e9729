"""同义词: what people say and what the catalogue says; changes are in force with the next search."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.doors.workbench.forms import done, form_page, removal, telling
from bancheng.doors.workbench.lists import keyset
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.doors.workbench.searching.forms import SynonymFileForm, SynonymFilters, SynonymForm
from bancheng.doors.workbench.tables import Table, download
from bancheng.ground.access import EVERYWHERE, Target, may
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.types import SearchQuery

HEADS = ("常用说法", "规范词")
TRIED = 8


def listed(request: StaffRequest) -> Answer:
    filters = SynonymFilters(request.GET)
    rows, pages = keyset(request, selectors.synonyms(filters.value("q")))
    return {
        "filters": filters,
        "rows": rows,
        "may_edit": may(request.actor, "searches.edit", Target(region=EVERYWHERE)).allowed,
        "csv_url": reverse("workbench:synonyms-export", args=["csv"]),
        "xlsx_url": reverse("workbench:synonyms-export", args=["xlsx"]),
        "parts": ("list",),
        **_tried(request),
        **pages,
    }


def _tried(request: StaffRequest) -> dict[str, Any]:
    """What a word finds, as the portal would answer."""
    word = request.GET.get("try", "").replace("\x00", "").strip()[:60]
    return {"tried": word, "answer": selectors.find(SearchQuery(q=word, size=TRIED)) if word else None}


def add(request: StaffRequest) -> Answer:
    back = reverse("workbench:synonyms")
    form = SynonymForm(request.POST or None, initial={"term": request.GET.get("term", "")[:40]})
    if form.is_valid():
        with telling(form, "term"):
            made = services.add_synonym(by=request.actor, **form.cleaned_data)
            return done(request, _("已增加“%(term)s”，搜索马上按它找。") % {"term": made.term}, "synonyms")
    return form_page(form, title=_("增加同义词"), submit=_("增加"), cancel=back)


def change(request: StaffRequest, pk: int) -> Answer:
    row = _row(pk)
    form = SynonymForm(request.POST or None, initial={"term": row.term, "means": "\n".join(row.means)})
    if form.is_valid():
        with telling(form, "term"):
            services.edit_synonym(pk=pk, by=request.actor, **form.cleaned_data)
            return done(request, _("已保存，搜索马上按它找。"), "synonyms")
    title = _("修改“%(term)s”") % {"term": row.term}
    return form_page(form, title=title, submit=_("保存"), cancel=reverse("workbench:synonyms"))


def remove(request: StaffRequest, pk: int) -> Answer:
    row = _row(pk)
    sentence = _("删除“%(term)s”。以后搜这个说法，不再找它的规范词。") % {"term": row.term}
    return removal(
        request,
        title=_("删除同义词"),
        sentence=sentence,
        back=reverse("workbench:synonyms"),
        act=lambda: services.remove_synonym(pk=pk, by=request.actor),
    )


def upload(request: StaffRequest) -> Answer:
    form = SynonymFileForm(request.POST or None, request.FILES or None)
    outcome = None
    if form.is_valid():
        with telling(form, "file"):
            outcome = services.upload_synonyms(content=form.cleaned_data["file"], by=request.actor)
    cancel = reverse("workbench:synonyms")
    return form_page(form, title=_("导入同义词"), submit=_("导入"), cancel=cancel, outcome=outcome)


def export(request: StaffRequest, form: str) -> HttpResponse:
    rows = ((row.term, "；".join(row.means)) for row in selectors.synonyms())
    return download(Table(_("同义词"), HEADS, rows), form)


def _row(pk: int) -> Any:
    row = selectors.synonym(pk)
    if row is None:
        raise Http404
    return row
