"""One's own bundle: one progress of all members, one list to supplement, what becomes of a refusal, taking back in part."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bancheng.casework.bundles import selectors, services
from bancheng.casework.bundles.models import BundlePart
from bancheng.casework.bundles.tests.course import feeding
from bancheng.casework.cases import services as cases
from bancheng.casework.cases.models import CaseMaterial
from bancheng.casework.cases.services import charging
from bancheng.casework.cases.tests.stage import PDF
from bancheng.casework.cases.types import Gap
from bancheng.doors.portal.bundles.tests.bundling import FRIDAY, Shop, open_paid_shop, open_shop
from bancheng.ground.jobs import drain
from bancheng.registers.messages.models import Message
from bancheng.registers.payments import services as payments
from bancheng.registers.payments.models import Bill
from bancheng.registers.payments.tests.sample import NEW
from bancheng.registers.payments.types import Charge

pytestmark = pytest.mark.django_db
A_MEMBER = 7
"""Statements that the draft of one case takes."""
TAG = re.compile(r"<[^>]+>")


@pytest.fixture(autouse=True)
def _a_friday(time_machine: Any) -> None:
    time_machine.move_to(FRIDAY, tick=False)


@pytest.fixture
def shop(db: None) -> Shop:
    return open_shop()


def words(page: str) -> str:
    return " ".join(TAG.sub(" ", page.partition('id="main"')[2]).split())


def ask(shop: Shop, key: str, member: str, *gaps: Gap) -> None:
    organ = shop.running.stage.world.water if member == "sign" else None
    clerk = shop.running.stage.staff("clerk", "钱水清" if organ else "", organ=organ)
    cases.request_supplement(shop.running.case(key, member).key, by=clerk, gaps=list(gaps))
    drain()


def test_one_page_shows_every_member_with_its_state_its_organ_and_what_it_waits_for(shop: Shop) -> None:
    key = shop.filed()
    text = words(shop.text(f"/my/bundles/{key}/"))
    assert "预计2026年12月15日" in text.replace(" ", "") and "日期由这条线决定：营业执照 → 食品许可" in text
    assert "3 个事项，0 个有了结果" in text and "等“营业执照”办成" in text
    assert "西峡县自来水公司" in text and "您现在不用做什么" in text
    shop.running.decide(key, "shop")
    text = words(shop.text(f"/my/bundles/{key}/"))
    assert "3 个事项，1 个有了结果" in text and "已办成" in text and "等“营业执照”办成" not in text
    case = shop.running.case(key, "shop")
    assert f'href="/my/bundles/{key}/"' in shop.text(f"/space/cases/{case.key}/")


@pytest.mark.demand("ONE-12")
def test_a_refused_member_is_told_with_its_reason_and_what_goes_on_and_is_mended_alone(shop: Shop) -> None:
    key = shop.filed()
    shop.running.decide(key, "shop", "refused", "经营场所不符合规定。")
    page = shop.text(f"/my/bundles/{key}/")
    text = words(page)
    assert "没有办成：营业执照" in text and "经营场所不符合规定" in text and "等“营业执照”办成" in text
    assert shop.running.part(key, "sign").state == "open"
    answer = shop.browser.post(f"/my/bundles/{key}/refile/", {"member": "shop"})
    draft = answer.headers["Location"]
    assert draft == f"/applications/{shop.running.case(key, 'shop').key}/"
    assert 'value="王小满"' in shop.text(f"{draft}form/1/") and "删除这份草稿" not in shop.text(draft)
    assert shop.browser.get(f"{draft}discard/").headers["Location"] == f"/my/bundles/{key}/"
    assert shop.browser.post(f"{draft}form/1/", {"person_name": "王小满", "has_staff": "yes"}).status_code == 302
    answer = shop.browser.post(f"{draft}check/", {})
    assert answer.status_code == 422 and 'href="#declared"' in answer.content.decode()
    answer = shop.browser.post(f"{draft}check/", {"declared": "yes"})
    assert answer.headers["Location"] == f"/my/bundles/{key}/"
    shop_case = shop.running.case(key, "shop")
    assert shop_case.number == f"{shop.running.row(key).number}-01-2" and shop_case.state == "submitted"
    shop.running.decide(key, "shop")
    assert shop.running.part(key, "food").state == "open"
    assert "以前的申请（1）" in shop.text(f"/my/bundles/{key}/")


def test_a_refusal_that_stops_what_waited_says_so(db: None) -> None:
    shop = open_shop(feeds=feeding("stop"))
    key = shop.filed()
    shop.running.decide(key, "shop", "refused", "经营场所不符合规定。")
    text = words(shop.text(f"/my/bundles/{key}/"))
    assert "这一项随之停止" in text and "随前置事项停止" in text


def test_what_several_organs_ask_for_is_one_list_answered_with_one_upload(shop: Shop) -> None:
    key = shop.filed()
    ask(shop, key, "shop", Gap(1, "请标明出口"))
    ask(shop, key, "sign", Gap(1, "请标明店招位置"), Gap(0, "请核对雇不雇人", element="has_staff"))
    page = shop.text(f"/my/bundles/{key}/")
    assert "请一次补正" in page and f'href="/my/bundles/{key}/supplement/"' in page
    path = f"/my/bundles/{key}/supplement/"
    page = shop.text(path)
    assert page.count('<h3><a href="' + path + 'M0005/">') == 1
    assert "请标明出口；请标明店招位置" in page and page.count('name="has_staff"') == 2
    answer = shop.browser.post(path, {"declared": "yes", "has_staff": "no"})
    assert answer.status_code == 422 and f'href="{path}M0005/"' in answer.content.decode()
    assert shop.upload(f"{path}M0005/", "新图.pdf", PDF + b"2").status_code == 302
    assert "新图.pdf" in shop.text(path)
    answer = shop.browser.post(path, {"declared": "yes", "has_staff": "yes"})
    assert answer.headers["Location"] == f"/my/bundles/{key}/"
    for member in ("shop", "sign"):
        case = shop.running.case(key, member)
        assert case.state == "submitted" and case.materials.get(code="M0005").files.count() == 2
    assert shop.browser.get(path).headers["Location"] == f"/my/bundles/{key}/"


def test_a_file_of_a_supplement_is_taken_back_and_what_nobody_asked_for_has_no_page(
    shop: Shop, time_machine: Any
) -> None:
    key = shop.filed()
    time_machine.shift(60)
    ask(shop, key, "shop", Gap(1, "请标明出口"))
    path = f"/my/bundles/{key}/supplement/"
    assert shop.upload(f"{path}M0005/", "错.exe", b"MZ" + b"\x00" * 40).status_code == 422
    shop.upload(f"{path}M0005/", "新图.pdf", PDF + b"2")
    found = re.search(r'name="which" value="([0-9a-f]{32})"', shop.text(f"{path}M0005/"))
    assert found is not None
    assert shop.browser.post(f"{path}M0005/", {"act": "remove", "which": found.group(1)}).status_code == 302
    assert "新图.pdf" not in shop.text(f"{path}M0005/")
    for act in ("licence", "reuse", "undo"):
        assert shop.browser.post(f"{path}M0005/", {"act": act, "which": "x"}).status_code == 422
    for code in ("M0002", "nothing"):
        assert shop.browser.get(f"{path}{code}/").status_code == 404
    case = shop.running.case(key, "shop").key
    assert shop.browser.get(f"/applications/{case}/supplement/").headers["Location"] == path


def test_some_members_are_taken_back_and_the_others_go_on(shop: Shop) -> None:
    key = shop.filed()
    path = f"/my/bundles/{key}/withdraw/"
    assert "营业执照（待受理）" in shop.text(path)
    assert shop.browser.post(path, {"reason": "x"}).status_code == 422
    assert shop.browser.post(path, {"members": "nothing"}).status_code == 422
    assert shop.browser.post(path, {"members": "sign", "reason": "不挂了"}).headers["Location"] == f"/my/bundles/{key}/"
    states = {one.key: one.state for one in BundlePart.objects.filter(current=True)}
    assert states == {"shop": "open", "food": "held", "sign": "withdrawn"}
    assert shop.browser.post(f"/my/bundles/{key}/drop/food/", {"reason": ""}).status_code == 422
    assert shop.browser.post(f"/my/bundles/{key}/drop/food/", {"reason": "先不卖吃的"}).status_code == 302
    assert shop.running.part(key, "food").state == "dropped"
    assert shop.browser.get(f"/my/bundles/{key}/drop/shop/").status_code == 404


def test_a_member_may_be_urged_once_a_day(shop: Shop) -> None:
    key = shop.filed()
    for told in ("已经催办", "今天"):
        page = shop.browser.post(f"/my/bundles/{key}/urge/", {"member": "sign"}, follow=True).content.decode()
        assert told in page
    page = shop.browser.post(f"/my/bundles/{key}/urge/", {"member": "nothing"}, follow=True).content.decode()
    assert "不用催办" in page


def test_a_held_member_that_was_handed_in_is_not_changed_any_more(shop: Shop) -> None:
    key = shop.filed()
    case = shop.running.case(key, "food").key
    for page in ("", "form/1/", "materials/", "check/", "commitment/"):
        assert shop.browser.get(f"/applications/{case}/{page}").headers["Location"] == f"/my/bundles/{key}/"
        assert shop.browser.post(f"/applications/{case}/{page}", {"declared": "yes"}).status_code == 302
    assert shop.browser.get(f"/space/cases/{case}/").headers["Location"] == f"/my/bundles/{key}/"


def test_a_members_draft_leads_to_the_one_form_while_that_is_filled_in(shop: Shop) -> None:
    draft = shop.begin(shop_kind="shop")
    key = draft.strip("/").rpartition("/")[2]
    case = shop.running.case(key, "shop").key
    for page, whole in (("", ""), ("form/1/", ""), ("materials/", "materials/"), ("check/", "check/")):
        assert shop.browser.get(f"/applications/{case}/{page}").headers["Location"] == draft + whole
    assert shop.browser.get(f"/space/cases/{case}/").status_code == 404
    assert shop.browser.get(f"/my/bundles/{key}/").headers["Location"] == draft


def test_the_list_shows_a_bundle_as_one_line_with_its_members(shop: Shop) -> None:
    draft = shop.begin(shop_kind="shop")
    page = shop.text("/space/cases/?part=draft")
    assert f'href="{draft}"' in page and "接着填" in page
    services.discard(draft.strip("/").rpartition("/")[2], by=shop.citizen)
    key = shop.filed()
    page = shop.text("/space/cases/")
    assert page.count(f'href="/my/bundles/{key}/"') == 1 and 'aria-label="各个事项"' in page
    assert re.search(r'全部<span class="num">1</span>', page)
    assert f"/my/bundles/{key}/" in shop.text("/space/cases/?part=open")
    assert f"/my/bundles/{key}/" not in shop.text("/space/cases/?part=done")


def test_a_message_about_the_whole_leads_to_its_page(shop: Shop) -> None:
    key = shop.filed()
    message = Message.objects.get(template__key="bundles.submitted")
    assert f'href="/my/bundles/{key}/"' in shop.text(f"/my/messages/{message.pk}/")


def test_number_and_query_code_show_the_whole_and_a_wrong_pair_nothing(shop: Shop) -> None:
    key = shop.filed()
    found = selectors.running_bundle(shop.citizen, key)
    pair = {"number": found.number, "code": found.query_code}
    text = words(shop.browser.post("/track/", pair).content.decode())
    assert "开办餐饮店" in text and "食品许可" in text and "等待前置结果" in text and "王" not in text
    code = f"{(int(found.query_code) + 1) % 10**6:06d}"
    assert shop.browser.post("/track/", {"number": found.number, "code": code}).status_code == 422
    member = {"number": f"{found.number}-01", "code": found.query_code}
    assert shop.browser.post("/track/", member).status_code == 422
    for _ in range(3):
        shop.browser.post("/track/", {"number": found.number, "code": code})
    assert shop.browser.post("/track/", pair).status_code == 429


@pytest.mark.parametrize(
    "page", ["", "supplement/", "supplement/M0005/", "bills/", "withdraw/", "drop/food/", "urge/", "refile/"]
)
def test_somebody_elses_bundle_is_not_there(shop: Shop, page: str) -> None:
    key = shop.filed()
    stranger = shop.other()
    for path in (f"/my/bundles/{key}/", "/my/bundles/nothing/"):
        assert stranger.get(path + page).status_code == 404
        assert stranger.post(path + page, {"member": "shop", "members": "shop", "reason": "x"}).status_code == 404
    assert {part.state for part in BundlePart.objects.all()} == {"open", "held"}


def test_the_bills_of_all_members_stand_together_and_are_paid_one_after_the_other(db: None) -> None:
    shop = open_paid_shop()
    key = shop.filed()
    shop.running.decide(key, "shop")
    stage = shop.running.stage
    for member, organ in (("food", None), ("sign", stage.world.water)):
        clerk = stage.staff("clerk", "钱水清" if organ else "", organ=organ)
        charging.charge(shop.running.case(key, member).key, charges=[Charge(NEW)], by=clerk)
    path = f"/my/bundles/{key}/bills/"
    assert "2 张缴款单，一共 40.00 元" in shop.text(f"/my/bundles/{key}/")
    for left in ("40.00", "20.00"):
        page = shop.text(path)
        number = re.search(r'btn-go" href="/my/bills/([^/]+)/"', page)
        assert number is not None and f'还要缴 <span class="num">{left}</span> 元' in page
        assert f'href="{path}"' in shop.text(f"/my/bills/{number.group(1)}/")
        payments.start_payment(number=number.group(1), channel="wechat", by=shop.citizen)
        order = Bill.objects.get(number=number.group(1)).attempts.get().order
        payments.demonstrate(order=order, course="pay", by=shop.citizen)
        drain()
    assert "都缴清了" in shop.text(path) and "都缴清了" in shop.text(f"/my/bundles/{key}/")


def test_what_a_held_member_still_lacks_is_asked_for_when_its_turn_comes(shop: Shop) -> None:
    """The licence that it was fed stays, so that nobody is asked to bring it."""
    key = shop.filed()
    held = shop.running.case(key, "food")
    CaseMaterial.objects.filter(case=held, code="M0005").delete()
    shop.running.decide(key, "shop")
    page = shop.text(f"/my/bundles/{key}/")
    assert "请补充：食品许可" in page and "经营场所布局图" in page
    draft = f"/applications/{held.key}/"
    assert f'href="{draft}"' in page
    page = shop.text(f"{draft}materials/")
    assert f'href="{draft}materials/1/"' in page and "本次一件事已经办成" in page
    assert shop.browser.post(f"{draft}check/", {"declared": "yes"}).status_code == 422
    assert shop.upload(f"{draft}materials/1/").status_code == 302
    assert shop.browser.post(f"{draft}check/", {"declared": "yes"}).headers["Location"] == f"/my/bundles/{key}/"
    assert shop.running.part(key, "food").state == "open"


def test_the_pages_take_few_statements_a_member(shop: Shop) -> None:
    draft = shop.begin(shop_kind="shop")
    assert statements(shop, f"{draft}form/1/") <= 3 * A_MEMBER + 5
    assert statements(shop, draft) <= 3 * A_MEMBER + 5
    services.discard(draft.strip("/").rpartition("/")[2], by=shop.citizen)
    key = shop.filed()
    assert statements(shop, f"/my/bundles/{key}/") <= 14
    assert statements(shop, "/space/cases/") <= 18


def statements(shop: Shop, path: str) -> int:
    shop.text(path)  # fills what a process keeps
    with CaptureQueriesContext(connection) as seen:
        shop.text(path)
    return len(seen)


def test_a_bundle_that_costs_nothing_has_no_bills(shop: Shop) -> None:
    key = shop.filed()
    assert "没有要缴的费" in shop.text(f"/my/bundles/{key}/bills/")
