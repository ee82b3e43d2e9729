"""From the draft to the public page: what lacks, what changes for the citizen; taking back; beginning anew from what is in force."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.casework.bundles import selectors, services
from bancheng.casework.bundles.types import BundleRefused
from bancheng.doors.workbench.bundles.forms import WithdrawForm
from bancheng.doors.workbench.bundles.surround import (
    editable,
    panel,
    publishable,
    revision_of,
    rights,
    stored_of,
)
from bancheng.doors.workbench.forms import done, form_page, question, telling
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.ground.law import Refused

NO_DRAFT = "bundles.no_draft"


def publish(request: StaffRequest, pk: int) -> Answer:
    """The page asks; its button publishes the revision that was looked at, and no other."""
    row = publishable(request, pk)
    refusal, status = "", 200
    if request.method == "POST":
        try:
            made = services.publish(row, by=request.actor, revision=revision_of(request))
        except BundleRefused:
            refusal, status = _("还缺下面这些，补齐以后再发布。"), 422
        except Refused as refused:
            refusal, status = str(refused), 409
        else:
            return done(request, _("第 %(n)s 版已发布，公开页已更新。") % {"n": made.number}, "bundle", pk)
    return _page(request, row) | {"refusal": refusal, "errors": bool(refusal), "status": status}


def _page(request: StaffRequest, row: Any) -> dict[str, Any]:
    written = selectors.written(row)
    text = stored_of(written)
    current = selectors.edition(row, row.current.number) if row.current else None
    shown = panel(row, text)
    changes = selectors.compared(current, shown["page"]) if current and shown["page"] else ()
    return {
        "page_title": _("发布 %(name)s") % {"name": row.name},
        "bundle": selectors.workshop_line(row),
        "written": written,
        "current": current,
        "changes": changes,
        "rights": rights(request, row),
        **shown,
    }


def withdraw(request: StaffRequest, pk: int) -> Answer:
    row = publishable(request, pk)
    back = reverse("workbench:bundle", args=[pk])
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        with telling(form):
            services.withdraw(row, reason=form.cleaned_data["reason"], by=request.actor)
            return done(request, _("已撤下。已经收下的件照常办完。"), "bundle", pk)
    return form_page(
        form,
        title=_("撤下“%(name)s”") % {"name": row.name},
        submit=_("撤下"),
        cancel=back,
        intro=_("撤下以后公开页不再接受新的申请；以前的版本不会自动恢复。已经收下的件照常办完。"),
    )


def renew(request: StaffRequest, pk: int) -> Answer:
    """One press: a draft with the text in force, to be merged with the guides of today; then what differs for the citizen."""
    row = editable(request, pk)
    written = selectors.written(row)
    if written.saved:
        return done(request, _("已经有草稿，按现在的成员指南比较如下。"), "bundle-compare", pk)
    if not written.body:
        raise Refused(NO_DRAFT, _("这件事还没有编写过，请先编写。"))
    return question(
        request,
        title=_("按现在的成员指南准备新版"),
        sentence=_("用现有的内容建一份草稿，按各成员现在的指南重新合并。线上的版本和已经收下的件不受影响。"),
        submit=_("准备新版"),
        back=reverse("workbench:bundle-compare", args=[pk]),
        act=lambda: services.save_draft(row, body=written.body, by=request.actor, revision=0),
        said=_("草稿已建好。下面是申请人会看到的变化，核对以后再发布。"),
        serious=False,
    )
