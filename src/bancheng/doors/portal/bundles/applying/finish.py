"""Checking the whole, declaring once, submitting; and the confirmation with one number for all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from bancheng.casework.bundles import selectors, services
from bancheng.casework.bundles.types import RunningBundle, merged_fees
from bancheng.casework.cases.types import Problem
from bancheng.doors.frame import words
from bancheng.doors.frame.qr import qr
from bancheng.doors.portal.apply import finish
from bancheng.doors.portal.apply.courses import address
from bancheng.doors.portal.apply.drafts import LONGEST_KEY, CitizenRequest, Page
from bancheng.doors.portal.bundles.applying.whole import TOGETHER, Whole
from bancheng.doors.portal.site.ways import applicant
from bancheng.ground.law import Refused


def check(request: CitizenRequest, draft: Whole) -> Page:
    if request.method != "POST":
        return _shown(request, draft, draft.problems)
    try:
        services.submit(draft.key, by=request.actor, declared=request.POST.get("declared") == "yes")
    except Refused as refused:
        return _refused(request, draft, refused)
    return redirect("portal:bundle-application-done", draft.key)


def _refused(request: CitizenRequest, draft: Whole, refused: Refused) -> Page:
    """The page again with what is wrong; but of two presses of the button the later gets the confirmation of the first."""
    if selectors.state_of(request.actor, draft.key) != "draft":
        return redirect("portal:bundle-application-done", draft.key)
    if refused.code in {"bundles.changed", "bundles.gone"}:
        return redirect(address(draft, "guide-change"))
    return _shown(request, TOGETHER.read(request.actor, draft), finish.problems_of(refused))


def _shown(request: CitizenRequest, draft: Whole, problems: Sequence[Problem]) -> dict[str, Any]:
    page = selectors.page(draft.draft.region, draft.draft.bundle_key, draft.answers)
    return finish.checked(request, draft, problems) | {
        "parts": draft.parts,
        "days": page.savings.days.together if page is not None else 0,
        "fees": merged_fees(draft.draft.merged).sentence,
        "promises": [
            (part.label, reverse("portal:application-commitment", args=[part.case]))
            for part in draft.parts
            if part.committed
        ],
    }


def done(request: HttpRequest, key: str) -> Page:
    """Bookmarkable: whenever it is opened it says number, query code and what comes next."""
    actor = applicant(request)
    if selectors.state_of(actor, key[:LONGEST_KEY]) == "draft":
        return redirect("portal:bundle-application", key[:LONGEST_KEY])
    found = selectors.running_bundle(actor, key[:LONGEST_KEY])
    link = request.build_absolute_uri(f"{reverse('portal:track')}?number={found.number}")
    return {
        "nav": "cases",
        "page_title": _("提交成功 — %(item)s") % {"item": found.name},
        "found": found,
        "ahead": _ahead(found),
        "link": link,
        "qr": qr(link),
    }


def _ahead(found: RunningBundle) -> tuple[str, ...]:
    """What comes next, and by which day, while it runs."""
    if found.state != "running":
        return ()
    opened = [one.label for one in found.parts if one.state == "open"]
    held = [one for one in found.parts if one.state == "held"]
    steps = []
    if opened:
        facts = {"n": len(opened), "names": "、".join(opened)}
        steps.append(_("%(n)s 个事项已经交给有关部门：%(names)s。5 个工作日内告诉您是否受理。") % facts)
    waits: dict[tuple[str, ...], list[str]] = {}
    for one in held:
        waits.setdefault(one.waits_for, []).append(one.label)
    steps += [
        _("“%(before)s”办成后，由我们直接提交，不用您再来：%(names)s。")
        % {"before": "、".join(before), "names": "、".join(names)}
        for before, names in waits.items()
        if before
    ]
    if found.due_on:
        steps.append(_("预计%(due)s前全部办完。") % {"due": words.long_date(found.due_on)})
    return (*steps, _("要补材料的，各部门要补的内容合成一张清单一次告诉您；每有进展，消息会发到您的空间和手机。"))
