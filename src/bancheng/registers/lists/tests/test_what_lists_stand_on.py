"""A public list cites the document of the locality only where that holds; elsewhere, and before its day, the general law."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from bancheng.registers.catalog.tests.sample import COUNTY, OTHER_COUNTY, PLATFORM, PROVINCE, World
from bancheng.registers.lists import selectors, services
from bancheng.registers.lists.keys import BASIS_FOUR_ENDS
from bancheng.registers.lists.public import Column, public_list
from bancheng.registers.lists.types import ListQuery
from bancheng.registers.organisations import services as organisations

LAW, OWN = "《优化营商环境条例》第三十七条", "《新密市管理办法（试行）》第十二条"
Move = Callable[[date], None]


def cited(region: str, code: str = "four-ends", **query: Any) -> str:
    page = selectors.list_page(code, region, ListQuery(**query))
    assert page is not None
    (line,) = [line for line in selectors.public_lists(region) if line.code == code]
    assert query or line.article == page.article, "index and page say the same"
    return page.article


def own_basis(region: str, since: date) -> None:
    organisations.set_rule(key=BASIS_FOUR_ENDS.key, region=region, value=OWN, valid_from=since, by=PLATFORM)


def test_a_document_of_one_county_is_not_cited_in_another(world: World, move: Move) -> None:
    move(date(2026, 11, 20))
    assert cited(COUNTY) == cited(OTHER_COUNTY) == LAW
    own_basis(OTHER_COUNTY, date(2026, 11, 20))
    assert (cited(COUNTY), cited(OTHER_COUNTY), cited(PROVINCE)) == (LAW, OWN, LAW)


def test_a_document_of_the_province_is_cited_in_its_counties_and_from_its_day_on(world: World, move: Move) -> None:
    move(date(2026, 11, 20))
    own_basis(PROVINCE, date(2026, 12, 1))
    assert cited(COUNTY) == LAW
    move(date(2026, 12, 1))
    assert cited(COUNTY) == cited(OTHER_COUNTY) == OWN


def test_an_older_edition_cites_what_held_on_its_day(world: World, move: Move, own_lists: None) -> None:
    rows = [{"name": "甲"}]
    columns = (Column("name", "名称"),)
    public_list(code="board", title="清单", intro="说明", columns=columns, article=BASIS_FOUR_ENDS)(lambda region: rows)
    move(date(2026, 11, 20))
    own_basis(COUNTY, date(2026, 12, 1))
    services.republish("board", region=COUNTY, by=PLATFORM)
    move(date(2026, 12, 2))
    rows.append({"name": "乙"})
    services.republish("board", region=COUNTY, by=PLATFORM)
    assert (cited(COUNTY, "board"), cited(COUNTY, "board", version=1)) == (OWN, LAW)


def test_a_list_whose_law_no_locality_sets_cites_it_everywhere(world: World) -> None:
    assert cited(COUNTY, "proofs") == cited(OTHER_COUNTY, "proofs") == "《优化营商环境条例》第四十四条"
