"""Candidates: the figures of items over a year, and the providers that count them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Counts:
    """What happened around one item in a period, all whole numbers.

    `cases` 办件量; `people` different applicants; `attention` 咨询、催办、评价; `complaints` 不满意、投诉; `elsewhere` applicants
    whose home is in another province.
    """

    cases: int = 0
    people: int = 0
    attention: int = 0
    complaints: int = 0
    elsewhere: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.cases + other.cases,
            self.people + other.people,
            self.attention + other.attention,
            self.complaints + other.complaints,
            self.elsewhere + other.elsewhere,
        )


class VolumeProvider(Protocol):
    """What a higher room registers with `lists.selectors.provide_volumes`: counts by item id, both days included."""

    def __call__(self, region: str, since: date, until: date) -> Mapping[int, Counts]: ...


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a ranking: what it is called, how much it is for the item, its weight, its part of the score (0–100)."""

    label: str
    value: int
    weight: int
    part: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item with its rank from 1, its score from 0 to 100 and the figures that make it; `mode` and `listed` say how far it is."""

    rank: int
    item_id: int
    name: str
    organisation_id: int
    organ: str
    score: float
    figures: tuple[Figure, ...]
    mode: str
    mode_label: str
    listed: bool


@dataclass(frozen=True, slots=True)
class Ranking:
    """The first candidates in their order, and how many there are in all."""

    rows: tuple[Candidate, ...]
    total: int
