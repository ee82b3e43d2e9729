"""A bundle applied for as a citizen does, page by page, without JavaScript: each thing asked once, one number for all."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from bancheng.casework.bundles import selectors, services
from bancheng.casework.bundles.models import BundleCase, BundlePart
from bancheng.casework.cases.models import Case
from bancheng.doors.portal.bundles.tests.bundling import FORM, FRIDAY, Shop, open_shop
from bancheng.registers.catalog.tests.sample import COUNTY, PLATFORM

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_friday(time_machine: Any) -> None:
    time_machine.move_to(FRIDAY, tick=False)


@pytest.fixture
def shop(db: None) -> Shop:
    return open_shop()


def number_on(page: str) -> str:
    found = re.search(r"<dt>受理号，几个事项共用</dt><dd class=\"big num\">(.+?)</dd>", page)
    assert found is not None
    return found.group(1).replace("<wbr>", "")


@pytest.mark.demand("ONE-02")
def test_each_field_and_paper_is_asked_once_and_one_number_stands_for_all(shop: Shop) -> None:
    page = shop.text("/bundles/catering/")
    assert 'action="/bundles/catering/start/"' in page
    draft = shop.begin()
    page = shop.text(draft)
    assert "接着办：回答几个问题" in page and "一起办的 3 个事项" in page
    shop.fill(draft)
    page = shop.text(f"{draft}form/1/")
    assert page.count('name="person_name"') == 1 and "这一项用于 3 个事项：营业执照、食品许可、店招" in page
    page = shop.text(f"{draft}materials/")
    assert page.count(f'href="{draft}materials/M0005/"') >= 1 and "交一次，用于 3 个事项" in page
    assert "由“营业执照”这一步产生，不用交" in page and f'href="{draft}materials/M0002/"' not in page
    assert shop.upload(f"{draft}materials/M0005/").status_code == 302
    page = shop.text(f"{draft}check/")
    assert "一次提交，3 个事项一起办" in page and page.count('name="declared"') == 1
    assert "等“营业执照”办成后，由我们直接提交" in page and "全部不收费" in page
    assert shop.submit(draft).headers["Location"] == f"{draft}done/"
    page = shop.text(f"{draft}done/")
    number = number_on(page)
    assert re.fullmatch(r"411323\d{14}[0-9A-Z]", number) and 'class="qr"' in page
    assert "2 个事项已经交给有关部门：营业执照、店招" in page
    assert "“营业执照”办成后，由我们直接提交，不用您再来：食品许可" in page and "全部办完" in page
    members = Case.objects.filter(part_of=BundleCase.objects.get(number=number).key)
    assert members.count() == 3
    assert sorted(members.exclude(number=None).values_list("number", flat=True)) == [f"{number}-01", f"{number}-03"]
    assert all(case.materials.get(code="M0005").files.count() == 1 for case in members)


def test_the_confirmation_may_be_opened_again_and_a_second_press_gets_the_same_number(shop: Shop) -> None:
    key = shop.filed()
    draft = f"/bundles/apply/{key}/"
    first = number_on(shop.text(f"{draft}done/"))
    assert shop.submit(draft).headers["Location"] == f"{draft}done/"
    assert number_on(shop.text(f"{draft}done/")) == first
    assert BundleCase.objects.count() == 1
    stale = shop.browser.post(f"{draft}form/1/", FORM, follow=True)
    assert stale.redirect_chain[-1][0] == f"{draft}done/" and "没有改动它" in stale.content.decode()


def test_a_visitor_signs_in_first_and_comes_back_with_his_answers(shop: Shop) -> None:
    visitor = Client()
    visitor.cookies["region"] = COUNTY
    answer = visitor.post("/bundles/catering/start/", {"shop_kind": "shop"})
    assert answer.headers["Location"] == "/login/?next=/bundles/catering/%3Fshop_kind%3Dshop"
    assert shop.browser.get("/bundles/catering/start/").headers["Location"] == "/bundles/catering/"


def test_answers_of_the_public_page_are_not_asked_again_and_an_open_draft_is_gone_on_with(shop: Shop) -> None:
    draft = shop.begin(shop_kind="shop", surprise="x")
    assert "接着办：确认申请人" in shop.text(draft)
    assert shop.begin() == draft
    assert BundleCase.objects.count() == 1


def test_who_has_one_running_is_asked_before_another_begins(shop: Shop) -> None:
    first = shop.filed()
    answer = shop.browser.post("/bundles/catering/start/", {"shop_kind": "shop"})
    page = answer.content.decode()
    assert answer.status_code == 200 and "您已经有一件“开办餐饮店”正在办理" in page
    assert '<input type="hidden" name="shop_kind" value="shop">' in page and 'name="again" value="yes"' in page
    second = shop.begin(again="yes", shop_kind="shop")
    assert first not in second


def test_what_is_missing_leads_to_its_place_and_keeps_it_from_being_handed_in(shop: Shop) -> None:
    draft = shop.begin()
    page = shop.text(f"{draft}check/")
    assert f'href="{draft}question/1/?to=check"' in page
    answer = shop.submit(draft)
    assert answer.status_code == 422 and BundleCase.objects.get().state == "draft"
    shop.fill(draft)
    answer = shop.browser.post(f"{draft}check/", {})
    page = answer.content.decode()
    assert answer.status_code == 422 and f'href="{draft}materials/M0005/"' in page and 'href="#declared"' in page


def test_who_comes_from_checking_returns_there(shop: Shop) -> None:
    draft = shop.begin(shop_kind="shop")
    answer = shop.browser.post(f"{draft}form/1/?to=check", {**FORM, "go-to": "check"})
    assert answer.headers["Location"] == f"{draft}check/"
    answer = shop.browser.post(f"{draft}form/1/", {**FORM, "person_name": "", "go-to": "check"})
    assert answer.status_code == 422 and "f-person_name-fault" in answer.content.decode()


def test_a_file_is_taken_back_from_every_member_and_a_wrong_one_is_named(shop: Shop) -> None:
    draft = shop.begin(shop_kind="shop")
    path = f"{draft}materials/M0005/"
    answer = shop.upload(path, "布局图.exe", b"MZ" + b"\x00" * 40)
    assert answer.status_code == 422 and "布局图.exe" in answer.content.decode()
    assert shop.browser.post(path, {"act": "upload"}).status_code == 422
    assert shop.upload(path).status_code == 302
    page = shop.text(path)
    found = re.search(r'name="which" value="([0-9a-f]{32})"', page)
    assert found is not None and "已上传 1 个文件" in page
    file = re.search(r'href="(/applications/[0-9a-f]{32}/files/[0-9a-f]{32}/)"', page)
    assert file is not None and shop.browser.get(file.group(1)).status_code == 200
    assert shop.browser.post(path, {"act": "remove", "which": found.group(1)}).status_code == 302
    assert shop.browser.post(path, {"act": "remove", "which": found.group(1)}).status_code == 422
    held = [
        part.case.materials.filter(files__removed_at=None, code="M0005").count() for part in BundlePart.objects.all()
    ]
    assert held == [0, 0, 0]


def test_a_paper_that_is_not_of_the_set_or_that_a_member_brings_has_no_page(shop: Shop) -> None:
    draft = shop.begin(shop_kind="shop")
    for code in ("M0002", "M9999", "x" * 200, "1"):
        assert shop.browser.get(f"{draft}materials/{code}/").status_code == 404
        assert shop.upload(f"{draft}materials/{code}/").status_code == 404


@pytest.mark.parametrize(
    "page",
    [
        "",
        "question/1/",
        "applicant/",
        "form/1/",
        "materials/",
        "materials/M0005/",
        "check/",
        "done/",
        "discard/",
        "change/",
    ],
)
def test_somebody_elses_application_is_not_there(shop: Shop, page: str) -> None:
    draft = shop.begin(shop_kind="shop")
    stranger = shop.other()
    for path in (draft, "/bundles/apply/" + "0" * 32 + "/", "/bundles/apply/nothing/"):
        assert stranger.get(path + page).status_code == 404
        assert stranger.post(path + page, {"declared": "yes", "whom": "self"}).status_code == 404
    assert BundleCase.objects.get().state == "draft"


def test_a_newer_version_is_told_before_going_on_and_keeps_what_was_filled_in(shop: Shop) -> None:
    draft = shop.begin()
    shop.fill(draft)
    running = shop.running
    body = selectors.page(COUNTY, "catering").body.model_dump(mode="json")  # type: ignore[union-attr]
    services.save_draft(running.bundle, body=body | {"summary": "第二版。"}, by=PLATFORM)
    services.publish(running.bundle, by=PLATFORM)
    assert shop.browser.get(f"{draft}form/1/").headers["Location"] == f"{draft}change/"
    assert shop.submit(draft).status_code in {302, 422}
    assert BundleCase.objects.get().state == "draft"
    assert "这件事有新版本" in shop.text(f"{draft}change/")
    assert shop.browser.post(f"{draft}change/").headers["Location"] == draft
    assert 'value="王小满"' in shop.text(f"{draft}form/1/")


def test_a_bundle_taken_back_can_only_be_thrown_away(shop: Shop) -> None:
    draft = shop.begin(shop_kind="shop")
    services.withdraw(shop.running.bundle, reason="依据已失效", by=PLATFORM)
    assert shop.browser.get(draft).headers["Location"] == f"{draft}change/"
    page = shop.text(f"{draft}change/")
    assert "这件事现在不能申请" in page and f'href="{draft}discard/"' in page
    assert shop.browser.post(f"{draft}discard/").status_code == 302
    assert not BundleCase.objects.exists() and not Case.objects.filter(part_of__gt="").exists()


def test_whom_it_is_for_can_be_oneself_or_ones_firm_but_not_somebody_else(shop: Shop) -> None:
    draft = shop.begin(shop_kind="shop")
    page = shop.text(f"{draft}applicant/")
    assert 'value="self"' in page and 'value="agent"' not in page
    for whom in ("agent", "firm:91110000000000000X", "", "x" * 300):
        assert shop.browser.post(f"{draft}applicant/", {"whom": whom}).status_code == 422
    assert BundleCase.objects.get().capacity == "self"


@pytest.mark.parametrize("answer", ["", "diner'; DROP", "x" * 999, "\x00"])
def test_an_answer_that_is_none_is_told_and_not_kept(shop: Shop, answer: str) -> None:
    draft = shop.begin()
    assert shop.browser.post(f"{draft}question/1/", {"shop_kind": answer}).status_code == 422
    assert shop.browser.get(f"{draft}question/9/").headers["Location"] == draft
    assert shop.browser.get(f"{draft}form/9/").headers["Location"] == draft
    assert BundleCase.objects.get().answers == {}
