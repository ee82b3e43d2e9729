"""The applicant chooses an intermediary himself; who files without one passes unless a law asks for one."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from stdnum.cn import uscc

from bancheng.casework.cases import selectors as cases
from bancheng.casework.cases import services as filing
from bancheng.casework.cases.errors import FormRefused
from bancheng.casework.cases.tests.stage import PDF, Stage, at, build_stage
from bancheng.ground.access import AccessDenied
from bancheng.registers.catalog.tests.sample import BASIS, COUNTY, PLATFORM
from bancheng.registers.identity import services as identity
from bancheng.registers.lists import services
from bancheng.registers.lists.models import Commission, Firm, IntermediaryChoice
from bancheng.registers.organisations import services as organisations

DAY = date(2026, 11, 20)
TEXTS = {
    "name": "安全评价",
    "matters": "许可",
    "conditions": "有资质",
    "process": "委托",
    "time_limit": "20 日",
    "fee": "协商",
}
BACKEND = "bancheng.registers.identity.backends.AccountBackend"


@pytest.fixture
def stage(db: None, time_machine: Any) -> Stage:
    """A county with one intermediary service and three firms."""
    time_machine.move_to(at(DAY), tick=False)
    made = build_stage()
    organisations.serve_region(region=COUNTY, by=PLATFORM)
    services.list_service(region=COUNTY, code="ZJ0001", organs=[made.world.market.pk], basis="法", by=PLATFORM, **TEXTS)
    for place in range(1, 4):
        stem = f"91411323MA0DEM{place:03d}"
        facts = {"uscc": stem + uscc.calc_check_digit(stem + "0"), "name": f"第{place}评价公司", "kind": "enterprise"}
        services.register_firm(region=COUNTY, contact="0377-1", services=["ZJ0001"], by=PLATFORM, **facts)
    return made


@pytest.fixture
def browser(stage: Stage) -> Client:
    client = Client()
    client.force_login(stage.person().account, backend=BACKEND)
    return client


def needing(stage: Stage, *, basis: bool) -> int:
    use = {"service": "ZJ0001", "basis": [BASIS] if basis else []}
    return stage.item("要评价的事项" if basis else "可以评价的事项", intermediaries=[use])


@pytest.mark.demand("CAT-35")
def test_an_application_without_an_intermediary_passes_unless_a_law_is_recorded(stage: Stage) -> None:
    citizen = stage.citizen()
    assert stage.file(needing(stage, basis=False)).number
    key = stage.draft(needing(stage, basis=True))
    with pytest.raises(FormRefused) as refused:
        filing.submit(key, by=citizen, declared=True)
    (problem,) = refused.value.problems
    assert (problem.part, problem.key) == ("intermediary", "ZJ0001") and "食品安全法" in problem.sentence
    filing.choose_intermediary(key, service="ZJ0001", name="外地评价公司", by=citizen)
    assert filing.submit(key, by=citizen, declared=True).number


@pytest.mark.demand("CAT-35")
def test_the_applicant_sees_every_firm_in_the_order_of_the_day_and_chooses(stage: Stage, browser: Client) -> None:
    key = stage.draft(needing(stage, basis=True))
    page = f"/applications/{key}/intermediaries/"
    assert page in browser.get(f"/applications/{key}/check/").content.decode()
    text = browser.get(page).content.decode()
    names = [f"第{place}评价公司" for place in (1, 2, 3)]
    assert all(name in text for name in names) and "随机次序" in text and "不得指定" in text
    assert "checked" not in text, "nobody is chosen beforehand"
    for wrong in ({"firm": "99999"}, {"firm": "other", "name": " "}, {}, {"firm": "x" * 50}):
        assert browser.post(page, {"service": "ZJ0001"} | wrong).status_code == 422
    assert browser.post(page, {"service": "ZJ0001", "firm": Firm.objects.get(name=names[1]).pk}).status_code == 302
    assert "您选了第2评价公司" in browser.get(page).content.decode()
    answer = browser.post(f"/applications/{key}/check/", {"declared": "yes"})
    assert answer.status_code == 302
    assert browser.post(page, {"service": "ZJ0001", "firm": "other", "name": "别家"}).status_code == 302
    assert IntermediaryChoice.objects.get().firm_name == "第2评价公司", "after submission nothing changes"


def test_anothers_application_and_an_item_without_services_have_no_such_page(stage: Stage, browser: Client) -> None:
    plain = stage.draft()
    assert browser.get(f"/applications/{plain}/intermediaries/").status_code == 404
    theirs = stage.draft(needing(stage, basis=True), by=stage.citizen("李秀英", 2))
    assert browser.get(f"/applications/{theirs}/intermediaries/").status_code == 404


@pytest.mark.demand("CAT-35")
def test_staff_cannot_choose_for_the_applicant(stage: Stage) -> None:
    key = stage.draft(needing(stage, basis=True))
    for role in ("clerk", "reviewer", "approver", "service_officer", "administrator"):
        with pytest.raises(AccessDenied) as denied:
            filing.choose_intermediary(key, service="ZJ0001", firm=Firm.objects.first().pk, by=stage.staff(role))
        assert denied.value.visible and "不得指定" in denied.value.sentence
    assert not IntermediaryChoice.objects.exists()


def test_at_a_window_the_paper_itself_is_looked_at(stage: Stage) -> None:
    clerk, item = stage.staff("clerk"), needing(stage, basis=True)
    key = filing.start_at_window(item_id=item, person_id=stage.person().pk, identity_method="id_card", by=clerk)
    filing.save_answers(key, by=clerk, answers={"shop_kind": "shop"})
    filing.save_fields(key, by=clerk, values={"person_name": "王小满", "has_staff": "no"})
    filing.add_file(key, line=1, stream=BytesIO(PDF), name="图.pdf", by=clerk)
    assert not [one for one in cases.draft(clerk, key).problems if one.part == "intermediary"]


def test_the_page_of_a_service_is_public_with_its_firms(stage: Stage) -> None:
    text = Client().get("/intermediaries/ZJ0001/").content.decode()
    assert "安全评价" in text and "第1评价公司" in text and "不分先后" in text
    assert Client().get("/intermediaries/ZJ9999/").status_code == 404
    services.refresh_stale()
    assert "/intermediaries/ZJ0001/" in Client().get("/lists/intermediaries/").content.decode()


def test_a_commission_goes_from_publication_to_the_lot(stage: Stage, browser: Client, time_machine: Any) -> None:
    assert browser.get("/commissions/create/").status_code == 200
    given = {"owner": "self", "service": "ZJ0001", "title": "储罐评价", "requirement": "甲级", "method": "lot"}
    assert browser.post("/commissions/create/", given | {"closes_on": "2020-01-01"}).status_code == 422
    assert browser.post("/commissions/create/", given | {"closes_on": "2026-11-25"}).status_code == 302
    row = Commission.objects.get()
    page = f"/commissions/{row.number}/"
    for place, firm in enumerate(Firm.objects.order_by("pk")[:2], start=5):
        head = stage.person(f"法人{'甲乙'[place - 5]}", place)
        identity.register_legal_person(uscc=firm.uscc, name=firm.name, representative=head, by=PLATFORM)
        other = Client()
        other.force_login(head.account, backend=BACKEND)
        assert "我来报价" in other.get(page).content.decode()
        assert other.post(page, {"firm": firm.pk, "price": "abc", "days": 3}).status_code == 422
        assert other.post(page, {"firm": firm.pk, "price": "1000.5", "days": 3}).status_code == 302
    text = Client().get(page).content.decode()
    assert "已有 2 家报价" in text and "1000.5" not in text
    assert "我来报价" not in browser.get(page).content.decode()
    browser.post(page + "end/", {"act": "award"})
    assert Commission.objects.get().state == "open"
    time_machine.move_to(at(DAY + timedelta(days=6)), tick=False)
    assert "随机抽取" in browser.get(page).content.decode()
    browser.post(page + "end/", {"act": "award"})
    told = Client().get(page).content.decode()
    assert "选定" in told and Commission.objects.get().seed in told
    assert row.title in Client().get("/commissions/").content.decode()


@pytest.mark.parametrize("address", ["/commissions/?after=zz", "/commissions/?after=" + "9" * 30])
def test_a_cursor_that_makes_no_sense_is_passed_over(stage: Stage, address: str) -> None:
    assert Client().get(address).status_code == 200


def test_a_stranger_ends_nothing(stage: Stage, browser: Client) -> None:
    owner = stage.citizen("李秀英", 2)
    row = services.open_commission(
        region=COUNTY,
        service="ZJ0001",
        title="评价",
        requirement="要求",
        method="choice",
        closes_on=DAY + timedelta(days=3),
        by=owner,
    )
    assert browser.post(f"/commissions/{row.number}/end/", {"act": "cancel", "reason": "x"}).status_code == 403
    assert browser.get("/commissions/WT0/").status_code == 404
