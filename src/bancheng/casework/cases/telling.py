"""Who is told of a case: the accounts that act for its applicant, and whoever holds the post at which it is now."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from bancheng.casework.cases import finding, routing, standing, templates
from bancheng.casework.cases.events import CaseEvent
from bancheng.casework.cases.lifecycle import WITH_US
from bancheng.casework.cases.models import Case
from bancheng.registers.identity import selectors as identity
from bancheng.registers.messages import selectors as inbox
from bancheng.registers.messages import services as messages

POSTS = {
    "submitted": "clerk",
    "accepted": "reviewer",
    "under_review": "reviewer",
    "suspended": "reviewer",
    "decided": "result_desk",
}

_TOLD_ONCE = (
    *(templates.SUBMITTED, templates.SUPPLEMENT, templates.ACCEPTED, templates.NOT_ACCEPTED),
    *(templates.DECIDED, templates.DELIVERED),
)
OF_THE_WHOLE = frozenset(one.key for one in _TOLD_ONCE)
"""What the whole tells once for all its parts (一次告知)."""


def case_of(event: CaseEvent) -> Case:
    """The case of an event, with its organisation and its filer."""
    row = finding.find(event.case, Case.objects.select_related("organisation", "filer"))
    assert row is not None, "a submitted case is never deleted"
    return row


def tell(case: Case, key: str, *, but: int | None = None, since: datetime | None = None, **facts: Any) -> None:
    """One message to each account that acts for the applicant; none twice; `since` when, for a step that may come again.

    `but`: the person who is not told, because he did it.
    """
    if case.part_of and key in OF_THE_WHOLE:
        return
    about = standing.subject_of(case)
    for account in _accounts(case, but):
        if not inbox.has_message(account, key, about, since=since):
            messages.notify(account, key, subject=about, item=case.item_name, number=case.number or "", **facts)


def tell_desk(event: CaseEvent, key: str, **facts: Any) -> None:
    """Tell whoever holds the post at which the case is now; nobody once it has ended."""
    case = case_of(event)
    open_task = case.tasks.filter(state="open").order_by("due_at").first()
    if case.state in (*WITH_US, "decided"):
        tell_role(case, open_task.post if open_task else POSTS.get(case.state, "approver"), key, **facts)


def tell_role(case: Case, role: str, key: str, **facts: Any) -> None:
    """Tell everybody who holds a role for the organ of the case, once; `chief`: its chief representative with the decision."""
    about = standing.subject_of(case)
    told = {"item": case.item_name, "number": case.number or "", **facts}
    if role == routing.CHIEF:
        accounts = identity.holders_of_power(routing.POWER, case.organisation_id).values_list("pk", flat=True)
        if accounts:
            messages.notify_several(accounts, key, subject=about, once=True, **told)
            return
        # His chair has become empty meanwhile: the organ's own approvers may decide as well.
        role = "approver"
    place: dict[str, Any] = {"region": case.region_id, "organisation": case.organisation_id}
    messages.notify_role(role, key, subject=about, once=True, **place, **told)


def day_words(day: date) -> str:
    """“7月15日”."""
    return f"{day.month}月{day.day}日"


def _accounts(case: Case, but: int | None) -> list[int]:
    # For a firm its people of today are told: an operator whose authority has ended is told no more, though he filed.
    filer = case.filer_id if case.legal_person_id is None or case.capacity == Case.Capacity.AGENT else None
    persons = {case.applicant_id, filer} - {None, but}
    found = {identity.account_of_person(person) for person in persons if person is not None}
    if case.legal_person_id is not None:
        found |= set(identity.accounts_of_legal_person(case.legal_person_id))
    return sorted(found - {0})
