"""On the way: the list of tasks with who waits for whom, a bundle that changed, throwing the draft away."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from bancheng.casework.bundles import services
from bancheng.doors.portal.apply import steps
from bancheng.doors.portal.apply.courses import address
from bancheng.doors.portal.apply.drafts import CitizenRequest, Page, context
from bancheng.doors.portal.bundles.applying.whole import Whole
from bancheng.ground.law import Refused


def application(request: CitizenRequest, draft: Whole) -> Page:
    tasks = steps.tasks(draft)
    return context(draft, _("申请进度")) | {
        "tasks": tasks,
        "done": sum(task.state == steps.DONE for task in tasks),
        "next": steps.first_open(draft),
        "unfit": draft.draft.unfit,
        "answers_url": steps.question_url(draft, 1) if draft.questions else "",
        "discard_url": address(draft, "discard"),
    }


def change(request: CitizenRequest, draft: Whole) -> Page:
    """Told before going on; what was filled in stays where the new version still asks for it."""
    if not (draft.draft.changed or draft.draft.gone):
        return redirect(address(draft))
    if request.method == "POST" and not draft.draft.gone:
        try:
            services.refresh(draft.key, by=request.actor)
        except Refused as refused:
            messages.info(request, str(refused), extra_tags="warn")
        else:
            messages.info(request, _("已换成新的版本，填过的内容都在。请接着办。"), extra_tags="ok")
        return redirect(address(draft))
    return context(draft, _("这件事有新版本")) | {"gone": draft.draft.gone, "discard_url": address(draft, "discard")}


def discard(request: CitizenRequest, draft: Whole) -> Page:
    if request.method == "POST":
        services.discard(draft.key, by=request.actor)
        messages.info(request, _("这份草稿已经删除。"), extra_tags="ok")
        return redirect("portal:bundle", draft.draft.bundle_key)
    return context(draft, _("删除草稿"))
