"""The inbox of a member of staff: messages lead to what they are about."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from bancheng.doors.workbench import subjects
from bancheng.doors.workbench.forms import done
from bancheng.doors.workbench.lists import Tab, address, number, pager
from bancheng.doors.workbench.requests import Answer, StaffRequest
from bancheng.registers.messages import selectors, services


def inbox(request: StaffRequest) -> Answer:
    if request.method == "POST":
        count = services.mark_all_read(request.user)
        return done(request, _("%(n)s 条消息已标为已读。") % {"n": count}, "inbox")
    unread = request.GET.get("unread") == "1"
    page = selectors.inbox(request.user, after=number(request.GET.get("after")), unread=unread)
    shown = [
        Tab(_("全部"), address(request, unread=""), not unread),
        Tab(_("未读"), address(request, unread="1"), unread, selectors.unread_count(request.user)),
    ]
    return {"rows": page.messages, "tabs": shown, **pager(request, str(page.next_after or ""))}


def message(request: StaffRequest, pk: int) -> dict[str, Any]:
    found = selectors.message(request.user, pk)
    if found is None:
        raise Http404
    if not found.read:
        services.mark_read(pk, request.user)
    url = subjects.url_of(found.subject) if found.subject else ""
    return {"page_title": found.title, "message": found, "subject_url": url}
