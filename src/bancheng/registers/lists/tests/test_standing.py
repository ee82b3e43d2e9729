"""Coverage of the platform with its exceptions, and the self-check over nine aspects."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bancheng.ground.access import AccessDenied, Actor, Grant
from bancheng.ground.law import Refused
from bancheng.registers.catalog import services as catalog
from bancheng.registers.catalog.models import ImplementationItem
from bancheng.registers.catalog.tests.sample import COUNTY, OTHER_COUNTY, PLATFORM, World, make_item, published, staff
from bancheng.registers.duties import services as duties
from bancheng.registers.identity import services as identity
from bancheng.registers.lists import selectors
from bancheng.registers.lists.batches.kinds import LIST_OWED
from bancheng.registers.lists.standing import selfcheck
from bancheng.registers.lists.tests.once_world import guide, item, member
from bancheng.registers.lists.types import ASPECTS, AspectAnswer
from bancheng.registers.organisations import services as organisations

BY = member("看板")


@pytest.mark.demand("CAT-41")
def test_every_item_off_the_platform_shows_its_exception_or_is_red(world: World):
    item(world.market, "食品经营许可")
    secret, forgotten = make_item(world.market, "涉密事项"), make_item(world.market, "忘了的事项")
    catalog.except_item(item=secret, kind="secret", reason="《保守国家秘密法》第九条", by=PLATFORM)
    found = selectors.coverage(BY, region=COUNTY)
    assert (found.total, found.on, found.excepted, found.red, found.percent) == (3, 1, 1, 1, 50)
    assert [(one.name, one.exception, one.reason, one.red) for one in found.lines] == [
        ("涉密事项", "涉及国家秘密、国家安全", "《保守国家秘密法》第九条", False),
        ("忘了的事项", "", "", True),
    ]
    assert [one.item_id for one in selectors.coverage(BY, red_only=True).lines] == [forgotten.pk]
    catalog.except_item(item=secret, kind="", reason="已经解密", by=PLATFORM)
    assert selectors.coverage(BY).red == 2


def test_an_exception_needs_one_of_three_grounds_and_its_reason(world: World):
    row = make_item(world.market, "涉密事项")
    for kind, reason, code in (
        ("busy", "忙", "item.exception"),
        ("law", "  ", "item.exception_reason"),
        ("law", "长" * 301, "item.exception_reason"),
    ):
        with pytest.raises(Refused) as refused:
            catalog.except_item(item=row, kind=kind, reason=reason, by=PLATFORM)
        assert refused.value.code == code
    for who in (staff("catalog.edit"), staff("catalog.publish", region=OTHER_COUNTY)):
        with pytest.raises(AccessDenied):
            catalog.except_item(item=row, kind="law", reason="有法", by=who)


def test_coverage_is_of_ones_own_scope_in_pages_and_forgets_cancelled_items(world: World):
    make_item(world.elsewhere, "外县的")
    rows = [make_item(world.market, f"没上的{number}") for number in range(3)]
    catalog.cancel_item(item=rows[0], on=date(2099, 1, 1), reason="取消", by=PLATFORM)
    first = selectors.coverage(BY, size=2)
    assert first.red == 3 and [one.item_id for one in first.lines] == [rows[0].pk, rows[1].pk]
    rest = selectors.coverage(BY, size=2, after=int(first.next_cursor))
    assert [one.item_id for one in rest.lines] == [rows[2].pk] and rest.next_cursor == ""
    assert selectors.coverage(member("镇", organ=world.town)).total == 0


def lines(world: World) -> dict[str, selfcheck.AspectLine]:
    return {line.key: line for line in selectors.self_check(BY, world.market.pk).lines}


@pytest.mark.demand("CAT-46")
def test_a_department_has_nine_lines_each_computed_from_rows(world: World):
    item(world.market, "食品经营许可")
    found = selectors.self_check(BY, world.market.pk)
    assert tuple(line.name for line in found.lines) == tuple(ASPECTS.values()) and len(found.lines) == 9
    before = {line.key: line.passed for line in found.lines}
    assert before["presence"] and before["names"] and before["sharing"] and before["materials"]

    make_item(world.market, "没上平台")
    assert not lines(world)["presence"].passed and lines(world)["presence"].answer.wrong == ("没上平台",)
    published(world.market, "个体工商户登记", guide=guide(shared=True))
    assert lines(world)["sharing"].answer.sentence.startswith("1/2 ")
    published(world.market, "没有空白表格的", guide=guide() | {"fields": []})
    assert lines(world)["materials"].answer.wrong == ("没有空白表格的",), "nothing to draw the form from"


def test_the_guides_of_a_department_are_read_together(world: World, django_assert_num_queries):
    item(world.market, "食品经营许可")
    with CaptureQueriesContext(connection) as few:
        selectors.self_check(BY, world.market.pk)
    for number in range(3):
        item(world.market, f"事项{number}")
    with django_assert_num_queries(len(few)):
        line = lines(world)["process"]
    assert line.answer.total == 4


def test_names_that_differ_from_the_basic_item_are_told(world: World):
    row = make_item(world.market, "食品经营许可")
    ImplementationItem.objects.filter(pk=row.pk).update(name="食品许可")  # as a stranger's catalogue brings it
    assert lines(world)["names"].answer.wrong == ("食品许可",)


def test_posts_must_be_held_today(world: World):
    assert not lines(world)["people"].passed, "without posts nothing is shown"
    post = organisations.create_post(organisation=world.market, code="W1", name="综合窗口", kind="window", by=PLATFORM)
    assert lines(world)["people"].answer.wrong == ("综合窗口",)
    clerk = identity.create_staff(
        number="w1", name="周敏", organisation_id=world.market.pk, password="Correct-Horse-9", by=PLATFORM
    )
    identity.hold_post(post_id=post.pk, staff=clerk, ab="A", by=PLATFORM)
    assert lines(world)["people"].passed


def test_overdue_duties_fail_the_line_of_supervision(world: World, move):
    move(date(2018, 4, 10))
    assert lines(world)["supervision"].passed
    duties.open_duty(
        kind=LIST_OWED.key, due_on=date(2018, 4, 20), organisation_id=world.market.pk, title="报送清单", by=PLATFORM
    )
    assert lines(world)["supervision"].passed
    move(date(2018, 4, 21))
    assert lines(world)["supervision"].answer.wrong == ("报送清单",)


def test_what_rooms_above_know_of_an_aspect_is_added(world: World, monkeypatch):
    monkeypatch.setattr(selfcheck, "_providers", {})
    assert not lines(world)["assessment"].passed, "without data nothing was shown"
    selectors.provide_aspect("assessment", "tests")(lambda organisation: AspectAnswer(9, 10, "9/10 件满意", ("一件",)))
    line = lines(world)["assessment"]
    assert (line.passed, line.answer.sentence, line.answer.wrong) == (False, "9/10 件满意", ("一件",))
    with pytest.raises(ValueError, match="weather"):
        selectors.provide_aspect("weather", "tests")


def test_a_department_out_of_scope_is_not_there(world: World):
    outside = Actor(kind="staff", key="x", name="x", grants=(Grant("lists.view", OTHER_COUNTY),))
    for organ in (world.market.pk, 10**6, 0):
        with pytest.raises(AccessDenied) as denied:
            selectors.self_check(outside, organ)
        assert not denied.value.visible
