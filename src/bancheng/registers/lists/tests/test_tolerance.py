"""容缺受理清单: what guides in force let come later, public with its version."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from bancheng.ground.jobs import drain
from bancheng.registers.catalog import services as catalog
from bancheng.registers.catalog.tests import sample
from bancheng.registers.catalog.tests.sample import COUNTY, PLATFORM, World
from bancheng.registers.lists import selectors, services
from bancheng.registers.lists.models import ItemTolerance
from bancheng.registers.lists.tolerance.reading import catch_up


def rows() -> list[dict[str, str]]:
    page = selectors.list_page("tolerance", COUNTY)
    assert page is not None
    return [dict(row) for row in page.rows]


def published_and_listed(*args: Any, **more: Any) -> Any:
    made = sample.published(*args, **more)
    drain()
    services.refresh_stale()
    return made


@pytest.mark.demand("APP-18")
def test_anybody_sees_item_main_and_tolerable_materials_and_an_edit_appears_with_its_version(
    world: World, client: Client
) -> None:
    version = published_and_listed(world.market)
    client.cookies["region"] = COUNTY
    text = client.get("/lists/tolerance/").content.decode()
    for word in ("事项名称", "主要申请材料", "可容缺受理的材料", "食品经营许可申请书", "从业人员健康证明", "第 1 版"):
        assert word in text
    guide = sample.body()
    guide["materials"][0]["necessity"] = "tolerable"
    guide["materials"][1]["necessity"] = "required"
    sample.republish(version.item, guide)
    drain()
    services.refresh_stale()
    (row,) = rows()
    assert (row["main"], row["tolerable"]) == ("从业人员健康证明", "食品经营许可申请书")
    assert "第 2 版" in client.get("/lists/tolerance/").content.decode()
    assert "第 1 版" in client.get("/lists/tolerance/?version=1").content.decode()


def test_an_item_without_tolerable_materials_or_out_of_use_is_not_listed(world: World) -> None:
    strict = sample.body(materials=sample.body()["materials"][:1])
    published_and_listed(world.market, "严格的事项", guide=strict)
    gone = published_and_listed(world.market, "要取消的事项")
    assert [row["name"] for row in rows()] == ["要取消的事项"]
    catalog.suspend_item(item=gone.item, reason="系统升级", by=PLATFORM)
    services.refresh_all()
    assert rows() == []


def test_what_no_reaction_has_read_yet_is_read_for_the_list_and_kept_by_the_night(world: World) -> None:
    sample.published(world.market)
    assert not ItemTolerance.objects.exists()
    services.refresh_all()
    assert [row["tolerable"] for row in rows()] == ["从业人员健康证明"]
    assert (catch_up(), catch_up()) == (1, 0)
    assert ItemTolerance.objects.get().main == ["食品经营许可申请书"]
