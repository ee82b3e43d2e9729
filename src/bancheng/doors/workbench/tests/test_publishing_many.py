"""Many drafts published in one act: what is wrong with each, the report, who lost the race, and the background for many."""

from __future__ import annotations

from typing import Any

import pytest

from bancheng.doors.workbench.tests.cast import Desk, text
from bancheng.ground.jobs import drain
from bancheng.registers.catalog import services
from bancheng.registers.catalog.models import GuideVersion, ImplementationItem
from bancheng.registers.catalog.tests.sample import OTHER_COUNTY, PLATFORM, body, make_item

pytestmark = pytest.mark.django_db
PLACE = "/work/items/publish/"


def drafted(desk: Desk, name: str, *, organ: Any = None, **changes: Any) -> ImplementationItem:
    item = make_item(organ or desk.world.market, name, coded=changes.pop("coded", True))
    services.save_draft(item=item, body=body(**changes), revision=0, by=PLATFORM, keep_incomplete=True)
    return item


def pairs(*items: ImplementationItem) -> str:
    rows = GuideVersion.objects.filter(state="draft", item__in=items).order_by("item")
    return ",".join(f"{row.pk}:{row.revision}" for row in rows)


def confirm(client: Any, drafts: str, day: str = "2026-11-20") -> Any:
    return client.post(PLACE, {"drafts": drafts, "effective_from": day, "confirm": "yes"})


def test_the_sound_drafts_are_published_and_the_others_told_with_their_faults(desk: Desk) -> None:
    sound, faulty = drafted(desk, "好的事项"), drafted(desk, "有错的事项", fees={"charged": False})
    uncoded = drafted(desk, "没有码的事项", coded=False)
    officer = desk.browser("service_officer")
    asked = text(officer.post(PLACE, {"item": [sound.pk, faulty.pk, uncoded.pk]}))
    assert "发布 3 份草稿" in asked and "1 份可以发布，共 3 份" in asked and "待赋码" in asked
    assert pairs(sound, faulty, uncoded) in asked and not GuideVersion.objects.filter(state="published").exists()

    told = text(confirm(officer, pairs(sound, faulty, uncoded)))
    assert "发布了 1 份，没有发布 2 份" in told and "不收费" in told and "请先赋码再发布" in told
    assert [row.item.name for row in GuideVersion.objects.filter(state="published")] == ["好的事项"]


def test_who_lost_the_race_is_told_and_nothing_unseen_is_published(desk: Desk) -> None:
    saved, dropped, done = (drafted(desk, name) for name in ("又存的", "放弃的", "已发的"))
    seen = pairs(saved, dropped, done)
    services.save_draft(item=saved, body=body(summary="别人改的"), revision=1, by=PLATFORM)
    services.drop_draft(item=dropped, by=PLATFORM)
    services.publish(item=done, by=PLATFORM)
    told = text(confirm(desk.browser("service_officer"), seen))
    assert "没有看过的内容不会发布" in told and "已经有人放弃" in told and "已经有人发布了这份草稿" in told
    assert GuideVersion.objects.filter(state="published").count() == 1


def test_all_that_pass_the_filters_go_to_the_background_with_a_report(desk: Desk) -> None:
    for place in range(51):
        drafted(desk, f"事项第{place:02d}号", **({"fees": {"charged": False}} if place == 50 else {}))
    drafted(desk, "另外的")
    officer = desk.browser("service_officer")
    asked = text(officer.post(f"{PLACE}?q=事项第", {"all": "yes"}))
    assert "发布 51 份草稿" in asked and "在后台逐份检查和发布" in asked and "另外的" not in asked
    sent = pairs(*ImplementationItem.objects.filter(name__startswith="事项第"))
    answer = confirm(officer, sent)
    assert answer.status_code == 302
    assert "正在排队" in text(officer.get(answer["Location"]))
    drain()
    told = text(officer.get(answer["Location"]))
    assert "发布了 50 份，没有发布 1 份" in told and "事项第50号" in told
    assert desk.browser("catalog_reviewer").get(answer["Location"]).status_code in {403, 404}


def test_a_batch_that_was_cut_off_and_begins_again_counts_what_it_had_published(desk: Desk) -> None:
    item = drafted(desk, "好的事项")
    sent = pairs(item)
    officer = desk.browser("service_officer")
    for _time in range(2):
        assert "发布了 1 份，没有发布 0 份" in text(confirm(officer, sent))
    assert GuideVersion.objects.count() == 1


def test_nobody_publishes_beyond_his_scope_or_learns_of_what_lies_there(desk: Desk) -> None:
    far = drafted(desk, "外县的事项", organ=desk.world.elsewhere)
    officer = desk.browser("service_officer")
    empty = officer.post(PLACE, {"item": [far.pk]}, follow=True)
    assert "没有您能发布的草稿" in text(empty)
    told = text(confirm(officer, pairs(far)))
    assert "发布了 0 份，没有发布 1 份" in told and "外县的事项" not in told
    assert desk.browser("catalog_editor").post(PLACE, {"item": [far.pk]}).status_code == 403
    assert desk.browser("service_officer", number="Far", region=OTHER_COUNTY).get(PLACE).status_code == 404


@pytest.mark.parametrize("sent", ["", "x:y", "1", "99999999999999999999:1", "1:99999999999", "\x00", "5:1,5:1"])
def test_forged_drafts_publish_nothing(desk: Desk, sent: str) -> None:
    assert confirm(desk.browser("service_officer"), sent).status_code in {200, 302, 422}
    assert not GuideVersion.objects.exists()


def test_a_day_that_is_over_or_no_day_is_asked_for_again(desk: Desk) -> None:
    sent, officer = pairs(drafted(desk, "好的事项")), desk.browser("service_officer")
    for day in ("2026-11-19", "", "明天"):
        answer = confirm(officer, sent, day)
        assert answer.status_code == 422 and sent in text(answer)
    later = text(confirm(officer, sent, "2026-12-01"))
    assert "发布了 1 份" in later and ImplementationItem.objects.get().state == "draft"
