"""What an applicant reads after the decision: a correction, a revocation, where the parcel is, and how to renew in time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from bancheng.casework.cases import services
from bancheng.casework.cases.models import Case, Parcel
from bancheng.doors.portal.tests.conftest import City
from bancheng.doors.portal.tests.walking import LAYOUT, STAGES, Walk, browser_of, citizen, staff, walk
from bancheng.ground.access import system
from bancheng.ground.jobs import drain
from bancheng.ground.law import today
from bancheng.registers.licences import services as licensing
from bancheng.registers.licences.models import Licence
from bancheng.registers.licences.types import FaceElement, TypeSeed

TO = {"name": "王小满", "phone": "13800000001", "address": "河南省南阳市西峡县白羽街道灌河路36号"}
STRANGER = ("李秀英", "41132319520202002", "13900005678")


@pytest.fixture
def me(register: Callable[..., Any]) -> Any:
    return register()


def page_of(browser: Client, key: str) -> str:
    answer = browser.get(f"/space/cases/{key}/")
    assert answer.status_code == 200
    return answer.content.decode()


def licensed(city: City) -> Walk:
    """The same item, with an e-licence as its result."""
    way = walk(city)
    face = (FaceElement("person_name", "经营者", "person_name"),)
    seed = TypeSeed("M0007", "11100000000099999A001", "食品经营许可证", face, "演示机关", 0)
    licensing.take_in_types(seeds=[seed], by=system("测试"))
    results = [{"name": "食品经营许可证", "kind": "licence", "licence": "M0007"}]
    city.republish(
        way.item,
        questions=[],
        fields=[{"element": "person_name", "section": "申请人信息"}],
        materials=[LAYOUT],
        stages=STAGES,
        results=results,
        points=[],
    )
    return way


def decided(way: Walk, me: Any, **more: Any) -> Any:
    """Filed and granted; the papers are made, and what needs nobody is delivered."""
    filed = way.file(citizen(me))
    Case.objects.filter(key=filed.key).update(delivery=more.pop("delivery", "electronic"))
    way.accept(filed.key)
    way.review(filed.key)
    services.decide(filed.number, by=staff("xixiaapprover"), outcome="granted", reason="符合规定的条件。", **more)
    drain()
    return filed


def test_a_correction_and_a_revocation_are_told_with_their_reasons(city: City, me: Any) -> None:
    way, browser = walk(city), browser_of(me)
    filed, by = decided(way, me), staff("xixiaapprover")
    services.correct(filed.number, by=by, wrong="规定的条件", right="法定的条件", reason="笔误")
    assert "“规定的条件”更正为“法定的条件”" in page_of(browser, filed.key)
    services.revoke(filed.number, by=by, ground="2", reason="证明系伪造。", heard="已听取陈述申辩。", no_harm=True)
    page = page_of(browser, filed.key)
    for words in ("准予的决定已经撤销", "《行政许可法》第六十九条第二款", "证明系伪造。", "已撤销"):
        assert words in page
    assert "看我的证照" not in page
    assert filed.number in browser.get("/space/cases/?part=done").content.decode()
    tracked = browser.post("/track/", {"number": filed.number, "code": filed.query_code})
    assert tracked.status_code == 200 and "证明系伪造" not in tracked.content.decode()


@pytest.mark.demand("APP-23")
def test_the_applicant_sees_where_his_result_is(city: City, me: Any) -> None:
    way, browser = walk(city), browser_of(me)
    filed = decided(way, me, delivery="post")
    services.ship(filed.number, by=staff("xixiaresult"), **TO)
    assert "运单号稍后显示" in page_of(browser, filed.key)
    drain()
    page = page_of(browser, filed.key)
    assert "结果正在寄给您" in page and Parcel.objects.get().tracking in page and "已下单" in page
    assert "灌河路" not in page and "13800000001" not in page


def test_a_licence_that_ends_soon_is_renewed_with_one_click_from_its_case(
    city: City, me: Any, register: Callable[..., Any]
) -> None:
    way, browser = licensed(city), browser_of(me)
    filed = decided(way, me, valid_to=today() + timedelta(days=60))
    page = page_of(browser, filed.key)
    assert "申请延续" in page and "《行政许可法》第五十条" in page
    answer = browser.post(f"/space/cases/{filed.key}/renew/")
    draft = Case.objects.get(renewal__before__key=filed.key)
    assert answer.headers["Location"] == f"/applications/{draft.key}/"
    assert "已经带入原来的内容" in browser.get(answer.headers["Location"], follow=True).content.decode()
    assert "接着办延续" in page_of(browser, filed.key)
    other = browser_of(register(*STRANGER))
    assert other.post(f"/space/cases/{filed.key}/renew/").status_code == 404


def test_who_verifies_a_licence_that_silence_renewed_reads_so(city: City, me: Any) -> None:
    ends = today() + timedelta(days=60)
    decided(licensed(city), me, valid_to=ends)
    row = Licence.objects.get(type_id="M0007")
    licensing.prolong(licence=row.pk, ended_on=ends, by=system("时限监测"))
    page = Client().get(f"/verify/{row.token}/").content.decode()
    for words in ("真实有效", f"照面上的有效期到 {ends:%Y-%m-%d}", "依《行政许可法》第五十条视为准予延续"):
        assert words in page
