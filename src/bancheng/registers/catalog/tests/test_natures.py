"""事项性质: two built in, more by the administrator; items are filtered by them (CAT-09), and by the kind of owner (CAT-08)."""

from __future__ import annotations

import pytest

from bancheng.ground.access import AccessDenied
from bancheng.ground.law import Refused
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.tests.sample import PLATFORM, World, published, staff
from bancheng.registers.catalog.types import SearchQuery


def listed(**filters: str) -> list[str]:
    return [hit.title for hit in selectors.find(SearchQuery(**filters)).results]


@pytest.mark.demand("CAT-09")
def test_filtering_works_by_the_two_built_in_natures_and_by_one_added(world: World):
    extra = services.add_nature(label="公益服务事项", by=staff("natures.edit", region=""))
    published(world.market, "食品经营许可")
    published(world.water, "供水报装", item_type="20", nature="convenience")
    published(world.market, "法律知识讲座报名", item_type="20", nature=extra.code)
    assert listed(nature="power") == ["食品经营许可"]
    assert listed(nature="convenience") == ["供水报装"]
    assert listed(nature=extra.code) == ["法律知识讲座报名"]
    counts = {count.code: (count.label, count.n) for count in selectors.find(SearchQuery()).facets["nature"]}
    assert counts == {
        "power": ("依申请行政权力事项", 1),
        "convenience": ("应用类便民服务事项", 1),
        extra.code: ("公益服务事项", 1),
    }


def test_a_built_in_nature_and_one_in_use_cannot_be_removed(world: World):
    with pytest.raises(Refused, match="内置"):
        services.remove_nature(code="power", by=PLATFORM)
    extra = services.add_nature(label="公益服务事项", code="welfare", by=PLATFORM)
    published(world.market, nature=extra.code)
    with pytest.raises(Refused, match="还有 1 个事项"):
        services.remove_nature(code="welfare", by=PLATFORM)
    assert [(nature.code, nature.items) for nature in selectors.natures()] == [
        ("power", 0),
        ("convenience", 0),
        ("welfare", 1),
    ]


def test_an_added_nature_may_be_renamed_and_removed(world: World):
    extra = services.add_nature(label="公益服务", by=PLATFORM)
    assert extra.code == "nature_1"
    services.edit_nature(code=extra.code, label="公益服务事项", order=0, by=PLATFORM)
    assert selectors.natures()[0].label == "公益服务事项"
    services.remove_nature(code=extra.code, by=PLATFORM)
    assert len(selectors.natures()) == 2


@pytest.mark.parametrize("label", ["", "   ", "长" * 41, "依申请行政权力事项"])
def test_a_nature_needs_a_name_of_its_own(world: World, label: str):
    with pytest.raises(Refused):
        services.add_nature(label=label, by=PLATFORM)


def test_only_an_administrator_of_the_whole_platform_adds_natures(world: World):
    with pytest.raises(AccessDenied):
        services.add_nature(label="公益服务事项", by=staff("natures.edit"))
    with pytest.raises(AccessDenied):
        services.add_nature(label="公益服务事项", by=staff("catalog.edit", region=""))


@pytest.mark.demand("CAT-08")
def test_an_item_of_a_water_company_appears_under_its_owner_type(world: World):
    published(world.market, "食品经营许可")
    version = published(world.water, "供水报装", item_type="20", nature="convenience")
    assert listed(owner_type="public_enterprise") == ["供水报装"]
    assert listed(owner_type="administrative") == ["食品经营许可"]
    page = selectors.guide(version.item_id)
    assert page is not None and page.document.identity.owner_type == "public_enterprise"
    counts = {count.label: count.n for count in selectors.find(SearchQuery()).facets["owner_type"]}
    assert counts == {"行政机关": 1, "公共企事业单位": 1}
