"""基本目录: the four elements that every level shares, who is alike, one matter at all its levels."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.doors.workbench.catalog.forms import item_types
from bancheng.doors.workbench.catalog.guide.text import lines_of, rows_of
from bancheng.doors.workbench.forms import StaffForm, done, form_page, question, telling, text_field
from bancheng.doors.workbench.lists import FilterForm, choice_field, keyset, search_field
from bancheng.doors.workbench.regions import region_choices
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.ground.access import Target, demand, may, region_stem
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.types import BasicView
from bancheng.registers.organisations.types import EVERYWHERE

BASIS_LINE = ("law", "article", "text")


class BasicFilters(FilterForm):
    """Words, province, type, and whether the legal basis is set."""

    q = search_field(gettext_lazy("事项"), gettext_lazy("名称或者编码"))
    province = choice_field(gettext_lazy("省"), lambda: _provinces())
    item_type = choice_field(gettext_lazy("类型"), item_types)
    basis = choice_field(gettext_lazy("设定依据"), (("1", gettext_lazy("已核定")), ("0", gettext_lazy("待核定"))))


class BasicForm(StaffForm):
    """What the authority sets; code and type stay as they are."""

    name = text_field(gettext_lazy("事项名称"))
    main_item = text_field(gettext_lazy("主项名称"), required=False)
    basis = text_field(
        gettext_lazy("设定依据"),
        longest=8000,
        rows=6,
        help_text=gettext_lazy("一行一条：法规名称 | 条款 | 原文。例如：《中华人民共和国食品安全法》 | 第三十五条"),
    )
    reason = text_field(gettext_lazy("调整依据"), longest=300, help_text=gettext_lazy("文件名称和文号"))


def basics(request: StaffRequest) -> dict[str, Any]:
    filters = BasicFilters(request.GET)
    chosen = {name: filters.value(name) for name in ("q", "province", "item_type")}
    rows = selectors.basic_items(**{"province": _own_province(request), **{k: v for k, v in chosen.items() if v}})
    settled = filters.value("basis")
    rows = rows.filter(basis=[]) if settled == "0" else rows.exclude(basis=[]) if settled == "1" else rows
    found, pages = keyset(request, rows.order_by("-pk"))
    return {"filters": filters, "rows": found, "parts": ("list",), **pages}


def basic(request: StaffRequest, code: str) -> dict[str, Any]:
    view = _view(code)
    return {
        "page_title": view.name,
        "basic": view,
        "unlike": [one for one in view.implementations if not one.alike],
        "may_set": may(request.actor, "catalog.edit", _province(code)).allowed,
        "may_take_over": may(request.actor, "catalog.edit").allowed,
    }


def change(request: StaffRequest, code: str) -> Answer:
    """Name and basis of a matter, for the catalogue authority of its province."""
    demand(request.actor, "catalog.edit", _province(code))
    view, back = _view(code), reverse("workbench:basic", args=[code])
    written = lines_of([row.model_dump() for row in view.basis], BASIS_LINE)
    initial = {"name": view.name, "main_item": view.main_item, "basis": written}
    form = BasicForm(request.POST or None, initial=initial)
    if form.is_valid():
        said = dict(form.cleaned_data, basis=rows_of(form.cleaned_data["basis"], BASIS_LINE))
        with telling(form):
            services.edit_basic_item(basic=_row(code), by=request.actor, **said)
            return done(request, _("已保存。不一致的实施事项已列入待复核，可以一次采用到草稿。"), "basic", code)
    intro = _("名称、编码、依据、类型四项全省一致。编码 %(code)s 和类型不能更改。") % {"code": code}
    return form_page(form, title=_("调整%(name)s") % {"name": view.name}, submit=_("保存"), cancel=back, intro=intro)


def take_over(request: StaffRequest, code: str) -> Answer:
    view, back = _view(code), reverse("workbench:basic", args=[code])
    unlike = [f"{one.region_name}{one.organ}　{one.name}" for one in view.implementations if not one.alike]
    return question(
        request,
        title=_("采用基本目录的内容"),
        sentence=_("把您管理的实施事项改为与基本目录一致：名称直接更改，依据写入草稿；发布后群众看到。"),
        lines=unlike[:30],
        submit=_("采用到草稿"),
        back=back,
        act=lambda: services.take_over_basic(basic=_row(code), by=request.actor),
        said=_("已采用，请逐项发布草稿，再办结复核。"),
        serious=False,
    )


def levels(request: StaffRequest, pk: int) -> dict[str, Any]:
    item = selectors.staff_item(request.actor, pk)
    found = selectors.levels(request.actor, pk)
    return {"page_title": _("%(name)s各级对照") % {"name": item.name}, "item": item, "found": found}


def _provinces() -> list[tuple[str, str]]:
    return [(code[:2], name.strip("　")) for code, name in region_choices() if len(region_stem(code)) == 2]


def _own_province(request: StaffRequest) -> str:
    return (request.actor.region or "")[:2]


def _province(code: str) -> Target:
    """What the authority over a code answers for: its province; a national code belongs to the whole platform."""
    return Target(region=EVERYWHERE if code.startswith("00") else code[:2].ljust(12, "0"))


def _view(code: str) -> BasicView:
    found = selectors.basic_view(code)
    if found is None:
        raise Http404
    return found


def _row(code: str) -> Any:
    found = selectors.basic_item(code)
    if found is None:
        raise Http404
    return found
