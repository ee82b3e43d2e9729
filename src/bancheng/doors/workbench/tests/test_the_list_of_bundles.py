"""The list of the workshop: batches side by side, state, lead, members; narrowed, sorted, turned over, taken along as a file."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from bancheng.casework.bundles import services
from bancheng.casework.bundles.models import Bundle
from bancheng.doors.workbench.tests.bundle_desk import Workshop, build_workshop
from bancheng.doors.workbench.tests.cast import Desk, text
from bancheng.ground.access import Subject
from bancheng.ground.journal import selectors as journal
from bancheng.ground.journal import verify_stream
from bancheng.profiles.bundles_loader import read_bundles
from bancheng.registers.catalog.models import ImplementationItem
from bancheng.registers.catalog.tests.sample import COUNTY, OTHER_COUNTY, PLATFORM, body, republish

pytestmark = pytest.mark.django_db
LIST = "/work/bundles/"
FIRST, SECOND = "国家 2024 年第一批", "国家 2024 年第二批"


@pytest.fixture
def workshop(desk: Desk) -> Workshop:
    return build_workshop(desk, desk.browser("service_officer"))


def rows(workshop: Workshop, **narrowed: str) -> list[Any]:
    return list(workshop.client.get(LIST, narrowed).context["rows"])


def names(workshop: Workshop, **narrowed: str) -> list[str]:
    return [row.name for row in rows(workshop, **narrowed)]


@pytest.mark.demand("ONE-05")
def test_the_thirteen_of_the_first_batch_stand_with_their_state_and_a_second_batch_leaves_them_as_they_were(
    workshop: Workshop,
) -> None:
    services.take_in_bundles(seeds=read_bundles().seeds, region=COUNTY, items={}, by=PLATFORM)
    restaurant = Bundle.objects.get(key="restaurant")
    workshop.drafted(restaurant)
    services.publish(restaurant, by=PLATFORM)
    before = rows(workshop, batch=FIRST)
    assert len(before) == 13
    assert {row.name: row.state for row in before if row.state != "none"} == {"开办餐饮店": "published"}
    seen = text(workshop.client.get(LIST, {"batch": FIRST}))
    assert seen.count('class="tag">已列入清单') == 12 and "共 13 件" in seen
    history = entries(restaurant)
    assert len(history) >= 3

    line = {"region": COUNTY, "key": "next", "name": "第二批的一件", "kind": "thing", "audience": "person"}
    made = workshop.client.post(reverse("workbench:bundle-create"), line | {"batch": SECOND, "order": "1"})
    assert made.status_code == 302
    assert names(workshop, batch=SECOND) == ["第二批的一件"]
    assert rows(workshop, batch=FIRST) == before and entries(restaurant) == history
    assert not verify_stream(Subject("bundle", str(restaurant.pk))).faults


def entries(row: Bundle) -> list[tuple[str, Any]]:
    """The history of a bundle."""
    return [(entry.verb, entry.facts) for entry in journal.latest(kind="bundle", key=str(row.pk))]


def test_the_list_is_narrowed_sorted_and_counted_by_state(workshop: Workshop) -> None:
    workshop.in_force()
    workshop.listed(
        "child", "新生儿出生", audience="person", stage="birth", lead_id=workshop.desk.world.water.pk, order=1
    )
    workshop.drafted(workshop.listed("package", "小店套餐", kind="package", lead_id=None, order=2))
    assert names(workshop) == ["新生儿出生", "小店套餐", "开办餐饮店"]
    assert names(workshop, q="餐饮") == ["开办餐饮店"] == names(workshop, state="published")
    assert names(workshop, q="自来水") == ["新生儿出生"] == names(workshop, audience="person", stage="birth")
    assert names(workshop, kind="package") == ["小店套餐"] == names(workshop, state="draft")
    assert names(workshop, sort="name") == sorted(names(workshop))
    assert [tab.count for tab in workshop.client.get(LIST).context["tabs"]] == [3, 1, 1, 1, 0]
    assert "没有符合条件的一件事" in text(workshop.client.get(LIST, {"q": "木牛流马"}))


@pytest.mark.parametrize(
    "address", ["?after=x", "?after=999999999999", "?state=moon", "?sort=moon", "?region=%00", "?q=%00"]
)
def test_any_address_is_answered(workshop: Workshop, address: str) -> None:
    workshop.listed()
    assert workshop.client.get(LIST + address).status_code == 200


def test_a_long_list_is_turned_over_page_by_page(workshop: Workshop) -> None:
    for n in range(53):
        workshop.listed(f"b{n:02}", f"第 {n:02} 件", order=n)
    first = workshop.client.get(LIST)
    assert len(first.context["rows"]) == 50
    second = workshop.client.get(LIST + first.context["next_url"])
    assert [row.name for row in second.context["rows"]] == ["第 50 件", "第 51 件", "第 52 件"]
    assert not second.context["next_url"]


def test_the_list_is_taken_along_as_a_table(workshop: Workshop) -> None:
    workshop.in_force()
    workshop.listed("child", "新生儿出生", batch=FIRST, order=1)
    answer = workshop.client.get("/work/bundles/export/xlsx/", {"batch": FIRST})
    table = CalamineWorkbook.from_filelike(io.BytesIO(answer.getvalue())).get_sheet_by_index(0).to_python()
    found = [dict(zip(table[0], row, strict=True)) for row in table[1:]]
    assert [(row["名称"], row["批次"], row["状态"]) for row in found] == [("新生儿出生", FIRST, "已列入清单")]


def test_a_member_whose_guide_has_changed_is_marked_in_the_list(workshop: Workshop) -> None:
    workshop.in_force()
    assert names(workshop, changed="1") == []
    republish(ImplementationItem.objects.get(pk=workshop.food), body())
    (row,) = rows(workshop, changed="1")
    assert row.changed == ("食品许可",)
    assert "1 项指南有变化" in text(workshop.client.get(LIST))


def test_the_line_is_entered_and_changed_with_its_lead(workshop: Workshop) -> None:
    line = {
        "region": COUNTY,
        "key": "catering",
        "name": "开办餐饮店",
        "kind": "thing",
        "audience": "legal",
        "order": "5",
    }
    made = workshop.client.post(reverse("workbench:bundle-create"), line)
    row = Bundle.objects.get()
    assert made["Location"] == reverse("workbench:bundle", args=[row.pk])
    assert "还没有牵头部门，不能发布" in text(workshop.client.get(made["Location"]))
    change = {key: value for key, value in line.items() if key not in {"region", "key"}}
    change |= {"lead_id": str(workshop.desk.world.market.pk), "stage": "open", "demonstration": "on"}
    assert workshop.client.post(reverse("workbench:bundle-change", args=[row.pk]), change).status_code == 302
    row.refresh_from_db()
    assert (row.lead_id, row.stage, row.demonstration, row.key) == (
        workshop.desk.world.market.pk,
        "open",
        True,
        "catering",
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"key": "开店"}, "标识只能用小写字母、数字和短横"),
        ({"name": ""}, "请填写名称"),
        ({"name": "长" * 101}, "名称最多 100 个字"),
        ({"region": OTHER_COUNTY}, "请从列表中选择地区"),
        ({"stage": "birth"}, "这个阶段不在所选服务对象的全生命周期里"),
        ({"lead_id": "999999"}, "请从列表中选择牵头部门"),
        ({"key": "catering"}, "已经有这个标识或者名称"),
        ({"name": "开办餐饮店"}, "已经有这个标识或者名称"),
        ({"order": "-1"}, "最小填 0"),
    ],
)
def test_a_line_that_cannot_stand_is_refused_with_a_sentence(
    workshop: Workshop, changes: dict[str, str], sentence: str
) -> None:
    workshop.listed()
    line = {"region": COUNTY, "key": "other", "name": "另一件", "kind": "thing", "audience": "legal", "order": "5"}
    answer = workshop.client.post(reverse("workbench:bundle-create"), line | changes)
    assert answer.status_code == 422 and sentence in text(answer)
    assert Bundle.objects.count() == 1


def test_whose_right_ends_at_one_organ_sees_what_that_organ_leads(desk: Desk) -> None:
    workshop = build_workshop(
        desk, desk.browser("service_officer", number="Market", organisation_id=desk.world.market.pk)
    )
    workshop.listed()
    workshop.listed("water", "用水报装", lead_id=desk.world.water.pk)
    workshop.listed("none", "没有牵头", lead_id=None)
    assert names(workshop) == ["开办餐饮店"]


def test_the_list_takes_few_statements_however_long_it_is(
    workshop: Workshop, django_assert_max_num_queries: Any
) -> None:
    workshop.in_force()
    for n in range(20):
        workshop.listed(f"b{n:02}", f"第 {n:02} 件")
    workshop.client.get(LIST)
    with django_assert_max_num_queries(30):
        workshop.client.get(LIST)
