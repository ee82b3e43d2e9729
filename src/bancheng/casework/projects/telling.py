"""Who is told of a project: the accounts that act for its firm, and the 发改 of its places."""

from __future__ import annotations

from typing import Any

from bancheng.casework.projects.models import Project
from bancheng.registers.identity import selectors as identity
from bancheng.registers.messages import services as messages

COORDINATOR = "project_officer"


def firm(row: Project, key: str, **facts: Any) -> int:
    """Everybody who acts for the firm today; how many."""
    accounts = identity.accounts_of_legal_person(row.legal_person_id)
    return messages.notify_several(accounts, key, subject=row.subject, **facts)


def coordinators(row: Project, key: str, **facts: Any) -> int:
    """The project officers of every region that it is built in; how many."""
    return messages.notify_several(coordinating(row), key, subject=row.subject, **facts)


def coordinating(row: Project) -> set[int]:
    """The accounts of these officers: each sits at the 发改 of his place, whichever department is spoken of."""
    told: set[int] = set()
    for region in dict.fromkeys([row.region_id, *row.sites.order_by("place").values_list("region", flat=True)]):
        told.update(identity.staff_with_role(COORDINATOR, region).values_list("pk", flat=True))
    return told
