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
from bancheng.casework.cases.tests.stage import PDF
from bancheng.doors.workbench.tests.cast import text
from bancheng.doors.workbench.tests.running_desk import Board, at, build_board
from bancheng.ground.jobs import drain
from bancheng.registers.identity.tests.cast import id_number
from bancheng.registers.messages.models import Message

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
