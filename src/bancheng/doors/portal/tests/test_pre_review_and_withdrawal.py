"""预审通过 and 受理后撤回 as the applicant meets them: what to bring, until when and where; a wish asked and answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from bancheng.casework.cases import services
from bancheng.casework.cases.models import WithdrawalRequest
from bancheng.doors.portal.tests.applying import BASIS
from bancheng.doors.portal.tests.conftest import City
from bancheng.doors.portal.tests.walking import LAYOUT, STAGES, Walk, browser_of, citizen, staff, walk
from bancheng.ground.jobs import drain

PAPER = {**LAYOUT, "form": "paper", "paper_ground": "在窗口核对原图"}
ONE_VISIT = {"visits": 1, "visit_reason": "核对原件", "visit_basis": BASIS, "channels": ["pc", "mobile", "window"]}


@pytest.fixture
def me(register: Callable[..., Any]) -> Any:
    return register()


def text(browser: Client, path: str) -> str:
    answer = browser.get(path, follow=True)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def of_paper(city: City) -> Walk:
    way = walk(city)
    fields = [{"element": "person_name", "section": "申请人信息"}]
    results = [{"name": "准予决定书", "kind": "approval", "delivery": ["electronic"]}]
    whole = {"questions": [], "points": [], "fields": fields, "materials": [PAPER], "stages": STAGES}
    city.republish(way.item, results=results, **whole, **ONE_VISIT)
    return way


def test_who_passed_reads_what_to_bring_until_when_and_where(city: City, me: Any) -> None:
    key, mine = of_paper(city).file(citizen(me)).key, browser_of(me)
    services.pre_review(key, by=staff("xixiareviewer"))
    drain()
    page = text(mine, f"/space/cases/{key}/")
    assert "预审通过，请您做一件事：到窗口办理" in page and "带原件核对" in page
    assert "经营布局图" in page and "服务窗口" in page and "等您补正" not in page
    assert "预审通过" in text(mine, "/space/cases/?part=open")
    services.check_in(key, by=staff("xixiaclerk"), method="id_card")
    services.accept(key, by=staff("xixiaclerk"))
    assert "预审通过，请您" not in text(mine, f"/space/cases/{key}/")


def test_where_nothing_is_to_be_seen_nobody_is_sent_to_a_window(city: City, me: Any) -> None:
    way, mine = walk(city), browser_of(me)
    key = way.file(citizen(me)).key
    services.pre_review(key, by=staff("xixiaclerk"))
    page = text(mine, f"/space/cases/{key}/")
    assert "预审通过，您现在不用做什么" in page and "不用到窗口" in page and "告诉您是否受理" in page


def test_an_accepted_application_is_wanted_back_with_a_reason(city: City, me: Any) -> None:
    way, mine = walk(city), browser_of(me)
    key = way.file(citizen(me)).key
    path = f"/space/cases/{key}/withdraw/ask/"
    assert "现在不能申请撤回" in text(mine, path)
    way.accept(key)
    assert path in text(mine, f"/space/cases/{key}/")
    for wrong in (
        {},
        {"reason": " "},
        {"reason": "\x00"},
        {"reason": "长" * 501},
        {"reason": "不办了", "version": "x"},
    ):
        assert mine.post(path, wrong).status_code == 422
    assert not WithdrawalRequest.objects.exists()
    assert mine.post(path, {"reason": "店面不租了"}).status_code == 302
    page = text(mine, f"/space/cases/{key}/")
    assert "店面不租了" in page and "等答复" in page and path not in page
    assert "正在等答复" in text(mine, path)


def test_the_answer_is_read_where_it_was_asked(city: City, me: Any) -> None:
    way, mine = walk(city), browser_of(me)
    key = way.file(citizen(me)).key
    way.accept(key)
    services.ask_to_withdraw(key, by=citizen(me), reason="不办了")
    services.decline_to_withdraw(key, by=staff("xixiaapprover"), answer="现场已经核查")
    page = text(mine, f"/space/cases/{key}/")
    assert "不同意" in page and "现场已经核查" in page
    services.ask_to_withdraw(key, by=citizen(me), reason="真的不办了")
    services.consent_to_withdraw(key, by=staff("xixiaapprover"))
    page = text(mine, f"/space/cases/{key}/")
    assert "这件申请已经终止办理" in page and "已终止" in page


def test_nobody_else_finds_the_page(city: City, me: Any, register: Callable[..., Any]) -> None:
    way = walk(city)
    key = way.file(citizen(me)).key
    way.accept(key)
    stranger = browser_of(register("李秀英", "41132319520202002", "13900005678"))
    assert stranger.get(f"/space/cases/{key}/withdraw/ask/").status_code == 404
    assert stranger.post(f"/space/cases/{key}/withdraw/ask/", {"reason": "x"}).status_code == 404
