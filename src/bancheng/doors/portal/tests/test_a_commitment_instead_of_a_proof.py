"""告知承诺 for the applicant: offered among the materials, read whole, signed with his name, shown with what follows."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.test import Client

from bancheng.casework.cases import services
from bancheng.casework.cases.models import Case, Commitment
from bancheng.doors.portal.tests.applying import PDF
from bancheng.doors.portal.tests.conftest import City
from bancheng.doors.portal.tests.walking import LAYOUT, STAGES, Walk, browser_of, citizen, staff, walk
from bancheng.ground.jobs import drain

PROOF = {**LAYOUT, "code": "M0004", "name": "规章制度清单", "exempt": "commitment", "exempt_note": "可以书面承诺代替"}
CONTENTS = {
    "content": "承诺已经建立食品安全制度。",
    "requirements": "制度覆盖进货查验和从业人员健康管理。",
    "liability": "承诺不实的，撤销许可。",
    "form": "书面签署，网上签署同样有效。",
    "supervision": "办成后六十日内核查。",
}
TEMPLATE = {
    "kind": "licence",
    **CONTENTS,
    "risk": "high",
    "controllable": True,
    "correctable": True,
    "supervisable": True,
    "supervising": ["market_regulation"],
    "enforcing": ["city_management"],
}


@pytest.fixture
def way(city: City) -> Walk:
    made = walk(city)
    city.republish(
        made.item,
        questions=[],
        fields=[{"element": "person_name", "section": "申请人信息"}],
        materials=[LAYOUT, PROOF],
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


def text(browser: Client, path: str, status: int = 200) -> str:
    answer = browser.get(path, follow=True)
    assert answer.status_code == status, (path, answer.status_code)
    return answer.content.decode()


def drafted(way: Walk, me: Any) -> str:
    key = way.draft(citizen(me))
    services.save_fields(key, by=citizen(me), values={"person_name": "王小满"})
    way.upload(key, citizen(me))
    return key


def sign(mine: Client, key: str, **sent: str) -> Any:
    path = f"/applications/{key}/commitment/"
    page = mine.get(path)
    words = page.context["commitment"].words if page.status_code == 200 else ""
    return mine.post(path, {"name": "王小满", "confirmed": "on", "words": words} | sent)


@pytest.mark.demand("APP-20")
def test_it_is_offered_read_whole_and_signed_and_the_proof_is_no_longer_asked_for(way: Walk, me: Any) -> None:
    key, mine = drafted(way, me), browser_of(me)
    page = text(mine, f"/applications/{key}/materials/")
    assert "改用告知承诺" in page and "还差 <b>1 份</b>" in page
    page = text(mine, f"/applications/{key}/commitment/")
    assert all(words in page for words in CONTENTS.values()) and "违反承诺的法律责任" in page
    for wrong in ({"confirmed": ""}, {"name": ""}, {"name": "王大满"}, {"name": "\x00"}, {"name": "长" * 80}):
        answer = sign(mine, key, **wrong)
        assert answer.status_code == 422, wrong
    answer = sign(mine, key, words="")
    assert answer.status_code == 302 and "请看过现在的内容" in text(mine, answer["Location"])
    assert not Commitment.objects.exists()
    assert sign(mine, key).status_code == 302
    page = text(mine, f"/applications/{key}/materials/")
    assert "必须交的都齐了" in page and "告知承诺书已签署" in page and "由申请人书面承诺代替" in page
    assert "用书面承诺代替证明" in text(mine, f"/applications/{key}/check/")
    answer = mine.post(f"/applications/{key}/check/", {"declared": "yes"})
    assert answer.status_code == 302 and Case.objects.get(key=key).state == "submitted"


def test_taken_back_the_proof_is_asked_for_again(way: Walk, me: Any) -> None:
    key, mine = drafted(way, me), browser_of(me)
    sign(mine, key)
    answer = mine.post(f"/applications/{key}/commitment/", {"act": "drop"}, follow=True)
    assert "已取消告知承诺" in answer.content.decode() and "还差 <b>1 份</b>" in answer.content.decode()
    services.add_file(key, line=2, stream=BytesIO(PDF), name="清单.pdf", by=citizen(me))
    assert "没有需要用承诺代替的材料" in text(mine, f"/applications/{key}/commitment/")


def test_what_must_be_signed_anew_leads_from_checking_to_the_page_of_signing(way: Walk, me: Any) -> None:
    key, mine = drafted(way, me), browser_of(me)
    services.choose_commitment(key, by=citizen(me))
    page = text(mine, f"/applications/{key}/check/")
    assert "请阅读并签署告知承诺书" in page and f"/applications/{key}/commitment/" in page
    assert "请签署告知承诺书" in text(mine, f"/applications/{key}/materials/")


def test_the_page_of_the_case_tells_the_promise_its_check_and_its_outcome(way: Walk, me: Any) -> None:
    key, mine = drafted(way, me), browser_of(me)
    sign(mine, key)
    services.submit(key, by=citizen(me), declared=True)
    page = text(mine, f"/space/cases/{key}/")
    assert "您的承诺" in page and Commitment.objects.get().digest in page
    services.accept(key, by=staff("xixiaclerk"))
    services.decide(key, by=staff("xixiaapprover"), outcome="granted")
    drain()
    assert "办成后要核查" in text(mine, f"/space/cases/{key}/")
    check = Commitment.objects.get().checks.get(organisation=Case.objects.get(key=key).organisation)
    by = staff("xixiareviewer")
    services.record_commitment_outcome(check.pk, by=by, result="breached", note="没有制度", evidence="笔录第 1 号")
    page = text(mine, f"/space/cases/{key}/")
    assert "承诺没有履行" in page and "没有制度" in page and "笔录第 1 号" not in page
    other = drafted(way, me)
    answer = sign(mine, other)
    assert answer.status_code == 422 and "未履行承诺的记录" in answer.content.decode()
    assert "改用告知承诺" not in text(mine, f"/applications/{other}/materials/")


def test_nobody_elses_draft_and_no_guide_without_it_has_the_page(
    way: Walk, me: Any, register: Callable[..., Any]
) -> None:
    key = drafted(way, me)
    stranger = browser_of(register("李秀英", "41132319520202002", "13900000002"))
    assert stranger.get(f"/applications/{key}/commitment/").status_code == 404
    assert sign(stranger, key).status_code == 404
    assert Client().get(f"/applications/{key}/commitment/").status_code == 302
    way.city.republish(way.item, commitment=None, materials=[LAYOUT])
    services.refresh_guide(key, by=citizen(me))
    assert browser_of(me).get(f"/applications/{key}/commitment/").status_code == 404


def test_the_guide_tells_everybody_the_five_contents(way: Walk) -> None:
    page = text(Client(), f"/guide/{way.item}/")
    assert "书面承诺可以代替证明" in page and all(words in page for words in CONTENTS.values())
