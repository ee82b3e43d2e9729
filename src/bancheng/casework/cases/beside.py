"""What nearly every act on a case asks besides its row, read in the statement that locks the row.

Each is a look-up by key in another table: the digest of the guide it stands under, the organ that signs its papers, the
head of its journal, the marks of the small tables that a process keeps, and whether a clerk may decide it on the spot.
None of them is guarded by the lock: a head that has moved since is found out when the journal is written, the others
hold as of the moment at which the act began.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Exists, OuterRef, QuerySet

from bancheng.casework.cases.models import Case, ItemGrant
from bancheng.ground.access import Actor
from bancheng.ground.journal import selectors as journal
from bancheng.ground.journal.types import Head
from bancheng.ground.law import today
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.organisations import selectors as organisations
from bancheng.registers.organisations.types import OrganWords

KIND = "cases.case"
_BESIDE = "_beside"


@dataclass(slots=True)
class Beside:
    """What was read of a locked case besides its columns. `head` is gone once the journal has been written."""

    guide: int
    digest: str
    organ: OrganWords
    marks: str
    head: Head | None
    spot: tuple[str, int, bool] | None
    """(key of a clerk, item, whether he may decide it on the spot today); None where somebody else acts."""


def locked(by: Actor | None = None) -> QuerySet[Case]:
    """Cases whose row is locked as it is read, until the transaction ends. `by`: who is about to act."""
    rows = _rows().select_for_update()
    if by is None or by.kind != "staff":
        return rows
    return rows.annotate(told_spot=Exists(item_grants(by).filter(item=OuterRef("item"))))


def keep(row: Case, by: Actor | None = None) -> Case:
    """Put aside what `locked` read beside the row."""
    told = row.__dict__
    spot = (by.key, row.item_id, told.pop("told_spot")) if by is not None and "told_spot" in told else None
    told[_BESIDE] = Beside(
        guide=row.guide_version_id,
        digest=told.pop("told_digest"),
        organ=organisations.organ_words(told.pop("told_organ")),
        marks=told.pop("told_marks"),
        head=journal.head_of(told.pop("told_head")),
        spot=spot,
    )
    return row


def of(row: Case) -> Beside | None:
    """What was read beside a locked row; None where the row came otherwise."""
    found: Beside | None = row.__dict__.get(_BESIDE)
    return found


def digest_of(row: Case) -> str | None:
    """The digest of the guide under which the case stands, if it was read."""
    known = of(row)
    return known.digest if known is not None and known.guide == row.guide_version_id else None


def organ_of(row: Case) -> OrganWords:
    """The organ that signs the papers of the case. No query for a locked row."""
    known = of(row)
    if known is not None and known.organ.pk == row.organisation_id:
        return known.organ
    return organisations.organ_words(row.organisation_id)


def item_grants(actor: Actor) -> QuerySet[ItemGrant]:
    """The grants to decide on the spot that hold for this clerk today (settled 12)."""
    day = today()
    return ItemGrant.objects.filter(staff=actor.key, valid_from__lte=day, valid_to__gte=day, revoked_at=None)


@lru_cache(maxsize=1)
def _rows() -> QuerySet[Case]:
    """Never evaluated itself: each reading is a copy."""
    return Case.objects.order_by().annotate(
        told_digest=catalog.digest_beside("guide_version"),
        told_organ=organisations.organ_beside("organisation"),
        told_marks=organisations.marks_beside(),
        told_head=journal.head_beside(KIND, "key"),
    )
