"""From the guide to the receipt: an application as a citizen makes it, page by page, without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from bancheng.casework.cases import selectors
from bancheng.doors.portal.tests.applying import OWN, TRADE, begin, fill, publish, submit, text, upload
from bancheng.doors.portal.tests.conftest import City, id_number
from bancheng.profiles.loader_codes import demo_credit_code

ME = id_number()
FIRM = demo_credit_code("91", "411323000000", "portal-apply")


@pytest.fixture
def item(city: City) -> int:
    return publish(city)


def done_page(browser: Client, draft: str) -> str:
    return text(browser, f"{draft}done/")


def number_on(page: str) -> str:
    """The number of the case; the page lets it break between its parts."""
    found = re.search(r"<dt>办件编号</dt><dd class=\"big num\">(.+?)</dd>", page)
    assert found is not None
    return found.group(1).replace("<wbr>", "")


def test_a_whole_application_without_javascript(signed_in: Client, item: int) -> None:
    assert f'href="/apply/{item}/"' in text(signed_in, f"/guide/{item}/")
    assert "开始办理" in text(signed_in, f"/apply/{item}/")
    draft = begin(signed_in, item)
    page = text(signed_in, draft)
    assert "接着办：回答几个问题" in page and "还不能开始" in page
    fill(signed_in, draft, ME)
    assert "还差 <b>1 份</b>" in text(signed_in, f"{draft}materials/")
    assert upload(signed_in, draft).status_code == 302
    page = text(signed_in, f"{draft}check/")
    assert "86.5 平方米" in page and "租赁" in page and "食品销售" in page and "未提供" in page
    assert ME not in page
    answer = submit(signed_in, draft)
    assert answer.headers["Location"] == f"{draft}done/"
    page = done_page(signed_in, draft)
    assert re.fullmatch(r"411323\d{14}[0-9A-Z]", number_on(page))
    assert re.search(r'filed__qr"><svg[^>]*class="qr"', page)
    assert re.search(r"<dt>查询码</dt><dd class=\"big num\">\d{6}</dd>", page)
    assert "前告诉您是否受理" in page


def test_the_confirmation_may_be_opened_again_and_a_second_click_gets_the_same_number(
    signed_in: Client, item: int
) -> None:
    draft = begin(signed_in, item)
    fill(signed_in, draft, ME)
    upload(signed_in, draft)
    submit(signed_in, draft)
    first = done_page(signed_in, draft)
    assert submit(signed_in, draft).headers["Location"] == f"{draft}done/"
    assert number_on(done_page(signed_in, draft)) == number_on(first)


def test_a_stale_tab_is_told_that_the_application_is_submitted(signed_in: Client, item: int) -> None:
    draft = begin(signed_in, item)
    fill(signed_in, draft, ME)
    upload(signed_in, draft)
    submit(signed_in, draft)
    answer = signed_in.post(f"{draft}form/2/", {**TRADE, "seat_count": "99"}, follow=True)
    assert answer.redirect_chain[-1][0] == f"{draft}done/"
    assert "已经提交" in answer.content.decode()
    assert signed_in.get(f"{draft}form/2/").headers["Location"] == f"{draft}done/"


def test_a_draft_waits_for_its_owner_and_is_offered_on_the_start_page(signed_in: Client, item: int) -> None:
    draft = begin(signed_in, item)
    signed_in.post(f"{draft}question/1/", {"food_business_type": "catering"})
    page = text(signed_in, f"/apply/{item}/")
    assert "您有没办完的" in page and f'href="{draft}"' in page and "重新开始一份" in page
    page = text(signed_in, draft)
    assert f'href="{draft}question/2/"' in page and "填写中" in page


def test_answers_given_before_the_login_are_carried_over(signed_in: Client, item: int) -> None:
    page = text(signed_in, f"/guide/{item}/materials/?food_business_type=sales")
    assert f'href="/apply/{item}/?food_business_type=sales"' in page
    page = text(signed_in, f"/apply/{item}/?food_business_type=sales")
    assert '<input type="hidden" name="food_business_type" value="sales">' in page
    draft = begin(signed_in, item, food_business_type="sales")
    assert "接着办：确认申请人" in text(signed_in, draft)


def test_going_back_to_a_question_shows_the_answer_and_changes_what_follows(signed_in: Client, item: int) -> None:
    draft = begin(signed_in, item)
    signed_in.post(f"{draft}question/1/", {"food_business_type": "catering"})
    signed_in.post(f"{draft}question/2/", {"uses_vending": "yes"})
    signed_in.post(f"{draft}applicant/", {"whom": "self"})
    assert "自动设备清单" in text(signed_in, f"{draft}materials/")
    assert 'value="catering" checked' in text(signed_in, f"{draft}question/1/")
    assert 'value="yes" checked' in text(signed_in, f"{draft}question/2/")
    signed_in.post(f"{draft}question/1/", {"food_business_type": "sales", "go-to": "check"})
    assert "自动设备清单" not in text(signed_in, f"{draft}materials/")


def test_a_field_that_an_answer_brings_is_asked_for_before_going_on(signed_in: Client, item: int) -> None:
    draft = begin(signed_in, item)
    fill(signed_in, draft, ME)
    answer = signed_in.post(f"{draft}form/2/", {**TRADE, "online_food": "yes"})
    assert answer.headers["Location"] == f"{draft}form/2/#f-online_platform_name"
    page = text(signed_in, f"{draft}form/2/")
    assert "还要填下面 1 项" in page and 'name="online_platform_name"' in page
    wrong = signed_in.post(f"{draft}form/2/", {**TRADE, "online_food": "yes", "online_platform_name": ""})
    assert wrong.status_code == 422 and 'href="#f-online_platform_name"' in wrong.content.decode()
    more = {**TRADE, "online_food": "yes", "online_platform_name": "某外卖平台"}
    assert signed_in.post(f"{draft}form/2/", more).headers["Location"] == f"{draft}materials/"


def test_who_comes_from_checking_returns_there(signed_in: Client, item: int) -> None:
    draft = begin(signed_in, item)
    fill(signed_in, draft, ME)
    page = text(signed_in, f"{draft}check/")
    assert f'href="{draft}form/2/?to=check#f-seat_count"' in page
    page = text(signed_in, f"{draft}form/2/?to=check")
    assert '<input type="hidden" name="go-to" value="check">' in page
    answer = signed_in.post(f"{draft}form/2/?to=check", {**TRADE, "seat_count": "41", "go-to": "check"})
    assert answer.headers["Location"] == f"{draft}check/"
    assert "41 个" in text(signed_in, f"{draft}check/")


def test_a_value_from_a_register_says_where_it_is_from_until_it_is_changed(
    city: City, item: int, browser: Client
) -> None:
    """The demo's 王小满 stands in the register of the population."""
    browser.post("/login/", {"login": "411323199605060006", "password": "Bancheng-2024!"})
    draft = begin(browser, item, food_business_type="sales")
    browser.post(f"{draft}applicant/", {"whom": "self"})
    page = text(browser, f"{draft}form/1/")
    assert 'id="f-person_name-source"' in page and "来自" in page and "取得" in page
    name = re.search(r'id="f-person_name" name="person_name" value="([^"]+)"', page)
    assert name is not None
    form = {**OWN, "person_id_number": "411323199605060006", "person_name": name.group(1)}
    browser.post(f"{draft}form/1/", form)
    assert 'id="f-person_name-source"' in text(browser, f"{draft}form/1/")
    browser.post(f"{draft}form/1/", {**form, "person_name": "王大满"})
    assert 'id="f-person_name-source"' not in text(browser, f"{draft}form/1/")


def test_a_firm_is_acted_for_by_who_represents_it(signed_in: Client, item: int) -> None:
    signed_in.post("/my/organisations/", {"uscc": FIRM, "name": "西峡县小满面馆", "kind": "2"})
    draft = begin(signed_in, item, food_business_type="sales")
    page = text(signed_in, f"{draft}applicant/")
    assert f'value="firm:{FIRM}"' in page and "西峡县小满面馆" in page
    assert signed_in.post(f"{draft}applicant/", {"whom": f"firm:{FIRM}"}).status_code == 302
    assert "西峡县小满面馆" in text(signed_in, draft)
    assert f'value="firm:{FIRM}" checked' in text(signed_in, f"{draft}applicant/")


@pytest.fixture
def shopkeeper(city: City) -> Client:
    """陈建国 of the demonstration, whose noodle shop stands in the register of legal persons."""
    browser = Client()
    browser.post("/login/", {"login": "412927197811129991", "password": "Bancheng-2024!"})
    return browser


def draft_of_his_shop(browser: Client, item: int) -> str:
    draft = begin(browser, item, food_business_type="sales")
    firm = re.search(r'name="whom" value="(firm:\w+)"', text(browser, f"{draft}applicant/"))
    assert firm is not None
    assert browser.post(f"{draft}applicant/", {"whom": firm.group(1)}).status_code == 302
    return draft


@pytest.mark.demand("APP-08")
def test_name_code_and_address_of_a_firm_are_filled_in_with_their_source(shopkeeper: Client, city: City) -> None:
    known = ("org_name", "org_uscc", "org_address")
    fields = [{"element": code, "prefill": "legal_person", "prefill_source": "法人基础信息库"} for code in known]
    item = publish(city, fields=[*fields, {"element": "contact_name"}])
    page = text(shopkeeper, f"{draft_of_his_shop(shopkeeper, item)}form/1/")
    for code in known:
        source = re.search(rf'id="f-{code}-source">(.*?)</p>', page, re.S)
        assert source is not None and "来自法人基础信息库" in source.group(1) and "取得" in source.group(1)
        assert re.search(rf'name="{code}" value="[^"]+"', page)
    assert 'name="contact_name" value=""' in page and 'id="f-contact_name-source"' not in page
    assert "其中 3 项是我们替您带出来的" in page


@pytest.mark.demand("APP-05")
def test_a_material_the_registers_prove_is_shown_with_source_and_time_and_not_asked_for(
    shopkeeper: Client, item: int
) -> None:
    page = text(shopkeeper, f"{draft_of_his_shop(shopkeeper, item)}materials/")
    spared = page.split("不用交的")[1]
    assert "营业执照" in spared and "来源：法人基础信息库" in spared
    assert re.search(r"\d+月\d+日 \d\d:\d\d 核对", spared)
    assert "营业执照" not in page.split("不用交的")[0].split("<h1>")[1]


def test_who_has_a_mandate_names_his_principal(signed_in: Client, item: int) -> None:
    draft = begin(signed_in, item, food_business_type="sales")
    other = id_number("41132319850505003")
    principal = {"principal_name": "赵委托", "principal_id_number": other, "principal_phone": "13900005678"}
    wrong = signed_in.post(f"{draft}applicant/", {"whom": "agent", **principal, "principal_id_number": "123"})
    assert wrong.status_code == 422
    assert 'href="#id_principal_id_number"' in wrong.content.decode() and "赵委托" in wrong.content.decode()
    assert signed_in.post(f"{draft}applicant/", {"whom": "agent", **principal}).status_code == 302
    page = text(signed_in, draft)
    assert "赵委托" in page and other not in page


def test_an_item_for_firms_is_not_offered_to_oneself(signed_in: Client, city: City) -> None:
    draft = begin(signed_in, publish(city, audience=["2"]), food_business_type="sales")
    page = text(signed_in, f"{draft}applicant/")
    assert 'value="self"' not in page and 'value="agent"' not in page
    assert "登记单位，或者请负责人把您添加为经办人" in page


def test_an_item_of_the_window_only_has_no_way_in(signed_in: Client, city: City) -> None:
    law = [{"law": "《中华人民共和国护照法》", "article": "第五条"}]
    item = publish(city, channels=["window"], visits=1, visit_reason="依法须本人到场。", visit_basis=law)
    assert "在线办理" not in text(signed_in, f"/guide/{item}/")
    assert signed_in.get(f"/apply/{item}/").headers["Location"] == f"/guide/{item}/"
    assert signed_in.post(f"/apply/{item}/").headers["Location"] == f"/guide/{item}/"


def test_a_stranger_reads_the_start_page_and_is_led_to_the_login(browser: Client, item: int) -> None:
    page = text(browser, f"/apply/{item}/")
    assert f'href="/login/?next=/apply/{item}/"' in page and "登录后开始办理" in page
    assert browser.post(f"/apply/{item}/").headers["Location"].startswith("/login/?next=/apply/")


def test_a_draft_can_be_thrown_away(signed_in: Client, item: int) -> None:
    draft = begin(signed_in, item)
    assert "不能恢复" in text(signed_in, f"{draft}discard/")
    assert signed_in.post(f"{draft}discard/").headers["Location"] == f"/apply/{item}/"
    assert signed_in.get(draft).status_code == 404


def test_the_receipt_is_offered_once_it_is_made(signed_in: Client, item: int) -> None:
    draft = begin(signed_in, item)
    fill(signed_in, draft, ME)
    upload(signed_in, draft)
    submit(signed_in, draft)
    page = done_page(signed_in, draft)
    assert ("收件凭证正在制作" in page) != ("/space/papers/" in page)


def test_leaving_saves_what_is_right_and_says_so(signed_in: Client, item: int) -> None:
    draft = begin(signed_in, item, food_business_type="sales")
    signed_in.post(f"{draft}applicant/", {"whom": "self"})
    typed = {**TRADE, "business_area": "86", "seat_count": "四十", "go-on": "leave"}
    answer = signed_in.post(f"{draft}form/2/", typed, follow=True)
    assert answer.redirect_chain[-1][0] == draft
    assert "有 1 项填得不对" in answer.content.decode()
    assert 'name="business_area" value="86"' in text(signed_in, f"{draft}form/2/")


def test_the_course_says_where_one_is(signed_in: Client, item: int, register: Callable[..., Any]) -> None:
    draft = begin(signed_in, item)
    assert "第 1 步，共 6 步" in text(signed_in, f"{draft}question/1/")
    assert "第 2 步，共 6 步" in text(signed_in, f"{draft}applicant/")


def test_what_the_pages_save_is_what_the_case_holds(signed_in: Client, item: int) -> None:
    draft = begin(signed_in, item)
    fill(signed_in, draft, ME)
    actor = signed_in.get(draft).wsgi_request.actor
    held = selectors.draft(actor, draft.split("/")[2])
    values = {one.element.code: one.value for section in held.sections for one in section.fields}
    assert values["birth_date"] == "1990-01-01" and values["business_area"] == "86.5"
    assert values["person_phone"] == "13900001234" and values["online_food"] is False
    assert values["registered_capital"] == "1000" and values["seat_count"] == 40
