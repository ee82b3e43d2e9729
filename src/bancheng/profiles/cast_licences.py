"""What the demo cast hold from before: identity cards, and the business licence of the noodle shop."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bancheng.ground.access import Actor
from bancheng.ground.codes import id_number
from bancheng.profiles import cast
from bancheng.registers.identity import selectors as people
from bancheng.registers.identity.types import LegalPersonView, PersonView
from bancheng.registers.licences import selectors, services
from bancheng.registers.organisations import selectors as organisations

FILE = Path(__file__).parent / "cast_licences.yaml"


def load(profile: str, *, by: Actor) -> int:
    """Issue what the people of a profile hold and do not have yet; returns how many. Their jobs sign it.

    In the caller's transaction; organisations, people and licence types must be there.
    """
    numbers = {number[:17]: number for number in cast.citizens(profile)}
    return sum(_give(row, numbers[row["id"]], by) for row in _holdings() if row["id"] in numbers)


@cache
def _holdings() -> tuple[Mapping[str, Any], ...]:
    document = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return tuple(document["holdings"])


def _give(row: Mapping[str, Any], number: str, by: Actor) -> int:
    person = people.find_person_by_id_number(number)
    organ = organisations.organisation_for(row["region"], row["organ"])
    if person is None or organ is None:
        return 0
    firm = next((one for one in people.legal_persons_of(person) if one.represents), None) if row.get("firm") else None
    if row.get("firm") and firm is None:
        return 0
    holder = f"legal:{firm.id}" if firm else f"person:{person.id}"
    if selectors.was_issued(holder, row["type"]):
        return 0
    services.issue(
        type_key=row["type"],
        holder_person=None if firm else person.id,
        holder_legal=firm.id if firm else None,
        face=_firm_face(firm, person) | row["face"] if firm else _card_face(person, number) | row["face"],
        valid_from=row["valid_from"],
        valid_to=row.get("valid_to"),
        organisation=organ.pk,
        region=row["region"],
        subject=None,
        by=by,
        paper=False,
    )
    return 1


def _card_face(person: PersonView, number: str) -> dict[str, str]:
    read = id_number(number)
    return {
        "person_name": person.name,
        "person_gender": read.sex.label,
        "birth_date": read.birth.isoformat(),
        "person_id_number": number,
    }


def _firm_face(firm: LegalPersonView, person: PersonView) -> dict[str, str]:
    return {"org_name": firm.name, "org_uscc": firm.uscc, "legal_representative_name": person.name}
