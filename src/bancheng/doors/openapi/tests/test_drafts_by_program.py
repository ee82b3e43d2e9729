"""The system of a department edits its guides: read, write over what was read, examine, hand to the reviewers."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bancheng.casework.cases.tests.stage import Stage
from bancheng.doors.openapi.contract import declared
from bancheng.doors.openapi.tests.calling import API, Caller, caller
from bancheng.ground.journal.models import Entry
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.models import GuideVersion, ImplementationItem, Submission
from bancheng.registers.catalog.tests.sample import PLATFORM, body


@pytest.fixture
def item(stage: Stage) -> int:
    return stage.item()


@pytest.fixture
def system(stage: Stage) -> Caller:
    return caller(stage, stage.staff("catalog_editor"))


def path(item: int, rest: str = "") -> str:
    return f"staff/items/{item}/draft{rest}"


def write(system: Caller, method: str, where: str, sent: Any, tag: str = "", key: str = "") -> Any:
    headers = {"Authorization": f"Bearer {system.secret}"} | ({"If-Match": tag} if tag else {})
    headers |= {"Idempotency-Key": key} if key else {}
    return system.http.generic(method, API + where, json.dumps(sent), content_type="application/json", headers=headers)


def tag(system: Caller, item: int) -> str:
    return str(system.get(path(item))["ETag"])


def row(item: int) -> ImplementationItem:
    return ImplementationItem.objects.get(pk=item)


def test_a_draft_goes_from_reading_to_the_reviewers_and_no_further(stage: Stage, item: int, system: Caller) -> None:
    found = system.get("staff/items", q="食品经营许可").json()
    assert [one["id"] for one in found["results"]] == [item] and found["next_cursor"] == ""
    read = system.get(path(item))
    assert (read.json()["saved"], read.json()["revision"], read.json()["number"]) == (False, 0, 2)

    sent = read.json()["body"] | {"summary": "由部门系统维护。"}
    saved = write(system, "PUT", path(item), sent, read["ETag"])
    assert saved.status_code == 200, saved.json()
    assert (saved.json()["revision"], saved.json()["publishable"]) == (1, True)
    assert saved["ETag"] == saved.json()["etag"] == tag(system, item) != read["ETag"]

    handed = write(system, "POST", path(item, "/submission"), {"note": "批量更新"}, saved["ETag"])
    assert handed.status_code == 200, handed.json()
    told = system.get(path(item, "/findings")).json()
    assert (told["submission"]["state"], told["submission"]["note"]) == ("waiting", "批量更新")
    assert GuideVersion.objects.filter(item=item, state="draft").exists()
    assert selectors.guide(item).version == 1  # type: ignore[union-attr]
    trace = Entry.objects.filter(stream__kind="catalog.guide").order_by("id").values_list("verb", "actor_name")
    assert [who for _, who in list(trace)[-2:]] == ["唐玉兰"] * 2 and list(trace)[-1][0].startswith("submit")


def test_no_operation_of_this_door_publishes() -> None:
    assert not [one.path for one in declared() if "publish" in one.path or "publish" in one.name]


def test_what_somebody_saved_meanwhile_is_not_overwritten(stage: Stage, item: int, system: Caller) -> None:
    stale, current = tag(system, item), system.get(path(item)).json()["body"]
    services.save_draft(item=row(item), body=body(summary="编辑先保存的。"), revision=0, by=PLATFORM)
    for method, where, sent in (
        ("PUT", path(item), current),
        ("PATCH", path(item), {"summary": "丢掉别人的修改"}),
        ("POST", path(item, "/submission"), {}),
    ):
        refused = write(system, method, where, sent, stale)
        assert (refused.status_code, refused.json()["code"]) == (412, "request.precondition")
    assert system.get(path(item)).json()["body"]["summary"] == "编辑先保存的。"
    assert write(system, "PATCH", path(item), {"summary": "重新读过。"}, tag(system, item)).status_code == 200


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_who_does_not_say_what_he_read_writes_nothing(item: int, system: Caller, method: str) -> None:
    refused = write(system, method, path(item), {"summary": "没有读过"})
    assert (refused.status_code, refused.json()["code"]) == (428, "request.unconditional")
    for wrong in ("*", 'W/"2-0-' + "0" * 24 + '"', '"x"'):
        told = write(system, method, path(item), body(), wrong)
        assert (told.status_code, told.json()["errors"][0]["path"]) == (422, "If-Match")
    assert not GuideVersion.objects.filter(item=item, state="draft").exists()


def test_a_patch_changes_its_parts_and_nothing_else(item: int, system: Caller) -> None:
    before = system.get(path(item)).json()["body"]
    saved = write(system, "PATCH", path(item), {"summary": "改了一句。", "promised": {"n": 7}}, tag(system, item))
    assert saved.status_code == 200, saved.json()
    after = system.get(path(item)).json()["body"]
    assert after == before | {"summary": "改了一句。", "promised": before["promised"] | {"n": 7}}
    gone = write(system, "PATCH", path(item), {"fees": None}, saved["ETag"])
    assert (gone.status_code, gone.json()["errors"][0]["path"]) == (422, "fees")


def test_faults_of_form_are_refused_with_their_place_and_a_sentence(item: int, system: Caller) -> None:
    wrong = body()
    wrong["materials"][0]["copies"] = "两份"
    del wrong["materials"][0]["form"]
    refused = write(system, "PUT", path(item), wrong, tag(system, item))
    assert refused.status_code == 422
    assert {one["path"] for one in refused.json()["errors"]} == {"materials.0.copies", "materials.0.form"}
    assert all(one["sentence"] and one["code"] for one in refused.json()["errors"])
    assert not GuideVersion.objects.filter(item=item, state="draft").exists()


def test_what_the_rules_find_is_told_with_article_and_remedy_and_keeps_it_from_the_reviewers(
    item: int, system: Caller
) -> None:
    sent = body(promised={"n": 20, "unit": "workday"}, statutory={"n": 20, "unit": "workday"})
    saved = write(system, "PUT", path(item), sent, tag(system, item))
    assert saved.status_code == 200, saved.json()
    assert not saved.json()["publishable"]
    told = system.get(path(item, "/findings")).json()
    blocking = [one for one in told["findings"] if one["severity"] == "block"]
    assert any(one["path"].startswith("promised") and one["sentence"] for one in blocking)
    refused = write(system, "POST", path(item, "/submission"), {}, saved["ETag"])
    assert refused.status_code == 422 and refused.json()["errors"][0]["path"].startswith("promised")
    assert not Submission.objects.exists()


def test_a_write_sent_again_is_done_once_and_answered_alike(item: int, system: Caller) -> None:
    sent, read = {"summary": "只改一次。"}, tag(system, item)
    first, again = (write(system, "PATCH", path(item), sent, read, key="sync-1") for _ in range(2))
    assert (first.status_code, first.content, first["ETag"]) == (200, again.content, again["ETag"])
    assert again["Idempotent-Replayed"] == "true"
    assert GuideVersion.objects.get(item=item, state="draft").revision == 1


def test_a_submission_is_recalled_by_its_author(item: int, system: Caller) -> None:
    saved = write(system, "PATCH", path(item), {"summary": "先送审。"}, tag(system, item))
    assert write(system, "POST", path(item, "/submission"), {}, saved["ETag"]).status_code == 200
    twice = write(system, "POST", path(item, "/submission"), {}, saved["ETag"])
    assert (twice.status_code, twice.json()["code"]) == (409, "guide.submitted")
    assert system.delete(path(item, "/submission")).status_code == 200
    assert system.delete(path(item, "/submission")).status_code == 409
    assert system.get(path(item, "/findings")).json()["submission"] is None


def test_the_items_of_other_organs_are_not_there(stage: Stage, item: int) -> None:
    other = caller(stage, stage.staff("catalog_editor", "王芳", organ=stage.world.water))
    assert other.get("staff/items").json()["results"] == []
    for answer in (
        other.get(path(item)),
        other.get(path(item, "/findings")),
        write(other, "PUT", path(item), body(), '"2-0-' + "0" * 24 + '"'),
        write(other, "POST", path(item, "/submission"), {}, '"2-0-' + "0" * 24 + '"'),
    ):
        assert answer.status_code == 404


def test_who_may_look_and_not_edit_is_told_so(stage: Stage, item: int) -> None:
    clerk = caller(stage, stage.staff("clerk"))
    assert clerk.get(path(item)).status_code == 200
    assert write(clerk, "PATCH", path(item), {"summary": "改"}, tag(clerk, item)).status_code == 403


def test_neither_citizens_nor_strangers_come_in(stage: Stage, item: int) -> None:
    assert caller(stage, stage.citizen()).get(path(item)).status_code == 403
    assert Caller().get(path(item)).status_code == 401


@pytest.mark.parametrize("sent", [b"[]", b'"x"', b"1", b"{", b'{"a": NaN}', b'{"summary": "\\ud800"}'])
def test_what_is_no_guide_is_refused(item: int, system: Caller, sent: bytes) -> None:
    headers = {"Authorization": f"Bearer {system.secret}", "If-Match": tag(system, item)}
    for method in ("PUT", "PATCH"):
        answer = system.http.generic(method, API + path(item), sent, content_type="application/json", headers=headers)
        assert answer.status_code in {400, 422} and answer.json()["detail"]


def test_the_basis_of_the_matter_is_not_written_here(item: int, system: Caller) -> None:
    read = system.get(path(item)).json()
    other = [{"law": "《中华人民共和国药品管理法》", "article": "第一条"}]
    answer = write(system, "PATCH", path(item), {"basis": other}, tag(system, item))
    if "basis" in read["locked"]:
        assert (answer.status_code, answer.json()["errors"][0]["path"]) == (422, "basis")
    else:
        assert answer.status_code == 200
