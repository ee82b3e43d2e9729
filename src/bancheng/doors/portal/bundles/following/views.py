"""The page of one's own bundle: every member's state, the overall date and what decides it, what to do now."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.shortcuts import redirect

from bancheng.casework.bundles import selectors
from bancheng.casework.bundles.types import RunningBundle
from bancheng.doors.portal.apply.drafts import LONGEST_KEY, Page
from bancheng.doors.portal.bundles.following import showing
from bancheng.doors.portal.site.ways import applicant
from bancheng.frontline.ratings import selectors as ratings
from bancheng.ground.access import Actor, Subject
from bancheng.registers.payments import selectors as payments


def own(request: HttpRequest, key: str) -> Page:
    actor = applicant(request)
    if selectors.state_of(actor, key[:LONGEST_KEY]) == "draft":
        return redirect("portal:bundle-application", key[:LONGEST_KEY])
    found = selectors.running_bundle(actor, key[:LONGEST_KEY])
    charged = bills_of(found)
    invitation = ratings.invitation_of_case(found.key, actor) if found.state == "closed" else None
    return _shown(found) | {
        "bills": charged,
        "invitation": invitation,
        "todos": showing.todos(found, charged, may_rate=invitation is not None and invitation.open),
    }


def _shown(found: RunningBundle) -> dict[str, Any]:
    return {
        "nav": "cases",
        "page_title": f"{found.outcome_label or found.state_label} — {found.name}",
        "found": found,
        "mark": showing.mark_of(found),
        "way": showing.way(found),
        "rows": showing.rows(found.parts),
        "earlier": showing.rows(found.earlier),
        "longest": showing.longest(found),
        "over": showing.over(found) if found.state == "closed" else "",
        "counts_on_me": showing.waits_for_me(found),
        "may_withdraw": any(_withdrawable(one.verbs) for one in found.parts),
    }


def _withdrawable(verbs: tuple[str, ...]) -> bool:
    return bool({"withdraw", "drop"} & set(verbs))


def bills(request: HttpRequest, key: str) -> dict[str, Any]:
    """All bills of the members with their sum; each organ's is paid by itself, one after the other."""
    found = _own(applicant(request), key)
    charged = bills_of(found)
    return {"nav": "cases", "found": found, "bills": charged, "next": next(iter(charged.payable), None)}


def bills_of(found: RunningBundle) -> showing.Bills:
    """One query a member that was handed to its organ."""
    cases = [one.case for one in (*found.earlier, *found.parts) if one.case and one.number]
    return showing.Bills(
        tuple(bill for case in cases for bill in payments.bills_of_subject(Subject("cases.case", case)))
    )


def _own(actor: Actor, key: str) -> RunningBundle:
    return selectors.running_bundle(actor, key[:LONGEST_KEY])
