"""What a process keeps of published versions: they cannot change, so what was made of one is made once.

A merge is known by the digest of the bundle's version, the digests of its members' guides, the data elements that they
name, and the answers: where any of these is another, it is another merge.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter

from bancheng.casework.bundles import finding
from bancheng.casework.bundles.choosing import Choice, choices
from bancheng.casework.bundles.merging import MemberGuide, Merged, merge
from bancheng.casework.bundles.models import BundleVersion
from bancheng.casework.bundles.planning import Savings, savings
from bancheng.casework.bundles.schema import BundleBody
from bancheng.registers.catalog.types import ElementView

KEPT = 512
FIRST = itemgetter(0)
Answers = tuple[tuple[str, str, object], ...]
"""Element, the kind of its value (for 1 and True are the same key, and not the same answer), value."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A version under its digest, by which its body is told from others; the body itself may wait in the database."""

    digest: str
    version: BundleVersion = field(compare=False)


@dataclass(frozen=True, slots=True)
class Made:
    """What a published version is made of: two with the same digests and elements are the same."""

    digest: str
    guides: tuple[tuple[int, str], ...]
    elements: tuple[ElementView, ...]
    mark: int
    body: BundleBody = field(compare=False)
    members: tuple[MemberGuide, ...] = field(compare=False)

    def __hash__(self) -> int:
        return self.mark


@lru_cache(maxsize=KEPT)
def _read(stored: Stored) -> BundleBody:
    return BundleBody.model_validate(stored.version.body)


def body_of(version: BundleVersion) -> BundleBody:
    """The body of a published version; one is never written again."""
    return _read(Stored(version.digest, version))


def made_of(version: BundleVersion, digests: Mapping[int, str]) -> Made:
    """A published version with its members' guides. `digests`: of all guide versions that it holds to, and perhaps others.

    Raises LookupError where one is gone.
    """
    body = body_of(version)
    members = tuple(finding.pinned_guides(version, body, digests))
    guides = tuple((one.version_id, digests[one.version_id]) for one in members)
    elements = tuple(finding.elements_for(body, members).values())
    mark = hash((version.digest, guides, elements))
    return Made(version.digest, guides, elements, mark, body, members)


def merged(made: Made, answers: Mapping[str, object] | None = None) -> Merged:
    """The merge of a published version under these answers."""
    given = tuple((code, type(value).__name__, value) for code, value in sorted((answers or {}).items(), key=FIRST))
    try:
        return _merged(made, given)
    except TypeError:  # a list cannot be looked up; it is merged all the same
        return merge(made.body, made.members, _by_code(made), answers)


@lru_cache(maxsize=KEPT)
def counted(made: Made) -> Savings:
    """What a bundle spares over all its members, before any answer."""
    return savings(_merged(made, ()))


@lru_cache(maxsize=KEPT)
def choices_of(made: Made) -> tuple[Choice, ...]:
    """Where its members stand for each other."""
    return choices(made.body, _by_code(made))


@lru_cache(maxsize=KEPT)
def _merged(made: Made, answers: Answers) -> Merged:
    return merge(made.body, made.members, _by_code(made), {code: value for code, _, value in answers})


def _by_code(made: Made) -> dict[str, ElementView]:
    return {one.code: one for one in made.elements}
