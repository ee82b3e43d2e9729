"""The board and the page of running bundles: what is seen of the whole, what its desk does, and what it is refused."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from bancheng.casework.bundles import services
from bancheng.casework.bundles.tests.course import states, told
from bancheng.doors.workbench.tests.cast import text
from bancheng.doors.workbench.tests.running_desk import Board, at, build_board
from bancheng.ground.jobs import drain
from bancheng.registers.identity.tests.cast import id_number

pytestmark = pytest.mark.django_db


@pytest.fixture
def board(db: None) -> Board:
    return build_board()


def test_what_runs_stands_with_a_mark_for_each_member(board: Board) -> None:
    key = board.running.filed()
    page = text(board.hall.get(at("bundle-cases")))
    assert (board.running.row(key).number or "") in page
    for words in ("营业执照：办理中", "食品许可：等待前置结果", "店招：办理中"):
        assert words in page
    assert "0/3 有结果" in page


def test_an_empty_board_says_what_will_stand_there(board: Board) -> None:
    assert "现在没有在办的一件事" in text(board.hall.get(at("bundle-cases")))
    assert "没有符合条件的一件事办件" in text(board.hall.get(at("bundle-cases"), {"q": "没有这个人"}))


def test_the_board_is_narrowed_by_what_a_bundle_waits_for(board: Board) -> None:
    running = board.running
    first, second = running.filed(), running.filed(running.stage.citizen("李秀英", 2))
    services.accept(first, by=running.stage.staff("clerk"))
    drain()
    number = {key: running.row(key).number or "" for key in (first, second)}
    waiting = text(board.hall.get(at("bundle-cases"), {"waiting": "accept"}))
    assert number[second] in waiting and number[first] not in waiting
    by_name = text(board.hall.get(at("bundle-cases"), {"q": "李秀英"}))
    assert number[second] in by_name and number[first] not in by_name
    assert number[first] in text(
        board.hall.get(at("bundle-cases"), {"waiting": "nothing", "view": "x", "bundle": "9x"})
    )
    running.decide(second, "sign", "refused")
    refused = text(board.hall.get(at("bundle-cases"), {"waiting": "refused"}))
    assert number[second] in refused and number[first] not in refused
    assert number[first] not in text(board.hall.get(at("bundle-cases"), {"view": "closed"}))
    sheet = board.hall.get(at("bundle-cases-export", "csv"))
    exported = b"".join(sheet) if sheet.streaming else sheet.content
    assert number[first].encode() in exported and "店招：未通过".encode() in exported


def test_a_whole_number_leads_to_its_page(board: Board) -> None:
    key = board.running.filed()
    number = board.running.row(key).number or ""
    answer = board.hall.get(at("bundle-cases"), {"q": f" {number}-02 "})
    assert (answer.status_code, answer.headers["Location"]) == (302, at("bundle-case", key))
    assert board.hall.get(at("bundle-case", number)).headers["Location"] == at("bundle-case", key)


@pytest.mark.demand("ONE-13")
def test_the_lead_sees_every_member_with_its_light_and_urges_the_late_one(board: Board, time_machine: Any) -> None:
    running = board.running
    key = running.filed()
    services.accept(key, by=running.stage.staff("clerk"))
    drain()
    page = text(board.hall.get(at("bundle-case", key)))
    assert "flow__node--critical" in page and "由 " in page and "等：" in page
    time_machine.move_to("2026-12-10T09:00:00+08:00")
    late = text(board.hall.get(at("bundle-case", key)))
    assert "dot--late" in text(board.hall.get(at("bundle-cases"))) and "flow__node--late" in late
    answer = board.hall.post(at("bundle-urge", key, "shop"), {"words": "店主等着开业"})
    assert answer.status_code == 302
    drain()
    steps = running.stage.seen(running.case(key, "shop").number or "").steps
    assert [step.text for step in steps if step.verb == "urge"] == ["店主等着开业"]
    assert "催办" in text(board.hall.get(at("bundle-case", key)))


def test_each_organ_sees_the_states_of_all_and_the_contents_of_its_own(db: None) -> None:
    board = build_board(organs=2)
    running = board.running
    key = running.filed()
    page = text(board.water.get(at("bundle-case", key)))
    own, others = running.case(key, "sign").number or "", running.case(key, "shop").number or ""
    assert "营业执照" in page and at("case", own) in page and at("case", others) not in page
    assert board.water.get(at("case", own)).status_code == 200
    assert board.water.get(at("case", others)).status_code == 404
    assert board.clerk.get(at("case", own)).status_code == 404
    elsewhere = running.stage.staff("clerk", "郑丽", organ=running.stage.world.elsewhere)
    assert board.browser(elsewhere).get(at("bundle-case", key)).status_code == 404
    assert board.browser(elsewhere).get(at("bundle-case", "0" * 32)).status_code == 404
    assert board.water.get(at("bundle-add", key)).status_code == 403


def test_one_question_accepts_all_that_wait(board: Board) -> None:
    running = board.running
    key = running.filed()
    asked = board.clerk.get(at("bundle-accept", key))
    assert "全部受理" in text(asked)
    assert {running.case(key, one).state for one in ("shop", "sign")} == {"submitted"}
    answer = board.clerk.post(at("bundle-accept", key), {"confirm": "yes"}, follow=True)
    assert "已受理" in text(answer)
    drain()
    assert {running.case(key, one).clock for one in ("shop", "sign")} == {"decision"}
    # A second clerk, who still has the question before him, is told.
    assert "现在没有等待受理的成员事项" in text(
        board.hall.post(at("bundle-accept", key), {"confirm": "yes"}, follow=True)
    )


def test_one_notice_lists_each_paper_once_and_asks_before_it_goes_out(board: Board) -> None:
    running = board.running
    key = running.filed()
    page = text(board.clerk.get(at("bundle-notice", key)))
    assert page.count('name="pick-m-M0005"') == 1 and "营业执照、店招" in page
    nothing = board.clerk.post(at("bundle-notice", key), {})
    assert nothing.status_code == 422 and "请勾选要补正的材料" in text(nothing)
    silent = board.clerk.post(at("bundle-notice", key), {"pick-m-M0005": "yes", "gap-m-M0005": " "})
    assert silent.status_code == 422 and "缺什么、怎样补" in text(silent)
    written = board.clerk.post(at("bundle-notice", key), {"gap-m-M0005": "布局图看不清"})
    assert "发出一次告知" in text(written), "who writes what lacks need not tick it too"
    said = {"pick-m-M0005": "yes", "gap-m-M0005": "布局图看不清"}
    assert "发出一次告知" in text(board.clerk.post(at("bundle-notice", key), said))
    assert running.case(key, "shop").state == "submitted"
    assert board.clerk.post(at("bundle-notice", key), said | {"confirm": "yes"}).status_code == 302
    drain()
    assert len(told(running.stage.citizen(), "bundles.supplement")) == 1
    assert "布局图看不清" in text(board.clerk.get(at("bundle-case", key)))
    assert "现在没有等待受理的成员" in text(board.clerk.get(at("bundle-notice", key)))


def test_a_visit_is_called_and_its_findings_written_once(board: Board) -> None:
    running = board.running
    key = running.filed()
    bad = board.hall.post(at("bundle-visit-call", key), {"on": "2026-13-40", "place": "", "members": ["nothing"]})
    assert bad.status_code == 422 and "请填写踏勘地点" in text(bad)
    said = {"on": "2026-11-25", "place": "白羽路 1 号", "members": ["shop", "sign"], "note": ""}
    assert board.hall.post(at("bundle-visit-call", key), said).status_code == 302
    visit = running.row(key).visits.get()
    record = at("bundle-visit-record", key, visit.pk)
    assert board.hall.post(record, {"findings": "与图纸一致"}).status_code == 302
    again = board.hall.post(record, {"findings": "又写一次"})
    assert again.status_code == 422 and "已经记录过" in text(again)
    assert "与图纸一致" in text(board.clerk.get(at("bundle-case", key)))
    assert board.hall.get(at("bundle-visit-record", key, visit.pk + 1)).status_code == 404


def test_a_second_press_calls_no_second_visit_and_far_days_and_numbers_of_persons_are_not_taken(board: Board) -> None:
    running = board.running
    key = running.filed()
    number = id_number()
    said = {"on": "2026-11-25", "place": "白羽路 1 号", "members": ["shop", "sign"], "note": f"请带 {number}"}
    assert board.hall.post(at("bundle-visit-call", key), said).status_code == 302
    again = board.hall.post(at("bundle-visit-call", key), said | {"members": ["sign", "shop"]})
    assert again.status_code == 422 and "已经召集" in text(again) and 'value="白羽路 1 号"' in text(again)
    far = board.hall.post(at("bundle-visit-call", key), said | {"on": "9999-12-31"})
    assert far.status_code == 422 and "一年以内" in text(far)
    visit = running.row(key).visits.get()
    assert number not in visit.note and visit.note.startswith("请带 ")
    board.hall.post(at("bundle-visit-record", key, visit.pk), {"findings": f"店主 {number} 在场"})
    visit.refresh_from_db()
    assert number not in visit.findings and visit.findings.endswith("在场")
    assert board.hall.post(at("bundle-visit-call", key), said).status_code == 302, (
        "after it was made there may be another"
    )


def test_a_member_is_dropped_after_a_question_and_added_again(board: Board) -> None:
    running = board.running
    key = running.filed()
    drop = at("bundle-drop", key, "food")
    assert board.hall.post(drop, {"reason": ""}).status_code == 422
    assert "确认去掉" in text(board.hall.post(drop, {"reason": "不做餐饮"}))
    assert states(running, key)["food"] == "held"
    assert board.hall.post(drop, {"reason": "不做餐饮", "confirm": "yes"}).status_code == 302
    assert states(running, key)["food"] == "dropped"
    refused = board.hall.post(at("bundle-drop", key, "shop"), {"reason": "不要", "confirm": "yes"})
    assert refused.status_code == 422 and "已经提交的，请撤回" in text(refused)
    assert board.hall.post(at("bundle-add", key), {"member": "shop", "reason": "再办"}).status_code == 422
    assert board.hall.post(at("bundle-add", key), {"member": "food", "reason": "又要做"}).status_code == 302
    assert states(running, key)["food"] == "held"
    assert board.hall.get(at("bundle-drop", key, "nobody")).status_code == 404


def collected(board: Board, key: str, **changes: str) -> Any:
    number = id_number("41132319900202001")
    sent = {"name": "王小满", "id_number": number, "method": "id_card"} | changes
    return board.result_desk.post(at("bundle-hand-over", key), sent)


@pytest.mark.demand("ONE-13")
def test_all_paper_results_are_handed_over_at_one_desk_with_one_look(board: Board) -> None:
    running = board.running
    citizen = running.stage.citizen()
    key = running.filed(citizen)
    for member in ("shop", "food", "sign"):
        case = running.case(key, member)
        case.delivery = "window"
        case.save(update_fields=["delivery"])
        running.decide(key, member)
    assert {running.case(key, one).state for one in ("shop", "food", "sign")} == {"delivered"}
    page = text(board.result_desk.get(at("bundle-hand-over", key)))
    assert page.count("店招设置") >= 1 and "登记领取，全部交出" in page
    assert board.result_desk.get(at("bundle-sheet", key)).status_code == 404
    wrong = collected(board, key, id_number="1")
    assert wrong.status_code == 422 and states(running, key)["shop"] == "granted"
    done = collected(board, key, method="mandate")
    assert done.status_code == 302, text(done)
    drain()
    assert {running.case(key, one).state for one in ("shop", "food", "sign")} <= {"collected", "closed"}
    sheet = text(board.result_desk.get(at("bundle-sheet", key)))
    assert "领取人签字" in sheet and sheet.count("<tr>") == 4
    again = collected(board, key, method="mandate")
    assert again.status_code == 422 and "现在没有等待领取的结果" in text(again)


def test_who_may_not_hand_out_does_not(board: Board) -> None:
    key = board.running.filed()
    assert board.clerk.get(at("bundle-hand-over", key)).status_code == 403
    assert Client().get(at("bundle-cases")).status_code == 302


def test_bad_addresses_never_break_the_pages(board: Board) -> None:
    key = board.running.filed()
    for query in (
        {"after": "x~y"},
        {"after": "2026-99-99~1"},
        {"after": "~9" * 60},
        {"q": "\x00"},
        {"bundle": "9" * 30},
    ):
        assert board.hall.get(at("bundle-cases"), query).status_code == 200
    assert board.hall.get(at("bundle-cases-export", "pdf")).status_code == 404
    assert board.hall.get(at("bundle-case", "a" * 40)).status_code == 404
    assert board.hall.get(at("bundle-receipt", key)).status_code == 200


def test_the_page_of_a_members_case_names_the_bundle_and_its_siblings(db: None) -> None:
    board = build_board(organs=2)
    running = board.running
    key = running.filed()
    own, others = running.case(key, "sign").number or "", running.case(key, "shop").number or ""
    page = text(board.water.get(at("case", own)))
    assert at("bundle-case", key) in page and (running.row(key).number or "") in page
    assert "营业执照" in page and "等待前置结果" in page and at("case", others) not in page
    assert "一件事</span>" in text(board.water.get(at("todo")))
    alone = running.stage.file()
    assert at("bundle-case", key) not in text(board.clerk.get(at("case", alone.number)))


def test_a_bad_rating_of_the_whole_leads_the_supervisor_to_the_bundle(board: Board) -> None:
    running = board.running
    key = running.filed()
    supervisor = board.browser(running.stage.staff("supervisor", "吴志强", organisation_id=None))
    answer = supervisor.get(at("supervised_case", running.row(key).number))
    assert (answer.status_code, answer.headers["Location"]) == (302, at("bundle-case", key))
    assert supervisor.get(at("supervised_case", "4113232026112099999")).status_code == 404
