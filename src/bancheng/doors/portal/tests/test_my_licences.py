"""The wallet, one licence, its file, and showing it: for its holder only."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bancheng.doors.portal.licences import presenting
from bancheng.doors.portal.tests.conftest import BY, XIXIA, City, id_number
from bancheng.doors.portal.tests.test_acting_for_a_firm import FIRM, HELPER, add, register_firm
from bancheng.doors.portal.tests.test_few_statements import statements
from bancheng.ground.jobs import drain
from bancheng.ground.law import today
from bancheng.registers.identity.models import LegalPerson
from bancheng.registers.licences import services
from bancheng.registers.licences.models import Licence
from bancheng.registers.licences.tests.sample import FOOD, ID_CARD, content
from bancheng.registers.organisations import selectors as organisations

BACKEND = "bancheng.registers.identity.backends.AccountBackend"


@pytest.fixture
def issue(city: City) -> Callable[..., Licence]:
    """`issue(person=…)` a card or `issue(firm=…)` a food licence; signed unless told otherwise."""
    services.take_in_types(seeds=(FOOD, ID_CARD), by=BY)
    organ = organisations.organisation_for(XIXIA, "market_regulation")
    assert organ is not None

    def make(*, person: Any = None, firm: Any = None, signed: bool = True, **dates: Any) -> Licence:
        card = {"name": "王小满", "id_number": id_number(), "born": "1990-01-01"}
        food = {
            "operator_name": "西峡县小满面馆",
            "uscc": FIRM,
            "representative": "王小满",
            "premises": "河南省南阳市西峡县人民路 18 号",
            "business_type": "餐饮服务经营者",
            "scope": "热食类食品制售",
        }
        made = services.issue(
            type_key="M0144" if person else "M0007",
            holder_person=person.person.pk if person else None,
            holder_legal=None if person else firm,
            face=card if person else food,
            **({"valid_from": today()} | dates),
            organisation=organ.pk,
            region=XIXIA,
            subject=None,
            by=BY,
        )
        if signed:
            drain()
        return Licence.objects.get(pk=made.id)

    return make


@pytest.fixture
def person(signed_in: Client) -> Any:
    return signed_in.get("/my/").context["request"].user


def test_an_empty_wallet_says_what_will_come(signed_in: Client) -> None:
    page = signed_in.get("/space/licences/").content.decode()
    assert "您还没有电子证照" in page and "/verify/" in page


def test_a_card_says_issuer_end_and_state(signed_in: Client, person: Any, issue: Callable[..., Licence]) -> None:
    row = issue(person=person, valid_to=today() + timedelta(days=24))
    page = signed_in.get("/space/licences/").content.decode()
    assert "居民身份证" in page and row.issuer_name in page and "24 天后到期" in page
    assert f"/space/licences/{row.pk}/show/" in page and id_number() not in page


def test_what_is_not_signed_yet_can_be_seen_and_not_used(
    signed_in: Client, person: Any, issue: Callable[..., Licence]
) -> None:
    row = issue(person=person, signed=False)
    page = signed_in.get("/space/licences/").content.decode()
    assert "正在签章" in page and "亮证" not in page
    assert "正在签章" in signed_in.get(f"/space/licences/{row.pk}/").content.decode()
    assert signed_in.get(f"/space/licences/{row.pk}/file/").status_code == 404
    assert signed_in.get(f"/space/licences/{row.pk}/show/").headers["Location"] == f"/space/licences/{row.pk}/"


def test_the_holder_reads_the_whole_face_and_gets_the_signed_file(
    signed_in: Client, person: Any, issue: Callable[..., Licence]
) -> None:
    row = issue(person=person)
    page = signed_in.get(f"/space/licences/{row.pk}/").content.decode()
    assert id_number() in page and row.identifier in page
    answer = signed_in.get(f"/space/licences/{row.pk}/file/")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("inline")
    assert b"".join(answer.streaming_content) == content(row)  # type: ignore[attr-defined]
    saved = signed_in.get(f"/space/licences/{row.pk}/file/?download")
    assert saved.headers["Content-Disposition"].startswith("attachment")


def test_somebody_elses_licence_is_not_there(
    signed_in: Client, register: Callable[..., Any], issue: Callable[..., Licence]
) -> None:
    row = issue(person=register("李秀英", "41132319520202002", "13900005678"))
    for path in ("", "show/", "file/"):
        assert signed_in.get(f"/space/licences/{row.pk}/{path}").status_code == 404
    assert signed_in.get("/space/licences/999999999999999999999999/").status_code == 404
    assert "居民身份证" not in signed_in.get("/space/licences/").content.decode()


def test_representative_and_operator_see_the_licence_of_the_firm(
    signed_in: Client, register: Callable[..., Any], issue: Callable[..., Licence]
) -> None:
    register_firm(signed_in)
    row = issue(firm=LegalPerson.objects.get(uscc=FIRM).pk)
    theirs = Client()
    theirs.force_login(register("赵助手", HELPER, "13900005678"), backend=BACKEND)
    assert theirs.get(f"/space/licences/{row.pk}/").status_code == 404
    assert add(signed_in).status_code == 302
    for browser in (signed_in, theirs):
        assert "西峡县小满面馆" in browser.get("/space/licences/").content.decode()
        assert browser.get(f"/space/licences/{row.pk}/").status_code == 200


def test_staff_have_no_wallet(browser: Client, city: City) -> None:
    browser.post("/login/", {"login": "xixiaclerk", "password": "Bancheng-2024!"})
    assert browser.get("/space/licences/").status_code == 403


def test_a_wallet_takes_few_statements(signed_in: Client, person: Any, issue: Callable[..., Licence]) -> None:
    issue(person=person)
    few = statements(signed_in, "/space/licences/")
    issue(person=person)
    assert statements(signed_in, "/space/licences/") == few <= 8


def shown(browser: Client, row: Licence) -> str:
    """The value of `shown` in the code that the page holds up."""
    page = browser.get(f"/space/licences/{row.pk}/show/")
    assert page.status_code == 200 and "qr" in page.content.decode()
    return presenting.stamp(row.token)


def test_the_code_that_is_shown_tells_its_hour(
    signed_in: Client, person: Any, issue: Callable[..., Licence], monkeypatch: pytest.MonkeyPatch
) -> None:
    row = issue(person=person)
    value = shown(signed_in, row)
    fresh = Client().get(f"/verify/{row.token}/", {"shown": value}).content.decode()
    assert "就在刚才" in fresh and "截图" not in fresh
    later = presenting.now() + timedelta(minutes=10)
    monkeypatch.setattr(presenting, "now", lambda: later)
    stale = Client().get(f"/verify/{row.token}/", {"shown": value}).content.decode()
    assert "可能是截图或者照片" in stale and "就在刚才" not in stale


@pytest.mark.parametrize("value", ["", ".", "x.y", "6740a1b2.0000000000000000", "é.é", "0" * 5000, "\x00"])
def test_a_forged_hour_is_not_told(signed_in: Client, person: Any, issue: Callable[..., Licence], value: str) -> None:
    row = issue(person=person)
    page = Client().get(f"/verify/{row.token}/", {"shown": value})
    assert page.status_code == 200 and "出示的" not in page.content.decode()


def test_an_hour_cannot_be_made_younger(signed_in: Client, person: Any, issue: Callable[..., Licence]) -> None:
    row = issue(person=person)
    second, _dot, signs = shown(signed_in, row).partition(".")
    younger = f"{int(second, 16) + 60:x}.{signs}"
    assert presenting.read(row.token, younger) is None
    assert presenting.read("another-token", f"{second}.{signs}") is None


def test_a_stranger_verifies_by_code_address_and_identifier(person: Any, issue: Callable[..., Licence]) -> None:
    row, browser = issue(person=person), Client()
    for typed in (row.token, f"  http://localhost/verify/{row.token}/?shown=1 ", row.identifier):
        page = browser.post("/verify/", {"code": typed, "by_code": "1"}).content.decode()
        assert "这本证照真实有效" in page and row.number in page
        assert id_number() not in page and "王小满" not in page


def test_a_code_that_nothing_has_says_so_everywhere(browser: Client, city: City) -> None:
    assert browser.get("/verify/nirgends/").status_code == 404
    answer = browser.post("/verify/", {"code": "nirgends", "by_code": "1"})
    assert answer.status_code == 422 and "没有查到" in answer.content.decode()
    empty = browser.post("/verify/", {"code": "", "by_code": "1"})
    assert empty.status_code == 422 and 'href="#id_code"' in empty.content.decode()


def upload(browser: Client, data: bytes) -> Any:
    file = SimpleUploadedFile("证照.pdf", data, content_type="application/pdf")
    return browser.post("/verify/", {"file": file, "by_file": "1"})


def test_the_file_itself_is_verified_and_one_changed_byte_is_caught(
    person: Any, issue: Callable[..., Licence], browser: Client
) -> None:
    row = issue(person=person)
    whole = content(row)
    assert "真实有效" in upload(browser, whole).content.decode()
    changed = bytearray(whole)
    changed[200] ^= 1
    for data in (bytes(changed), whole + b"\n% appended", b"%PDF-1.7 nothing", b"PK\x03\x04", b"\x00" * 2000):
        answer = upload(browser, data)
        assert answer.status_code == 200
        assert "不能采信" in answer.content.decode() and "真实有效" not in answer.content.decode()
    assert upload(browser, b"").status_code == 422
    assert browser.post("/verify/", {"by_file": "1"}).status_code == 422


def test_what_was_genuine_and_is_revoked_is_told(person: Any, issue: Callable[..., Licence], browser: Client) -> None:
    row = issue(person=person, valid_from=date(2020, 1, 1), valid_to=date(2021, 1, 1))
    page = browser.get(f"/verify/{row.token}/").content.decode()
    assert "已经过期" in page and "真实有效" not in page
    assert "文件是真的，但是现在不能用" in upload(browser, content(row)).content.decode()


@pytest.mark.demand("LIC-04")
def test_the_code_of_a_licence_in_each_state_gives_the_right_answer(person: Any, issue: Callable[..., Licence]) -> None:
    waiting, replaced = issue(person=person, signed=False), issue(person=person, signed=False)
    drain()
    Licence.objects.filter(pk=waiting.pk).update(state="pending_signature", signed_at=None)
    suspended, revoked, valid = (issue(person=person) for _ in range(3))
    expired = issue(person=person, valid_from=date(2020, 1, 1), valid_to=date(2021, 1, 1))
    issue(person=person, replaces=replaced.pk)
    services.suspend(licence=suspended.pk, reason="核查", by=BY)
    services.revoke(licence=revoked.pk, reason="持证人申请", by=BY)
    told = {
        waiting: "这本证照还没有完成签章",
        valid: "这本证照真实有效",
        suspended: "这本证照已暂停使用",
        revoked: "这本证照已经注销",
        expired: "这本证照已经过期",
        replaced: "这本证照已经换发",
    }
    for row, sentence in told.items():
        page = Client().get(f"/verify/{row.token}/").content.decode()
        assert sentence in page
        assert [other for other in told.values() if other in page] == [sentence]


def test_verifying_by_form_is_counted(browser: Client, city: City) -> None:
    statuses = [browser.post("/verify/", {"code": f"x{n}", "by_code": "1"}).status_code for n in range(61)]
    assert statuses[-1] == 429 and set(statuses[:-1]) == {422}


def test_no_code_brings_the_page_down(browser: Client, city: City) -> None:
    browser.raise_request_exception = False
    for code in ("x" * 500, "\x00", "%2e%2e", "1.2.3", "é", "'; DROP TABLE x; --", "<script>"):
        assert browser.post("/verify/", {"code": code, "by_code": "1"}).status_code < 500
        assert browser.get("/verify/" + re.sub(r"[^\w.%]", "", code) + "/").status_code < 500
