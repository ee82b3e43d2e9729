"""Who knows whether what is stated in an element is true: a higher room says so by a provider (projects, for project codes)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stated:
    """What an application states in an element, and who applies: the key of a legal person, or of a person."""

    element: str
    value: str
    legal_person: int | None = None
    person: int | None = None


ElementCheck = Callable[[Stated], str]
"""`(stated) -> ""` where it is true, else the sentence that says what to do. It reads; it never writes."""

_checks: dict[str, ElementCheck] = {}


def provide_element_check(element: str) -> Callable[[ElementCheck], ElementCheck]:
    """A higher room answers for an element of the dictionary: `@provide_element_check("project_code")`."""

    def register(check: ElementCheck) -> ElementCheck:
        _checks[element] = check
        return check

    return register


def element_check(element: str) -> ElementCheck | None:
    """Who answers for an element; None where nobody does."""
    return _checks.get(element)
