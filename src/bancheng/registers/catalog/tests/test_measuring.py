"""Four deltas between versions, what they come to by organ, and an earlier version published again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from bancheng.ground.access import AccessDenied
from bancheng.ground.journal import selectors as journal
from bancheng.ground.law import Refused
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.measuring import deltas, measures
from bancheng.registers.catalog.models import Facet, GuideVersion
from bancheng.registers.catalog.tests.sample import COUNTY, PLATFORM, World, body, published, republish, staff
from bancheng.registers.catalog.types import GuideRefused

TODAY = date(2026, 11, 20)
SITE = {
    "visits": 2,
    "visit_reason": "现场核对原件",
    "visit_basis": [{"law": "《食品经营许可管理办法》", "article": "第九条"}],
}


@pytest.fixture(autouse=True)
def _that_friday(time_machine_at: Callable[[date], None]) -> None:
    time_machine_at(TODAY)


def leaner(**more: Any) -> dict[str, Any]:
    """A stage, a paper, five days and two trips fewer than `fuller`."""
    return body(**more)


def fuller() -> dict[str, Any]:
    stages = body()["stages"]
    look = {"key": "look", "name": "审查", "kind": "review", "post": "reviewer", "after": ["accept"]}
    stages = [*stages[:2], look, stages[2] | {"after": ["look"]}]
    paper = body()["materials"][0] | {"code": "M0002", "name": "营业执照", "kind": "certificate"}
    return body(
        stages=stages,
        materials=[*body()["materials"], paper],
        promised={"unit": "workday", "n": 19},
        **SITE,
    )


def changes(before: dict[str, Any] | None, after: dict[str, Any]) -> dict[str, int | None]:
    found = deltas(measures(before) if before is not None else None, measures(after))
    return {delta.key: delta.change for delta in found}


def test_the_four_deltas_are_counted_from_stages_papers_the_promise_and_trips() -> None:
    assert changes(fuller(), leaner()) == {"steps": -1, "materials": -1, "days": -4, "trips": -2}
    assert changes(leaner(), fuller()) == {"steps": 1, "materials": 1, "days": 4, "trips": 2}


def test_a_paper_that_is_spared_or_made_by_filling_in_is_not_handed_in() -> None:
    papers = body()["materials"]
    spared = [papers[0] | {"generated": True}, papers[1] | {"exempt": "sharing", "exempt_note": "数据共享"}]
    assert changes(body(), body(materials=spared))["materials"] == -2


def test_days_are_subtracted_in_one_unit_only_and_at_once_is_none_of_any() -> None:
    weeks, at_once = body(promised={"unit": "day", "n": 10}), body(promised={"unit": "instant"}, handling="instant")
    assert changes(body(), weeks)["days"] is None
    assert changes(body(), at_once)["days"] == -15 and changes(weeks, at_once)["days"] == -10
    assert changes(at_once, body())["days"] == 15
    assert changes(body(), body(promised={"unit": "none", "note": "法律未规定"}))["days"] is None


def test_an_unfinished_draft_is_measured_as_far_as_it_goes() -> None:
    assert changes(body(), {"materials": [{}], "stages": "?", "promised": {"unit": "workday"}, "visits": True}) == {
        "steps": None,
        "materials": -1,
        "days": None,
        "trips": None,
    }
    assert changes(None, body()) == dict.fromkeys(("steps", "materials", "days", "trips"))


def test_a_department_is_credited_with_what_its_new_versions_save_in_the_period(world: World) -> None:
    first = published(world.market, guide=fuller())
    republish(first.item, leaner())
    published(world.market, "只有一版的")
    other = published(world.elsewhere, guide=fuller())
    republish(other.item, leaner())

    found = selectors.gains(staff("catalog.view"), since=date(2026, 1, 1), until=TODAY)
    (organ,) = found.organs
    assert (organ.organ, organ.items, organ.unlike) == (world.market.name, 1, 0)
    assert organ.sums == {"steps": -1, "materials": -1, "days": -4, "trips": -2}
    assert [(one.before, one.after) for one in found.items] == [(1, 2)] and not found.cut
    everywhere = selectors.gains(PLATFORM, since=date(2026, 1, 1), until=TODAY)
    assert everywhere.total.items == 2 and everywhere.total.sums["days"] == -8
    assert selectors.gains(PLATFORM, since=date(2026, 1, 1), until=TODAY, region=COUNTY).total.items == 1
    assert selectors.gains(PLATFORM, since=date(2026, 1, 1), until=TODAY, most=1).cut


def test_what_came_before_or_after_the_period_and_what_was_taken_back_does_not_count(world: World) -> None:
    first = published(world.market, guide=fuller())
    second = republish(first.item, leaner())
    assert not selectors.gains(PLATFORM, since=date(2026, 11, 21), until=date(2026, 12, 31)).items
    assert not selectors.gains(PLATFORM, since=date(2026, 1, 1), until=date(2026, 11, 19)).items
    services.withdraw(version=second, reason="写错", by=PLATFORM)
    assert not selectors.gains(PLATFORM, since=date(2026, 1, 1), until=TODAY).items


def test_gains_are_read_in_few_statements(world: World, django_assert_num_queries: Any) -> None:
    for name in ("甲事项", "乙事项", "丙事项"):
        republish(published(world.market, name, guide=fuller()).item, leaner())
    with django_assert_num_queries(4):
        selectors.gains(PLATFORM, since=date(2026, 1, 1), until=TODAY)


def test_going_back_publishes_the_old_text_as_a_version_of_its_own(world: World) -> None:
    first = published(world.market, guide=body(summary="第一版的说明"))
    republish(first.item, body(summary="第二版的说明"))
    made = services.restore_version(version=first, by=PLATFORM, current=2)
    page = selectors.guide(first.item_id)
    assert page is not None and (made.number, page.version, page.document.summary) == (3, 3, "第一版的说明")
    assert [line.state for line in page.versions] == ["published"] * 3
    entry = journal.latest(kind="catalog.guide", key=str(first.item_id), verb="publish").first()
    assert entry is not None and entry.facts["restored"] == 1


def test_a_draft_being_written_survives_and_moves_behind(world: World) -> None:
    first = published(world.market, guide=body(summary="第一版的说明"))
    republish(first.item, body(summary="第二版的说明"))
    draft = services.save_draft(item=first.item, body=body(summary="正在写"), revision=0, by=PLATFORM)
    services.restore_version(version=first, by=PLATFORM)
    draft.refresh_from_db()
    assert (draft.number, draft.body["summary"], draft.revision) == (4, "正在写", 1)
    assert services.publish(item=first.item, by=PLATFORM, revision=1).number == 4


def test_what_is_in_force_or_never_was_is_not_gone_back_to(world: World) -> None:
    first = published(world.market)
    coming = republish(first.item, body(summary="以后的"), effective_from=date(2026, 12, 1))
    for version, code in ((first, "guide.same"), (coming, "guide.not_yet")):
        with pytest.raises(Refused) as refused:
            services.restore_version(version=version, by=PLATFORM)
        assert refused.value.code == code


def test_who_looked_at_another_version_in_force_is_told_and_nothing_is_published(world: World) -> None:
    first = published(world.market)
    republish(first.item, body(summary="第二版的说明"))
    republish(first.item, body(summary="第三版的说明"))
    with pytest.raises(Refused) as refused:
        services.restore_version(version=first, by=PLATFORM, current=2)
    assert refused.value.code == "guide.outdated" and GuideVersion.objects.count() == 3


def test_an_old_text_that_the_rules_no_longer_allow_does_not_come_back(world: World) -> None:
    first = published(world.market)
    republish(first.item, body(summary="第二版的说明"))
    assert not any(fault.blocks for fault in selectors.version_faults(PLATFORM, first.item_id, 1))
    Facet.objects.filter(kind="theme", code="licence").delete()
    assert any(fault.blocks for fault in selectors.version_faults(PLATFORM, first.item_id, 1))
    with pytest.raises(GuideRefused):
        services.restore_version(version=first, by=PLATFORM)
    assert GuideVersion.objects.count() == 2


def test_nobody_goes_back_for_a_day_that_is_over(world: World) -> None:
    first = published(world.market)
    republish(first.item, body(summary="第二版的说明"))
    with pytest.raises(Refused) as refused:
        services.restore_version(version=first, by=PLATFORM, effective_from=date(2026, 11, 19))
    assert refused.value.code == "guide.date"


def test_only_who_may_publish_goes_back(world: World) -> None:
    first = published(world.market)
    republish(first.item, body(summary="第二版的说明"))
    with pytest.raises(AccessDenied):
        services.restore_version(version=first, by=staff("catalog.view", "catalog.edit"))
