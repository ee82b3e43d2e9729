"""适不适合我: one question a page, skipped, taken back and changed; who cannot go this way is told what to do instead."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from bancheng.casework.bundles.tests.sample import Restaurant, restaurant
from bancheng.registers.catalog.tests.sample import COUNTY, PLATFORM, build_world
from bancheng.registers.organisations import services as organisations

PATH = "/bundles/restaurant/"
ASK = PATH + "questions/"


@pytest.fixture
def shop(db: None) -> Restaurant:
    found = restaurant(build_world())
    organisations.serve_region(region=COUNTY, by=PLATFORM)
    return found


def heading(page: str) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)
    assert found is not None
    return " ".join(re.sub(r"<[^>]+>", "", found[1]).split())


def hidden(page: str) -> list[tuple[str, str]]:
    """What the form carries along."""
    main = page.partition("novalidate>")[2]
    return [(name, unescape(value)) for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', main)]


def send(client: Client, page: str, *typed: tuple[str, str]) -> str:
    """The next page for what a browser would send; the address where one is sent on."""
    data: dict[str, list[str]] = {}
    for name, value in (*hidden(page), *typed):
        data.setdefault(name, []).append(value)
    answer = client.get(ASK, data)
    return str(answer["Location"]) if answer.status_code == 302 else answer.content.decode()


def back(page: str) -> str:
    found = re.search(r'<a class="back" href="([^"]+)"', page)
    assert found is not None
    return unescape(found[1])


def test_the_questions_come_one_a_page_and_lead_to_the_page_under_the_answers(client: Client, shop: Restaurant):
    page = client.get(ASK).content.decode()
    assert heading(page) == "您登记成什么" and "第 1 题，最多 3 题" in page and "登记的机关和材料不同" in page
    page = send(client, page, ("shop_form", "single"))
    assert heading(page) == "要不要接自来水" and "第 2 题" in page
    page = send(client, page, ("wants_water", "no"))
    address = send(client, page, ("is_chain", "no"))
    assert address == PATH + "?shop_form=single&wants_water=no&is_chain=no"
    assert "按您的回答列出" in client.get(address).content.decode()


def test_a_question_may_be_skipped_and_stays_open(client: Client, shop: Restaurant):
    page = send(client, client.get(ASK).content.decode(), ("skip", "shop_form"))
    assert heading(page) == "要不要接自来水"
    page = send(client, page, ("wants_water", "yes"))
    address = send(client, page, ("is_chain", "no"))
    assert address == PATH + "?wants_water=yes&is_chain=no"
    assert "还有事项看您的情况" in client.get(address).content.decode()


def test_going_back_shows_the_answer_that_was_given_and_keeps_the_others(client: Client, shop: Restaurant):
    page = send(client, client.get(ASK).content.decode(), ("shop_form", "firm"))
    page = send(client, page, ("skip", "wants_water"))
    assert heading(page) == "是不是由连锁总部统一办理"
    page = client.get(ASK + back(page)).content.decode()
    assert heading(page) == "要不要接自来水" and ("shop_form", "firm") in hidden(page)
    page = client.get(ASK + back(page)).content.decode()
    assert heading(page) == "您登记成什么"
    assert re.search(r'value="firm" checked', page)
    assert back(page) == PATH


def test_going_on_without_an_answer_is_told_and_just_arriving_is_not(client: Client, shop: Restaurant):
    assert 'role="alert"' not in client.get(ASK).content.decode()
    page = send(client, client.get(ASK).content.decode())
    assert heading(page) == "您登记成什么" and "请选择一项，再继续。" in page


def test_who_cannot_go_this_way_is_told_what_to_do_instead_and_can_change_his_answer(client: Client, shop: Restaurant):
    for path in (ASK, PATH):
        page = client.get(path, {"is_chain": "yes", "shop_form": "firm"}).content.decode()
        assert heading(page) == "这件事不适合您的情况"
        assert "请总部到登记机关办理，各店不用再申请。" in page
        assert "开始办理" not in page
        assert f'href="/guide/{shop.items["food"]}/"' in page
        again = [unescape(one) for one in re.findall(r'href="(/bundles/restaurant/questions/\?[^"]+)"', page)]
        assert any("shop_form=firm" in one and "is_chain" not in one for one in again)


def test_after_its_own_questions_those_of_members_make_the_papers_exact(client: Client, shop: Restaurant):
    answers = {"shop_form": "single", "wants_water": "no", "is_chain": "no"}
    page = client.get(PATH, answers).content.decode()
    assert "再答 1 个问题，材料更准" in page and "看情况：" in page
    page = client.get(ASK, answers | {"more": "1"}).content.decode()
    assert heading(page) == "您要开什么店"
    address = send(client, page, ("shop_kind", "shop"))
    assert (
        "从业人员健康证明" not in client.get(address).content.decode().partition("要准备什么")[2].partition("要多久")[0]
    )


def test_a_bundle_without_questions_of_its_own_asks_those_of_its_members(client: Client, shop: Restaurant):
    members = [one | {"when": "", "why": ""} for one in shop.text()["members"]]
    shop.publish(questions=[], unfit="", unfit_note="", members=members)
    assert heading(client.get(ASK).content.decode()) == "您要开什么店"
