"""承诺书样张: a promise is read on paper before it is signed, marked as what it is, of an item and of one's own case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from bancheng.casework.cases import services
from bancheng.casework.cases.types import Gap
from bancheng.doors.portal.tests.conftest import City
from bancheng.doors.portal.tests.test_a_commitment_instead_of_a_proof import CONTENTS, PROOF, TEMPLATE, drafted, sign
from bancheng.doors.portal.tests.walking import LAYOUT, STAGES, Walk, browser_of, citizen, staff, walk
from bancheng.registers.documents.tests import reading

LATER = {**LAYOUT, "code": "M0002", "name": "从业人员健康证明", "necessity": "tolerable"}


@pytest.fixture
def way(city: City) -> Walk:
    made = walk(city)
    city.republish(
        made.item,
        questions=[],
        fields=[{"element": "person_name", "section": "申请人信息"}],
        materials=[LAYOUT, PROOF, LATER],
        stages=[STAGES[0], {**STAGES[2], "after": ["accept"]}, STAGES[3]],
        results=[{"name": "准予决定书", "kind": "approval", "delivery": ["electronic"]}],
        commitment=TEMPLATE,
        audience=["1", "2"],
        points=[],
    )
    return made


@pytest.fixture
def me(register: Callable[..., Any]) -> Any:
    return register()


Read = Callable[[Any], str]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """The words of a sample, without spaces; each says on its pages and at its foot that it is one."""

    def words(answer: Any) -> str:
        assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf"
        found = reading.text(b"".join(answer.streaming_content), tmp_path)
        assert "（样张）" in found and "没有效力" in found and "核验" not in found
        # The mark across the page is read between the lines that it crosses.
        assert found.count("样") >= 3 and found.count("张") >= 3
        return found

    return words


def test_the_page_of_an_item_offers_both_promises_to_be_read(way: Walk, read: Read) -> None:
    page = Client().get(f"/guide/{way.item}/").content.decode()
    for kind in ("commitment", "tolerance"):
        assert f"/guide/{way.item}/promises/{kind}/" in page
    told = read(Client().get(f"/guide/{way.item}/promises/commitment/"))
    assert all(words in told for words in CONTENTS.values()) and PROOF["name"] in told and LATER["name"] not in told
    later = read(Client().get(f"/guide/{way.item}/promises/tolerance/"))
    assert LATER["name"] in later and PROOF["name"] not in later and "以窗口一次性告知的为准" in later
    assert Client().get(f"/guide/{way.item}/promises/other/").status_code == 404
    assert Client().get("/guide/999999/promises/commitment/").status_code == 404


def test_an_item_without_promises_offers_none(way: Walk) -> None:
    way.city.republish(way.item, commitment=None, materials=[LAYOUT])
    assert "样张" not in Client().get(f"/guide/{way.item}/").content.decode()
    for kind in ("commitment", "tolerance"):
        assert Client().get(f"/guide/{way.item}/promises/{kind}/").status_code == 404


def test_the_draft_shows_what_its_own_applicant_would_sign_until_he_has(
    way: Walk, me: Any, register: Callable[..., Any], read: Read
) -> None:
    key, mine = drafted(way, me), browser_of(me)
    path = f"/applications/{key}/commitment/sample/"
    assert path in mine.get(f"/applications/{key}/commitment/").content.decode()
    told = read(mine.get(path))
    assert "王小满" in told and PROOF["name"] in told and "办件编号：" not in told
    stranger = browser_of(register("李秀英", "41132319520202002", "13900000002"))
    assert stranger.get(path).status_code == 404 and Client().get(path).status_code == 302
    sign(mine, key)
    assert path not in mine.get(f"/applications/{key}/commitment/").content.decode()


def test_what_the_window_offers_is_printed_before_it_is_signed(
    way: Walk, me: Any, register: Callable[..., Any], read: Read
) -> None:
    key, mine = drafted(way, me), browser_of(me)
    sign(mine, key)
    number = services.submit(key, by=citizen(me), declared=True).number
    path = f"/space/cases/{key}/promise/sample/"
    assert mine.get(path).status_code == 404, "nothing is offered yet"
    line = next(n for n, one in enumerate((LAYOUT, PROOF, LATER), 1) if one is LATER)
    day = date(2026, 11, 24)
    services.offer_tolerance(number, by=staff("xixiaclerk"), lines=[Gap(line, "补交一份")], due_on=day)
    assert path in mine.get(f"/space/cases/{key}/promise/").content.decode()
    told = read(mine.get(path))
    assert number in told and "2026年11月24日" in told and "补交一份" in told
    stranger = browser_of(register("李秀英", "41132319520202002", "13900000002"))
    assert stranger.get(path).status_code == 404
    services.sign_tolerance(number, by=citizen(me), name="王小满", confirmed=True)
    assert mine.get(path).status_code == 404


def test_a_sample_is_archivable_and_says_in_its_title_what_it_is(way: Walk, tmp_path: Path) -> None:
    file = b"".join(Client().get(f"/guide/{way.item}/promises/commitment/").streaming_content)
    told = reading.info(file, tmp_path)
    assert told["Title"] == "告知承诺书（样张）" and told["Author"] and told["Tagged"] == "yes"
