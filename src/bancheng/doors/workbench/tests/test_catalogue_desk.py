"""The catalogue desk: tree and facets lead on and back, rows tell how complete and how sound a guide is."""

from __future__ import annotations

import pytest

from bancheng.doors.workbench.tests.cast import Desk, text
from bancheng.registers.catalog.tests.sample import make_item, published

pytestmark = pytest.mark.django_db


def test_facets_lead_on_under_the_other_filters_and_back(desk: Desk) -> None:
    published(desk.world.market, "食品经营许可")
    make_item(desk.world.water, "用水报装", item_type="20", nature="convenience", coded=False)
    client = desk.browser("service_officer")
    page = text(client.get("/work/items/"))
    assert "?theme=licence" in page and "准营准办" in page and f"organisation={desk.world.water.pk}" in page
    narrow = client.get("/work/items/", {"theme": "licence", "state": "published"})
    assert [item.name for item in narrow.context["rows"]] == ["食品经营许可"]
    assert 'href="?state=published" aria-current="true"' in text(narrow) and 'name="theme" value="licence"' in text(
        narrow
    )


def test_a_row_tells_what_is_missing_and_that_nothing_was_examined_yet(desk: Desk) -> None:
    published(desk.world.market, "食品经营许可")
    make_item(desk.world.water, "用水报装", coded=False)
    page = text(desk.browser("service_officer").get("/work/items/"))
    assert "缺 5 项" in page and "常见问题" in page and "还没有写" in page and "未检查" in page


def test_the_sheet_holds_completeness_missing_elements_and_findings(desk: Desk) -> None:
    published(desk.world.market, "食品经营许可")
    sheet = b"".join(desk.browser("service_officer").get("/work/items/export/csv/")).decode()
    assert "完整度,缺少的要素,质检问题" in sheet and "79%,受理标准、空白表格" in sheet and "未检查" in sheet


def test_who_may_not_publish_is_offered_no_batch_and_who_may_sees_both_buttons(desk: Desk) -> None:
    make_item(desk.world.market, "食品经营许可")
    assert "发布勾选的草稿" not in text(desk.browser("town_officer").get("/work/items/"))
    page = text(desk.browser("catalog_reviewer").get("/work/items/"))
    assert "发布勾选的草稿" in page and "发布这里所有的草稿" in page
