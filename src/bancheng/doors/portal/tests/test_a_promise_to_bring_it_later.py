"""容缺受理 for the applicant: the commitment is read and signed with one's own name, and what was promised is brought."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bancheng.casework.cases import services
from bancheng.casework.cases.models import Case, Tolerance
from bancheng.casework.cases.types import Gap
from bancheng.doors.portal.tests.applying import PDF
from bancheng.doors.portal.tests.conftest import City
from bancheng.doors.portal.tests.walking import LAYOUT, STAGES, Walk, browser_of, citizen, staff, walk
from bancheng.ground.jobs import drain
from bancheng.ground.law import today
from bancheng.registers.organisations import selectors as organisations

RULES = {**LAYOUT, "code": "M0004", "name": "规章制度清单", "necessity": "tolerable"}


@pytest.fixture
def way(city: City) -> Walk:
    made = walk(city)
    fields = [{"element": "person_name", "section": "申请人信息"}]
    results = [{"name": "准予决定书", "kind": "approval", "delivery": ["electronic"]}]
    city.republish(made.item, questions=[], fields=fields, materials=[LAYOUT, RULES], stages=STAGES, results=results)
    return made


@pytest.fixture
def me(register: Callable[..., Any]) -> Any:
    return register()


def text(browser: Client, path: str) -> str:
    answer = browser.get(path, follow=True)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def offered(way: Walk, me: Any) -> str:
    key = way.file(citizen(me)).key
    due = organisations.calendar().add_workdays(today(), 1)
    services.offer_tolerance(key, by=staff("xixiaclerk"), lines=[Gap(2, "请补交一份")], due_on=due)
    drain()
    return key


@pytest.mark.demand("APP-14")
def test_the_commitment_says_three_things_and_is_signed_with_the_own_name(way: Walk, me: Any) -> None:
    key, mine = offered(way, me), browser_of(me)
    assert "请您做一件事：签署承诺书" in text(mine, f"/space/cases/{key}/")
    page = text(mine, f"/space/cases/{key}/promise/")
    assert "请补交一份" in page and "最晚哪天补齐" in page and "不予批准" in page
    path = f"/space/cases/{key}/promise/"
    read = {"words": mine.get(path).context["promise"].words}
    for wrong in ({}, {"name": "王大满", "confirmed": "on"}, {"name": "王小满"}, {"name": "\x00", "confirmed": "on"}):
        assert mine.post(path, wrong | read).status_code == 422
    signed = {"name": "王小满", "confirmed": "on"}
    assert "请看过现在的内容" in mine.post(path, signed | {"words": "0" * 64}, follow=True).content.decode()
    assert Tolerance.objects.get().signed_at is None
    assert mine.post(path, signed | read).status_code == 302
    assert Tolerance.objects.get().signed_how == "online"
    assert "现在没有需要您签署的承诺书" in text(mine, path)


def test_what_was_promised_is_brought_and_nobody_else_finds_the_page(
    way: Walk, me: Any, register: Callable[..., Any]
) -> None:
    key, mine = offered(way, me), browser_of(me)
    path = f"/space/cases/{key}/make-up/"
    assert "现在没有需要您补齐的材料" in text(mine, path)
    services.sign_tolerance(key, by=citizen(me), name="王小满", confirmed=True)
    services.accept_tolerant(key, by=staff("xixiaclerk"))
    assert "请您做一件事：补齐材料" in text(mine, f"/space/cases/{key}/")
    assert mine.post(path, {}).status_code == 422
    wrong = SimpleUploadedFile("制度.exe", b"MZ\x90\x00", content_type="application/octet-stream")
    assert mine.post(path, {"files-2": wrong}).status_code == 422
    good = SimpleUploadedFile("制度.pdf", PDF, content_type="application/pdf")
    assert mine.post(path, {"files-2": good}).status_code == 302
    assert Tolerance.objects.get().made_up_at is not None
    assert Case.objects.get(key=key).state == "accepted"
    stranger = browser_of(register("李秀英", "41132319520202002", "13900005678"))
    assert stranger.get(path).status_code == 404
    assert stranger.get(f"/space/cases/{key}/promise/").status_code == 404
