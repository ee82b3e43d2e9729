"""A program applies for its owner: begins, saves, uploads, submits, follows; or files at once."""

from __future__ import annotations

import pytest

from bancheng.casework.cases import services
from bancheng.casework.cases.models import Case
from bancheng.casework.cases.tests.stage import PDF, Stage
from bancheng.casework.cases.types import Gap
from bancheng.doors.openapi.tests.calling import Caller, caller
from bancheng.ground.jobs import drain

FILING = {"answers": {"shop_kind": "shop"}, "values": {"person_name": "王小满", "has_staff": "no"}, "declared": True}


@pytest.fixture
def mine(stage: Stage) -> Caller:
    return caller(stage, stage.citizen())


def begin(mine: Caller, stage: Stage) -> str:
    begun = mine.post("cases", {"item": stage.item(), "answers": FILING["answers"]})
    assert begun.status_code == 201
    return str(begun.json()["key"])


def test_a_program_begins_saves_uploads_submits_and_follows(stage: Stage, mine: Caller) -> None:
    key = begin(mine, stage)
    saved = mine.patch(f"cases/{key}", {"values": {"person_name": "王小满"}})
    assert (saved.status_code, saved.json()["problems"]) == (200, [])
    told = mine.get(f"cases/{key}").json()
    assert told["state"] == "draft" and told["case"] is None
    assert {one["path"] for one in told["draft"]["problems"]} == {"values.has_staff", "materials.1"}
    early = mine.post(f"cases/{key}/submission", {"declared": True})
    assert early.status_code == 422 and {one["path"] for one in early.json()["errors"]} == {
        "values.has_staff", "materials.1",
    }  # fmt: skip
    mine.patch(f"cases/{key}", {"values": {"has_staff": "no"}})
    file = mine.upload(f"cases/{key}/materials/1/files", PDF)
    assert (file.status_code, file.json()["kind"]) == (201, "pdf")
    filed = mine.post(f"cases/{key}/submission", {"declared": True}).json()
    case = mine.get(f"cases/{filed['number']}").json()["case"]
    assert (case["line"]["state"], case["query_code"]) == ("submitted", filed["query_code"])
    assert [step["verb"] for step in case["steps"]] == ["submit"]
    assert case["clock"]["due_on"] == filed["acceptance_due"]


def test_an_application_without_uploads_is_filed_at_once(stage: Stage, mine: Caller) -> None:
    answer = mine.post("cases/filings", {"item": stage.instant(), **FILING})
    assert answer.status_code == 201
    row = stage.row(answer.json()["number"])
    assert (row.state, row.channel, row.applicant_id) == ("submitted", "api", stage.person().pk)


def test_a_filing_with_gaps_leaves_nothing_behind(stage: Stage, mine: Caller) -> None:
    answer = mine.post("cases/filings", {"item": stage.instant(), **FILING, "values": {"has_staff": "no"}})
    assert answer.status_code == 422
    assert [one["path"] for one in answer.json()["errors"]] == ["values.person_name"]
    assert not Case.objects.exists()


@pytest.mark.demand("CAT-23")
def test_what_the_guide_does_not_ask_cannot_be_filled_in(stage: Stage, mine: Caller) -> None:
    key = begin(mine, stage)
    for body in ({"values": {"blood_group": "A"}}, {"answers": {"blood_group": "A"}}):
        answer = mine.patch(f"cases/{key}", body)
        assert (answer.status_code, answer.json()["code"]) == (422, "cases.not_in_guide")


def test_what_does_not_fit_is_named_and_the_rest_is_kept(stage: Stage, mine: Caller) -> None:
    key = begin(mine, stage)
    answer = mine.patch(f"cases/{key}", {"values": {"person_name": "王小满", "has_staff": "perhaps"}}).json()
    assert [one["path"] for one in answer["problems"]] == ["values.has_staff"]
    fields = [one for page in mine.get(f"cases/{key}").json()["draft"]["sections"] for one in page["fields"]]
    assert {one["element"]: one["value"] for one in fields}["person_name"] == "王小满"


def test_what_was_asked_for_is_handed_in(stage: Stage, mine: Caller) -> None:
    number = stage.file().number
    services.request_supplement(number, by=stage.staff("clerk"), gaps=[Gap(1, "缺少功能区标注")])
    both = mine.get(f"cases/{number}").json()
    assert both["case"]["notice"]["items"][0]["gap"] == "缺少功能区标注" and both["draft"] is not None
    assert mine.post(f"cases/{number}/supplement", {"declared": True}).status_code == 422
    assert mine.upload(f"cases/{number}/materials/1/files", PDF + b"%new").status_code == 201
    answer = mine.post(f"cases/{number}/supplement", {"declared": True})
    assert (answer.status_code, answer.json()["state"]) == (200, "submitted")


def test_one_urges_once_a_day_and_takes_an_application_back(stage: Stage, mine: Caller) -> None:
    number = stage.file().number
    assert mine.post(f"cases/{number}/urge", {"words": "请尽快"}).status_code == 200
    again = mine.post(f"cases/{number}/urge")
    assert (again.status_code, again.json()["code"]) == (422, "cases.urged_today")
    gone = mine.post(f"cases/{number}/withdrawal", {"reason": "不办了"})
    assert (gone.status_code, gone.json()["state"]) == (200, "withdrawn")


def test_a_draft_and_its_files_can_be_dropped(stage: Stage, mine: Caller) -> None:
    key = begin(mine, stage)
    file = mine.upload(f"cases/{key}/materials/1/files", PDF).json()["key"]
    assert mine.delete(f"cases/{key}/files/{file}").status_code == 200
    assert mine.delete(f"cases/{key}").status_code == 200
    assert mine.get(f"cases/{key}").status_code == 404


def test_papers_are_had_once_they_are_made(stage: Stage, mine: Caller) -> None:
    number = stage.accepted()
    papers = mine.get(f"cases/{number}").json()["case"]["papers"]
    notice = next(one["number"] for one in papers if one["title"] == "受理通知书")
    waiting = mine.get(f"cases/{number}/papers/{notice}")
    assert (waiting.status_code, waiting.json()["code"]) == (409, "documents.waiting")
    drain()
    answer = mine.get(f"cases/{number}/papers/{notice}")
    assert (answer.status_code, answer["Content-Type"], answer.content[:5]) == (200, "application/pdf", b"%PDF-")
    assert answer["Cache-Control"] == "private, no-cache"
    other = stage.file().number
    assert mine.get(f"cases/{other}/papers/{notice}").status_code == 404
    stranger = caller(stage, stage.citizen("李秀英", 2))
    assert stranger.get(f"cases/{number}/papers/{notice}").status_code == 404


def test_own_cases_come_page_by_page(stage: Stage, mine: Caller) -> None:
    numbers = [stage.file(stage.instant()).number for _ in range(3)]
    first = mine.get("cases", size=2).json()
    second = mine.get("cases", size=2, after=first["next_cursor"]).json()
    assert [one["number"] for one in first["results"] + second["results"]] == numbers[::-1]
    assert second["next_cursor"] == ""
    assert mine.get("cases", part="done").json()["results"] == []


def test_nobody_else_sees_or_changes_a_case(stage: Stage, mine: Caller) -> None:
    key = begin(mine, stage)
    number = stage.file().number
    stranger = caller(stage, stage.citizen("李秀英", 2))
    assert stranger.get("cases").json()["results"] == []
    for name in (key, number):
        assert stranger.get(f"cases/{name}").status_code == 404
        assert stranger.patch(f"cases/{name}", {"values": {"has_staff": "no"}}).status_code == 404
        assert stranger.upload(f"cases/{name}/materials/1/files", PDF).status_code == 404
        assert stranger.post(f"cases/{name}/submission", {"declared": True}).status_code == 404
    assert stranger.delete(f"cases/{key}").status_code == 404


def test_progress_is_told_for_number_and_code_five_times_an_hour(stage: Stage) -> None:
    filed, anybody = stage.file(), Caller()
    assert anybody.post("track", {"number": filed.number, "code": filed.query_code}).json()["public_state"] == "审查中"
    wrong = [anybody.post("track", {"number": filed.number, "code": "000000"}).status_code for _ in range(6)]
    assert wrong == [404] * 5 + [429]
    absent = Caller().post("track", {"number": "411323202611200009990", "code": filed.query_code})
    assert absent.status_code == 429, "the address has used its tries"


def test_the_tokens_of_staff_do_not_apply_and_those_of_citizens_do_not_handle(stage: Stage, mine: Caller) -> None:
    clerk = caller(stage, stage.staff("clerk"))
    assert clerk.get("cases").status_code == 403
    assert clerk.post("cases", {"item": stage.item()}).status_code == 403
    assert mine.get("staff/inbox").status_code == 403
    assert mine.post(f"staff/cases/{stage.file().number}/acceptance", {"version": 1}).status_code == 403
