"""What the pages of 一次办妥 share: their tabs, the region they show, what opens them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bancheng.doors.workbench.lists import Tab, number
from bancheng.doors.workbench.regions import in_scope, region_choices
from bancheng.doors.workbench.requests import StaffRequest
from bancheng.ground.access import Target, may
from bancheng.ground.law import today
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.organisations import selectors as organisations

VIEW, EDIT, REVIEW, RECEIVE = "lists.view", "lists.edit", "lists.review", "lists.receive"
SECTIONS: tuple[tuple[str, Any, str], ...] = (
    ("once", _("办理模式"), VIEW),
    ("once-negative", _("负面清单"), VIEW),
    ("once-batches", _("清单批次"), VIEW),
    ("once-inbox", _("收到的清单"), RECEIVE),
    ("once-candidates", _("候选排序"), VIEW),
    ("once-stars", _("星级看板"), VIEW),
    ("once-coverage", _("上平台情况"), VIEW),
    ("once-checks", _("标准化自查"), VIEW),
    ("once-cross", _("跨省通办"), VIEW),
)


def sections(request: StaffRequest, current: str) -> tuple[Tab, ...]:
    """The tabs that this person may open."""
    return tuple(
        Tab(str(label), reverse(f"workbench:{name}"), name == current)
        for name, label, action in SECTIONS
        if may(request.actor, action).allowed
    )


def regions(request: StaffRequest) -> list[tuple[str, str]]:
    """The regions in which this person may see lists."""
    return in_scope(request.actor, VIEW, region_choices())


def region_of(request: StaffRequest) -> str:
    """The region chosen in the address, else one's own, else the first that one may see; "" where there is none."""
    codes = [code for code, _name in regions(request)]
    for wanted in (request.GET.get("region", ""), request.actor.region):
        if wanted in codes:
            return wanted
    return codes[0] if codes else ""


def organs(request: StaffRequest, region: str = "") -> list[tuple[str, str]]:
    """The organisations whose lists this person may see, of a region and below."""
    found = organisations.organisations_within(request.actor, VIEW)
    if region:
        found = found.filter(pk__in=organisations.organisations(region=region).values("pk"))
    # A village answers to its town and owes no list of its own.
    return [(str(row.pk), row.name) for row in found.exclude(function="village")]


def with_items(request: StaffRequest, region: str) -> list[str]:
    """Of these the ones that have items, and so something to list."""
    facts = catalog.item_facts(actor=request.actor, action=VIEW, region=region, where=~Q(state="cancelled"))
    return [str(pk) for pk in dict.fromkeys(one.organisation_id for one in facts)]


def organ_of(request: StaffRequest) -> int | None:
    """The organisation chosen in the address."""
    return number(request.GET.get("organisation"))


def year_of(request: StaffRequest) -> int:
    """The year chosen in the address, else the last whole one."""
    found = number(request.GET.get("year"), most=2100)
    return found if found and found >= 2000 else today().year - 1


def may_in(request: StaffRequest, action: str, region: str, organisation: int | None = None) -> bool:
    """Whether this person may do the action there."""
    return may(request.actor, action, Target(region=region, organisation=organisation)).allowed


def exports(request: StaffRequest, name: str, *args: Any) -> dict[str, str]:
    """The addresses of the page as files, with what it is narrowed by."""
    query = request.GET.copy()
    query.pop("after", None)
    tail = f"?{query.urlencode()}" if query else ""
    return {f"{form}_url": reverse(f"workbench:{name}", args=[*args, form]) + tail for form in ("csv", "xlsx")}
