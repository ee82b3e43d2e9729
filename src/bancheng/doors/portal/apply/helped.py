"""Who helps from afar, and where each of his marks is dealt with: what the pages of an application show above themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import SimpleLazyObject

from bancheng.casework.cases import selectors
from bancheng.casework.cases.types import AssistanceView, DraftView, Hint, Problem
from bancheng.doors.portal.apply import steps


@dataclass(frozen=True, slots=True)
class Marked:
    """A hint with the place where it is dealt with."""

    hint: Hint
    url: str


def strip(draft: DraftView) -> Any:
    """Who helps and what waits to be dealt with; nothing, mostly. Read when a page shows it."""

    def read() -> dict[str, Any] | None:
        found = selectors.live_assistance(draft.key)
        if found is None:
            return None
        return {"view": found, "marks": [one for one in marked(draft, found) if not one.hint.settled]}

    return SimpleLazyObject(read)


def marked(draft: DraftView, found: AssistanceView | None) -> tuple[Marked, ...]:
    """The hints, each with the address of its place."""
    return tuple(
        Marked(one, steps.mend_url(draft, Problem(one.part, one.place, one.sentence)))
        for one in (found.hints if found else ())
    )
