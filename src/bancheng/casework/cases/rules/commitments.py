"""告知承诺: the text that is signed, and whose keeping is looked at afterwards. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from bancheng.ground.crypto import canonical_sm3, keyed_hash
from bancheng.registers.catalog.types import COMMITMENT_CONTENTS, CommitmentTemplate

DRAW = "cases.commitment_draw"
TICKETS = 10_000
ALWAYS = 100
"""Percent: a commitment of high risk is looked at in every case; no locality lowers that (APP-21)."""


def contents_of(template: CommitmentTemplate) -> dict[str, str]:
    """The five contents in the order of telling."""
    return {name: getattr(template, name) for name in COMMITMENT_CONTENTS}


def digest(
    *, item: str, guide: int, applicant: str, lines: Iterable[Mapping[str, Any]], contents: Mapping[str, str]
) -> str:
    """SM3 of the very words that are signed: whose, for which item and guide version, instead of what, the five contents."""
    replaced = [(line["code"], line["name"]) for line in lines]
    told = [(label, contents[name]) for name, label in COMMITMENT_CONTENTS.items()]
    return canonical_sm3([item, guide, applicant, replaced, told])


def ticket(number: str) -> int:
    """The lot of a case, 0 to 9999, out of its number under the installation's key: foreseen by nobody, proven by anybody
    who holds the key."""
    return int(keyed_hash(number, purpose=DRAW)[:8], 16) % TICKETS


def drawn(lot: int, rate: int) -> bool:
    """Whether the lot falls within the rate (percent)."""
    return lot < rate * TICKETS // 100


def parts_of(organs: Sequence[tuple[int, str]]) -> dict[int, list[str]]:
    """Organ → the parts it takes, in the order given; an organ that approves and supervises checks once."""
    found: dict[int, list[str]] = {}
    for organ, part in organs:
        if part not in found.setdefault(organ, []):
            found[organ].append(part)
    return found


def years_after(day: date, years: int) -> date:
    """The same day so many years on; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
