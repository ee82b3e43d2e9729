"""情形引导: a few answers, one page each, and only the materials that this person needs."""

from __future__ import annotations

import re

from django.test import Client

from bancheng.doors.portal.tests.conftest import City
from bancheng.registers.catalog import selectors
from bancheng.registers.catalog.models import ImplementationItem


def ask(browser: Client, item: int, **answers: str) -> str:
    answer = browser.get(f"/guide/{item}/materials/", answers)
    assert answer.status_code == 200
    return answer.content.decode()


def heading(page: str) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", page, re.S)
    assert found is not None
    return re.sub(r"<[^>]+>", "", found.group(1))


def test_the_first_question_is_its_own_heading(browser: Client, city: City) -> None:
    page = ask(browser, city.food)
    assert heading(page) == selectors.guide(city.food).document.questions[0].label
    assert "第 1 题" in page


def test_answers_decide_what_is_asked_next(browser: Client, city: City) -> None:
    shop = ask(browser, city.food, food_business_type="sales")
    diner = ask(browser, city.food, food_business_type="catering")
    assert heading(shop) == "您销售哪些食品"
    assert heading(diner) == "您现场制作哪些食品"
    assert 'name="food_business_type" value="sales"' in shop


def test_the_last_answer_leads_to_the_list_with_the_answers_below(browser: Client, city: City) -> None:
    said = {"food_business_type": "canteen", "canteen_kind": "school", "food_making": "hot", "handled_by_agent": "no"}
    page = ask(browser, city.food, **said)
    found = selectors.situation(selectors.guide(city.food).document, said)
    assert found.complete
    names = re.findall(r'<ol class="mats">(.*?)</ol>', page, re.S)[0]
    spared = {"licence", "sharing"}
    order = sorted(found.required, key=lambda material: material.exempt in spared)
    assert re.findall(r"<h3>(.*?)</h3>", names) == [material.name for material in order]
    assert "部分情形才要" not in names
    assert re.match(r"您(要交 \d+ 份材料|不用交材料)", heading(page))
    assert "学校、托幼机构食堂" in page and "<dd>否</dd>" in page


def test_an_agent_brings_one_paper_more(browser: Client, city: City) -> None:
    said = {"food_business_type": "canteen", "canteen_kind": "school", "food_making": "hot"}
    alone = ask(browser, city.food, **said, handled_by_agent="no")
    sent = ask(browser, city.food, **said, handled_by_agent="yes")
    assert "授权委托书" in sent and "授权委托书" not in alone


def test_going_on_without_an_answer_asks_again_and_says_so(browser: Client, city: City) -> None:
    page = ask(browser, city.food, asked="food_business_type")
    assert "请选择一项，再继续。" in page
    assert "<title>错误：" in page
    assert "请选择一项，再继续。" not in ask(browser, city.food)


def test_an_answer_that_is_none_is_told_beside_the_question(browser: Client, city: City) -> None:
    page = ask(browser, city.food, food_business_type="'; DROP TABLE catalog_element; --")
    assert "请改正下面的问题" in page
    assert heading(page) == selectors.guide(city.food).document.questions[0].label


def test_one_answer_can_be_changed_without_losing_the_others(browser: Client, city: City) -> None:
    said = {"food_business_type": "canteen", "canteen_kind": "school", "food_making": "hot", "handled_by_agent": "no"}
    page = ask(browser, city.food, **said)
    again = re.search(r'href="(\?[^"]*)">修改<span class="visually-hidden">：您现场制作哪些食品', page)
    assert again is not None
    address = again.group(1).replace("&amp;", "&")
    assert "food_making=" not in address and "handled_by_agent=no" in address
    asked = browser.get(f"/guide/{city.food}/materials/{address}").content.decode()
    assert heading(asked) == "您现场制作哪些食品"
    assert re.search(r'value="hot" checked', asked)


def test_a_guide_without_questions_leads_back_to_itself(browser: Client, city: City) -> None:
    items = ImplementationItem.objects.order_by("pk").values_list("pk", flat=True)
    plain = next(item for item in items if (found := selectors.guide(item)) and not found.document.questions)
    assert browser.get(f"/guide/{plain}/materials/").headers["Location"] == f"/guide/{plain}/"
