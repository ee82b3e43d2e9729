"""成批发布: tick drafts, or take all that pass the filters; see what is wrong with each, choose the day, publish, read the report."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.doors.workbench.catalog.forms import PublishForm
from bancheng.doors.workbench.catalog.guide.views import link
from bancheng.doors.workbench.catalog.views import query_of
from bancheng.doors.workbench.forms import confirmed, telling
from bancheng.doors.workbench.jobs.views import found, polled, state_of
from bancheng.doors.workbench.lists import number
from bancheng.doors.workbench.pages import other_page
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.types import BatchLine

AT_ONCE = 50
"""So many are published while one waits, and so many are shown with their faults; more go to the background."""
MOST = 2000
TICKED = 200
TASK = "publish_drafts"
PAIR = re.compile(r"([0-9]{1,18}):([0-9]{1,9})")

Pairs = tuple[tuple[int, int], ...]
"""Drafts by id, each with the revision that was looked at."""


def publish(request: StaffRequest) -> Answer:
    """The drafts with their faults and the day; with the answer yes, the report or the page of the job."""
    if request.method != "POST":
        raise Http404
    drafts = _drafts(request)
    if not drafts:
        messages.error(request, _("没有您能发布的草稿。请先勾选有草稿的事项。"), extra_tags="warn")
        return redirect("workbench:items")
    form = PublishForm(request.POST if confirmed(request) else None)
    if form.is_valid():
        day = form.cleaned_data["effective_from"]
        with telling(form):
            if len(drafts) > AT_ONCE:
                made = services.start_batch(drafts=drafts, effective_from=day, by=request.actor)
                return redirect("workbench:batch-report", made.pk)
            lines = services.publish_batch(drafts=drafts, effective_from=day, by=request.actor)
            return other_page(request, "items", "catalog/batch_report.html", _told(lines))
    return _page(request, drafts, form)


def report(request: StaffRequest, pk: int) -> dict[str, Any]:
    """How far the batch is, and what became of each draft."""
    job = found(request, pk)
    if job.task.rpartition(".")[2] != TASK:
        raise Http404
    state = state_of(request, job)
    lines = selectors.batch_lines(job.result)
    left = job.result.get("left", 0) if isinstance(job.result, dict) else 0
    more = {"job": job, "state": state, "left": left, "parts": ("progress",)}
    return {**_told(lines), **more, **polled(request, state)}


def _page(request: StaffRequest, drafts: Pairs, form: PublishForm) -> dict[str, Any]:
    shown = selectors.batch_drafts(request.actor, [draft for draft, _revision in drafts[:AT_ONCE]])
    rows = [(one, [(fault, link(one.item_id, fault)) for fault in one.blocking]) for one in shown]
    return {
        "page_title": _("成批发布"),
        "rows": rows,
        "form": form,
        "total": len(drafts),
        "ready": sum(not one.blocking for one in shown),
        "at_once": AT_ONCE,
        "pairs": ",".join(f"{draft}:{revision}" for draft, revision in drafts),
        "cut": len(drafts) == MOST,
        "back": f"{reverse('workbench:items')}?{request.GET.urlencode()}",
        "errors": form.is_bound,
        "status": 422 if form.is_bound else 200,
    }


def _told(lines: tuple[BatchLine, ...]) -> dict[str, Any]:
    return {
        "page_title": _("成批发布"),
        "published": [line for line in lines if line.number],
        "others": [line for line in lines if not line.number],
    }


def _drafts(request: StaffRequest) -> Pairs:
    """What is meant: the drafts that the page before showed, else those ticked, or with `all` every one behind the filters."""
    if confirmed(request):
        pairs = PAIR.findall(request.POST.get("drafts", "")[: MOST * 30])
        return tuple((int(draft), int(revision)) for draft, revision in pairs[:MOST])
    if "all" in request.POST:
        return selectors.batch_keys(request.actor, query_of(request), most=MOST)
    ticked = {key for key in map(number, request.POST.getlist("item")) if key}
    return selectors.batch_ticked(request.actor, sorted(ticked)[:TICKED], most=MOST)
