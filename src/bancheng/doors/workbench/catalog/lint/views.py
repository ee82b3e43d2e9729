"""质检: start a run over a catalogue, watch it, read what it found by rule and by organ, take it away as a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.doors.workbench.catalog.guide.views import link
from bancheng.doors.workbench.catalog.lint.forms import SEVERITIES, WHAT, FindingFilters, JudgeForm, StartForm
from bancheng.doors.workbench.catalog.views import organ_choices, rights
from bancheng.doors.workbench.forms import done, form_page, telling
from bancheng.doors.workbench.jobs.views import polled, state_of
from bancheng.doors.workbench.lists import LONGEST, Tab, address, number, pager
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.doors.workbench.tables import Table, download
from bancheng.ground.access import Subject, Target, demand, may
from bancheng.ground.jobs import selectors as jobs
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.types import LintFinding, LintPage

HEADS = (
    *("事项编号", "事项", "实施主体", "地区", "版本", "轻重", "规则", "规则代码"),
    *("位置", "问题", "词句", "依据", "怎样改"),
)
MOST = 100_000
SUSPICION = "suspicion"
MOVING = {"waiting", "running"}


def listed(request: StaffRequest) -> Answer:
    """The runs, and the form that starts one."""
    form = StartForm(request.POST or None, request=request)
    if form.is_valid():
        with telling(form):
            run = services.start_lint(by=request.actor, **form.cleaned_data)
            return redirect("workbench:lint-run", run.pk)
    wrong = form.is_bound
    words = dict(WHAT)
    return {
        "runs": [(run, words.get(run.what, run.what)) for run in selectors.lint_runs(request.actor)],
        "form": form,
        "may_start": any(may(request.actor, action).allowed for action in ("catalog.edit", "catalog.publish")),
        "errors": wrong,
        "status": 422 if wrong else 200,
    }


def run(request: StaffRequest, pk: int) -> Answer:
    """The progress while it lasts, and what was found so far."""
    filters = _filters(request)
    page = _page(request, pk, filters)
    job = jobs.jobs(subject=Subject("catalog.lint", str(pk))).first()
    state = state_of(request, job) if job else None
    polling = polled(request, state) if state and request.htmx.target == "progress" else {}
    return {
        "page_title": _("质检 %(region)s") % {"region": page.run.organisation_name or page.run.region_name},
        "run": page.run,
        "what": dict(WHAT).get(page.run.what, ""),
        "page": page,
        "rows": [(row, link(row.item_id, row.fault)) for row in page.rows],
        "tabs": _rules(request, page, filters.value("code")),
        "filters": filters,
        "job": job,
        "state": state,
        "moving": page.run.state in MOVING,
        "may_edit": may(request.actor, "catalog.edit").allowed,
        "csv_url": _export(request, pk, "csv"),
        "xlsx_url": _export(request, pk, "xlsx"),
        "parts": ("progress", "list"),
        **pager(request, page.next_cursor),
        **polling,
    }


def export(request: StaffRequest, pk: int, form: str) -> HttpResponse:
    found = selectors.lint_run(request.actor, pk)
    name = _("质检 %(region)s") % {"region": found.organisation_name or found.region_name}
    return download(Table(name, HEADS, _lines(request, pk)), form)


def item(request: StaffRequest, pk: int) -> dict[str, Any]:
    """What is found now in one item, draft and guide in force side by side."""
    one = selectors.staff_item(request.actor, pk)
    found = selectors.item_findings(request.actor, pk)
    parts = ((_("草稿"), found.draft), (_("现行指南"), found.current))
    return {
        "page_title": _("质检 %(name)s") % {"name": one.name},
        "item": one,
        "parts_found": [
            (title, [(fault, link(pk, fault)) for fault in faults]) for title, faults in parts if faults is not None
        ],
        "reviews": [
            *selectors.reviews(request.actor, source=SUSPICION, item=pk),
            *selectors.reviews(request.actor, source=SUSPICION, item=pk, open=False),
        ],
        "rights": rights(request, one),
    }


def judge(request: StaffRequest, pk: int) -> Answer:
    """A suspected revival: kept with a reason it may be published, otherwise it stays held."""
    row = next((row for row in selectors.reviews(request.actor, source=SUSPICION).filter(pk=pk)), None)
    if row is None:
        raise Http404
    target = Target(region=row.item.region_id, organisation=row.item.organisation_id)
    demand(request.actor, "catalog.publish", target)
    form = JudgeForm(request.POST or None)
    if form.is_valid():
        with telling(form):
            services.close_review(review=row, by=request.actor, **form.cleaned_data)
            return done(request, _("复核结论已登记。"), "lint-item", row.item_id)
    title = _("复核：%(name)s") % {"name": row.item.name}
    back = reverse("workbench:lint-item", args=[row.item_id])
    return form_page(form, title=title, submit=_("登记结论"), cancel=back, intro=row.reason)


def _filters(request: StaffRequest) -> FindingFilters:
    return FindingFilters(request.GET, choices={"organisation": organ_choices(request)})


def _narrowed(filters: FindingFilters) -> dict[str, Any]:
    return {
        "code": filters.value("code"),
        "severity": filters.value("severity"),
        "organisation": number(filters.value("organisation")),
        "q": filters.value("q"),
    }


def _page(request: StaffRequest, pk: int, filters: FindingFilters) -> LintPage:
    after = request.GET.get("after", "")[:LONGEST]
    return selectors.lint_findings(request.actor, pk, after=after, **_narrowed(filters))


def _rules(request: StaffRequest, page: LintPage, chosen: str) -> list[Tab]:
    """All, then one tab a rule with the number of its findings."""
    everything = Tab(_("全部"), address(request, code=""), not chosen, page.run.findings)
    return [
        everything,
        *(Tab(label, address(request, code=code), chosen == code, count) for code, label, count in page.rules),
    ]


def _export(request: StaffRequest, pk: int, form: str) -> str:
    return f"{reverse('workbench:lint-export', args=[pk, form])}?{request.GET.urlencode()}"


def _lines(request: StaffRequest, pk: int) -> Iterator[tuple[Any, ...]]:
    every = selectors.every_lint_finding(request.actor, pk, **_narrowed(_filters(request)))
    return (_cells(row) for row in islice(every, MOST))


def _cells(row: LintFinding) -> tuple[Any, ...]:
    fault = row.fault
    version = _("草稿") if row.version is None else _("第 %(n)s 版") % {"n": row.version}
    return (
        *(row.item_id, row.item_name, row.organ, row.region_name, version),
        *(str(SEVERITIES.get(fault.severity, fault.severity)), row.label, fault.code),
        *(fault.path, fault.sentence, fault.phrase, fault.article, fault.mend),
    )
