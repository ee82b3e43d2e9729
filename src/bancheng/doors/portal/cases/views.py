"""One's own cases: the list, one case with its papers, and what an applicant may do with it besides applying."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.casework.bundles import selectors as bundles
from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.types import OwnCase
from bancheng.doors.portal.bundles.following import lines as following
from bancheng.doors.portal.cases import showing
from bancheng.doors.portal.cases.forms import WithdrawForm
from bancheng.doors.portal.site.ways import applicant, pdf, sent
from bancheng.frontline.ratings import selectors as ratings
from bancheng.ground.access import AccessDenied, Actor
from bancheng.ground.law import Refused

PAGE = 20
LONGEST_CURSOR = 200
PARTS = {
    "all": gettext_lazy("全部"),
    "draft": gettext_lazy("草稿"),
    "open": gettext_lazy("办理中"),
    "done": gettext_lazy("已办结"),
}

Page = HttpResponse | dict[str, Any]


def cases(request: HttpRequest) -> dict[str, Any]:
    actor = applicant(request)
    part = request.GET.get("part", "")
    part = part if part in PARTS else "all"
    after = request.GET.get("after", "")[:LONGEST_CURSOR]
    page = selectors.own_cases(actor, part=part, after=after, size=PAGE)
    counts, whole = selectors.own_counts(actor), following.counts(actor)
    return {
        "nav": "cases",
        "tab": "cases",
        "part": part,
        "parts": [(key, label, counts.get(key, 0) + whole.get(key, 0)) for key, label in PARTS.items()],
        "rows": [(line, showing.mark(line.public_state)) for line in page.rows],
        "next_cursor": page.next_cursor,
        "later": bool(after),
        "wholes": following.listed(actor, part) if whole.get(part) and not after else (),
    }


def case(request: HttpRequest, key: str) -> Page:
    actor = applicant(request)
    try:
        found = selectors.own_case(actor, key)
    except AccessDenied:
        return redirect("portal:own-bundle", _whole_of_draft(actor, key))
    invitation = ratings.invitation_of_case(found.line.key, actor) if found.line.state == "closed" else None
    return _shown(found) | {
        "whole": bundles.of_case(found.line.key),
        "invitation": invitation,
        "todo": showing.todo(found, may_rate=invitation is not None and invitation.open),
    }


def _whole_of_draft(actor: Actor, key: str) -> str:
    """A part that still waits for its turn is seen in its bundle. AccessDenied, invisible, for anything else."""
    whole = bundles.of_case(key)
    if whole is None or bundles.state_of(actor, whole[0]) == "draft":
        raise AccessDenied(_("没有找到这个办件。"), visible=False)
    return whole[0]


def _shown(found: OwnCase) -> dict[str, Any]:
    line, steps = found.line, showing.told(found.steps)
    return {
        "nav": "cases",
        "page_title": f"{line.public_state} — {line.item_name}",
        "case": found,
        "line": line,
        "mark": showing.mark(line.public_state),
        "clock": showing.figure(found),
        "waiting": any(not paper.ready for paper in found.papers),
        "steps": steps,
        "way": showing.way(found.progress, steps),
    }


def withdraw(request: HttpRequest, key: str) -> Page:
    actor = applicant(request)
    found = selectors.own_case(actor, key)
    if "withdraw" not in found.verbs:
        messages.info(request, _("这件申请现在不能撤回。"), extra_tags="warn")
        return redirect("portal:case", found.line.key)
    form = WithdrawForm(sent(request), initial={"version": found.line.version})
    if form.is_valid():
        try:
            typed = form.cleaned_data
            services.withdraw(found.line.key, by=actor, reason=typed["reason"], expected=typed["version"])
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.info(request, _("申请已经撤回。"), extra_tags="ok")
            return redirect("portal:case", found.line.key)
    return {"nav": "cases", "line": found.line, "form": form, "status": 422 if form.errors else 200}


def urge(request: HttpRequest, key: str) -> HttpResponse:
    """Once a day; a second time is told on the page of the case."""
    actor = applicant(request)
    found = selectors.own_case(actor, key)
    if request.method == "POST":
        try:
            services.urge(found.line.key, by=actor)
        except Refused as error:
            messages.info(request, str(error), extra_tags="warn")
        else:
            messages.info(request, _("已经催办，承办的人会收到消息。每天可以催一次。"), extra_tags="ok")
    return redirect("portal:case", found.line.key)


def paper(request: HttpRequest, number: str) -> Page:
    """The file of a paper about a case of one's own, also for the agent and those who act for the firm."""
    actor = applicant(request)
    try:
        file = selectors.paper_file(actor, number)
    except Refused as error:
        return {"nav": "cases", "number": number, "failed": error.code == "documents.failed", "status": 202}
    return pdf(file.open(), file.name)
