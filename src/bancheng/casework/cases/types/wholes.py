"""Whether a draft that is part of a greater application may still be filled in by itself: the room of the whole answers."""

from __future__ import annotations

from collections.abc import Callable

HandedIn = Callable[[str], bool]
"""`(key of the case) -> bool`: whether it was handed in with its whole, though it is not filed yet. It reads; it never writes."""

_answers: list[HandedIn] = []


def provide_handed_in(answer: HandedIn) -> HandedIn:
    """A higher room answers for the parts of its wholes (bundles)."""
    _answers.append(answer)
    return answer


def handed_in(case: str) -> bool:
    """Whether what was declared of this draft must stay as it is."""
    return any(answer(case) for answer in _answers)
