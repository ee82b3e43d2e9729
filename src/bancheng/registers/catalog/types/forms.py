"""The application form of a guide as it would lie on paper."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One line of a form. `kind` is that of the element; `options`: labels to tick; `condition`: when it is filled in, in words.

    `applies`: whether it is filled in where every question is answered with its first option (the case of the sample).
    """

    element: str
    section: str
    label: str
    kind: str
    options: tuple[str, ...] = ()
    unit: str = ""
    hint: str = ""
    required: bool = True
    condition: str = ""
    applies: bool = True
