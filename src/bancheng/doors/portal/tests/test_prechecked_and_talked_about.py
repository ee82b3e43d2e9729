"""Before handing in, what would come back is told and holds nothing up; afterwards one asks and is answered on a page."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.test import Client

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.tests.stage import PDF
from bancheng.doors.portal.tests.conftest import City
from bancheng.doors.portal.tests.walking import Walk, browser_of, citizen, staff, walk


@pytest.fixture
def way(city: City) -> Walk:
    return walk(city)


@pytest.fixture
def me(register: Callable[..., Any]) -> Any:
    return register()


@pytest.fixture
def mine(me: Any) -> Client:
    return browser_of(me)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_hints_stand_on_the_last_page_and_the_application_goes_in_all_the_same(
    way: Walk, me: Any, mine: Client
) -> None:
    key = way.draft(citizen(me))
    services.add_file(key, line=1, stream=BytesIO(PDF), name="布局图.pdf", by=citizen(me))
    services.save_fields(key, by=citizen(me), values={"person_name": "王大满"})
    url = f"/applications/{key}/check/"
    page = text(mine.get(url))
    assert "预检提示" in page and "与申请人“王小满”不一致" in page and "不改也可以提交" in page
    _hints, digest = selectors.hints_of_draft(citizen(me), key)
    assert f'name="hints" value="{digest}"' in page
    assert mine.post(url, {"declared": "yes", "hints": digest}).status_code == 302
    kept, shown = selectors.hints_of_case(staff("xixiaclerk"), key)
    assert [one.code for one in kept] == ["name"] and shown


def test_a_clean_application_has_no_hints_and_a_forged_digest_breaks_nothing(way: Walk, me: Any, mine: Client) -> None:
    key = way.draft(citizen(me))
    services.add_file(key, line=1, stream=BytesIO(PDF), name="布局图.pdf", by=citizen(me))
    services.save_fields(key, by=citizen(me), values={"person_name": "王小满"})
    url = f"/applications/{key}/check/"
    assert "预检提示" not in text(mine.get(url))
    assert mine.post(url, {"declared": "yes", "hints": "\x00" * 500}).status_code == 302
    assert selectors.hints_of_case(staff("xixiaclerk"), key) == ((), False)


def test_who_applied_asks_and_reads_the_answer_under_the_name_of_the_organ(way: Walk, me: Any, mine: Client) -> None:
    key = way.file(citizen(me)).key
    url = f"/space/cases/{key}/talks/"
    assert url in text(mine.get(f"/space/cases/{key}/")) and "还没有留言" in text(mine.get(url))
    assert mine.post(url, {"text": " "}).status_code == 422
    assert "什么时候能拿证" in text(mine.post(url, {"text": "什么时候能拿证？"}, follow=True))
    services.talk(key, by=staff("xixiaclerk"), text="下周三。")
    page = text(mine.get(url))
    assert "下周三。" in page and "市场监督管理局" in page and staff("xixiaclerk").name not in page


def test_the_thread_of_others_is_not_there(way: Walk, me: Any, register: Callable[..., Any]) -> None:
    key = way.file(citizen(me)).key
    stranger = browser_of(register("李秀英", "41132319520202002", "13900005678"))
    assert stranger.get(f"/space/cases/{key}/talks/").status_code == 404
    assert stranger.post(f"/space/cases/{key}/talks/", {"text": "你好"}).status_code == 404
