"""Items hang on two lists above us; when one changes, what hangs on it must be reviewed (CAT-06)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bancheng.ground.access import AccessDenied
from bancheng.ground.journal.models import Entry
from bancheng.ground.law import Refused, now
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.models import ItemReview, UpstreamEntry
from bancheng.registers.catalog.tests.sample import COUNTY, PLATFORM, PROVINCE, World, body, make_item, republish, staff

DAY = date(2026, 12, 1)


def entry(**changes: Any) -> UpstreamEntry:
    given = {
        "list": "licences",
        "code": "000131117000",
        "name": "食品经营许可",
        "edition": "2023 年版",
        "region": PROVINCE,
    }
    return services.enter_upstream(by=PLATFORM, **(given | changes))


def linked(world: World) -> tuple[UpstreamEntry, Any]:
    item = make_item(world.market)
    republish(item, body())
    row = entry()
    services.link_upstream(entry=row, basics=[item.basic.code], by=PLATFORM)
    return row, item


@pytest.mark.demand("CAT-06")
def test_an_entry_marked_cancelled_asks_for_a_review_of_the_linked_item_in_the_managers_to_do(world: World):
    row, item = linked(world)
    manager = staff("catalog.view", "catalog.edit")
    assert selectors.reviews_waiting(manager) == 0
    assert services.mark_upstream(entry=row, on=DAY, remark="国发〔2026〕20 号", cancelled=True, by=PLATFORM) == 1
    assert selectors.reviews_waiting(manager) == 1
    review = selectors.review_view(selectors.reviews(manager).get())
    assert (review.item_id, review.source) == (item.pk, "upstream")
    assert "取消了“食品经营许可”" in review.reason and "国发〔2026〕20 号" in review.reason
    assert selectors.reviews_waiting(staff("catalog.edit", region="410183000000")) == 0


@pytest.mark.demand("CAT-06")
def test_the_list_of_powers_flags_its_items_when_an_entry_changes(world: World):
    item = make_item(world.market)
    row = entry(list="powers", code="QL-17", name="食品经营许可（县级）")
    services.link_upstream(entry=row, basics=[item.basic.code], by=PLATFORM)
    services.mark_upstream(entry=row, on=DAY, remark="调整行使层级", name="食品经营许可", by=PLATFORM)
    row.refresh_from_db()
    assert (row.name, row.state, row.changed_on) == ("食品经营许可", "active", DAY)
    assert "权责清单" in ItemReview.objects.get(item=item).reason


def test_a_review_is_closed_once_with_an_outcome_and_a_remark_and_journaled(world: World):
    row, item = linked(world)
    services.mark_upstream(entry=row, on=DAY, remark="名称调整", by=PLATFORM)
    review, manager = ItemReview.objects.get(), staff("catalog.edit")
    for outcome, remark, code in (
        ("", "核对", "review.outcome"),
        ("kept", " ", "review.remark"),
        ("cancelled", "取消", "review.open"),
    ):
        with pytest.raises(Refused) as refused:
            services.close_review(review=review, outcome=outcome, remark=remark, by=manager)
        assert refused.value.code == code
    with pytest.raises(AccessDenied):
        services.close_review(review=review, outcome="kept", remark="无须调整", by=staff("catalog.view"))
    services.close_review(review=review, outcome="kept", remark="名称未涉及本地指南", by=manager)
    assert Entry.objects.filter(stream__kind="catalog.item", stream__key=str(item.pk), verb="close_review").exists()
    with pytest.raises(Refused, match="已经办结"):
        services.close_review(review=review, outcome="changed", remark="又办一次", by=manager)
    # The next change of the same entry asks anew.
    assert services.mark_upstream(entry=row, on=DAY, remark="又一次", by=PLATFORM) == 1


def test_a_review_may_end_with_the_cancelled_item(world: World):
    row, item = linked(world)
    services.mark_upstream(entry=row, on=DAY, remark="取消", cancelled=True, by=PLATFORM)
    services.cancel_item(item=item, on=DAY, reason="国发〔2026〕20 号", by=PLATFORM)
    closed = services.close_review(review=ItemReview.objects.get(), outcome="cancelled", remark="已取消", by=PLATFORM)
    assert closed.outcome == "cancelled"


def test_an_item_that_has_closed_already_needs_no_review(world: World):
    row, item = linked(world)
    services.cancel_item(item=item, on=DAY, reason="国发〔2026〕20 号", by=PLATFORM)
    assert services.mark_upstream(entry=row, on=DAY, remark="取消", cancelled=True, by=PLATFORM) == 0


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"list": "other"}, "upstream.list"),
        ({"code": ""}, "upstream.code"),
        ({"code": "1" * 41}, "upstream.code"),
        ({"name": "\x00"}, "upstream.name"),
        ({"edition": ""}, "upstream.edition"),
        ({"region": "990000000000"}, "upstream.region"),
        ({"region": "x"}, "upstream.region"),
        ({"basis": "依" * 501}, "upstream.basis"),
    ],
)
def test_an_entry_that_is_not_whole_is_refused(world: World, changes: dict[str, str], code: str):
    with pytest.raises(Refused) as refused:
        entry(**changes)
    assert refused.value.code == code and not UpstreamEntry.objects.exists()


def test_a_list_of_one_county_calls_for_no_review_elsewhere(world: World):
    basic = make_item(world.market).basic
    elsewhere = make_item(world.elsewhere, basic=basic)
    row = entry(list="powers", code="QL-17", region=COUNTY)
    services.link_upstream(entry=row, basics=[basic.code], by=staff("catalog.edit"))
    assert services.mark_upstream(entry=row, on=DAY, remark="取消", cancelled=True, by=staff("catalog.edit")) == 1
    assert not ItemReview.objects.filter(item=elsewhere).exists()


def test_each_review_waits_only_for_those_who_may_close_it(world: World):
    row, item = linked(world)
    services.mark_upstream(entry=row, on=DAY, remark="名称调整", by=PLATFORM)
    ItemReview.objects.create(item=item, source="suspicion", key="basic:1", reason="疑似", raised_at=now())
    for actions, waiting in (((), 0), (("catalog.edit",), 1), (("catalog.publish",), 1), (("catalog.*",), 2)):
        assert selectors.reviews_waiting(staff("catalog.view", *actions)) == waiting


def test_one_line_of_a_list_is_entered_once_and_cancelled_once(world: World):
    row = entry()
    with pytest.raises(Refused, match="已经有编码"):
        entry(name="另一个")
    with pytest.raises(Refused, match="000000000000"):
        services.link_upstream(entry=row, basics=["000000000000"], by=PLATFORM)
    services.mark_upstream(entry=row, on=DAY, remark="取消", cancelled=True, by=PLATFORM)
    with pytest.raises(Refused) as refused:
        services.mark_upstream(entry=row, on=DAY, remark="取消", cancelled=True, by=PLATFORM)
    assert refused.value.code == "upstream.cancelled"


def test_a_list_is_kept_by_whoever_answers_for_its_region(world: World):
    row, county = entry(), staff("catalog.edit", region=COUNTY)
    for act in (
        lambda: services.enter_upstream(list="powers", code="1", name="甲", edition="1", region=PROVINCE, by=county),
        lambda: services.link_upstream(entry=row, basics=[], by=county),
        lambda: services.mark_upstream(entry=row, on=DAY, remark="取消", cancelled=True, by=county),
    ):
        with pytest.raises(AccessDenied):
            act()


def test_entries_are_found_by_list_state_words_and_whether_they_are_linked(world: World):
    row, _ = linked(world)
    other = entry(list="powers", code="QL-1", name="药品经营许可")
    assert list(selectors.upstream_entries(region=COUNTY)) == [other, row]
    assert list(selectors.upstream_entries(linked="0")) == [other] and list(selectors.upstream_entries(linked="1")) == [
        row
    ]
    assert list(selectors.upstream_entries(q="药品")) == [other] and list(
        selectors.upstream_entries(list="licences")
    ) == [row]
    assert not selectors.upstream_entries(region="500000000000") and not selectors.upstream_entries(state="cancelled")
