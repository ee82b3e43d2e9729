"""The made-up non-tax codes of the demonstration, so that what its guides charge can be paid at the demo cashier."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bancheng.ground.access import Actor
from bancheng.profiles.catalogue_loader import SOURCE, served_by
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.payments import services as payments

FILE = Path(__file__).parent / "fee_codes.yaml"


def load(profile: str, *, by: Actor) -> int:
    """Enter the codes that the items of a profile lack; how many. In the caller's transaction; the guides must be there."""
    fees = _fees()
    items = catalog.items_of_source(SOURCE, fees.keys(), served_by(profile))
    return payments.take_in_codes(codes={item: fees[guide] for item, guide in items.items()}, by=by)


@cache
def _fees() -> Mapping[str, Mapping[str, str]]:
    document: Mapping[str, Any] = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return {row["guide"]: row["fees"] for row in document["codes"]}
