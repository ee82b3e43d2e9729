"""The calendar desk and the rule versions."""

from __future__ import annotations

import re
from datetime import date

import pytest

from bancheng.doors.workbench.calendar.forms import read_days
from bancheng.doors.workbench.tests.cast import Desk, text
from bancheng.registers.organisations import selectors

pytestmark = pytest.mark.django_db
NOTICE = "国务院办公厅关于2028年部分节假日安排的通知"


def test_a_year_without_a_notice_is_shown_as_provisional(desk: Desk) -> None:
    page = text(desk.browser("town_officer").get("/work/calendar/2028/"))
    assert "暂定" in page and page.count("<caption>") >= 12


def test_a_notice_is_entered_line_by_line_after_a_look_at_what_was_read(desk: Desk) -> None:
    admin = desk.administrator()
    days = "2028-01-01 至 2028-01-03 放假 元旦\n2028-01-08 上班\n10月1日至7日 放假 国庆节\n"
    asked = text(admin.post("/work/calendar/2028/notice/", {"notice": NOTICE, "days": days}))
    assert "共 11 天" in asked and "2028年1月8日（周六）" in asked
    assert 2028 not in selectors.calendar().known
    sent = {"notice": NOTICE, "days": days, "confirm": "yes"}
    assert admin.post("/work/calendar/2028/notice/", sent).status_code == 302
    page = text(admin.get("/work/calendar/2028/"))
    assert "已按通知录入" in page and NOTICE in page and "国庆节" in page


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ("2028-01-01 放假 元旦\n2028-01-01 放假 元旦", "第 2 行：2028-01-01 在第 1 行已经录入，请只保留一次"),
        ("2028-13-01 放假 元旦", "第 1 行：没有 2028-13-1 这一天"),
        ("元旦放假", "第 1 行：请以日期开头"),
        ("2028-01-01 元旦", "第 1 行：请在日期后面写“放假”或者“上班”"),
        ("2028-01-03 至 2028-01-01 放假 元旦", "结束日期应在开始日期之后"),
        ("2028-01-05 上班", "本来就是工作日"),
        ("2027-01-01 放假 元旦", "不在 2028 年"),
        ("2028-01-01 放假", "请写明是哪个节日放假"),
    ],
)
def test_a_line_that_cannot_be_right_is_told_with_its_number(desk: Desk, days: str, told: str) -> None:
    sent = {"notice": NOTICE, "days": days, "confirm": "yes"}
    answer = desk.administrator().post("/work/calendar/2028/notice/", sent)
    page = text(answer).replace("2028-13-01 这一天", "2028-13-1 这一天")
    assert answer.status_code == 422 and told in page
    assert 2028 not in selectors.calendar().known


def test_a_notice_that_leaves_out_a_festival_is_asked_about_and_may_be_entered_all_the_same(desk: Desk) -> None:
    admin = desk.administrator()
    days = "1月1日 放假 元旦\n1月26日至2月1日 放假 春节\n4月4日 放假 清明\n5月1日至3日 放假 五一\n5月28日 放假 端午节\n"
    days += "10月1日至7日 放假 国庆节、中秋节"
    sent = {"notice": NOTICE, "days": days}
    assert "没有读到" not in text(admin.post("/work/calendar/2028/notice/", sent))
    sent["days"] = days.replace("4月4日 放假 清明\n", "").replace("、中秋节", "")
    assert "没有读到清明节、中秋节的放假安排" in text(admin.post("/work/calendar/2028/notice/", sent))
    assert admin.post("/work/calendar/2028/notice/", {**sent, "confirm": "yes"}).status_code == 302
    assert 2028 in selectors.calendar().known


@pytest.mark.parametrize(
    "line",
    [
        "2028年2月6日（周日）至2月12日 放假 春节",
        "2028-2-6—2028-2-12 放假 春节",
        "2月6日至12日 放假 春节",
        "2028/02/06 到 2028/02/12 休 春节",
    ],
)
def test_a_span_is_read_however_a_notice_writes_it(line: str) -> None:
    facts, problems = read_days(line, 2028)
    assert not problems and len(facts) == 7 and {fact.name for fact in facts} == {"春节"}


def test_one_day_is_corrected_with_a_reason(desk: Desk) -> None:
    admin = desk.administrator()
    url = "/work/calendar/days/2028-03-01/"
    sent = {"kind": "holiday", "name": "临时放假", "reason": "国办通知"}
    assert "重新计算" in text(admin.post(url, sent))
    admin.post(url, {**sent, "confirm": "yes"})
    assert not selectors.calendar().is_workday(date(2028, 3, 1))
    same = admin.post(url, {**sent, "confirm": "yes"})
    assert same.status_code == 422 and "已经是这样" in text(same)


def test_a_county_officer_looks_but_does_not_correct(desk: Desk) -> None:
    client = desk.browser("service_officer")
    assert "/work/calendar/days/" not in text(client.get("/work/calendar/2028/"))
    for path in ("days/2028-03-01/", "2028/notice/"):
        refused = client.get(f"/work/calendar/{path}")
        assert refused.status_code == 403 and "全平台" in text(refused)


def test_a_term_is_counted_in_working_days_one_cell_each(desk: Desk) -> None:
    page = text(desk.browser("town_officer").get("/work/calendar/2028/", {"start": "2028-03-03", "n": "5"}))
    assert "到 2028年3月10日（周五） 为止" in page and "暂定：跨到还没有放假通知的年份" in page
    bar = re.search(r'<ol class="daybar daybar--wrap".*?</ol>', page, re.S).group()
    assert bar.count("<li") == 5


@pytest.mark.parametrize(
    "query", [{"n": "x"}, {"start": "", "n": ""}, {"start": "9999-99-99", "n": "-5"}, {"n": "9" * 40}]
)
def test_no_query_breaks_the_calculator(desk: Desk, query: dict[str, str]) -> None:
    assert desk.browser("town_officer").get("/work/calendar/", query).status_code == 200


def test_years_and_days_that_are_none_are_not_there(desk: Desk) -> None:
    admin = desk.administrator()
    for path in ("1700/", "99999999/", "days/2028-02-30/", "days/0000-00-00/", "days/9999-12-31/"):
        assert admin.get(f"/work/calendar/{path}").status_code == 404


def test_a_rule_gets_one_more_dated_version_and_the_past_is_refused(desk: Desk) -> None:
    admin = desk.administrator()
    url = "/work/rules/clock.warn_days/add/"
    sent = {"value": "3", "region": "411323000000", "valid_from": "2026-11-19", "basis": "西政办〔2026〕1号"}
    for more in ({}, {"confirm": "yes"}):
        past = admin.post(url, {**sent, **more})
        assert past.status_code == 422 and 'id="id_valid_from_error"' in text(past)
        assert text(past).count("生效日期不能早于今天") >= 1
    asked = text(admin.post(url, {**sent, "valid_from": "2026-11-20"}))
    assert "3 个工作日" in asked and "版本不能修改" in asked
    admin.post(url, {**sent, "valid_from": "2026-11-20", "confirm": "yes"})
    assert selectors.rule("clock.warn_days", "411323000000") == 3
    history = text(admin.get("/work/rules/clock.warn_days/"))
    assert "西峡县" in history and "现行" in history and "西政办〔2026〕1号" in history
    table = text(admin.get("/work/rules/", {"region": "411323000000", "q": "warn"}))
    assert "3 个工作日" in table and "clock.promised" not in table


@pytest.mark.parametrize("value", ["", "x", "-1", "61", "1.5"])
def test_a_value_of_the_wrong_kind_is_told_beside_the_field(desk: Desk, value: str) -> None:
    sent = {"value": value, "region": "", "valid_from": "2026-11-20", "basis": "x", "confirm": "yes"}
    answer = desk.administrator().post("/work/rules/clock.warn_days/add/", sent)
    assert answer.status_code == 422 and 'id="id_value_error"' in text(answer)


def test_a_yes_or_no_rule_is_a_choice_and_an_unknown_key_is_not_there(desk: Desk) -> None:
    admin = desk.administrator()
    page = text(admin.get("/work/rules/clock.promised_runs_during_special/add/"))
    assert 'type="radio"' in page
    assert admin.get("/work/rules/no.such/").status_code == 404
