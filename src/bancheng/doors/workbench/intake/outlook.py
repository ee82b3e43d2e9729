"""What acceptance today would mean: until when the organ has, and to whom the file goes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bancheng.casework.cases.types import POSTS
from bancheng.doors.frame import words
from bancheng.ground.law import DECISION, today
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog.types import GuideDocument
from bancheng.registers.organisations import selectors as organisations

BEFORE = {"intake", "accept"}
LONGEST_BAR = 30


@dataclass(frozen=True, slots=True)
class Outlook:
    """`days`: the working days up to the promised due day, for the picture; none where there are too many to draw."""

    promised: str
    due_on: date
    days: tuple[date, ...]
    statutory: str
    statutory_due: date | None
    provisional: bool
    next_stage: str
    next_post: str


def outlook(document: GuideDocument) -> Outlook:
    """If the case were accepted today."""
    day = today()
    statutory = catalog.term_of(document.statutory)
    promised = catalog.term_of(document.promised) or statutory or DECISION
    region = document.identity.region_code
    clocks = organisations.clocks(region, accepted=day, promised=promised, statutory=statutory)
    ours, lawful = clocks.promised, clocks.statutory
    cells = ours.cells(day)
    following = next((stage for stage in catalog.in_order(document.stages) if stage.kind not in BEFORE), None)
    return Outlook(
        promised=words.limit(document.promised),
        due_on=ours.due(day),
        days=tuple(cell.day for cell in cells) if len(cells) <= LONGEST_BAR else (),
        statutory=words.limit(document.statutory),
        statutory_due=lawful.due(day) if lawful is not None else None,
        provisional=ours.is_provisional(day) or (lawful is not None and lawful.is_provisional(day)),
        next_stage=following.name if following else "",
        next_post=POSTS.get(following.post, "") if following else "",
    )
