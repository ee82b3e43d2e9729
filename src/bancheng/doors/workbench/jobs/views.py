"""Background work: what runs, what failed, what comes by the clock; a failed job is started again from here."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.doors.frame.pages import platform
from bancheng.doors.workbench import subjects
from bancheng.doors.workbench.forms import done, question
from bancheng.doors.workbench.jobs.forms import JobFilters
from bancheng.doors.workbench.lists import keyset, tabs
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.ground.access import EVERYWHERE, Subject, Target, may
from bancheng.ground.jobs import selectors, services

STATES = {
    "running": gettext_lazy("进行中"),
    "waiting": gettext_lazy("排队中"),
    "failed": gettext_lazy("失败"),
    "done": gettext_lazy("已完成"),
    "cancelled": gettext_lazy("已取消"),
}
STOP_POLLING = 286
PLATFORM = Target(region=EVERYWHERE)


@dataclass(frozen=True, slots=True)
class JobState:
    """What the page may offer: the job still moves, it may be started again, it may be stopped."""

    moving: bool
    may_retry: bool
    may_cancel: bool


def listed(request: StaffRequest) -> dict[str, Any]:
    filters = JobFilters(request.GET)
    state = filters.value("state") if filters.value("state") in STATES else ""
    rows, pages = keyset(request, selectors.jobs(state=state, q=filters.value("q")))
    return {
        "filters": filters,
        "rows": rows,
        "tabs": tabs(request, "state", STATES, selectors.counts()),
        "may_retry": may(request.actor, "jobs.retry", PLATFORM).allowed,
        "parts": ("list",),
        **pages,
    }


def schedules(request: StaffRequest) -> dict[str, Any]:
    return {"rows": selectors.timetable(), "may_retry": may(request.actor, "jobs.retry", PLATFORM).allowed}


def job(request: StaffRequest, pk: int) -> dict[str, Any]:
    row = found(request, pk)
    state = state_of(request, row)
    about = Subject(row.subject_kind, row.subject_key) if row.subject_kind else None
    return {
        "page_title": row.title,
        "job": row,
        "state": state,
        "arguments": json.dumps(row.arguments, ensure_ascii=False, indent=2),
        "result": json.dumps(row.result, ensure_ascii=False, indent=2) if row.result is not None else "",
        "about": about,
        "about_url": subjects.url_of(about) if about else "",
        "parts": ("progress",),
        **polled(request, state),
    }


def polled(request: StaffRequest, state: JobState) -> dict[str, Any]:
    """What a page with progress adds: htmx is told to stop once the job has ended."""
    return {"status": STOP_POLLING} if request.htmx and not state.moving else {}


def found(request: StaffRequest, pk: int) -> Any:
    """A job that one asked for oneself, or any with `jobs.view` for the whole platform; AccessDenied, 404 without it."""
    row = selectors.jobs().filter(pk=pk).first()
    if row is None:
        raise Http404
    if row.asked_by != request.actor.key:
        platform("jobs.view").check(request.actor)
    return row


def state_of(request: StaffRequest, row: Any) -> JobState:
    retry = may(request.actor, "jobs.retry", PLATFORM).allowed
    moving = row.state in {"waiting", "running"}
    ended = row.state in {"failed", "cancelled"}
    return JobState(
        moving, ended and retry, moving and not row.cancel_asked and (retry or row.asked_by == request.actor.key)
    )


def retry(request: StaffRequest, pk: int) -> Answer:
    row = found(request, pk)
    return question(
        request,
        title=_("重新执行"),
        sentence=_("“%(title)s”从头再做一遍。任务都可以重复做，不会办两次。") % {"title": row.title},
        submit=_("重新执行"),
        back=reverse("workbench:job", args=[pk]),
        act=lambda: services.retry(pk, request.actor),
        said=_("已重新排队。"),
        serious=False,
    )


def cancel(request: StaffRequest, pk: int) -> Answer:
    row = found(request, pk)
    return question(
        request,
        title=_("取消任务"),
        sentence=_("“%(title)s”不再继续；已经做完的部分保留。") % {"title": row.title},
        submit=_("确认取消"),
        back=reverse("workbench:job", args=[pk]),
        act=lambda: services.cancel(pk, request.actor),
        said=_("已要求取消。"),
    )


def schedule(request: StaffRequest, key: str) -> Answer:
    """Run now, pause or resume one line of the timetable; the button pressed says which."""
    if request.method != "POST" or key not in {line.key for line in selectors.timetable()}:
        raise Http404
    act = request.POST.get("act", "")
    if act == "run":
        made = services.run_now(key, request.actor)
        return redirect("workbench:job", made.pk)
    if act not in {"pause", "resume"}:
        raise Http404
    (services.pause if act == "pause" else services.resume)(key, request.actor)
    return done(request, _("已暂停。") if act == "pause" else _("已恢复。"), "schedules")
