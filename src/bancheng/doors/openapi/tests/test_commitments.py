"""告知承诺 by program: what an item offers, signed as it was read, dropped, and followed until it is checked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from bancheng.casework.cases import services
from bancheng.casework.cases.models import Commitment, CommitmentCheck
from bancheng.casework.cases.services import committing, crediting
from bancheng.casework.cases.tests.committing import CONTENTS, committed_item, draft
from bancheng.casework.cases.tests.stage import Stage
from bancheng.doors.openapi.tests.calling import Caller, caller


@pytest.fixture
def mine(stage: Stage) -> Caller:
    return caller(stage, stage.citizen())


def signature(mine: Caller, key: str, **changes: Any) -> dict[str, Any]:
    words = mine.get(f"cases/{key}/commitment").json()["words"]
    return {"name": "王小满", "confirmed": True, "words": words} | changes


def test_anybody_reads_what_an_item_offers(stage: Stage) -> None:
    (offer,) = Caller().get(f"items/{committed_item(stage)}/commitments").json()
    assert {one["name"]: one["text"] for one in offer["contents"]} == CONTENTS
    assert [(one["line"], one["code"]) for one in offer["materials"]] == [(2, "M0005")]
    assert (offer["kind_label"], offer["risk_label"]) == ("涉企经营许可事项", "较高")
    assert Caller().get(f"items/{stage.item()}/commitments").json() == []
    assert Caller().get("items/999999999/commitments").status_code == 404


def test_a_program_signs_what_its_owner_has_read_and_the_application_is_whole(stage: Stage, mine: Caller) -> None:
    key = draft(stage, committed_item(stage))
    before = mine.get(f"cases/{key}/commitment").json()
    assert (before["chosen"], before["signed_at"], before["materials"]) == (False, None, ["从业人员健康证明"])
    assert before["duty"]["state"] == "none"
    answer = mine.post(f"cases/{key}/commitment", signature(mine, key), key="sign-1")
    assert (answer.status_code, answer.json()) == (
        200,
        {"digest": before["words"], "materials": ["从业人员健康证明"]},
    )
    assert mine.post(f"cases/{key}/commitment", signature(mine, key), key="sign-1")["Idempotent-Replayed"] == "true"
    after = mine.get(f"cases/{key}/commitment").json()
    assert (after["signed_by"], after["digest"], after["stale"]) == ("王小满", before["words"], False)
    filed = mine.post(f"cases/{key}/submission", {"declared": True})
    assert filed.status_code == 200
    case = mine.get(f"cases/{filed.json()['number']}/commitment").json()
    assert case["paper"] == Commitment.objects.get().paper != ""
    again = mine.post(f"cases/{key}/commitment", signature(mine, key, words=before["words"]))
    assert again.status_code in {404, 422}, "what is submitted is not signed again"


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"words": "0" * 64}, 409, "cases.moved_on"),
        ({"confirmed": False}, 422, "cases.not_confirmed"),
        ({"name": "王大满"}, 422, "cases.signer"),
        ({"words": "so"}, 422, "request.invalid"),
        ({"scan": "x"}, 422, "request.invalid"),
    ],
)
def test_what_was_not_read_or_confirmed_is_not_signed(
    stage: Stage, mine: Caller, changes: dict[str, Any], status: int, code: str
) -> None:
    key = draft(stage, committed_item(stage))
    answer = mine.post(f"cases/{key}/commitment", signature(mine, key, **changes))
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not Commitment.objects.exists()


def test_it_is_dropped_and_the_proof_is_owed_again(stage: Stage, mine: Caller) -> None:
    key = draft(stage, committed_item(stage))
    mine.post(f"cases/{key}/commitment", signature(mine, key))
    assert mine.delete(f"cases/{key}/commitment").json() == {"chosen": False}
    assert not Commitment.objects.exists()
    owed = mine.get(f"cases/{key}").json()["draft"]["problems"]
    assert "materials.2" in {one["path"] for one in owed}
    assert mine.delete(f"cases/{key}/commitment").status_code == 200


def test_the_duty_is_open_late_and_ended_for_the_applicant_and_for_staff(
    stage: Stage, mine: Caller, move: Callable[..., None]
) -> None:
    key = draft(stage, committed_item(stage))
    mine.post(f"cases/{key}/commitment", signature(mine, key))
    number = mine.post(f"cases/{key}/submission", {"declared": True}).json()["number"]
    services.accept(number, by=stage.staff("clerk"))
    services.decide(number, by=stage.staff("approver"), outcome="granted")
    due = Commitment.objects.get().due_on
    assert due is not None
    duty = mine.get(f"cases/{number}/commitment").json()["duty"]
    assert (duty["state"], duty["due_on"]) == ("open", due.isoformat())
    assert {one["organisation"] for one in duty["organs"]} == {"西峡县市场监督管理局", "西峡县城市管理局"}
    move(date.fromordinal(due.toordinal() + 1))
    desk = caller(stage, stage.staff("reviewer"))
    assert desk.get(f"staff/cases/{number}/commitment").json()["duty"]["state_label"] == "逾期未核查"
    check = CommitmentCheck.objects.filter(organisation=stage.row(number).organisation).get()
    services.record_commitment_outcome(
        check.pk, by=stage.staff("reviewer"), result="breached", note="没有健康证明", evidence="笔录第 1 号"
    )
    told = mine.get(f"cases/{number}/commitment")
    assert (told.json()["duty"]["state"], told.json()["duty"]["note"]) == ("breached", "没有健康证明")
    assert told.json()["duty"]["barred_until"] and "笔录" not in told.content.decode()


def test_who_may_read_and_sign(stage: Stage, mine: Caller) -> None:
    key = draft(stage, committed_item(stage))
    body = signature(mine, key)
    other, clerk = caller(stage, stage.citizen("李秀英", 2)), caller(stage, stage.staff("clerk"))
    assert Caller().get(f"cases/{key}/commitment").status_code == 401
    assert other.get(f"cases/{key}/commitment").status_code == 404
    assert other.post(f"cases/{key}/commitment", body).status_code == 404
    assert clerk.post(f"cases/{key}/commitment", body).status_code == 403
    assert mine.get(f"staff/cases/{key}/commitment").status_code == 403
    plain = stage.file(by=stage.citizen("李秀英", 2)).number
    assert clerk.get(f"staff/cases/{plain}/commitment").json()["code"] == "cases.no_commitment"
    assert other.get(f"cases/{plain}/commitment").status_code == 404


def test_while_the_credit_platform_is_silent_nothing_is_signed(
    stage: Stage, mine: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = draft(stage, committed_item(stage))
    body = signature(mine, key)
    monkeypatch.setattr(committing, "plug", _silent)
    answer = mine.post(f"cases/{key}/commitment", body)
    assert (answer.status_code, answer.json()["code"]) == (422, "cases.credit_down")


def test_who_was_answered_is_answered_alike_while_the_credit_platform_is_silent(
    stage: Stage, mine: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = draft(stage, committed_item(stage))
    body = signature(mine, key)
    first = mine.post(f"cases/{key}/commitment", body, key="sign-1")
    monkeypatch.setattr(committing, "plug", _silent)
    again = mine.post(f"cases/{key}/commitment", body, key="sign-1")
    assert (first.status_code, again.status_code, again.json()) == (200, 200, first.json())
    assert again["Idempotent-Replayed"] == "true"


def _silent() -> Any:
    raise crediting.CreditDown("没有应答")
