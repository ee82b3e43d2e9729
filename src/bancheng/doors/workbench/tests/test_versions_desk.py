"""The history of a guide at the desk: deltas, any two compared, rolled back; and what it comes to by department."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from bancheng.doors.workbench.tests.cast import Desk, text
from bancheng.registers.catalog import services
from bancheng.registers.catalog.models import GuideVersion
from bancheng.registers.catalog.tests.sample import PLATFORM, body, make_item, published, republish
from bancheng.registers.catalog.tests.test_measuring import fuller, leaner

pytestmark = pytest.mark.django_db


def url(name: str, *args: Any, **query: str) -> str:
    asked = "&".join(f"{key}={value}" for key, value in query.items())
    return reverse(f"workbench:{name}", args=args) + (f"?{asked}" if asked else "")


@pytest.mark.demand("CAT-43")
def test_publishing_version_2_shows_before_and_after_of_steps_materials_days_and_trips(desk: Desk) -> None:
    first = published(desk.world.market, guide=fuller())
    services.save_draft(item=first.item, body=leaner(), revision=0, by=PLATFORM)
    officer = desk.browser("service_officer")
    asked = text(officer.get(url("guide-publish", first.item_id)))
    for said in ("办理环节", "少 1 个", "要交的材料", "少 1 份", "承诺时限", "少 4 个工作日", "到现场次数", "少 2 次"):
        assert said in asked
    sent = {"effective_from": "2026-11-20", "revision": "1"}
    assert officer.post(url("guide-publish", first.item_id), sent).status_code == 302
    shown = text(officer.get(url("version", first.item_id, 2)))
    assert "和第 1 版相比" in shown and "4 个" in shown and "3 个" in shown and "少 2 次" in shown
    board = text(officer.get(url("gains")))
    assert desk.world.market.name in board and "少 4 个工作日" in board and "第 1 版到第 2 版" in board
    sheet = b"".join(officer.get(url("gains-export", "csv"))).decode()
    assert "19 个工作日" in sheet and "-4" in sheet


def test_a_draft_saved_since_it_was_looked_at_is_not_published(desk: Desk) -> None:
    item = make_item(desk.world.market)
    services.save_draft(item=item, body=body(), revision=0, by=PLATFORM)
    services.save_draft(item=item, body=body(summary="又改了"), revision=1, by=PLATFORM)
    answer = desk.browser("service_officer").post(
        url("guide-publish", item.pk), {"effective_from": "2026-11-20", "revision": "1"}
    )
    assert answer.status_code == 409 and "没有看过的内容不会发布" in text(answer)
    item.refresh_from_db()
    assert item.current is None


def test_any_two_versions_are_compared_element_by_element_in_words(desk: Desk) -> None:
    first = published(desk.world.market, guide=fuller())
    republish(first.item, leaner(summary="新的说明"))
    republish(first.item, leaner(summary="更新的说明", keywords=["开饭店", "夜宵"]))
    reader = desk.browser("town_officer")
    page = text(reader.get(url("versions-compare", first.item_id, before="1", after="2")))
    assert "删去" in page and "营业执照" in page and "修改" in page and "19" in page and "一句话说明" in page
    assert "夜宵" not in page
    back = text(reader.get(url("versions-compare", first.item_id, before="2", after="1")))
    assert "新增" in back and "多 1 份" in back
    assert "夜宵" in text(reader.get(url("versions-compare", first.item_id)))
    same = text(reader.get(url("versions-compare", first.item_id, before="2", after="2")))
    assert "两版没有区别" in same


@pytest.mark.parametrize("asked", ["before=9&after=x", "before=%00", "before=99999999999999999999", "after=draft"])
def test_versions_that_are_not_there_compare_as_if_nothing_was_asked(desk: Desk, asked: str) -> None:
    first = published(desk.world.market)
    found = desk.browser("town_officer").get(url("versions-compare", first.item_id) + "?" + asked)
    assert found.status_code == 200 and "两版没有区别" in text(found)


def test_an_item_without_a_guide_has_nothing_to_compare(desk: Desk) -> None:
    item = make_item(desk.world.market)
    assert "还没有可以比较的版本" in text(desk.browser("town_officer").get(url("versions-compare", item.pk)))


def test_an_earlier_version_is_published_again_after_showing_what_changes(desk: Desk) -> None:
    first = published(desk.world.market, guide=fuller())
    republish(first.item, leaner())
    officer, place = desk.browser("service_officer"), url("version-restore", first.item_id, 1)
    page = text(officer.get(place))
    assert "按现在的规则检查，没有错误" in page and "多 4 个工作日" in page and 'name="current" value="2"' in page
    done = officer.post(place, {"effective_from": "2026-11-20", "current": "2"}, follow=True)
    assert "第 1 版的内容已作为第 3 版发布" in text(done)
    again = officer.post(place, {"effective_from": "2026-11-20", "current": "2"})
    assert again.status_code == 422 and "请重新核对后再回退" in text(again)
    assert GuideVersion.objects.count() == 3
    assert officer.get(url("version-restore", first.item_id, 9)).status_code == 404
    assert desk.browser("catalog_editor").get(place).status_code == 403


def test_a_scheduled_version_is_seen_warned_of_and_withdrawn_before_its_day(desk: Desk) -> None:
    first = published(desk.world.market)
    republish(first.item, body(summary="以后的"), effective_from=date(2026, 12, 1))
    services.save_draft(item=first.item, body=body(summary="现在的"), revision=0, by=PLATFORM)
    officer = desk.browser("service_officer")
    assert "待施行" in text(officer.get(url("item", first.item_id)))
    assert "2026-12-01 起自动施行" in text(officer.get(url("version", first.item_id, 2)))
    assert "第 2 版原定 2026-12-01 起施行" in text(officer.get(url("guide-publish", first.item_id)))
    sent = {"reason": "先不改", "confirm": "yes"}
    assert officer.post(url("version-withdraw", first.item_id, 2), sent).status_code == 302
    assert GuideVersion.objects.get(item=first.item, number=2).state == "withdrawn"


@pytest.mark.parametrize("asked", ["since=x&until=2026-02-30", "organisation=zz&region=%00", "since=9999-12-31"])
def test_the_board_of_savings_answers_bad_filters_with_an_empty_or_whole_list(desk: Desk, asked: str) -> None:
    assert desk.browser("service_officer").get(url("gains") + "?" + asked).status_code == 200
