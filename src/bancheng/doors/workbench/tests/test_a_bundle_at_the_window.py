"""The window of 高效办成一件事: one page for all members, and an official who walks through it himself."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bancheng.casework.bundles import selectors, services
from bancheng.casework.bundles.models import BundleCase
from bancheng.casework.bundles.tests.course import states
from bancheng.casework.bundles.tests.running import SHORT, build_running
from bancheng.casework.cases import services as cases
from bancheng.casework.cases.tests.committing import enforcer, template
from bancheng.casework.cases.tests.stage import PDF, PLAN, build_stage, material
from bancheng.casework.cases.types import Gap
from bancheng.doors.workbench.tests.cases_cast import picture
from bancheng.doors.workbench.tests.cast import text
from bancheng.doors.workbench.tests.running_desk import Board, at, build_board
from bancheng.ground.jobs import drain
from bancheng.registers.catalog.tests.sample import COUNTY, PLATFORM
from bancheng.registers.identity.tests.cast import id_number
from bancheng.registers.messages.models import Message
from bancheng.registers.organisations import services as organisations

pytestmark = pytest.mark.django_db
ID_NUMBER = id_number()


@pytest.fixture
def board(db: None) -> Board:
    return build_board()


def comes(board: Board, client: Any, **changes: str) -> Any:
    """Who stands there wants the bundle."""
    sent = {"id_number": ID_NUMBER, "method": "id_card", "name": "李大雪", "phone": "13800000009"}
    return client.post(at("bundle-intake"), {"bundle": str(board.running.bundle.pk)} | sent | changes)


def begun(board: Board, client: Any, **changes: str) -> str:
    answer = comes(board, client, **changes)
    assert answer.status_code == 302, text(answer)
    return answer.headers["Location"].rstrip("/").rsplit("/", 1)[-1]


def test_who_stands_at_the_window_is_entered_and_the_draft_begun(board: Board) -> None:
    page = text(board.clerk.get(at("bundle-intake")))
    assert "开办餐饮店" in page and "走流程体验" not in page
    nobody = comes(board, board.clerk, id_number="123", bundle="")
    assert nobody.status_code == 422 and "请选择办哪一件事" in text(nobody)
    assert comes(board, board.clerk, bundle="999999").status_code == 422
    assert comes(board, board.clerk, uscc="91350100M000100Y44").status_code == 422
    assert BundleCase.objects.count() == 0
    key = begun(board, board.clerk)
    shown = text(board.clerk.get(at("bundle-intake-file", key)))
    assert "李大雪" in shown and ID_NUMBER not in shown and "由“营业执照”这一步产生" in shown


@pytest.mark.demand("ONE-04")
def test_one_page_takes_in_the_whole_and_prints_number_code_and_dates(board: Board) -> None:
    clerk = board.clerk
    key = begun(board, clerk)
    first = clerk.post(at("bundle-intake-file", key), {"a.shop_kind": "shop"}, follow=True)
    assert "已保存" in text(first)
    empty = clerk.post(at("bundle-intake-submit", key), {"declared": "yes"})
    assert empty.status_code == 422 and "还不能收件" in text(empty) and 'href="#m-M0005"' in text(empty)
    picture = SimpleUploadedFile("布局图.pdf", BytesIO(PDF).read(), content_type="application/pdf")
    given = clerk.post(at("bundle-intake-material", key, "M0005"), {"act": "upload", "files": picture})
    assert given.headers["Location"].endswith("#m-M0005")
    typed = {"a.shop_kind": "shop", "f.person_name": "李大雪", "f.has_staff": "false"}
    undeclared = clerk.post(at("bundle-intake-submit", key), typed)
    assert undeclared.status_code == 422 and "请勾选声明" in text(undeclared)
    done = clerk.post(at("bundle-intake-submit", key), typed | {"declared": "yes", "then": "accept"}, follow=True)
    receipt = text(done)
    row = board.running.row(key)
    filed = selectors.filed(board.running.stage.staff("clerk"), key)
    assert (row.number or "") in receipt and filed.query_code in receipt
    assert f"{row.number}-01" in receipt and f"{row.number}-03" in receipt
    drain()
    assert states(board.running, key) == {"shop": "open", "food": "held", "sign": "open"}
    assert {board.running.case(key, one).clock for one in ("shop", "sign")} == {"decision"}
    assert clerk.get(at("bundle-intake-file", key)).headers["Location"] == at("bundle-case", key)


def test_a_paper_is_taken_once_for_every_member_that_asks(board: Board) -> None:
    key = begun(board, board.clerk)
    assert board.clerk.post(at("bundle-intake-material", key, "M0005"), {"act": "paper"}).status_code == 302
    paper = selectors.draft(board.running.stage.staff("clerk"), key).material("M0005")
    assert paper is not None and paper.view.given == "paper" and len(paper.lines) == 3
    for member in ("shop", "food", "sign"):
        assert board.running.case(key, member).materials.get(code="M0005").given == "paper"
    board.clerk.post(at("bundle-intake-material", key, "M0005"), {"act": "undo"})
    assert board.running.case(key, "shop").materials.get(code="M0005").given == ""
    wrong = board.clerk.post(at("bundle-intake-material", key, "M9999"), {"act": "paper"}, follow=True)
    assert "材料清单里没有这份材料" in text(wrong)
    assert board.clerk.post(at("bundle-intake-material", key, "M0005"), {"act": "burn"}).status_code == 404
    assert board.clerk.get(at("bundle-intake-material", key, "M0005")).status_code == 404


def test_bad_values_stay_on_the_page_with_their_sentence(board: Board) -> None:
    key = begun(board, board.clerk)
    answer = board.clerk.post(
        at("bundle-intake-file", key), {"a.shop_kind": "circus", "f.person_name": "字" * 80, "f.nothing": "x"}
    )
    assert answer.status_code == 422 and "字" * 80 in text(answer)


def test_a_draft_is_nobody_elses_and_is_dropped_after_a_question(board: Board) -> None:
    key = begun(board, board.clerk)
    reviewer = board.browser(board.running.stage.staff("reviewer"))
    assert reviewer.get(at("bundle-intake-file", key)).status_code == 404
    assert "确认删除" in text(board.clerk.get(at("bundle-intake-discard", key)))
    board.clerk.post(at("bundle-intake-discard", key), {"confirm": "yes"})
    assert not BundleCase.objects.exists()
    assert board.clerk.get(at("bundle-intake-file", key)).status_code == 404


def filled(board: Board, client: Any, key: str) -> None:
    client.post(at("bundle-intake-material", key, "M0005"), {"act": "paper"})
    client.post(at("bundle-intake-file", key), {"a.shop_kind": "shop"})
    typed = {"a.shop_kind": "shop", "f.person_name": "李大雪", "f.has_staff": "false", "declared": "yes"}
    answer = client.post(at("bundle-intake-submit", key), typed)
    assert answer.status_code == 302, text(answer)


@pytest.mark.demand("ONE-14")
def test_an_official_walks_through_and_what_he_finds_becomes_an_entry_of_the_ledger(board: Board) -> None:
    hall = board.hall
    key = begun(board, hall, trial="on")
    assert "走流程体验" in text(hall.get(at("bundle-intake-file", key)))
    filled(board, hall, key)
    drain()
    assert board.running.row(key).trial
    assert board.running.case(key, "shop").trial
    page = text(hall.get(at("bundle-case", key)))
    assert at("walk-report", key) in page and "不进统计" in page
    assert not Message.objects.filter(template__key__startswith="bundles.").exists()
    organ = board.running.stage.world.market.pk
    said = {"text": "示例表格看不清", "organ": str(organ), "due": date(2026, 12, 1).isoformat()}
    reported = hall.post(at("walk-report", key), said)
    assert reported.status_code == 302, text(reported)
    ledger = text(hall.get(at("walks")))
    assert "示例表格看不清" in ledger
    number = board.running.row(key).number or ""
    assert number not in text(hall.get(at("bundle-cases")))
    assert number in text(hall.get(at("bundle-cases"), {"trial": "1"}))


def test_a_clerk_does_not_walk_through(board: Board) -> None:
    key = begun(board, board.clerk, trial="on")
    assert not board.running.row(key).trial


def test_who_coordinates_walks_through_although_he_does_not_take_in(board: Board) -> None:
    stage = board.running.stage
    chief = stage.staff("chief_representative", "石敬安")
    key = services.begin_at_window(
        bundle_id=board.running.bundle.pk,
        person_id=stage.person().pk,
        by=chief,
        identity_method="id_card",
        trial=True,
    )
    client = board.browser(chief)
    assert "收件并统一受理" not in text(client.get(at("bundle-intake-file", key)))
    client.post(at("bundle-intake-file", key), {"a.shop_kind": "shop"})
    picture = SimpleUploadedFile("布局图.pdf", PDF, content_type="application/pdf")
    client.post(at("bundle-intake-material", key, "M0005"), {"act": "upload", "files": picture})
    typed = {"a.shop_kind": "shop", "f.person_name": "李大雪", "f.has_staff": "false", "declared": "yes"}
    done = client.post(at("bundle-intake-submit", key), typed | {"then": "accept"}, follow=True)
    assert done.status_code == 200 and (board.running.row(key).number or "nothing") in text(done)
    assert "窗口统一受理" in text(done), "why it was not accepted at once"


def asked(board: Board) -> str:
    """A bundle of a citizen, of which the window has asked for a paper and a field."""
    key = board.running.filed()
    drain()
    clerk = board.running.stage.staff("clerk")
    services.request_supplement(key, by=clerk, gaps={"M0005": "布局图看不清"}, fields={"has_staff": "与合同一致"})
    return key


def test_what_notices_ask_for_is_handed_in_at_the_window_once_for_all_members(board: Board) -> None:
    running, clerk = board.running, board.clerk
    key = asked(board)
    page, address = text(clerk.get(at("bundle-case", key))), at("bundle-supplement", key)
    assert address in page
    shown = text(clerk.get(address))
    assert "布局图看不清" in shown and "营业执照、店招" in shown and "与合同一致" in shown
    empty = clerk.post(address, {"f.has_staff": "true"})
    assert empty.status_code == 422 and 'href="#m-M0005"' in text(empty) and 'href="#declared"' in text(empty)
    assert '<option value="true" selected' in text(empty), "what was chosen stays"
    wrong = SimpleUploadedFile("布局图.exe", b"MZ\x00", content_type="application/octet-stream")
    refused = clerk.post(address, {"files-M0005": wrong, "declared": "yes", "f.has_staff": "true"})
    assert refused.status_code == 422 and "还不能收下" in text(refused)
    picture = SimpleUploadedFile("布局图二.pdf", PDF + b"2", content_type="application/pdf")
    kept = clerk.post(address, {"files-M0005": picture, "f.has_staff": "true"})
    assert kept.status_code == 422 and "布局图二.pdf" in text(kept), "the file stays, only the declaration lacks"
    done = clerk.post(address, {"f.has_staff": "true", "declared": "yes"})
    assert done.status_code == 302 and done.headers["Location"] == at("bundle-case", key)
    assert {running.case(key, one).state for one in ("shop", "sign")} == {"submitted"}
    assert "现在没有等待补正的内容" in text(clerk.get(address, follow=True))


def test_the_paper_itself_answers_and_a_file_that_was_wrong_is_taken_back(board: Board) -> None:
    key = asked(board)
    clerk, address = board.clerk, at("bundle-supplement", key)
    picture = SimpleUploadedFile("别人的.pdf", PDF + b"3", content_type="application/pdf")
    clerk.post(address, {"files-M0005": picture})
    case = board.running.case(key, "shop")
    digest = case.materials.get(code="M0005").files.order_by("-pk").first().digest
    remove = at("bundle-supplement-remove", key, "M0005")
    assert clerk.post(remove, {"digest": digest}).headers["Location"] == f"{address}#m-M0005"
    assert "别人的.pdf" not in text(clerk.get(address))
    assert clerk.get(remove).status_code == 404
    assert "没有部门要求" in text(clerk.post(at("bundle-supplement-remove", key, "M9999"), {}, follow=True))
    same = clerk.post(address, {"paper-M0005": "yes", "f.has_staff": "false", "declared": "yes"})
    assert same.status_code == 422 and "请更正“是否雇人”" in text(same)
    assert 'name="paper-M0005" value="yes" checked' in text(same)
    done = clerk.post(address, {"paper-M0005": "yes", "f.has_staff": "true", "declared": "yes"})
    assert done.status_code == 302, text(done)
    assert case.materials.get(code="M0005").given == "paper"


def test_only_the_window_hands_in_for_the_applicant(board: Board) -> None:
    key = asked(board)
    address = at("bundle-supplement", key)
    reviewer = board.browser(board.running.stage.staff("reviewer"))
    assert reviewer.get(address).status_code == reviewer.post(address, {"declared": "yes"}).status_code == 403
    assert address not in text(reviewer.get(at("bundle-case", key)))
    elsewhere = board.running.stage.staff("clerk", "郑丽", organ=board.running.stage.world.elsewhere)
    assert board.browser(elsewhere).get(address).status_code == 404
    assert board.clerk.get(at("bundle-supplement", "0" * 32)).status_code == 404


def test_the_window_of_the_lead_hands_in_for_a_member_of_another_organ(db: None) -> None:
    board = build_board(organs=2)
    key = board.running.filed()
    drain()
    stage = board.running.stage
    water = stage.staff("clerk", "何水", organ=stage.world.water)
    cases.request_supplement(board.running.case(key, "sign").key, by=water, gaps=(Gap(1, "请标明位置"),))
    drain()
    address = at("bundle-supplement", key)
    assert board.water.get(address).status_code == 403, "it has its own page of its own case"
    picture = SimpleUploadedFile("位置.pdf", PDF + b"4", content_type="application/pdf")
    done = board.clerk.post(address, {"files-M0005": picture, "declared": "yes"})
    assert done.status_code == 302, text(done)
    assert board.running.case(key, "sign").state == "submitted"


def refused_of_another_organ(board: Board) -> str:
    """Taken in at the window of the lead; the member of the other organ is refused."""
    key = begun(board, board.clerk)
    filled(board, board.clerk, key)
    drain()
    stage = board.running.stage
    case = board.running.case(key, "sign").key
    water = stage.staff("clerk", "何水", organ=stage.world.water)
    cases.not_accept(case, by=water, ground="not_needed", reason="这个位置不用设置店招。")
    drain()
    return key


def test_a_refused_member_is_begun_again_completed_and_handed_in_at_the_window(db: None) -> None:
    board = build_board(organs=2)
    key = refused_of_another_organ(board)
    clerk, again = board.clerk, at("bundle-refile", key, "sign")
    assert again in text(clerk.get(at("bundle-case", key)))
    assert "是第 2 次申请" in text(clerk.get(again))
    assert clerk.post(again, {"confirm": "yes"}).status_code == 302
    page = at("bundle-complete", key, "sign")
    assert page in text(clerk.get(at("bundle-case", key)))
    shown = text(clerk.get(page))
    assert "李大雪" in shown and "补充：店招" in shown
    long = clerk.post(page, {"f.person_name": "字" * 80, "then": "hand_in", "declared": "yes"})
    assert long.status_code == 422 and "字" * 80 in text(long) and 'name="declared" value="yes" checked' in text(long)
    undeclared = clerk.post(page, {"then": "hand_in"})
    assert undeclared.status_code == 422 and "请勾选声明" in text(undeclared)
    picture = SimpleUploadedFile("新的位置.pdf", PDF + b"5", content_type="application/pdf")
    assert "新的位置.pdf" in text(clerk.post(page, {"files-1": picture}, follow=True))
    assert clerk.post(page, {"then": "hand_in", "declared": "yes"}).headers["Location"] == at("bundle-case", key)
    drain()
    case = board.running.case(key, "sign")
    assert case.state == "submitted" and (case.number or "").endswith("-03-2")
    assert "不等补充" in text(clerk.get(page, follow=True)) or clerk.get(page).status_code == 404


def test_a_file_of_the_further_attempt_is_taken_back_before_it_is_handed_in(db: None) -> None:
    board = build_board(organs=2)
    key = refused_of_another_organ(board)
    services.refile(key, member="sign", by=board.running.stage.staff("clerk"))
    page, remove = at("bundle-complete", key, "sign"), at("bundle-complete-remove", key, "sign")
    wrong = SimpleUploadedFile("别人的.exe", b"MZ\x00", content_type="application/octet-stream")
    assert board.clerk.post(page, {"files-1": wrong}).status_code == 422
    board.clerk.post(page, {"files-1": SimpleUploadedFile("错的.pdf", PDF + b"6", content_type="application/pdf")})
    case = board.running.case(key, "sign")
    file = case.materials.get(code="M0005").files.get(name="错的.pdf", removed_at=None).key
    board.clerk.post(remove, {"file": file})
    assert "错的.pdf" not in text(board.clerk.get(page))
    assert "已经撤下" in text(board.clerk.post(remove, {"file": file}, follow=True))
    assert board.clerk.get(remove).status_code == 404


def test_nobody_but_the_window_completes_and_only_what_waits_for_it(db: None) -> None:
    board = build_board(organs=2)
    key = refused_of_another_organ(board)
    page = at("bundle-complete", key, "sign")
    assert board.clerk.get(page).status_code == 404, "it is refused and was not begun again"
    assert board.water.get(page).status_code == board.water.post(page, {"then": "hand_in"}).status_code == 403
    assert board.water.post(at("bundle-refile", key, "sign"), {"confirm": "yes"}).status_code == 403
    assert board.clerk.get(at("bundle-refile", key, "nothing")).status_code == 404
    waits = at("bundle-complete", key, "food")
    assert "不等补充" in text(board.clerk.get(waits, follow=True)), "it waits for its sibling, not for the applicant"
    assert board.clerk.post(waits, {"f.person_name": "别人"}).status_code == 302
    assert board.running.case(key, "food").state == "draft"


def test_a_member_of_a_whole_is_not_filled_in_by_itself(board: Board) -> None:
    key = begun(board, board.clerk)
    case = board.running.case(key, "shop").key
    whole = at("bundle-intake-file", key)
    for page in (at("intake-file", case), at("intake-applicant", case)):
        assert board.clerk.get(page).headers["Location"] == whole
        assert board.clerk.post(page, {"f.person_name": "别人", "capacity": "self"}).headers["Location"] == whole
    assert "别人" not in text(board.clerk.get(whole))


def test_a_member_is_committed_to_at_the_window_and_the_clerk_comes_back_to_the_whole(db: None) -> None:
    stage = build_stage()
    enforcer(stage)
    proof = material("M0001", "场地使用证明", exempt="commitment", exempt_note="可以书面承诺代替")
    plain = {"questions": [], "stages": SHORT, "fields": [{"element": "person_name"}, {"element": "has_staff"}]}
    promised = {"unit": "workday", "n": 3}
    stage.item("店招设置", **plain, materials=[PLAN, proof], promised=promised, commitment=template(risk="low"))
    board = Board(build_running(stage))
    organisations.serve_region(region=COUNTY, by=PLATFORM)
    key = begun(board, board.clerk)
    board.clerk.post(at("bundle-intake-file", key), {"a.shop_kind": "shop"})
    page = at("intake-commitment", board.running.case(key, "sign").key)
    assert page in text(board.clerk.get(at("bundle-intake-file", key)))
    shown = board.clerk.get(page)
    sheet = SimpleUploadedFile("承诺书.png", picture(), content_type="image/png")
    signed = {"name": "李大雪", "method": "id_card", "confirmed": "on", "scan": sheet}
    done = board.clerk.post(page, signed | {"words": shown.context["commitment"].words}, follow=True)
    assert done.redirect_chain[-1][0] == at("bundle-intake-file", key)
    assert "店招：告知承诺（已选）" in text(done)
