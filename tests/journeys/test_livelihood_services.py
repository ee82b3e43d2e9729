"""Services of daily life: each domain of the plan has an item that can be applied for, and families who moved find theirs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from tests.journeys.test_every_guide_can_be_walked import COUNTY, guides, people_of_xixia
from tests.journeys.walker import Cast, decided, filed, situations

from bancheng.casework.cases import selectors
from bancheng.ground.access import limits
from bancheng.ground.law import SHANGHAI
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog.types import SearchQuery

DOMAINS: Mapping[str, tuple[str, ...]] = {
    "公共教育": ("G068",),
    "劳动就业": ("G044",),
    "医疗卫生": ("G019",),
    "养老": ("G096",),
    "托育": ("G093",),
    "住房保障": ("G097", "G092"),
    "水": ("G089",),
    "电": ("G090",),
    "气": ("G091",),
    "热": ("G094",),
    "网络通信": ("G095",),
    "法律援助": ("G081",),
}
"""青海省第 13 条: key of the guides of each domain."""
FIELDS = {"教育文化": "education", "医疗卫生": "medical", "社会保障": "social_security"}
"""山西省三（三）5: the three fields and their themes."""


@pytest.fixture
def cast(db: None, time_machine: Any) -> Cast:
    time_machine.move_to(datetime(2026, 11, 20, 9, tzinfo=SHANGHAI), tick=False)
    return people_of_xixia()


@pytest.mark.demand("CAT-42")
@pytest.mark.demand("CAT-47")
def test_each_domain_has_an_item_to_apply_for_and_families_who_moved_find_the_three_fields(
    cast: Cast, client: Client
) -> None:
    offered = {name.split()[0]: (item, document) for name, item, document in guides()}
    for domain, keys in DOMAINS.items():
        for key in keys:
            item, document = offered[key]
            limits.forget("cases.upload", cast.person.key)
            number = filed(item, document, next(situations(document, most=1)), cast)
            assert selectors.staff_case(cast.window, number).line.state == "submitted", domain
            # With stages of the house only (CAT-45) between those that the applicant is told of.
            if key == "G097":
                decided(number, cast)
    _families_who_moved_find_theirs(client)


def _families_who_moved_find_theirs(client: Client) -> None:
    """Through the filter of the public list, to the guide itself."""
    for field, theme in FIELDS.items():
        found = catalog.find(SearchQuery(region=COUNTY, group="migrant_family", theme=theme))
        assert found.results, field
        page = client.get("/items/", {"group": "migrant_family", "theme": theme, "region": COUNTY})
        assert found.results[0].title in page.content.decode(), field
        guide = client.get(f"/guide/{found.results[0].item_id}/")
        assert guide.status_code == 200 and "migrant_family" in guide.context["document"].groups
