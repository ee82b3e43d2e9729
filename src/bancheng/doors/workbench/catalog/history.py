"""The versions of an item's guide: one of them, any two compared, an earlier one published again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from bancheng.doors.frame.words import long_date
from bancheng.doors.workbench.catalog.forms import PublishForm, VersionsForm
from bancheng.doors.workbench.catalog.gains import delta_lines
from bancheng.doors.workbench.catalog.guide.views import link
from bancheng.doors.workbench.catalog.marking import marked
from bancheng.doors.workbench.catalog.preview import preview
from bancheng.doors.workbench.catalog.views import rights
from bancheng.doors.workbench.forms import done
from bancheng.doors.workbench.lists import number as whole_number
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.ground import law
from bancheng.ground.access import Target, demand
from bancheng.ground.law import Refused
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.types import DraftView, Fault, GuidePage, GuideRefused, VersionLine

DRAFT = "draft"


def version(request: StaffRequest, pk: int, number: int) -> dict[str, Any]:
    """One version, what it changed against the one before it, and how people see it."""
    one = selectors.staff_item(request.actor, pk)
    page = _version(pk, number)
    body, before = _body(page), _before(page)
    earlier = _body(_version(pk, before.number)) if before else None
    return {
        "page_title": _("%(name)s 第 %(n)s 版") % {"name": one.name, "n": number},
        "item": one,
        "page": page,
        "preview": preview(page.name, body),
        "line": next(line for line in page.versions if line.number == number),
        "before": before,
        "deltas": delta_lines(earlier, body) if earlier else (),
        "restorable": page.state in {"superseded", "withdrawn"} and not one.cancelled_on,
        "rights": rights(request, one),
    }


def compare(request: StaffRequest, pk: int) -> dict[str, Any]:
    """Any two versions, or a version and the draft, element by element."""
    view = selectors.draft(request.actor, pk)
    choices = _choices(view)
    form = VersionsForm(request.GET, choices={"before": choices, "after": choices})
    chosen = [form.value(name) or usual for name, usual in zip(("before", "after"), _usual(view), strict=True)]
    before, after = (_named(view, key) for key in chosen)
    words = dict(choices)
    return {
        "page_title": _("比较版本：%(name)s") % {"name": view.item.name},
        "item": view.item,
        "choices": choices,
        "chosen": chosen,
        "titles": [words.get(key, "") for key in chosen],
        "parts_changed": marked(before, after) if choices else (),
        "deltas": delta_lines(before, after) if before and after else (),
        "printed": law.now(),
    }


def restore(request: StaffRequest, pk: int, number: int) -> Answer:
    """回退: the page shows what would change and what is wrong with it today; the button publishes the old text anew."""
    row = selectors.version_of(request.actor, pk, number)
    view = selectors.draft(request.actor, pk)
    target = Target(region=view.item.region_code, organisation=view.item.organisation_id)
    demand(request.actor, "catalog.publish", target)
    form, faults = PublishForm(request.POST or None), None
    if form.is_valid():
        looked_at = whole_number(request.POST.get("current"))
        try:
            made = services.restore_version(version=row, by=request.actor, current=looked_at, **form.cleaned_data)
        except GuideRefused as refused:
            faults = refused.faults
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            told = {"n": made.number, "old": number, "day": long_date(form.cleaned_data["effective_from"])}
            return done(request, _("第 %(old)s 版的内容已作为第 %(n)s 版发布，%(day)s起施行。") % told, "item", pk)
    if faults is None:
        faults = selectors.version_faults(request.actor, pk, number)
    return _restore_page(view, _version(pk, number), form, faults)


def scheduled(view: DraftView) -> tuple[VersionLine, ...]:
    """The versions whose day is still to come: what is published now with a higher number takes their place."""
    return tuple(line for line in view.versions if line.state == "published" and line.effective_from > law.today())


def _restore_page(view: DraftView, page: GuidePage, form: PublishForm, faults: tuple[Fault, ...]) -> dict[str, Any]:
    pk, body, wrong = view.item.id, _body(page), form.is_bound
    public = selectors.guide(pk)
    current = _body(public) if public and public.is_current else {}
    return {
        "page_title": _("回退到第 %(n)s 版：%(name)s") % {"n": page.version, "name": view.item.name},
        "item": view.item,
        "page": page,
        "view": view,
        "form": form,
        "current": view.item.version or 0,
        "faults": [(fault, link(pk, fault)) for fault in faults if fault.blocks],
        "warnings": [(fault, link(pk, fault)) for fault in faults if not fault.blocks],
        "deltas": delta_lines(current, body) if current else (),
        "parts_changed": marked(current, body) if current else (),
        "scheduled": scheduled(view),
        "impact": selectors.impact([pk]),
        "errors": wrong,
        "status": 422 if wrong else 200,
    }


def _version(pk: int, number: int) -> GuidePage:
    page = selectors.guide(pk, version=number)
    if page is None:
        raise Http404
    return page


def _body(page: GuidePage) -> dict[str, Any]:
    return page.document.model_dump(mode="json")


def _before(page: GuidePage) -> VersionLine | None:
    """The version before, but for those taken back."""
    lines = (line for line in page.versions if line.number < page.version and line.state == "published")
    return max(lines, key=lambda line: line.number, default=None)


def _choices(view: DraftView) -> list[tuple[str, str]]:
    """What can be compared, the newest first."""
    draft = [(DRAFT, _("第 %(n)s 版草稿") % {"n": view.number})] if view.saved else []
    return draft + [(str(line.number), _choice(view, line)) for line in view.versions]


def _choice(view: DraftView, line: VersionLine) -> str:
    told = {"n": line.number, "day": line.effective_from.isoformat()}
    if line.number == view.item.version:
        return _("第 %(n)s 版，%(day)s 起施行，现行") % told
    if line.state == "withdrawn":
        return _("第 %(n)s 版，%(day)s 起施行，已撤下") % told
    return _("第 %(n)s 版，%(day)s 起施行") % told


def _usual(view: DraftView) -> tuple[str, str]:
    """Where nothing is chosen: the version in force against the draft, else the last two."""
    numbers = [str(line.number) for line in view.versions]
    latest = numbers[0] if numbers else ""
    if view.saved:
        return (str(view.item.version or latest or DRAFT), DRAFT)
    return (numbers[1] if len(numbers) > 1 else latest, latest)


def _named(view: DraftView, key: str) -> Mapping[str, Any]:
    if key == DRAFT:
        return view.body
    chosen = whole_number(key)
    return _body(_version(view.item.id, chosen)) if chosen is not None else {}
