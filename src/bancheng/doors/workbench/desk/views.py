"""我的工作台: who I am, what I owe and by when, what waits for me, where my work is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.casework.cases import selectors as cases
from bancheng.casework.cases.types import InboxLine
from bancheng.doors.workbench import rail
from bancheng.doors.workbench.cases import pictures
from bancheng.doors.workbench.requests import StaffRequest
from bancheng.ground import law
from bancheng.ground.access import Target, may
from bancheng.ground.jobs import selectors as jobs
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog.types import StaffFilters
from bancheng.registers.duties import selectors as duties
from bancheng.registers.duties.types import DutyView
from bancheng.registers.identity import selectors as identity
from bancheng.registers.messages import selectors as messages
from bancheng.registers.organisations import selectors as organisations
from bancheng.registers.organisations.types import EVERYWHERE

LONGEST_BAR = 60
SHOWN_MESSAGES = 5
SHOWN_TASKS = 5


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A duty with its picture: one cell is one working day; empty where there are too many to draw."""

    duty: DutyView
    cells: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits for this person: how many, in words, and where to go."""

    count: int
    sentence: str
    url: str
    act: str


def desk(request: StaffRequest) -> dict[str, Any]:
    actor = request.actor
    me = identity.staff_of(request.user)
    inbox = messages.inbox(request.user, size=SHOWN_MESSAGES, unread=True)
    return {
        "me": me,
        "scopes": _scopes(request, me.id if me else 0),
        "tasks": list(_tasks(request)),
        "duties": [_line(duty) for duty in duties.open_duties(actor, size=20)],
        "messages_waiting": inbox.messages,
        "waiting": list(_waiting(request)),
        "links": [place for place in rail.places(actor) if place.section not in {"", "inbox"}],
        "today": law.today(),
    }


def _scopes(request: StaffRequest, staff_id: int) -> tuple[Any, ...]:
    """One's own roles with their scope and days; nobody needs a right to see his own."""
    return tuple(grant for grant in identity.grants_of(staff_id) if grant.current)


def _tasks(request: StaffRequest) -> Iterator[tuple[InboxLine, str]]:
    """The open work of one's posts that is due first, with what is left of its time."""
    if may(request.actor, "cases.view").allowed:
        for row in cases.inbox(request.actor, size=SHOWN_TASKS).rows:
            yield row, pictures.left(row.remaining)


def _line(duty: DutyView) -> DutyLine:
    if duty.left < 0:
        sentence = _("超 %(n)s 个工作日") % {"n": -duty.left}
    elif duty.left == 0:
        sentence = _("今天到期")
    else:
        sentence = _("剩 %(n)s 个工作日") % {"n": duty.left}
    if duty.total > LONGEST_BAR:
        return DutyLine(duty, (), sentence)
    over = min(max(-duty.left, 0), LONGEST_BAR - duty.total)
    cells = ["used"] * min(duty.used, duty.total) + [""] * max(duty.total - duty.used, 0) + ["over"] * over
    return DutyLine(duty, tuple(cells), sentence)


def _waiting(request: StaffRequest) -> Iterator[Waiting]:
    """What only this person's rights let him do, and is there to be done. Each kind costs a query or two."""
    actor = request.actor
    if may(actor, "catalog.edit").allowed:
        page = catalog.staff_items(actor, StaffFilters(coded="0", size=1))
        if page.total:
            url = reverse("workbench:items") + "?coded=0"
            yield Waiting(page.total, _("%(n)s 个事项待赋码，赋码后才能发布") % {"n": page.total}, url, _("去赋码"))
    if may(actor, "catalog.view").allowed and (waiting := catalog.reviews_waiting(actor)):
        sentence = _("%(n)s 个事项需复核：上级清单、基本目录有变动，或者疑似变相恢复已取消事项") % {"n": waiting}
        yield Waiting(waiting, sentence, reverse("workbench:reviews"), _("去复核"))
    if may(actor, "catalog.publish").allowed and (submitted := catalog.submissions_waiting(actor)):
        url = reverse("workbench:items") + "?submitted=1"
        yield Waiting(submitted, _("%(n)s 份办事指南等审核") % {"n": submitted}, url, _("去审核"))
    if may(actor, "jobs.view", Target(region=EVERYWHERE)).allowed and (failed := jobs.jobs(state="failed").count()):
        url = reverse("workbench:jobs") + "?state=failed"
        yield Waiting(failed, _("%(n)s 个后台任务失败") % {"n": failed}, url, _("去处理"))
    if may(actor, "calendar.edit", Target(region=EVERYWHERE)).allowed:
        known = organisations.calendar().known
        for year in (law.today().year, law.today().year + 1):
            if year not in known:
                sentence = _("%(year)s 年的工作日历还是暂定的，跨到这一年的期限不准") % {"year": year}
                yield Waiting(1, sentence, reverse("workbench:calendar-year", args=[year]), _("去录入"))
