"""What goes wrong around one case, with real processes: two at once, a stale page, no worker, no room, a new guide, no session."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.faults.casework import Answer, Office
from tests.faults.conftest import kill, until

pytestmark = pytest.mark.faults

FORM = {"person_name": "王一", "has_staff": "no"}


def at_once(*asked: Any) -> list[Answer]:
    with ThreadPoolExecutor(len(asked)) as pool:
        return [future.result() for future in [pool.submit(one) for one in asked]]


def test_a_double_click_gives_one_number(office: Office) -> None:
    for _ in range(5):
        key = office.draft("citizen0")
        told = at_once(*[lambda: office.ask("citizen0", "submit", case=key, declared=True)] * 3)  # noqa: B023
        assert len({answer.result["number"] for answer in told}) == 1
        assert office.steps()[key].count("submit") == 1


def test_of_two_clerks_one_wins_and_the_other_is_told_by_whom(office: Office) -> None:
    for _ in range(5):
        key = office.submitted("citizen0")
        clerks, version = ("clerk", "clerk2"), office.version(key)
        told = at_once(*[lambda by=by: office.ask(by, "accept", case=key, expected=version) for by in clerks])  # noqa: B023
        assert sorted(answer.status for answer in told) == [200, 422]
        lost = next(answer for answer in told if answer.status == 422)
        winner = clerks[1 - told.index(lost)]
        assert lost.code == "cases.moved_on" and f"{office.county['names'][winner]}于" in lost.sentence
        assert office.steps()[key].count("accept") == 1


def test_a_page_that_lay_open_meanwhile_does_nothing(office: Office) -> None:
    key = office.submitted("citizen0")
    version = office.version(key)
    office.ask("citizen0", "withdraw", case=key)
    told = office.ask("clerk", "accept", case=key, expected=version)
    assert told.code == "cases.moved_on" and "撤回申请" in told.sentence
    assert "accept" not in office.steps()[key]


def test_an_hour_without_a_worker_delays_everything_and_loses_nothing(office: Office) -> None:
    clock = office.ground.directory / "now.txt"
    _restart(office, BANCHENG_DEBUG="1", BANCHENG_NOW_FILE=str(clock))
    start = datetime.now(UTC)
    clock.write_text(start.isoformat())
    office.start_web()
    keys = [office.walk(f"citizen{number}", decided=True)[0] for number in range(6)]
    clock.write_text((start + timedelta(hours=1)).isoformat())
    assert {verbs[-1] for verbs in office.steps().values()} == {"decide"}
    assert office.count("SELECT count(*) FROM jobs_job WHERE state = 'waiting'") >= 3 * len(keys)
    office.start_jobs()
    office.drained(patience=120)
    steps = office.steps()
    assert all(steps[key][-2:] == ["deliver", "close"] for key in keys)
    assert office.ground.rows("SELECT task, error FROM jobs_job WHERE state = 'failed'") == []
    office.verified()


def _restart(office: Office, **settings: str) -> None:
    """End both processes; those that follow have these settings."""
    assert office.web is not None
    for process in (*office.workers.values(), office.web):
        kill(process)
    office.ground.more = settings


def test_an_upload_to_a_full_disk_is_refused_with_a_sentence_and_leaves_nothing(office: Office) -> None:
    from bancheng.casework.cases.tests.stage import PDF

    key, full = office.draft("citizen0", item="promised"), office.ground.directory / "full"
    upload = {"case": key, "line": 1, "stream": PDF.decode(), "name": "布局图.pdf"}
    full.touch()
    told = office.ask("citizen0", "add_file", **upload)
    assert (told.status, told.code) == (422, "StoreFull") and "空间暂时不足" in told.sentence
    assert office.count("SELECT count(*) FROM cases_materialfile") == 0
    assert not any((office.ground.directory / "files" / ".incoming").iterdir())
    # The rest of the work goes on, and what needs the disk waits for it.
    other = office.submitted("citizen1")
    until(lambda: office.count("SELECT count(*) FROM jobs_job WHERE attempts > 0 AND error <> ''"), what="a job tried")
    full.unlink()
    assert office.ask("citizen0", "add_file", **upload).result["name"] == "布局图.pdf"
    assert office.ask("citizen0", "submit", case=key, declared=True).status == 200
    ready = f"SELECT count(*) FROM documents_document WHERE state = 'ready' AND subject_key = '{other}'"
    until(lambda: office.count(ready) == 1, what="the receipt is made after all")


def test_a_guide_republished_while_drafting_is_told_and_what_was_filled_in_stays(office: Office) -> None:
    key = office.draft("citizen0")
    office.ground.run("-m", "tests.faults.republish", str(office.county["item"]))
    told = office.ask("citizen0", "submit", case=key, declared=True)
    assert told.code == "cases.guide_changed"
    change = office.ask("citizen0", "refresh_guide", case=key).result
    assert (change["old_version"], change["new_version"]) == (1, 2) and change["lines"]
    assert office.ask("citizen0", "submit", case=key, declared=True).status == 200


def test_a_session_that_ends_in_mid_form_loses_nothing_that_was_typed(office: Office) -> None:
    key = str(office.ask("citizen0", "start", item_id=office.county["item"], answers={"shop_kind": "shop"}).result)
    browser, path = office.browser(), f"/applications/{key}/form/1/"
    browser.get(f"/login/?next={path}")
    login = {"login": office.county["login"], "password": office.county["password"], "next": path}
    browser.send("/login/", **login)
    assert browser.at == path
    office.ground.execute("DELETE FROM django_session")
    office.kill_web()
    browser.send(path, **{**FORM, "person_name": "还没保存的名字"})
    assert browser.at.startswith("/login/")
    browser.send("/login/", **login)
    assert browser.at == path and 'value="还没保存的名字"' in browser.page
