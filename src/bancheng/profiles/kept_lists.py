"""The lists that offices keep, as files: proofs, intermediary services with demo firms, service standards. Safe to repeat."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bancheng.ground.access import Actor
from bancheng.profiles.catalogue_loader import served_by
from bancheng.profiles.loader_codes import demo_credit_code
from bancheng.registers.lists import services
from bancheng.registers.lists.types import FirmSeed, ProofSeed, ServiceSeed, StandardSeed

FOLDER = Path(__file__).parent / "lists"
ENTERPRISE = "91"


def load_standards(by: Actor) -> int:
    """The library of standards, the same for all regions; returns how many were missing."""
    return services.take_in_standards(seeds=standards(), by=by)


def load_lists(profile: str, by: Actor) -> int:
    """Give the served regions of a profile the lists they lack; returns how many entries were added.

    The regions' organs and the dictionary of materials must be there.
    """
    added = 0
    for region in served_by(profile):
        added += services.take_in_proofs(seeds=proofs(), region=region, by=by)
        added += services.take_in_services(seeds=intermediaries(), region=region, by=by)
        added += services.take_in_firms(seeds=firms(region), region=region, by=by)
        added += services.take_in_followers(seeds=standards(), region=region, by=by)
    return added


def proofs() -> tuple[ProofSeed, ...]:
    """The proofs that the shipped guides ask for."""
    return tuple(ProofSeed(**row) for row in _document("proofs")["proofs"])


def intermediaries() -> tuple[ServiceSeed, ...]:
    """The services that the shipped guides may need."""
    rows = _document("intermediaries")["services"]
    return tuple(ServiceSeed(**(row | {"organs": tuple(row["organs"])})) for row in rows)


def firms(region: str) -> tuple[FirmSeed, ...]:
    """The invented firms with codes of the region."""
    return tuple(
        FirmSeed(
            uscc=demo_credit_code(ENTERPRISE, region, f"firm-{row['stem']}"),
            name=row["name"],
            kind=row["kind"],
            contact=row["contact"],
            services=tuple(row["services"]),
        )
        for row in _document("intermediaries")["firms"]
    )


def standards() -> tuple[StandardSeed, ...]:
    """The library with its versions."""
    return tuple(
        StandardSeed(
            code=row["code"],
            name=row["name"],
            family=row["family"],
            issuer=row["issuer"],
            versions=tuple((label, day, changes) for label, day, changes in row["versions"]),
            followed_by=tuple(row.get("followed_by", ())),
            text=row["text"],
        )
        for row in _document("standards")["standards"]
    )


@cache
def _document(name: str) -> Mapping[str, Any]:
    document: Mapping[str, Any] = yaml.load(
        (FOLDER / f"{name}.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
    )
    return document
