"""查进度: by number and query code, without login; wrong and absent read the same; five tries an hour."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from bancheng.casework.cases import selectors
from bancheng.casework.cases.types import Filed
from bancheng.doors.portal.tests.conftest import City
from bancheng.doors.portal.tests.test_few_statements import statements
from bancheng.doors.portal.tests.walking import Walk, browser_of, citizen, staff, walk
from bancheng.ground.codes import CaseNumber
from bancheng.ground.jobs import drain

ABSENT = "没有查到。请核对办件编号和查询码"


@pytest.fixture
def way(city: City) -> Walk:
    return walk(city)


@pytest.fixture
def me(register: Callable[..., Any]) -> Any:
    return register()


@pytest.fixture
def filed(way: Walk, me: Any) -> Filed:
    return way.file(citizen(me))


def ask(number: str, code: str, browser: Client | None = None) -> Any:
    return (browser or Client()).post("/track/", {"number": number, "code": code})


def wrong(code: str) -> str:
    return "000000" if code != "000000" else "111111"


@pytest.mark.demand("PUB-09")
def test_the_right_pair_shows_the_steps_and_a_wrong_code_nothing(way: Walk, filed: Filed) -> None:
    way.accept(filed.number)
    page = ask(filed.number, filed.query_code).content.decode()
    assert "食品经营许可（新办）" in page and "审查中" in page and "受理" in page and "最晚" in page
    refused = ask(filed.number, wrong(filed.query_code))
    assert refused.status_code == 422 and ABSENT in refused.content.decode()
    assert "食品经营许可" not in refused.content.decode()


def test_wrong_and_absent_read_the_same(filed: Filed) -> None:
    last = CaseNumber.parse(filed.number)
    other = str(CaseNumber(last.region, last.day, last.sequence + 1))
    pages = []
    for number, code in ((filed.number, wrong(filed.query_code)), (other, filed.query_code), ("x" * 20, "123456")):
        page = ask(number, code).content.decode()
        pages.append(re.sub(r'value="[^"]*"', "", page[page.index("<main") : page.index("</main>")]))
    assert pages[0] == pages[1] == pages[2]


def test_the_number_may_be_typed_as_people_type(filed: Filed) -> None:
    wide = filed.query_code.translate({ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789"})
    assert filed.number in ask(f" {filed.number[:6]} {filed.number[6:].lower()} ", wide).content.decode()


def test_no_name_no_paper_and_no_material_is_told(way: Walk, filed: Filed) -> None:
    way.accept(filed.number)
    drain()
    page = ask(filed.number, filed.query_code).content.decode()
    assert not [word for word in ("王小满", "周敏", "布局图", "/space/papers/", filed.key) if word in page]


@pytest.mark.demand("FLW-21")
def test_times_and_steps_are_those_that_the_owner_and_the_supervisor_see(way: Walk, me: Any, filed: Filed) -> None:
    way.accept(filed.key)
    way.review(filed.key)
    moments = re.compile(r'<time datetime="([^"]+)">\d{4}年\d+月\d+日 \d\d:\d\d</time></td>')
    tracked = moments.findall(ask(filed.number, filed.query_code).content.decode())
    owner = moments.findall(browser_of(me).get(f"/space/cases/{filed.key}/").content.decode())
    trace = selectors.trace(staff("xixiasupervisor"), filed.key)
    known = {"submit", "accept", "review"}
    supervisor = [line.at.replace(microsecond=0).isoformat() for line in trace.lines if line.verb in known]
    assert tracked == owner and len(owner) == 3
    assert [moment[:19] for moment in owner] == [moment[:19] for moment in supervisor]


def test_a_link_fills_the_number_and_tells_nothing(filed: Filed) -> None:
    page = Client().get(f"/track/?number={filed.number}").content.decode()
    assert f'value="{filed.number}"' in page and "食品经营许可" not in page


def test_what_the_applicant_has_to_do_is_told(way: Walk, filed: Filed) -> None:
    way.ask(filed.key)
    page = ask(filed.number, filed.query_code).content.decode()
    assert "请您做一件事" in page and "待补正" in page and "请标明更衣区的位置" not in page


def test_a_closed_case_may_be_rated_from_here(way: Walk, filed: Filed) -> None:
    way.finish(filed.key)
    page = ask(filed.number, filed.query_code).content.decode()
    assert "已办结" in page and re.search(r'href="/rate/[^"]+/"', page)


def test_five_tries_an_hour(filed: Filed) -> None:
    code = wrong(filed.query_code)
    statuses = [ask("x" * 20, code).status_code for _ in range(6)]
    assert statuses == [422] * 5 + [429]
    answer = ask(filed.number, filed.query_code)
    assert answer.status_code == 429 and "尝试次数过多" in answer.content.decode()


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "１２", "\x00" * 6, "9" * 5000])
def test_a_code_that_is_none_is_named_and_costs_no_try(filed: Filed, code: str) -> None:
    for _ in range(7):
        answer = ask(filed.number, code)
        assert answer.status_code == 422 and 'href="#id_code"' in answer.content.decode()
    assert ask(filed.number, filed.query_code).status_code == 200


def test_no_number_brings_the_page_down(city: City) -> None:
    browser = Client(raise_request_exception=False)
    for number in ("\x00", "'; DROP TABLE x; --", "<script>alert(1)</script>", "x" * 100_000, "𠮷\u202e"):
        assert ask(number, "123456", browser).status_code in {422, 429}
        assert browser.get("/track/", {"number": number}).status_code == 200


def test_the_home_page_asks_for_both(browser: Client, city: City) -> None:
    page = browser.get("/").content.decode()
    form = page[page.index('action="/track/"') :]
    assert 'name="number"' in form and 'name="code"' in form and "查进度" in form
    browser.cookies["mode"] = "elder"
    assert 'href="/track/"' in browser.get("/").content.decode()


def test_tracking_takes_few_statements(filed: Filed) -> None:
    assert statements(Client(), "/track/") <= 2
