"""The page of one's own bundle says what is so, in every state that a bundle may come to."""

from __future__ import annotations

from typing import Any

import pytest

from bancheng.casework.bundles import selectors, services
from bancheng.casework.bundles.tests.course import feeding
from bancheng.casework.bundles.tests.test_running_switched import filled, on_condition
from bancheng.casework.cases import services as cases
from bancheng.casework.cases.types import Gap
from bancheng.doors.portal.bundles.tests.bundling import FRIDAY, Shop, open_shop, shop_of
from bancheng.doors.portal.bundles.tests.test_following_ones_bundle import ask, words
from bancheng.ground.jobs import drain

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_friday(time_machine: Any) -> None:
    time_machine.move_to(FRIDAY, tick=False)


@pytest.fixture
def shop(db: None) -> Shop:
    return open_shop()


def test_what_one_took_back_wholly_is_over_and_no_failure_to_be_mended(shop: Shop) -> None:
    key = shop.filed()
    services.take_back(key, by=shop.citizen)
    drain()
    text = words(shop.text(f"/my/bundles/{key}/"))
    assert "没有办成：" not in text and "已经全部办结" not in text and "您现在不用做什么" not in text
    assert "这件事已经结束，没有办成的事项" in text and "重新申请 ：营业执照" in text
    answer = shop.browser.post(f"/my/bundles/{key}/refile/", {"member": "shop"})
    assert answer.headers["Location"] == f"/applications/{shop.running.case(key, 'shop').key}/"


def test_what_was_taken_back_while_another_waits_for_it_is_asked_about(shop: Shop) -> None:
    key = shop.filed()
    services.take_back(key, by=shop.citizen, members=("shop",))
    drain()
    text = words(shop.text(f"/my/bundles/{key}/"))
    assert "“营业执照”撤回了，“食品许可”在等它" in text and "没有办成：" not in text
    assert text.count("重新申请 ：营业执照") == 1 and "看决定" not in text
    assert "日期由这条线决定：营业执照 → 食品许可" in text
    assert "日期按您今天就办好上面要做的事来算" in text


def test_when_all_are_refused_each_is_told_with_its_reason_and_nothing_is_said_to_be_done(db: None) -> None:
    shop = open_shop(feeds=feeding("stop"))
    key = shop.filed()
    shop.running.decide(key, "shop", "refused", "经营场所不符合规定。")
    clerk = shop.running.stage.staff("clerk", "钱水清", organ=shop.running.stage.world.water)
    cases.not_accept(
        shop.running.case(key, "sign").key, by=clerk, ground="not_needed", reason="这里不需要批准。", right_office=""
    )
    drain()
    assert shop.running.row(key).state == "closed"
    text = words(shop.text(f"/my/bundles/{key}/"))
    assert "没有办成：营业执照 经营场所不符合规定。改正以后可以重新申请这一项" in text
    assert "不予受理：这里不需要批准。" in text and "办成了" not in text and "预计" not in text
    assert "没有办成：食品许可" not in text, "what stopped is not applied for by itself"


def test_a_member_that_ended_with_the_consent_of_its_organ_is_not_said_to_be_taken_back(shop: Shop) -> None:
    key = shop.filed()
    case = shop.running.case(key, "shop").key
    cases.accept(case, by=shop.running.stage.staff("clerk"))
    cases.ask_to_withdraw(case, by=shop.citizen, reason="改变了计划")
    cases.consent_to_withdraw(case, by=shop.running.stage.staff("approver"), answer="同意")
    drain()
    text = words(shop.text(f"/my/bundles/{key}/"))
    assert "已终止" in text and "办理部门同意撤回，办理终止" in text


def test_what_is_decided_and_on_its_way_counts_no_second_term_and_cannot_be_taken_back(shop: Shop) -> None:
    key = shop.filed()
    for member in ("shop", "food"):
        shop.running.decide(key, member)
    case = shop.running.case(key, "sign")
    type(case).objects.filter(pk=case.pk).update(state="decided", outcome="granted", clock="", decided_at=FRIDAY)
    text = words(shop.text(f"/my/bundles/{key}/"))
    assert "预计2026年11月20日" in text.replace(" ", "")
    assert "已作决定，正在送达" in text and "申请撤回" not in text


def test_a_file_that_lacks_in_a_supplement_is_one_click_away(shop: Shop) -> None:
    key = shop.filed()
    ask(shop, key, "shop", Gap(1, "请标明出口"))
    path = f"/my/bundles/{key}/supplement/"
    page = shop.browser.post(path, {"declared": "yes"}).content.decode()
    assert f'href="{path}M0005/"' in page.partition('id="errors-title"')[2].partition("</ul>")[0]


def test_a_pre_review_is_not_shown_as_an_acceptance(shop: Shop) -> None:
    key = shop.filed()
    services.drop_member(key, member="food", reason="不做餐饮", by=shop.citizen)
    for member in ("shop", "sign"):
        case = shop.running.case(key, member)
        type(case).objects.filter(pk=case.pk).update(state="pre_reviewed")
    code = selectors.running_bundle(shop.citizen, key).query_code
    found = services.track(shop.running.row(key).number or "", code, who="a place")
    assert found is not None and [one.place for one in found.progress[:2]] == ["done", "now"]


def test_answers_that_call_for_nothing_say_so_on_every_page_and_typed_values_come_back(db: None) -> None:
    shop = shop_of(on_condition(when='shop_kind == "shop"'))
    key = filled(shop.running)
    draft = f"/bundles/apply/{key}/"
    assert shop.browser.post(f"{draft}question/1/", {"shop_kind": "diner"}).status_code == 302
    for page in ("", "applicant/", "materials/"):
        assert shop.browser.get(draft + page).status_code in {200, 302, 404}, page
    assert "没有需要办理的事项" in shop.text(f"{draft}check/")
    answer = shop.submit(draft)
    assert answer.status_code == 422 and "没有需要办理的事项" in answer.content.decode()
    assert shop.browser.post(f"{draft}question/1/", {"shop_kind": "shop"}).status_code == 302
    assert 'value="66"' in shop.text(f"{draft}form/1/") and "效果图.pdf" in shop.text(f"{draft}materials/M0001/")
    assert shop.submit(draft).headers["Location"] == f"{draft}done/"
