"""The desk tells who I am and what waits; the configuration check tells whether the installation is fit, without secrets."""

from __future__ import annotations

import re
from datetime import date
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

from bancheng.doors.workbench.tests.cast import Desk, text
from bancheng.ground.access import Subject
from bancheng.project.checkup import FAIL, OK, WARN, checkup
from bancheng.registers.catalog.tests.sample import PLATFORM, make_item
from bancheng.registers.duties import services as duties
from bancheng.registers.messages import services as messages
from bancheng.registers.messages.types import template

pytestmark = pytest.mark.django_db
NEWS = template("workbench_tests.news", title="试用通知：{what}", body="请查看{what}。")


def test_the_desk_says_who_i_am_in_words(desk: Desk) -> None:
    page = text(desk.browser("catalog_editor").get("/work/"))
    assert "周敏，西峡县市场监督管理局" in page
    assert "部门事项管理员" in page and "范围：西峡县" in page


def test_what_waits_is_only_what_i_may_do(desk: Desk) -> None:
    make_item(desk.world.market, coded=False)
    assert "1 个事项待赋码" in text(desk.browser("service_officer").get("/work/"))
    assert "待赋码" not in text(desk.browser("town_officer").get("/work/"))
    assert "工作日历还是暂定的" in text(desk.administrator().get("/work/"))


def test_a_duty_shows_its_light_and_one_cell_a_working_day_and_is_closed_with_a_result(
    desk: Desk, time_machine
) -> None:
    made = duties.open_duty(
        kind="organisations.calendar_notice", due_on=date(2026, 12, 4), opened_on=date(2026, 11, 20), by=PLATFORM
    )
    time_machine.move_to("2026-11-25 09:00+08:00")
    admin = desk.administrator()
    page = text(admin.get("/work/"))
    bar = re.search(r'<ol class="daybar daybar--mini".*?</ol>', page, re.S).group()
    assert (bar.count("<li"), bar.count('"used"')) == (10, 3)
    assert "剩 7 个工作日" in page
    time_machine.move_to("2026-12-08 09:00+08:00")
    late = text(desk.administrator().get("/work/"))
    assert "逾期" in late and "超 2 个工作日" in late
    admin = desk.browser(number="Root")
    assert admin.post(f"/work/duties/{made.pk}/close/", {"result": ""}).status_code == 422
    assert admin.post(f"/work/duties/{made.pk}/close/", {"result": "通知已录入"}).status_code == 302
    assert "没有限期任务。" in text(admin.get("/work/"))


def test_messages_are_read_one_by_one_or_all_at_once(desk: Desk) -> None:
    from bancheng.doors.workbench.tests.cast import account_of

    client, account = desk.browser("town_officer"), account_of(desk.staff("town_officer"))
    item = make_item(desk.world.market)
    for what in ("甲", "乙", "丙"):
        messages.notify(account, NEWS.key, subject=Subject("catalog.item", str(item.pk)), what=what)
    assert "试用通知：丙" in text(client.get("/work/"))
    newest = client.get("/work/inbox/").context["rows"][0]
    assert f"/work/items/{item.pk}/" in text(client.get(f"/work/inbox/{newest.id}/"))
    assert len(client.get("/work/inbox/", {"unread": "1"}).context["rows"]) == 2
    assert "2 条消息已标为已读" in text(client.post("/work/inbox/", follow=True))
    stranger = desk.browser("clerk")
    assert stranger.get(f"/work/inbox/{newest.id}/").status_code == 404


def test_the_check_names_every_part_and_no_secret(desk: Desk) -> None:
    page = text(desk.browser("data_officer", region=None).get("/work/config/"))
    for part in ("运行环境", "数据库", "存储和密钥", "外部接口", "后台任务", "基础数据"):
        assert part in page
    assert settings.SECRET_KEY not in page and settings.SECRET_KEY[:12] not in page
    assert "演示" in page


def test_the_command_prints_the_same_words_and_fails_when_something_does(desk: Desk) -> None:
    found, out = checkup(), StringIO()
    lines = [line for part in found.parts for line in part.lines]
    try:
        call_command("check_config", stdout=out, no_color=True)
        failed = False
    except SystemExit as exit:
        failed = exit.code == 1
    assert failed == (found.state == FAIL)
    printed = out.getvalue()
    assert all(line.label in printed for line in lines) and settings.SECRET_KEY not in printed


@pytest.mark.parametrize(
    ("mode", "secure", "state"), [("demo", False, OK), ("production", False, WARN), ("production", True, OK)]
)
def test_going_without_https_is_minded_in_production_only(desk: Desk, mode: str, secure: bool, state: str) -> None:
    with override_settings(BANCHENG_MODE=mode, SESSION_COOKIE_SECURE=secure):
        line = next(line for part in checkup().parts for line in part.lines if line.label == "只用 HTTPS")
    assert line.state == state and bool(line.advice) == (state == WARN)
    assert line.value == ("是" if secure else "否，演示时不要求" if mode == "demo" else "否")


def test_a_demo_that_takes_no_money_or_carries_nothing_fails_in_production_only(desk: Desk) -> None:
    for mode, state in (("demo", OK), ("production", FAIL)):
        with override_settings(BANCHENG_MODE=mode):
            lines = {line.label: line.state for part in checkup().parts for line in part.lines}
        assert (lines["收款平台"], lines["快递"]) == (state, state)


def test_a_look_that_breaks_is_a_failing_line_and_the_others_go_on(desk: Desk, monkeypatch) -> None:
    from bancheng.registers.messages import selectors

    def broken() -> tuple:
        raise ConnectionError("secret-address")

    monkeypatch.setattr(selectors, "checks", broken)
    found = checkup()
    plugs = next(part for part in found.parts if part.title == "外部接口")
    assert [line.state for line in plugs.lines] == [FAIL]
    assert "secret-address" not in repr(found)
    assert any(line.state == OK for part in found.parts for line in part.lines)


def test_an_old_waiting_job_says_that_no_worker_runs(desk: Desk, time_machine) -> None:
    from bancheng.ground.jobs import enqueue
    from bancheng.ground.jobs.verifying import verify_journal

    enqueue(verify_journal, by=PLATFORM)
    time_machine.move_to("2026-11-20 08:30+08:00")
    lines = {line.label: line for part in checkup().parts for line in part.lines}
    assert lines["排队的任务"].state == FAIL and "bancheng worker" in lines["排队的任务"].advice
