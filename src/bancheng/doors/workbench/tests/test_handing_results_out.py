"""统一出件: what waits to be collected, who took it and how he was known, the end."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bancheng.casework.cases import services as cases
from bancheng.casework.cases.models import Case, SignedScan
from bancheng.casework.cases.tests.stage import PDF
from bancheng.doors.workbench.tests.cast import account_of, text
from bancheng.doors.workbench.tests.window import ID_NUMBER, OTHER_ID, Window
from bancheng.ground.access import Subject
from bancheng.ground.jobs import drain
from bancheng.ground.journal import selectors as journal
from bancheng.registers.identity import selectors as identity

pytestmark = pytest.mark.django_db


@pytest.fixture
def result_desk(window: Window) -> Client:
    return window.desk.browser("result_desk", organisation_id=window.desk.world.market.pk)


@pytest.fixture
def waiting(window: Window) -> Case:
    """A granted case whose result is collected at the window."""
    case = window.received()
    window.clerk.post(f"/work/cases/{case.number}/accept/", {"version": case.version})
    Case.objects.filter(pk=case.pk).update(delivery="window")
    approver = window.desk.staff("approver", organisation_id=window.desk.world.market.pk)
    actor = identity.actor_of(account_of(approver))
    cases.decide(case.number, by=actor, outcome="granted", reason="符合规定条件")
    drain()
    case.refresh_from_db()
    return case


def test_a_result_that_waits_is_listed_and_found_by_its_whole_number(result_desk: Client, waiting: Case) -> None:
    page = text(result_desk.get("/work/results/"))
    assert waiting.number in page and "王小满" in page
    assert result_desk.get("/work/results/", {"q": waiting.number}).headers["Location"].endswith(f"{waiting.number}/")
    scanned = result_desk.get("/work/results/", {"q": f"https://example.gov.cn/track/?number={waiting.number}"})
    assert scanned.headers["Location"].endswith(f"/{waiting.number}/")
    assert waiting.number in text(result_desk.get("/work/results/", {"q": "王小满"}))
    assert waiting.number not in text(result_desk.get("/work/results/", {"q": "没有这个人"}))
    for odd in ("\x00", "'", "%", "长" * 300):
        assert result_desk.get("/work/results/", {"q": odd, "after": odd}).status_code == 200


def test_who_collects_when_and_how_he_was_known_is_registered_and_then_the_case_is_closed(
    result_desk: Client, waiting: Case
) -> None:
    page = f"/work/results/{waiting.number}/"
    shown = text(result_desk.get(page))
    assert "领取登记" in shown and ID_NUMBER not in shown
    sent = {"version": waiting.version, "name": "王小满", "id_number": ID_NUMBER, "method": "id_reader"}
    assert result_desk.post(page + "collect/", sent).status_code == 302
    waiting.refresh_from_db()
    assert waiting.state == "collected" and waiting.collected_by == "王小满" and waiting.collected_at is not None
    after = text(result_desk.get(page))
    assert ID_NUMBER not in after and "领取登记" in after
    assert result_desk.post(page + "close/", {"confirm": "yes"}).status_code == 302
    waiting.refresh_from_db()
    assert waiting.state == "closed" and not waiting.unclaimed


def test_somebody_else_brings_a_mandate(result_desk: Client, waiting: Case) -> None:
    page = f"/work/results/{waiting.number}/collect/"
    sent = {"version": waiting.version, "name": "李秀英", "id_number": OTHER_ID, "method": "id_card"}
    refused = result_desk.post(page, sent)
    assert refused.status_code == 422 and "请收下授权委托书" in text(refused)
    namesake = result_desk.post(page, {**sent, "name": "王小满"})
    assert namesake.status_code == 422 and "请收下授权委托书" in text(namesake)
    assert result_desk.post(page, {**sent, "method": "mandate"}).status_code == 302
    waiting.refresh_from_db()
    assert waiting.collected_by == "李秀英"


@pytest.mark.parametrize(
    "typed", [{"id_number": "123"}, {"name": ""}, {"method": "x"}, {"version": "x"}, {"name": "\x00"}, {}]
)
def test_what_is_typed_wrongly_registers_nothing(result_desk: Client, waiting: Case, typed: dict[str, str]) -> None:
    good = {"version": str(waiting.version), "name": "王小满", "id_number": ID_NUMBER, "method": "id_card"}
    answer = result_desk.post(f"/work/results/{waiting.number}/collect/", {**good, **typed} if typed else {})
    assert answer.status_code == 422
    waiting.refresh_from_db()
    assert waiting.state == "delivered"


def test_the_second_of_two_hands_is_told_who_was_first_without_the_number_again(
    window: Window, result_desk: Client, waiting: Case
) -> None:
    colleague = window.desk.browser("result_desk", number="Other", organisation_id=window.desk.world.market.pk)
    sent = {"version": waiting.version, "name": "王小满", "id_number": ID_NUMBER, "method": "id_card"}
    page = f"/work/results/{waiting.number}/collect/"
    assert result_desk.post(page, sent).status_code == 302
    late = colleague.post(page, sent)
    assert late.status_code == 409 and "周敏" in text(late) and ID_NUMBER not in text(late)


def test_closing_without_a_collection_is_asked_and_flagged(result_desk: Client, waiting: Case) -> None:
    page = f"/work/results/{waiting.number}/close/"
    assert "确认办结" in text(result_desk.post(page))
    result_desk.post(page, {"confirm": "yes"})
    waiting.refresh_from_db()
    assert waiting.state == "closed" and waiting.unclaimed


def test_the_window_hands_nothing_out_and_another_organs_desk_sees_nothing(window: Window, waiting: Case) -> None:
    page = f"/work/results/{waiting.number}/"
    assert window.clerk.get(page).status_code == 403
    water = window.desk.browser("result_desk", number="Water", organisation_id=window.desk.world.water.pk)
    assert waiting.number not in text(water.get("/work/results/"))
    assert water.get(page).status_code == 404
    for act in ("deliver", "print", "collect", "close"):
        assert water.post(f"{page}{act}/", {"confirm": "yes", "version": "1"}).status_code == 404


def collected(result_desk: Client, waiting: Case) -> str:
    """The page of a case whose result was collected."""
    page = f"/work/results/{waiting.number}/"
    sent = {"version": waiting.version, "name": "王小满", "id_number": ID_NUMBER, "method": "id_reader"}
    assert result_desk.post(page + "collect/", sent).status_code == 302
    return page


def sheet(content: bytes = PDF, name: str = "送达回证.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_the_signed_return_is_kept_beside_the_decision_once(result_desk: Client, waiting: Case) -> None:
    page = collected(result_desk, waiting)
    assert "登记签收的送达回证" in text(result_desk.get(page))
    answer = result_desk.post(page + "return/", {"scan": sheet()}, follow=True)
    assert "送达回证已登记" in text(answer) and "登记签收的送达回证" not in text(answer)
    row = SignedScan.objects.get()
    assert (row.purpose, row.paper, row.kind) == ("return", waiting.decision.number, "pdf")
    file = result_desk.get(f"/work/cases/{waiting.number}/files/{row.key}/")
    assert file.status_code == 200 and b"".join(file.streaming_content) == PDF
    (entry,) = [one for one in journal.entries_of(Subject("cases.case", waiting.key)) if one.verb == "attach_return"]
    assert entry.facts["scan"] == row.digest and entry.facts["paper"] == waiting.decision.number
    twice = result_desk.post(page + "return/", {"scan": sheet()})
    assert twice.status_code == 422 and "已经登记过" in text(twice)


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (None, "请上传受送达人签收的送达回证"),
        ((b"MZ\x90\x00" + bytes(200), "送达回证.pdf"), "文件"),
        ((b"", "送达回证.pdf"), "空"),
    ],
)
def test_what_is_no_scan_is_refused_in_words(
    result_desk: Client, waiting: Case, file: tuple[bytes, str] | None, sentence: str
) -> None:
    page = collected(result_desk, waiting)
    answer = result_desk.post(page + "return/", {"scan": sheet(*file)} if file else {"x": "1"})
    assert answer.status_code == 422 and sentence in text(answer), text(answer)
    assert not SignedScan.objects.exists()


def test_nothing_is_returned_before_a_decision_was_handed_over(window: Window, result_desk: Client) -> None:
    received = window.received()
    assert "送达回证" not in text(result_desk.get(f"/work/results/{received.number}/"))
    early = result_desk.post(f"/work/results/{received.number}/return/", {"scan": sheet()})
    assert early.status_code == 422 and "送达以后才能登记" in text(early)
    assert not SignedScan.objects.exists()


def test_who_does_not_hand_out_attaches_nothing(window: Window, waiting: Case) -> None:
    assert window.clerk.post(f"/work/results/{waiting.number}/return/", {"scan": sheet()}).status_code == 403
    assert not SignedScan.objects.exists()
