"""A visit at the window: who stands here, for whom, and how he was known. Carried by the address as a signed handle.

Two visits may be open in two tabs of one clerk, so it is not kept in the session, where the second would take the place of
the first. The handle names rows, never a number of a person; it is signed for one member of staff, and void after an hour.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from datetime import timedelta
from typing import Any

from django.core import signing

from bancheng.ground.access import AccessDenied, Actor
from bancheng.ground.law import Refused

SALT = "workbench.intake"
LASTS = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Visit:
    """`person` stands at the window; `capacity` and `method` are codes of `cases.types`; the others are whom he acts for."""

    person: int
    method: str
    capacity: str = "self"
    legal_person: int | None = None
    principal: int | None = None

    @property
    def applicant(self) -> int | None:
        """The natural person who applies; None where a legal person does."""
        return None if self.legal_person is not None else self.principal or self.person

    def filing(self) -> dict[str, Any]:
        """Who files and how he was known, as `cases.services.start_at_window` asks."""
        return {
            "person_id": self.person,
            "legal_person_id": self.legal_person,
            "principal_id": self.principal,
            "capacity": self.capacity,
            "identity_method": self.method,
        }

    @property
    def holder(self) -> str:
        """Whose licences they are, as `licences.selectors.held` asks."""
        return f"legal:{self.legal_person}" if self.applicant is None else f"person:{self.applicant}"


def handle_of(visit: Visit, to: Actor) -> str:
    """The visit as it stands in addresses for this member of staff."""
    return signing.dumps([to.key, *astuple(visit)], salt=SALT)


def visit_of(handle: str, by: Actor) -> Visit:
    """The visit of a handle. Raises Refused (intake.visit_over) after an hour, AccessDenied (not visible) for one forged or
    another's.
    """
    try:
        key, *rest = signing.loads(handle, salt=SALT, max_age=LASTS)
    except signing.SignatureExpired as error:
        raise Refused("intake.visit_over", "核验身份已经超过一小时，请回到“综合受理”重新核验。") from error
    except signing.BadSignature:
        key, rest = "", []
    if key != by.key:
        raise AccessDenied("没有找到这次核验，请重新核验身份。", visible=False)
    return Visit(*rest)
