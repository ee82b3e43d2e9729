"""What the demonstration charges can be paid there, and loading it again enters no code twice."""

from __future__ import annotations

import pytest

from bancheng.ground.access import system
from bancheng.profiles import fee_codes, loader
from bancheng.profiles.catalogue_loader import SOURCE
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.payments import selectors

BY, COUNTY = system("测试"), "411323000000"


@pytest.fixture
def _xixia(db: None) -> None:
    loader.load(["xixia-2018"])


@pytest.mark.usefixtures("_xixia")
def test_the_fees_of_two_organs_can_be_billed_and_paid_online() -> None:
    items = catalog.items_of_source(SOURCE, {"G029", "G055", "G057"}, {COUNTY})
    assert sorted(items.values()) == ["G029", "G055", "G057"]
    for item in items:
        pinned = catalog.pin(item)
        assert pinned is not None and selectors.pays_online(item, pinned.document), items[item]


@pytest.mark.usefixtures("_xixia")
def test_loading_again_enters_nothing_and_leaves_the_codes_of_the_locality() -> None:
    assert fee_codes.load("xixia-2018", by=BY) == 0
