"""Staff programs: inbox, one case, and every step, each refused where it would be at the desk."""

from __future__ import annotations

import pytest

from bancheng.casework.cases.models import Case
from bancheng.casework.cases.tests.stage import ONE, TWO, Stage
from bancheng.doors.openapi.tests.calling import Caller, caller
from bancheng.ground.jobs import drain
from bancheng.ground.jobs.models import Job
from bancheng.ground.journal.models import Entry


@pytest.fixture
def clerk(stage: Stage) -> Caller:
    return caller(stage, stage.staff("clerk"))


def version(program: Caller, number: str) -> int:
    return int(program.get(f"staff/cases/{number}").json()["line"]["version"])


def step(program: Caller, number: str, name: str, /, **body: object) -> dict[str, object]:
    answer = program.post(f"staff/cases/{number}/{name}", {"version": version(program, number), **body})
    assert answer.status_code == 200, answer.json()
    return dict(answer.json())


def test_a_case_is_handled_from_the_inbox_to_the_end_by_programs(stage: Stage, clerk: Caller) -> None:
    number = stage.file(stage.licensed()).number
    task = clerk.get("staff/inbox").json()["results"][0]
    assert (task["case"]["number"], task["stage_name"]) == (number, "受理")
    assert clerk.post(f"staff/cases/{number}/materials/1/check", {"result": "ok"}).status_code == 200
    accepted = step(clerk, number, "acceptance")
    assert accepted["state"] == "accepted" and "受" in str(accepted["paper"])
    for who, stage_key, finished in (
        ("赵建平", "review", True),
        ("赵建平", "inspect", False),
        ("何永生", "inspect", True),
    ):
        reviewer = caller(stage, stage.staff("reviewer", who))
        seen = reviewer.get(f"staff/cases/{number}").json()
        task_id = next(one["id"] for one in seen["tasks"] if one["stage"] == stage_key and one["state"] == "open")
        points = [ONE, TWO] if stage_key == "review" else []
        body = {"task": task_id, "outcome": "agree", "opinion": "已核对"}
        body["criteria"] = [{"text": text, "met": True} for text in points]
        assert step(reviewer, number, "reviews", **body)["finished"] is finished
    decided = step(caller(stage, stage.staff("approver")), number, "decision", outcome="granted")
    assert decided["state"] == "decided" and decided["paper"]
    drain()
    assert stage.row(number).state == "closed"
    assert [one["type_name"] for one in caller(stage, stage.citizen()).get("licences").json()] == ["食品经营许可证"]


def test_a_stale_version_is_a_conflict_that_names_who_was_faster(stage: Stage, clerk: Caller) -> None:
    number = stage.file().number
    before = version(clerk, number)
    step(caller(stage, stage.staff("clerk", "吴敏")), number, "acceptance")
    answer = clerk.post(
        f"staff/cases/{number}/non-acceptance", {"version": before, "ground": "not_needed", "reason": "不归我们管"}
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "cases.moved_on")
    assert "吴敏" in answer.json()["detail"]


@pytest.mark.demand("CAT-23")
def test_a_material_outside_the_guide_cannot_be_asked_for_and_the_attempt_is_on_record(
    stage: Stage, clerk: Caller
) -> None:
    number = stage.file().number
    body = {"version": version(clerk, number), "gaps": [{"line": 7, "sentence": "请提交无犯罪记录证明"}]}
    answer = clerk.post(f"staff/cases/{number}/supplement-request", body)
    assert (answer.status_code, answer.json()["code"]) == (422, "cases.unlisted_material")
    entry = Entry.objects.get(refused=True)
    assert (entry.verb, entry.facts["code"]) == ("request_supplement", "cases.unlisted_material")
    assert (entry.actor_key, entry.article) == (stage.staff("clerk").key, "《行政许可法》第三十一条")
    assert stage.row(number).state == "submitted"


def test_what_is_ordinary_leaves_no_trace(stage: Stage, clerk: Caller) -> None:
    number = stage.file().number
    clerk.post(f"staff/cases/{number}/acceptance", {"version": 99})
    assert clerk.post(f"staff/cases/{number}/closing", {"version": 1}).status_code == 403, "not a clerk's step"
    mine = caller(stage, stage.citizen())
    mine.post(f"cases/{number}/supplement", {"declared": True})
    assert not Entry.objects.filter(refused=True).exclude(verb="supplement").exists()


def test_a_refusal_with_an_id_number_in_it_is_traced_without_it(stage: Stage) -> None:
    number = stage.accepted()
    reviewer = caller(stage, stage.staff("reviewer"))
    seen = reviewer.get(f"staff/cases/{number}").json()
    task = next(one["id"] for one in seen["tasks"] if one["state"] == "open")
    strange = f"有{stage.person().name}的身份证 11010519491231002X"
    body = {"task": task, "outcome": "agree", "criteria": [{"text": strange, "met": True}]}
    answer = reviewer.post(f"staff/cases/{number}/reviews", {"version": seen["line"]["version"], **body})
    assert answer.status_code == 422
    assert "11010519491231002X" not in str(Entry.objects.get(refused=True).facts)
    assert not Job.objects.filter(arguments__icontains="11010519491231002X").exists()


def test_a_case_outside_the_scope_does_not_exist(stage: Stage) -> None:
    number = stage.file().number
    away = caller(stage, stage.staff("clerk", "远", organ=stage.world.elsewhere))
    assert away.get(f"staff/cases/{number}").status_code == 404
    assert away.post(f"staff/cases/{number}/acceptance", {"version": 2}).status_code == 404
    assert away.get("staff/cases").json()["results"] == []


def test_a_step_of_another_post_is_forbidden_with_the_reason(stage: Stage, clerk: Caller) -> None:
    number = stage.accepted()
    answer = clerk.post(f"staff/cases/{number}/decision", {"version": 3, "outcome": "granted"})
    assert (answer.status_code, answer.json()["code"]) == (403, "access.denied")


def test_lists_are_narrowed_and_paged(stage: Stage, clerk: Caller) -> None:
    numbers = [stage.file().number for _ in range(3)]
    first = clerk.get("staff/inbox", size=2).json()
    rest = clerk.get("staff/inbox", size=2, after=first["next_cursor"]).json()
    assert [one["case"]["number"] for one in first["results"] + rest["results"]] == numbers
    assert clerk.get("staff/cases", q=numbers[1]).json()["results"][0]["number"] == numbers[1]
    assert len(clerk.get("staff/cases", open_only="1", light="normal", state="submitted").json()["results"]) == 3
    assert clerk.get("staff/cases", since="2026-11-21").json()["results"] == []


def test_a_supplement_a_return_a_refusal_and_a_collection(stage: Stage, clerk: Caller) -> None:
    asked = stage.file().number
    told = step(clerk, asked, "supplement-request", gaps=[{"line": 1, "sentence": "缺功能区"}])
    assert told["state"] == "supplement_requested" and told["paper"]
    elsewhere = stage.file().number
    assert step(
        clerk, elsewhere, "non-acceptance", ground="not_competent", reason="不属于本机关", right_office="县住建局"
    )["paper"]
    number = stage.accepted()
    stage.agree(number, "review")
    reviewer = caller(stage, stage.staff("reviewer", "何永生"))
    assert step(reviewer, number, "returns", stage="review", reason="请再核对布局图")["state"] == "under_review"


def test_the_result_is_handed_out_by_post_or_at_the_desk(stage: Stage) -> None:
    desk = caller(stage, stage.staff("result_desk"))
    posted, fetched = stage.decided(), stage.decided()
    Case.objects.filter(number=posted).update(delivery="post")
    Case.objects.filter(number=fetched).update(delivery="window")
    early = desk.post(f"staff/cases/{posted}/delivery", {"version": version(desk, posted), "method": "post"})
    assert (early.status_code, early.json()["code"]) == (422, "cases.result_not_ready")
    drain()
    assert step(desk, posted, "delivery", method="post")["state"] == "delivered"
    person = {"name": "王小满", "id_number": "11010519491231002X", "method": "id_card"}
    assert step(desk, fetched, "collection", **person)["paper"]
    assert step(desk, fetched, "closing")["state"] == "closed"
    assert "11010519491231002X" not in str(list(Entry.objects.values_list("facts", flat=True)))


def test_a_wrong_id_number_is_refused_with_what_to_do(stage: Stage) -> None:
    desk, number = caller(stage, stage.staff("result_desk")), stage.decided()
    Case.objects.filter(number=number).update(delivery="window")
    drain()
    body = {"version": version(desk, number), "name": "王小满", "id_number": "110105194912310021", "method": "id_card"}
    answer = desk.post(f"staff/cases/{number}/collection", body)
    assert answer.status_code == 422 and answer.json()["code"].startswith("id_number")


def test_a_field_that_the_notice_names_is_put_right_by_program(stage: Stage, clerk: Caller) -> None:
    number, citizen = stage.file().number, caller(stage, stage.citizen())
    step(clerk, number, "supplement-request", gaps=[{"line": 0, "element": "has_staff", "sentence": "现场有从业人员"}])
    (field,) = clerk.get(f"staff/cases/{number}").json()["notices"][0]["elements"]
    assert (field["element"], field["gap"]) == ("has_staff", "现场有从业人员")
    assert citizen.post(f"cases/{number}/supplement", {"declared": True}).status_code == 422
    strange = citizen.post(f"cases/{number}/supplement", {"declared": True, "values": {"person_name": "王"}})
    assert (strange.status_code, strange.json()["code"]) == (422, "cases.unasked_field")
    done = citizen.post(f"cases/{number}/supplement", {"declared": True, "values": {"has_staff": True}})
    assert done.status_code == 200 and stage.row(number).state == "submitted"
