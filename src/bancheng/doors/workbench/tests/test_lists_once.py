"""一次办妥 in the workbench: the chain of a list in browsers, every page, every file, and who may open what."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bancheng.doors.workbench.lists_once import modes
from bancheng.doors.workbench.tests.cast import Desk, text
from bancheng.ground.law import today
from bancheng.registers.catalog.tests.sample import COUNTY, OTHER_COUNTY, PLATFORM, make_item, published
from bancheng.registers.lists.models import CrossTarget, ItemMode, ListBatch, UnitList
from bancheng.registers.lists.tests.once_world import HALL_ONCE, TWO_TRIPS, Offices, item, offices
from bancheng.registers.organisations import services as organisations

PAGES = (
    *("once", "once-negative", "once-batches", "once-candidates", "once-stars", "once-coverage", "once-checks"),
    "once-cross",
)


@pytest.fixture
def there(desk: Desk) -> Offices:
    return offices()


def url(name: str, *args: Any) -> str:
    return reverse(f"workbench:{name}", args=args)


def posted(client: Client, page: str, *args: Any, **data: Any) -> Any:
    return client.post(url(page, *args), data, follow=True)


def batch_of(desk: Desk, reviewer: Client) -> UnitList:
    asked = {"region": COUNTY, "year": 2026, "number": 4, "due_on": "2026-12-31", "units": [desk.world.market.pk]}
    page = posted(reviewer, "once-batch-open", **asked)
    assert "限期任务" in text(page)
    page = posted(reviewer, "once-batch-open", **asked, confirm="yes")
    assert page.redirect_chain and "2026 年第 4 批" in text(page)
    return UnitList.objects.get(batch=ListBatch.objects.get())


def test_units_that_have_items_are_ticked_for_a_new_batch(desk: Desk, there: Offices) -> None:
    published(desk.world.market)
    page = text(desk.browser("list_reviewer").get(url("once-batch-open")))
    ticked = re.findall(r'name="units" value="(\d+)"[^>]*checked', page)
    assert ticked == [str(desk.world.market.pk)] and page.count('name="units"') > 1


def test_a_list_goes_from_the_department_over_the_review_to_both_offices(
    desk: Desk, there: Offices, as_role: Callable[..., Client]
):
    editor = as_role("catalog_editor", organisation_id=desk.world.market.pk)
    reviewer = as_role("list_reviewer")
    county = as_role("list_office", number="County", organ=there.county, organisation_id=there.county.pk)
    city = as_role("list_office", number="City", organ=there.city, region="411300000000", organisation_id=there.city.pk)
    key = item(desk.world.market, "食品经营许可")
    mine = batch_of(desk, reviewer)

    page = posted(editor, "once-confirm", key, online="yes", one_trip="yes")
    assert "已认定" in text(page) and ItemMode.objects.get().mode == "online"
    assert "已列入" in text(posted(editor, "once-unit", mine.pk, items=[key]))
    assert "等待编办审核" in text(posted(editor, "once-submit", mine.pk, confirm="yes"))
    page = posted(reviewer, "once-approve", mine.pk, note="同意")
    assert "同时收到" in text(page)
    for office in (county, city):
        page = office.get(url("once-inbox"))
        assert desk.world.market.name in text(page) and "签收" in text(page)
        assert "食品经营许可" in text(office.get(url("once-unit", mine.pk)))
    assert url("once-batch", mine.batch_id) not in text(city.get(url("once-unit", mine.pk))), "no way to a dead end"
    delivery = mine.deliveries.get(office=there.county)
    assert "已签收" in text(posted(county, "once-inbox", delivery=delivery.pk))
    assert county.get(url("once-approve", mine.pk)).status_code == 403


def test_what_is_refused_comes_back_in_the_form_with_what_to_do(
    desk: Desk, there: Offices, as_role: Callable[..., Client]
):
    editor, key = as_role("catalog_editor"), item(desk.world.market, "人防审批", **TWO_TRIPS)
    page = posted(editor, "once-confirm", key, online="no", one_trip="no")
    assert page.status_code == 422 and "只能列入负面清单" in text(page)
    page = posted(editor, "once-confirm", key, online="no", one_trip="no", reason="踏勘", plan="联合踏勘")
    assert page.status_code == 200 and "负面清单" in text(page)
    assert "人防审批" in text(editor.get(url("once-negative")))
    page = posted(editor, "once-leave", key, improvement="改好了")
    assert page.status_code == 422 and "还不能移出" in text(page)
    assert posted(editor, "once-confirm", key, online="maybe").status_code == 422

    mine = batch_of(desk, as_role("list_reviewer"))
    page = posted(editor, "once-submit", mine.pk, confirm="yes")
    assert "还没有事项" in text(page)
    assert posted(editor, "once-unit", mine.pk, items=["x"]).status_code == 422


def test_a_negative_list_too_long_for_its_page_says_so_and_is_exported_whole(
    desk: Desk, as_role: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(modes, "SHOWN", 1)
    editor = as_role("catalog_editor")
    for name in ("人防审批", "砍伐审批"):
        key = item(desk.world.market, name, **TWO_TRIPS)
        posted(editor, "once-confirm", key, online="no", one_trip="no", reason="踏勘", plan="联合踏勘")
    page = text(editor.get(url("once-negative")))
    assert "这里列出最近的 1 项，全部的请导出" in page and "人防审批" not in page
    sheet = b"".join(editor.get(url("once-negative-export", "csv")).streaming_content).decode()  # type: ignore[attr-defined]
    assert "人防审批" in sheet and "砍伐审批" in sheet


def test_a_reviewer_who_drafted_may_not_approve(desk: Desk, there: Offices, as_role: Callable[..., Client]):
    both = as_role("list_reviewer", "catalog_editor")
    key = item(desk.world.market, "食品经营许可")
    mine = batch_of(desk, both)
    posted(both, "once-confirm", key, online="yes", one_trip="yes")
    posted(both, "once-unit", mine.pk, items=[key])
    posted(both, "once-submit", mine.pk, confirm="yes")
    assert "由另一位审核人员审核" in text(both.get(url("once-unit", mine.pk)))
    page = posted(both, "once-approve", mine.pk, note="")
    assert page.status_code == 403 and "不能由您审核" in text(page)


def test_every_page_and_file_opens_empty_and_filled(desk: Desk, there: Offices, as_role: Callable[..., Client]):
    supervisor = as_role("supervisor")
    files = [f"{name}-export" for name in PAGES if name not in {"once-batches", "once-checks"}]
    for _filled in (False, True):
        for name in PAGES:
            assert supervisor.get(url(name)).status_code == 200, name
        for name in files:
            for form in ("csv", "xlsx"):
                assert supervisor.get(url(name, form)).status_code == 200, name
        item(desk.world.market, "食品经营许可", **HALL_ONCE)
        make_item(desk.world.water, "没上平台")
    assert supervisor.get(url("once-export", "pdf")).status_code == 404
    csv = b"".join(supervisor.get(url("once-coverage-export", "csv")).streaming_content).decode()  # type: ignore[attr-defined]
    assert "没上平台" in csv and "没有例外理由" in csv


@pytest.mark.parametrize(
    "query",
    [
        "?region=%00&organisation=x&mode=' OR 1=1&after=-1&q=%00",
        "?region=999999999999&year=0&kind=&open=9&organisation=99999999999999999999",
        "?after=99999999999999999999999&red=1&left=1",
    ],
)
def test_bad_addresses_are_taken_as_not_given(desk: Desk, as_role: Callable[..., Client], query: str):
    supervisor = as_role("supervisor")
    for name in PAGES:
        assert supervisor.get(url(name) + query).status_code == 200, name


@pytest.mark.demand("CAT-46")
def test_the_self_check_shows_nine_lines_each_passed_or_failed_with_its_evidence(
    desk: Desk, as_role: Callable[..., Client]
):
    item(desk.world.market, "食品经营许可")
    supervisor = as_role("supervisor")
    page = text(supervisor.get(url("once-check", desk.world.market.pk)))
    ways = [unescape(way) for way in re.findall(r'<a href="([^"]+)">看依据', page)]
    assert len(ways) == 9 and {supervisor.get(way).status_code for way in ways} == {200}
    assert len(re.findall("通过</span>", page)) == 9 and "不通过" in page
    for aspect in (
        "事项进驻",
        "事项名称",
        "办事要件",
        "办理流程",
        "办事指南",
        "数据共享",
        "人员管理",
        "综合监管",
        "考核评价",
    ):
        assert aspect in page
    for name, args in (
        ("once-coverage", []),
        ("items", []),
        ("organisation", [desk.world.market.pk]),
        ("findings", []),
    ):
        assert url(name, *args) in page
    assert supervisor.get(url("once-check-export", desk.world.market.pk, "csv")).status_code == 200


def test_coverage_is_red_until_the_exception_is_recorded(desk: Desk, as_role: Callable[..., Client]):
    row = make_item(desk.world.market, "涉密事项")
    hall = as_role("service_officer")
    assert "没有例外理由" in text(hall.get(url("once-coverage")))
    assert posted(hall, "once-except", row.pk, kind="secret", reason="").status_code == 422
    page = posted(hall, "once-except", row.pk, kind="secret", reason="《保守国家秘密法》第九条")
    assert "《保守国家秘密法》第九条" in text(page) and "涉及国家秘密、国家安全" in text(page)


def test_counts_are_pasted_in_and_rank_the_candidates(desk: Desk, as_role: Callable[..., Client]):
    first, second = item(desk.world.market, "少办"), item(desk.world.market, "多办")
    editor = as_role("catalog_editor")
    asked = {"region": COUNTY, "year": 2025}
    page = posted(editor, "once-counts", **asked, lines=f"{first}\t5\n\n{second},900,300，20")
    assert "已录入 2 个事项" in text(page)
    page_text = text(editor.get(url("once-candidates") + "?year=2025"))
    assert page_text.index("多办") < page_text.index("少办") and "办件量" in page_text and "涉及面" in page_text
    assert "反映最强烈" in text(editor.get(url("once-candidates") + "?year=2025&kind=cross"))
    for lines, said in (("一,2", "第 1 行"), (f"{first}", "第 1 行"), (f"{first},1\n{first},2", "第 2 行")):
        page = posted(editor, "once-counts", **asked, lines=lines)
        assert page.status_code == 422 and said in text(page)
    assert "不是本地区的事项" in text(posted(editor, "once-counts", **asked, lines="99999,1"))


def test_the_star_board_shows_what_is_below_its_target_in_red(desk: Desk, as_role: Callable[..., Client]):
    organisations.set_rule(key="lists.target_three_stars", region=COUNTY, value=50, valid_from=today(), by=PLATFORM)
    item(desk.world.market, "窗口办", **HALL_ONCE)
    page = text(as_role("supervisor").get(url("once-stars")))
    assert "建议约谈" in page and "light--red" in page and "0.0%" in page


def test_targets_are_added_and_withdrawn_by_who_reviews(desk: Desk, as_role: Callable[..., Client]):
    reviewer = as_role("list_reviewer")
    asked = {"region": COUNTY, "name": "户口迁移", "batch": 1, "due_on": "2026-12-31"}
    assert "户口迁移" in text(posted(reviewer, "once-cross-add", **asked))
    assert posted(reviewer, "once-cross-add", **asked).status_code == 422
    key = CrossTarget.objects.get().pk
    assert as_role("supervisor").get(url("once-cross-add")).status_code == 403
    page = posted(reviewer, "once-cross-withdraw", key, reason="不再要求")
    assert "这个地区没有跨省通办目标清单" in text(page)


def test_another_county_sees_nothing_and_learns_nothing(desk: Desk, there: Offices, as_role: Callable[..., Client]):
    key = item(desk.world.market, "食品经营许可")
    mine = batch_of(desk, as_role("list_reviewer"))
    stranger = as_role("catalog_editor", number="Fremd", organ=desk.world.elsewhere, region=OTHER_COUNTY)
    for name, pk in (
        ("once-item", key),
        ("once-confirm", key),
        ("once-unit", mine.pk),
        ("once-submit", mine.pk),
        ("once-batch", mine.batch_id),
        ("once-check", desk.world.market.pk),
    ):
        assert stranger.get(url(name, pk)).status_code == 404, name
    assert "食品经营许可" not in text(stranger.get(url("once")))
    assert stranger.get(url("once-batch-open")).status_code == 403
    assert Client().get(url("once")).status_code in {302, 401, 403}


def test_htmx_gets_the_list_alone(desk: Desk, as_role: Callable[..., Client]):
    item(desk.world.market, "食品经营许可")
    page = as_role("supervisor").get(url("once"), headers={"HX-Request": "true", "HX-Target": "list"})
    assert "食品经营许可" in text(page) and "<html" not in text(page)


def test_staff_of_a_region_that_is_not_open_get_empty_pages(desk: Desk, as_role: Callable[..., Client]):
    far = as_role("supervisor", number="Far", organ=desk.world.elsewhere, region=OTHER_COUNTY)
    for name in PAGES:
        assert far.get(url(name)).status_code == 200, name
