"""One duty, and closing it with a result."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.doors.workbench import subjects
from bancheng.doors.workbench.forms import StaffForm, done, form_page, telling, text_field
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.registers.duties import selectors, services
from bancheng.registers.duties.types import where_closed


class ResultForm(StaffForm):
    result = text_field(
        gettext_lazy("完成情况"), longest=2000, rows=3, help_text=gettext_lazy("办了什么、依据哪个文件")
    )


def duty(request: StaffRequest, pk: int) -> dict[str, Any]:
    found = selectors.duty(request.actor, pk)
    return {
        "page_title": found.title,
        "duty": found,
        "subject_url": subjects.url_of(found.subject) if found.subject else "",
    }


def close(request: StaffRequest, pk: int) -> Answer:
    found = selectors.duty(request.actor, pk)
    if where := where_closed(found.kind):
        messages.info(request, where, extra_tags="info")
        return redirect(
            (subjects.url_of(found.subject) if found.subject else "") or reverse("workbench:duty", args=[pk])
        )
    form = ResultForm(request.POST or None)
    if form.is_valid():
        with telling(form):
            services.close_duty(duty=pk, by=request.actor, **form.cleaned_data)
            return done(request, _("“%(title)s”已办结。") % {"title": found.title}, "desk")
    back = reverse("workbench:duty", args=[pk])
    return form_page(form, title=_("办结：%(title)s") % {"title": found.title}, submit=_("办结"), cancel=back)
