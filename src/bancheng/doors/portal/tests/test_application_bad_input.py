"""Whatever comes to the pages of an application: an answer in words, nothing of others, never an error of the server."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from bancheng.doors.portal.tests.applying import FIELDS, OWN, PDF, TRADE, begin, fill, publish, submit, text, upload
from bancheng.doors.portal.tests.conftest import City, id_number
from bancheng.doors.portal.tests.test_bad_input import HOSTILE

BACKEND = "bancheng.registers.identity.backends.AccountBackend"
PAGES = ("", "question/1/", "applicant/", "form/1/", "materials/", "materials/1/", "check/", "done/", "discard/")


@pytest.fixture
def draft(signed_in: Client, city: City) -> str:
    return begin(signed_in, publish(city))


@pytest.fixture
def other(register: Callable[..., Any]) -> Client:
    browser = Client()
    browser.force_login(register("赵旁人", "41132319850505003", "13900005678"), backend=BACKEND)
    return browser


def test_someone_elses_application_does_not_exist(draft: str, signed_in: Client, other: Client) -> None:
    fill(signed_in, draft, id_number())
    upload(signed_in, draft)
    shown = re.search(r'src="([^"]+/files/[^"]+)"', text(signed_in, f"{draft}materials/1/"))
    assert shown is not None and signed_in.get(shown.group(1)).status_code == 200
    for path in [*(f"{draft}{page}" for page in PAGES), shown.group(1)]:
        assert other.get(path).status_code == 404, path
        assert other.post(path, {"whom": "self", "declared": "yes"}).status_code in {404, 405}, path
    submit(signed_in, draft)
    assert other.get(f"{draft}done/").status_code == 404


def test_staff_are_sent_to_their_own_desk(city: City, draft: str) -> None:
    browser = Client()
    browser.post("/login/", {"login": "xixiaclerk", "password": "Bancheng-2024!"})
    assert browser.get(draft).status_code == 403


def test_every_page_asks_a_stranger_to_sign_in(draft: str) -> None:
    for page in PAGES:
        assert Client().get(f"{draft}{page}").headers["Location"].startswith("/login/?next=")


@pytest.mark.demand("SEC-18")
@pytest.mark.parametrize("value", HOSTILE)
def test_no_value_brings_a_page_down(signed_in: Client, draft: str, value: str) -> None:
    signed_in.raise_request_exception = False
    signed_in.post(f"{draft}question/1/", {"food_business_type": value})
    signed_in.post(f"{draft}question/1/", {"food_business_type": "sales"})
    signed_in.post(f"{draft}applicant/", {"whom": "self"})
    names = [one["element"] for one in FIELDS]
    sent = {
        "question/1/": ["food_business_type", "go-to"],
        "applicant/": ["whom", "principal_name", "principal_id_number", "principal_phone", "go-to"],
        "form/1/": [*names, "go-to", "go-on"],
        "form/2/": [*names, "go-to", "go-on"],
        "materials/1/": ["act", "which"],
        "check/": ["declared"],
    }
    for page, fields in sent.items():
        answer = signed_in.post(f"{draft}{page}", dict.fromkeys(fields, value))
        assert answer.status_code < 500, (page, value[:40])
        assert signed_in.get(f"{draft}{page}").status_code < 500, (page, value[:40])
    assert signed_in.post(f"{draft}applicant/", {"whom": "agent", "principal_name": value}).status_code == 422
    for act in ("remove", "licence", "reuse", "undo"):
        assert signed_in.post(f"{draft}materials/1/", {"act": act, "which": value}).status_code < 500


@pytest.mark.parametrize("path", ["question/0/", "question/99/", "form/0/", "form/99/"])
def test_a_page_that_is_not_there_leads_back_to_the_list(signed_in: Client, draft: str, path: str) -> None:
    assert signed_in.get(f"{draft}{path}").headers["Location"] == draft
    assert signed_in.post(f"{draft}{path}").headers["Location"] == draft


@pytest.mark.parametrize(
    "path", ["/applications/0/", f"/applications/{'f' * 32}/", f"/applications/{'x' * 5000}/", "/applications/%00/"]
)
def test_an_application_that_is_not_there_is_not_found(signed_in: Client, city: City, path: str) -> None:
    assert signed_in.get(path).status_code == 404


def test_wrong_values_stay_in_their_fields_each_with_what_to_do(signed_in: Client, draft: str) -> None:
    signed_in.post(f"{draft}question/1/", {"food_business_type": "sales"})
    signed_in.post(f"{draft}applicant/", {"whom": "self"})
    wrong = {**OWN, "person_id_number": "123", "person_phone": "12345", "birth_date": "昨天", "person_email": "x@"}
    answer = signed_in.post(f"{draft}form/1/", wrong)
    page = answer.content.decode()
    assert answer.status_code == 422 and "<title>错误：" in page
    for code in ("person_id_number", "person_phone", "birth_date", "person_email"):
        assert f'href="#f-{code}"' in page and f'id="f-{code}-fault"' in page
        assert re.search(rf'id="f-{code}"[^>]*value="{re.escape(wrong[code])}"[^>]*aria-invalid="true"', page), code
    assert "有 4 处要改，其他的已经保存" in page
    assert 'name="contact_address" value="西峡县白羽路 1 号"' in text(signed_in, f"{draft}form/1/")


def test_a_field_of_another_page_or_of_no_guide_is_not_taken(signed_in: Client, draft: str) -> None:
    signed_in.post(f"{draft}question/1/", {"food_business_type": "sales", "uses_vending": "yes"})
    signed_in.post(f"{draft}applicant/", {"whom": "self"})
    form = {**OWN, "person_id_number": id_number(), "seat_count": "7", "vending_count": "9", "org_name": "别人"}
    assert signed_in.post(f"{draft}form/1/", form).status_code == 302
    page = text(signed_in, f"{draft}form/2/")
    assert 'name="seat_count" value=""' in page and "vending_count" not in page


def test_an_option_that_is_none_is_told(signed_in: Client, draft: str) -> None:
    answer = signed_in.post(f"{draft}question/1/", {"food_business_type": "mining"})
    assert answer.status_code == 422 and 'href="#answer-1"' in answer.content.decode()
    none = signed_in.post(f"{draft}question/1/", {})
    assert none.status_code == 422 and "请选择一项，再继续。" in none.content.decode()


def test_nothing_is_submitted_without_the_declaration_or_with_gaps(signed_in: Client, draft: str) -> None:
    fill(signed_in, draft, id_number())
    answer = signed_in.post(f"{draft}check/", {})
    page = answer.content.decode()
    assert answer.status_code == 422 and "还有 2 处要改" in page
    assert 'href="#declared"' in page and f'href="{draft}materials/1/"' in page
    upload(signed_in, draft)
    assert signed_in.post(f"{draft}check/", {"declared": "no"}).status_code == 422
    assert submit(signed_in, draft).status_code == 302


def test_every_form_needs_the_token_of_its_own_page(draft: str, signed_in: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = signed_in.cookies
    for page in PAGES:
        if page not in {"done/", ""}:
            assert strict.post(f"{draft}{page}", {"declared": "yes"}).status_code == 403, page


def test_a_firm_one_does_not_act_for_cannot_be_chosen(signed_in: Client, draft: str) -> None:
    answer = signed_in.post(f"{draft}applicant/", {"whom": "firm:91411323MA00000000"})
    assert answer.status_code == 422 and "请选择为谁办理" in answer.content.decode()


def test_a_body_beyond_all_measure_is_not_read(signed_in: Client, draft: str) -> None:
    answer = signed_in.post(f"{draft}materials/1/", {"act": "upload"}, CONTENT_LENGTH=str(300 * 1024 * 1024))
    assert answer.status_code == 413 and "请分几次上传" in answer.content.decode()


def test_files_that_cannot_be_taken_are_named_and_the_others_kept(signed_in: Client, draft: str) -> None:
    fill(signed_in, draft, id_number())
    sent = [("图纸.pdf", PDF), ("网页.html", b"<html><script>alert(1)</script>"), ("空.pdf", b""), ("假.png", PDF)]
    answer = upload(signed_in, draft, 1, *sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert all(f"“{name}”没有上传" in page for name in ("网页.html", "空.pdf", "假.png"))
    assert "已上传 1 个文件" in page and "图纸.pdf" in page
    assert "请先选择文件" in signed_in.post(f"{draft}materials/1/", {"act": "upload"}).content.decode()
    big = upload(signed_in, draft, 1, ("大.pdf", PDF + b"\x00" * (20 * 1024 * 1024)))
    assert big.status_code == 422 and "20 MB" in big.content.decode()


def test_a_material_that_is_not_on_the_list_is_not_found(signed_in: Client, draft: str) -> None:
    fill(signed_in, draft, id_number())
    for line in (0, 4, 99):  # the fourth does not apply
        assert signed_in.get(f"{draft}materials/{line}/").status_code == 404
        assert upload(signed_in, draft, line).status_code == 404


def test_thirty_fields_on_one_page(signed_in: Client, city: City) -> None:
    texts = ("occupation", "work_unit", "nationality", "ethnic_group", "political_status", "bank_name")
    whole = [*texts, *(one["element"] for one in FIELDS), "employee_count", "residence_address", "org_name"]
    whole += ["org_address", "kitchen_area", "dining_area", "cold_room_area", "canteen_diners", "fire_passages"]
    draft = begin(signed_in, publish(city, fields=[{"element": code} for code in whole]), food_business_type="sales")
    signed_in.post(f"{draft}applicant/", {"whom": "self"})
    page = text(signed_in, f"{draft}form/1/")
    assert len(set(re.findall(r'name="([a-z_]+)"', page)) & set(whole)) == len(whole) >= 30
    typed = {**TRADE, **OWN, "person_id_number": id_number(), **dict.fromkeys(texts, "甲")}
    answer = signed_in.post(f"{draft}form/1/", typed)
    assert answer.status_code == 422
    assert 'name="occupation" value="甲"' in answer.content.decode()


def test_no_page_holds_a_script_or_style_of_its_own(signed_in: Client, draft: str) -> None:
    fill(signed_in, draft, id_number())
    upload(signed_in, draft)
    for page in (*PAGES[:-2], "discard/"):
        held = text(signed_in, f"{draft}{page}")
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:", held), page
