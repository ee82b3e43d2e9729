"""告知承诺 at the desks: written in a guide, signed before a clerk, checked by those who share it, shared with the credit platform."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bancheng.casework.cases import services
from bancheng.casework.cases.models import Commitment, CreditRecord
from bancheng.doors.workbench.tests.cases_cast import picture
from bancheng.doors.workbench.tests.cast import Desk, text
from bancheng.doors.workbench.tests.drafting import stored, url, written
from bancheng.doors.workbench.tests.window import Window, food_guide, paper
from bancheng.ground.access import Actor
from bancheng.ground.jobs import drain
from bancheng.registers.catalog import services as catalog
from bancheng.registers.catalog.models import Facet
from bancheng.registers.catalog.tests.sample import PLATFORM, published
from bancheng.registers.catalog.types import GuideRefused
from bancheng.registers.identity.tests import cast as people

pytestmark = pytest.mark.django_db
PROOF = paper("M0002", "营业执照", exempt="commitment", exempt_note="可以书面承诺代替")
WORDS = {
    "content": "承诺场所符合条件。",
    "requirements": "场所面积不小于二十平方米。",
    "liability": "承诺不实的，撤销许可。",
    "form": "书面签署。",
    "supervision": "六十日内核查。",
}
SIGNS = {"controllable": "on", "correctable": "on", "supervisable": "on"}
TYPED = {"kind": "licence", "risk": "high", **WORDS, **SIGNS}
TYPED |= {"supervising": "market_regulation", "enforcing": "market_regulation"}


@pytest.fixture
def organ_kinds(db: None) -> None:
    Facet.objects.create(kind="organ_kind", code="market_regulation", label="市场监督管理", order=1)


@pytest.fixture
def window(desk: Desk) -> Window:
    template = {
        **{name: value for name, value in TYPED.items() if name not in SIGNS},
        **dict.fromkeys(SIGNS, True),
        "supervising": ["market_regulation"],
        "enforcing": ["market_regulation"],
    }
    form = paper("M0001", "食品经营许可申请书", kind="form")
    guide = published(desk.world.market, "承诺事项", guide=food_guide(materials=[form, PROOF], commitment=template))
    return Window(desk, guide, desk.browser("clerk", organisation_id=desk.world.market.pk))


def signing(**more: Any) -> dict[str, Any]:
    sheet = SimpleUploadedFile("承诺书.png", picture(), "image/png")
    return {"name": "王小满", "method": "id_card", "confirmed": "on", "scan": sheet} | more


def words(window: Window, at: str) -> str:
    """The digest that the page sends with the signature."""
    return str(window.clerk.get(at).context["commitment"].words)


def filed(window: Window) -> str:
    """A case by commitment, signed and taken in at the window."""
    key = window.begun()
    window.clerk.post(f"/work/intake/{key}/materials/1/", {"act": "paper"})
    at = f"/work/intake/{key}/commitment/"
    answer = window.clerk.post(at, signing(words=words(window, at)))
    assert answer.status_code == 302, text(answer)
    clerk = of(window.desk, "clerk")
    services.save_answers(key, by=clerk, answers={"shop_kind": "shop"})
    services.save_fields(key, by=clerk, values={"person_name": "王小满", "has_staff": "no"})
    return services.submit(key, by=clerk, declared=True).number


def granted(window: Window) -> str:
    """The same, granted."""
    number = filed(window)
    services.accept(number, by=of(window.desk, "clerk"))
    services.decide(number, by=of(window.desk, "approver"), outcome="granted")
    return number


def of(desk: Desk, role: str) -> Actor:
    """A member of staff of the market organ."""
    return people.actor(desk.staff(role, organisation_id=desk.world.market.pk))


@pytest.mark.demand("APP-19")
def test_a_template_without_liability_is_neither_saved_nor_published_and_the_sentence_stands_at_the_field(
    desk: Desk, organ_kinds: None
) -> None:
    browser, item = written(desk, materials=[PROOF])
    answer = browser.post(url(item, "commitment"), {**TYPED, "liability": "", "revision": 1})
    page = text(answer)
    assert answer.status_code == 422 and "告知承诺书缺少“违反承诺的法律责任”" in page
    lacking = {"kind": "licence", **WORDS, "liability": "", "risk": "low", "supervising": ["market_regulation"]}
    body = {**stored(item), "commitment": lacking}
    catalog.save_draft(item=item, body=body, revision=1, by=PLATFORM, keep_incomplete=True)
    with pytest.raises(GuideRefused) as refused:
        catalog.publish(item=item, by=PLATFORM)
    paths = {fault.path: fault.sentence for fault in refused.value.faults}
    assert "违反承诺的法律责任" in paths["commitment.liability"]
    assert {"commitment.controllable", "commitment.correctable", "commitment.supervisable"} <= set(paths)
    assert "commitment.enforcing" in paths and "commitment.supervising" not in paths


def test_a_whole_template_is_written_in_its_section_and_published(desk: Desk, organ_kinds: None) -> None:
    browser, item = written(desk, materials=[PROOF])
    answer = browser.get(url(item, "commitment"))
    assert answer.status_code == 200 and "纠错成本低" in text(answer)
    answer = browser.post(url(item, "commitment"), {**TYPED, "revision": 1})
    assert answer.status_code == 302, text(answer)
    kept = stored(item)["commitment"]
    assert kept["liability"] == WORDS["liability"] and kept["correctable"] is True
    document = catalog.publish(item=item, by=PLATFORM).document
    assert document["commitment"]["enforcing"] == ["market_regulation"]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"kind": "licence", "risk": ""}, "请选择风险等级"),
        ({"kind": "", "content": "承诺"}, "请选择是哪一类事项"),
        ({"kind": "nonsense"}, "请从列表中选择"),
        ({"no_commitment": "直接涉及人身健康"}, "请删去告知承诺书"),
        ({"enforcing": "nobody"}, "请从列表中选择"),
    ],
)
def test_what_does_not_fit_is_told(desk: Desk, organ_kinds: None, typed: dict[str, str], told: str) -> None:
    browser, item = written(desk, materials=[PROOF])
    answer = browser.post(url(item, "commitment"), {**TYPED, "revision": 1, **typed})
    assert answer.status_code == 422 and told in text(answer)


def test_a_guide_may_say_why_it_never_offers_a_commitment(desk: Desk, organ_kinds: None) -> None:
    browser, item = written(desk)
    answer = browser.post(url(item, "commitment"), {"kind": "", "no_commitment": "直接涉及人身健康", "revision": 1})
    assert answer.status_code == 302, text(answer)
    assert stored(item)["no_commitment"] == "直接涉及人身健康" and not stored(item).get("commitment")


def test_at_the_window_it_is_read_signed_by_hand_and_taken_back(window: Window) -> None:
    key = window.begun()
    assert "改用告知承诺" in text(window.clerk.get(f"/work/intake/{key}/"))
    page = text(window.clerk.get(f"/work/intake/{key}/commitment/"))
    assert all(words in page for words in WORDS.values())
    at = f"/work/intake/{key}/commitment/"
    for wrong, told in (
        ({"scan": ""}, "请上传申请人签字"),
        ({"method": "nobody"}, "请从列表中选择"),
        ({"name": "李大"}, "请输入申请人或者办理人的姓名"),
        ({"confirmed": ""}, "请勾选"),
        ({"words": "0" * 64}, "请看过现在的内容"),
        ({"scan": SimpleUploadedFile("承诺书.exe", b"MZ\x90", "application/pdf")}, "文件"),
    ):
        answer = window.clerk.post(at, signing(**{"words": words(window, at)} | wrong))
        assert answer.status_code == 422 and told in text(answer), wrong
    assert window.clerk.post(at, signing(words=words(window, at))).status_code == 302
    page = text(window.clerk.get(f"/work/intake/{key}/"))
    assert "告知承诺（已选）" in page and "由申请人书面承诺代替" in page
    assert window.clerk.post(at, {"act": "drop"}).status_code == 302
    assert not Commitment.objects.exists()


@pytest.mark.demand("APP-21")
def test_a_check_is_listed_opened_and_its_outcome_recorded_once(window: Window) -> None:
    number, market = granted(window), window.desk.world.market.pk
    approver = window.desk.browser("approver", organisation_id=market)
    reviewer = window.desk.browser("reviewer", organisation_id=market)
    page = text(reviewer.get("/work/commitments/"))
    assert number in page and "待核查" in page and "审批部门、监管部门、执法部门" in page
    check = Commitment.objects.get().checks.get().pk
    page = text(reviewer.get(f"/work/commitments/{check}/"))
    assert "登记核查结果" in page and "不是人为指定" in page and WORDS["liability"] in page
    assert "告知承诺" in text(reviewer.get(f"/work/cases/{number}/"))
    at = f"/work/commitments/{check}/outcome/"
    for wrong in (
        {},
        {"result": "skipped", "note": "x"},
        {"result": "breached", "note": "不实"},
        {"result": "fulfilled"},
    ):
        assert reviewer.post(at, wrong).status_code == 422, wrong
    sent = {"result": "breached", "note": "场所不符", "evidence": "现场检查笔录"}
    answer = reviewer.post(at, sent)
    assert answer.status_code == 200 and "不能再用告知承诺" in text(answer)
    assert Commitment.objects.get().result == ""
    assert reviewer.post(at, {**sent, "confirm": "yes"}).status_code == 302
    assert Commitment.objects.get().result == "breached"
    answer = reviewer.post(at, {**sent, "confirm": "yes"})
    assert answer.status_code == 422 and "不能再改" in text(answer)
    page = text(approver.get(f"/work/commitments/{check}/"))
    assert "依法撤销决定" in page and "现场检查笔录" in page and f"/work/cases/{number}/revoke/" in page
    assert f"/work/cases/{number}/revoke/" not in text(reviewer.get(f"/work/commitments/{check}/"))
    assert number in text(reviewer.get("/work/commitments/?part=breached"))
    assert number not in text(reviewer.get("/work/commitments/?part=open&risk=%00&q=%00&after=x"))


def test_who_has_no_part_in_it_finds_nothing_and_a_clerk_records_nothing(window: Window, desk: Desk) -> None:
    number = granted(window)
    check = Commitment.objects.get().checks.get().pk
    stranger = desk.browser("reviewer", organisation_id=desk.world.water.pk, number="Water1")
    assert stranger.get(f"/work/commitments/{check}/").status_code == 404
    assert number not in text(stranger.get("/work/commitments/"))
    assert window.clerk.get(f"/work/commitments/{check}/outcome/").status_code == 403
    assert stranger.get("/work/commitments/999999/").status_code == 404


@pytest.mark.demand("APP-22")
def test_what_was_shared_is_listed_and_what_was_given_up_is_sent_again(window: Window, desk: Desk) -> None:
    number, market = granted(window), desk.world.market.pk
    check = Commitment.objects.get().checks.get().pk
    services.record_commitment_outcome(check, by=of(desk, "reviewer"), result="breached", note="不实", evidence="笔录")
    drain()
    approver = desk.browser("approver", organisation_id=market)
    page = text(approver.get("/work/commitments/credit/"))
    assert f"{number}-commitment" in page and f"{number}-outcome" in page and "履行情况：未履行" in page
    CreditRecord.objects.filter(about="outcome").update(state="failed", error="格式不对")
    page = text(approver.get("/work/commitments/credit/?state=failed"))
    record = CreditRecord.objects.get(about="outcome").pk
    assert "格式不对" in page and f"/work/commitments/credit/{record}/again/" in page
    assert approver.post(f"/work/commitments/credit/{record}/again/", {"confirm": "yes"}).status_code == 302
    drain()
    assert CreditRecord.objects.get(pk=record).state == "sent"
    reviewer = desk.browser("reviewer", organisation_id=market)
    assert reviewer.get(f"/work/commitments/credit/{record}/again/").status_code == 403
