"""Uploading, looking at, taking back and using again; supplementing what was asked; a guide that changes meanwhile."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bancheng.casework.cases import services
from bancheng.casework.cases.types import Gap
from bancheng.doors.portal.tests.applying import PDF, PNG, begin, file_key, fill, publish, submit, text, upload
from bancheng.doors.portal.tests.conftest import BY, City, id_number
from bancheng.registers.catalog import services as catalog
from bancheng.registers.identity import selectors as identity
from bancheng.registers.identity.models import Account

ME = id_number()


@pytest.fixture
def draft(signed_in: Client, city: City) -> str:
    made = begin(signed_in, publish(city))
    fill(signed_in, made, ME)
    return made


def clerk() -> Any:
    return identity.actor_of(Account.objects.get(login="xixiaclerk"))


def key(draft: str) -> str:
    return draft.split("/")[2]


def test_several_files_are_shown_and_taken_back(signed_in: Client, draft: str) -> None:
    assert upload(signed_in, draft, 1, ("布局图.png", PNG), ("流程图.pdf", PDF)).status_code == 302
    page = text(signed_in, f"{draft}materials/1/")
    assert "已上传 2 个文件" in page and "布局图.png" in page and "流程图.pdf" in page
    assert re.search(r'<img src="/applications/[^"]+/files/[^"]+"', page)
    answer = signed_in.post(f"{draft}materials/1/", {"act": "remove", "which": file_key(page)}, follow=True)
    assert "文件已删除" in answer.content.decode() and "布局图.png" not in answer.content.decode()


def test_a_file_is_given_back_without_power_over_the_page(signed_in: Client, draft: str) -> None:
    upload(signed_in, draft)
    one = file_key(text(signed_in, f"{draft}materials/1/"))
    answer = signed_in.get(f"{draft}files/{one}/")
    assert answer.getvalue() == PNG
    assert answer.headers["Content-Type"] == "image/png" and answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("inline")
    assert signed_in.get(f"{draft}files/{'0' * 32}/").status_code == 404


def test_what_is_spared_says_why_and_has_no_upload(signed_in: Client, draft: str) -> None:
    page = text(signed_in, f"{draft}materials/")
    assert "不用交的" in page and "由电子证照库核对" in page and "免交" in page
    assert f'href="{draft}materials/3/"' not in page


@pytest.mark.demand("APP-04")
def test_an_upload_is_offered_and_used_in_a_case_of_another_item(signed_in: Client, city: City, draft: str) -> None:
    upload(signed_in, draft)
    submit(signed_in, draft)
    other = publish(city, city.item("食品经营许可（变更）"))
    again = begin(signed_in, other, food_business_type="sales")
    signed_in.post(f"{again}applicant/", {"whom": "self"})
    page = text(signed_in, f"{again}materials/1/")
    assert "用我以前交过的" in page and "布局图.png" in page
    old = re.search(r'name="which" value="([0-9a-f]{32})"><button[^>]*value="reuse"', page)
    assert old is not None
    assert signed_in.post(f"{again}materials/1/", {"act": "reuse", "which": old.group(1)}).status_code == 302
    assert "沿用自办件" in text(signed_in, f"{again}materials/1/")


def test_what_was_asked_is_handed_in_at_once_and_nothing_else(signed_in: Client, draft: str) -> None:
    upload(signed_in, draft)
    submit(signed_in, draft)
    services.request_supplement(key(draft), by=clerk(), gaps=[Gap(1, "图上没有标明清洗区，请标明后重新提交")])
    for page in ("", "check/", "form/1/", "materials/"):
        assert signed_in.get(f"{draft}{page}").headers["Location"] == f"{draft}supplement/"
    page = text(signed_in, f"{draft}supplement/")
    assert "请补 1 份材料" in page and "图上没有标明清洗区" in page and "规章制度清单" not in page
    assert signed_in.get(f"{draft}materials/2/").status_code == 404
    shown = text(signed_in, f"{draft}materials/1/")
    assert "图上没有标明清洗区" in shown and 'value="remove"' not in shown
    early = signed_in.post(f"{draft}supplement/", {"declared": "yes"})
    assert early.status_code == 422
    assert upload(signed_in, draft, 1, ("新布局图.pdf", PDF)).status_code == 302
    undeclared = signed_in.post(f"{draft}supplement/", {})
    assert undeclared.status_code == 422 and 'href="#declared"' in undeclared.content.decode()
    assert signed_in.post(f"{draft}supplement/", {"declared": "yes"}).status_code == 302
    assert signed_in.get(f"{draft}supplement/").headers["Location"] == f"{draft}done/"


def test_a_guide_published_meanwhile_is_told_before_going_on(signed_in: Client, city: City, draft: str) -> None:
    upload(signed_in, draft)
    more = {"code": "M0206", "name": "授权委托书", "form": "either", "originals": 1, "copies": 0}
    body = city.body(city.food)
    extra = {**more, "signature": "signature", "basis": body["materials"][0]["basis"]}
    city.republish(city.food, materials=[*body["materials"], extra])
    assert signed_in.get(f"{draft}form/1/").headers["Location"] == f"{draft}guide-change/"
    typed = signed_in.post(f"{draft}form/2/", {"seat_count": "77"})
    assert typed.status_code in {302, 422}
    assert submit(signed_in, draft).status_code == 422
    page = text(signed_in, f"{draft}guide-change/")
    assert "增加了材料：授权委托书" in page
    assert signed_in.post(f"{draft}guide-change/").headers["Location"] == draft
    page = text(signed_in, f"{draft}materials/")
    assert "授权委托书" in page and "布局图.png" in page
    assert 'name="seat_count" value="77"' in text(signed_in, f"{draft}form/2/")


def test_an_item_that_is_gone_can_only_be_read_or_thrown_away(signed_in: Client, city: City, draft: str) -> None:
    catalog.suspend_item(item=city.row(city.food), reason="系统升级", by=BY)
    assert signed_in.get(draft).headers["Location"] == f"{draft}guide-change/"
    page = text(signed_in, f"{draft}guide-change/")
    assert "现在不能申请" in page and f'href="{draft}discard/"' in page
    assert signed_in.post(f"{draft}discard/").status_code == 302


@pytest.mark.parametrize(
    "page", ["", "question/1/", "applicant/", "form/1/", "materials/", "materials/1/", "check/", "discard/"]
)
def test_a_page_of_an_application_takes_few_statements(signed_in: Client, draft: str, page: str) -> None:
    upload(signed_in, draft)
    text(signed_in, f"{draft}{page}")
    with CaptureQueriesContext(connection) as seen:
        text(signed_in, f"{draft}{page}")
    assert len(seen) <= 15, [one["sql"][:120] for one in seen]


def test_start_and_confirmation_take_few_statements(signed_in: Client, city: City, draft: str) -> None:
    upload(signed_in, draft)
    submit(signed_in, draft)
    for path in (f"/apply/{city.food}/", f"{draft}done/"):
        text(signed_in, path)
        with CaptureQueriesContext(connection) as seen:
            text(signed_in, path)
        assert len(seen) <= 15, [one["sql"][:120] for one in seen]


def test_a_field_that_the_notice_names_is_put_right_on_the_same_page(signed_in: Client, draft: str) -> None:
    upload(signed_in, draft)
    submit(signed_in, draft)
    gap = Gap(0, "面积与图纸不一致", element="business_area")
    services.request_supplement(key(draft), by=clerk(), gaps=[gap])
    page = text(signed_in, f"{draft}supplement/")
    assert "请更正 1 项内容" in page and "面积与图纸不一致" in page and 'name="business_area"' in page
    same = signed_in.post(f"{draft}supplement/", {"declared": "yes"})
    assert same.status_code == 422 and "#f-business_area" in same.content.decode()
    wrong = signed_in.post(f"{draft}supplement/", {"declared": "yes", "business_area": "很大"})
    assert wrong.status_code == 422 and "很大" in wrong.content.decode()
    assert signed_in.post(f"{draft}supplement/", {"declared": "yes", "business_area": "88"}).status_code == 302
