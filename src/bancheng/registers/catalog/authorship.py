"""Who wrote what waits, as the journal tells: nobody judges his own work (settled 12)."""

from __future__ import annotations

from bancheng.ground.access import Actor
from bancheng.ground.journal import selectors as journal
from bancheng.registers.catalog.authority import guide_subject
from bancheng.registers.catalog.models import ImplementationItem

ENDS = ("publish", "drop_draft")
"""With these a draft is over; a version restored meanwhile leaves it standing."""


def wrote(item: ImplementationItem, by: Actor) -> bool:
    """Whether he has saved the draft that waits, be it last or before somebody else."""
    stream = journal.entries_of(guide_subject(item)).filter(refused=False)
    ended = stream.filter(verb__in=ENDS).exclude(facts__has_key="restored")
    last = ended.order_by("-number").values_list("number", flat=True).first()
    return stream.filter(verb="save_draft", actor_key=by.key, number__gt=last or 0).exists()
