"""What an applicant reads of special procedures and an extension: what, since when, how long, by which law, and no trip."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from bancheng.casework.cases import services
from bancheng.doors.portal.tests.conftest import City
from bancheng.doors.portal.tests.walking import browser_of, citizen, staff, walk


@pytest.fixture
def me(register: Callable[..., Any]) -> Any:
    return register()


def page_of(browser: Client, key: str) -> str:
    answer = browser.get(f"/space/cases/{key}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_of_my_case_tells_the_procedure_its_days_and_its_law(city: City, me: Any) -> None:
    way, browser = walk(city), browser_of(me)
    filed = way.file(citizen(me))
    services.accept(filed.number, by=staff("xixiaclerk"))
    by = staff("xixiaapprover")
    services.start_procedure(filed.number, by=by, kind="PS", reason="工艺方案需要专家评审。", expected_days=5)
    page = page_of(browser, filed.key)
    for words in (
        "正在进行专家评审",
        "需要 5 个工作日",
        "不计入法定办结时限",
        "《行政许可法》第四十五条",
        "都不算您跑腿",
    ):
        assert words in page
    assert "审查（特别程序中）" in page
    services.end_procedure(filed.number, by=by, kind="PS", result="专家组同意。")
    services.extend(filed.number, by=staff("xixiahead"), days=3, reason="需要补充调查。")
    page = page_of(browser, filed.key)
    for words in ("已结束", "专家组同意。", "延长 3 个工作日", "需要补充调查。", "第四十二条"):
        assert words in page
    assert "正在进行专家评审" not in page
    part = browser.get("/space/cases/?part=open").content.decode()
    assert filed.number in part
