"""Background work is visible: progress, failures told, started again from the page (OPS-13)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.test import RequestFactory

from bancheng.doors.workbench.jobs import views
from bancheng.doors.workbench.tests.cast import Desk, account_of, text
from bancheng.ground.access import Grant
from bancheng.ground.jobs import GiveUp, Progress, cancel, drain, enqueue, job
from bancheng.ground.jobs.models import Job
from bancheng.registers.catalog.tests.sample import PLATFORM
from bancheng.registers.identity.selectors import actor_of

pytestmark = pytest.mark.django_db
_broken = {"now": True}


@job(title="每日归集（测试）", max_attempts=1)
def gather(progress: Progress, *, day: str) -> dict[str, Any]:
    if _broken["now"]:
        raise GiveUp("上游系统没有应答，请稍后再试。")
    progress.total(2)
    progress.advance(2, "两批都归集了")
    return {"day": day}


@pytest.fixture(autouse=True)
def _broken_again() -> None:
    _broken["now"] = True


@pytest.mark.demand("OPS-13")
def test_a_killed_job_alerts_the_technicians_and_runs_again_from_its_page(desk: Desk) -> None:
    technician = desk.browser("data_officer", region=None)
    made = enqueue(gather, by=PLATFORM, day="2026-11-20")
    drain()
    assert Job.objects.get(pk=made.pk).state == "failed"

    desk_page = text(technician.get("/work/"))
    assert "1 个后台任务失败" in desk_page
    assert "每日归集（测试）" in text(technician.get("/work/inbox/"))
    page = text(technician.get(f"/work/jobs/{made.pk}/"))
    assert "上游系统没有应答，请稍后再试。" in page and "重新执行" in page

    _broken["now"] = False
    again = technician.post(f"/work/jobs/{made.pk}/retry/", {"confirm": "yes"})
    assert again.status_code == 302
    drain()
    done = text(technician.get(f"/work/jobs/{made.pk}/"))
    assert "已完成" in done and "2026-11-20" in done
    assert Job.objects.get(pk=made.pk).state == "done"


def test_a_message_about_a_failed_job_leads_to_its_page(desk: Desk) -> None:
    technician = desk.browser("data_officer", region=None)
    made = enqueue(gather, by=PLATFORM, day="2026-11-20")
    drain()
    inbox = technician.get("/work/inbox/")
    message = next(row for row in inbox.context["rows"] if "每日归集" in row.title + row.body)
    page = text(technician.get(f"/work/inbox/{message.id}/"))
    assert f"/work/jobs/{made.pk}/" in page
    assert "未读" not in text(technician.get("/work/inbox/")).split("</tbody>")[0].split("<tbody>")[-1]


def test_polling_goes_on_while_a_job_waits_and_stops_with_286_when_it_has_ended(desk: Desk) -> None:
    technician = desk.browser("data_officer", region=None)
    made = enqueue(gather, by=PLATFORM, day="2026-11-20")
    poll = {"HX-Request": "true", "HX-Target": "progress"}
    waiting = technician.get(f"/work/jobs/{made.pk}/", headers=poll)
    assert waiting.status_code == 200 and "hx-get" in text(waiting) and "<html" not in text(waiting)
    drain()
    ended = technician.get(f"/work/jobs/{made.pk}/", headers=poll)
    assert ended.status_code == 286 and "hx-get" not in text(ended)


def test_without_scripts_the_page_refreshes_itself_while_the_job_lasts(desk: Desk) -> None:
    technician = desk.browser("data_officer", region=None)
    made = enqueue(gather, by=PLATFORM, day="2026-11-20")
    assert '<noscript><meta http-equiv="refresh"' in text(technician.get(f"/work/jobs/{made.pk}/"))
    drain()
    assert 'http-equiv="refresh"' not in text(technician.get(f"/work/jobs/{made.pk}/"))


def test_a_waiting_job_is_cancelled_after_a_question(desk: Desk) -> None:
    technician = desk.browser("data_officer", region=None)
    made = enqueue(gather, by=PLATFORM, day="2026-11-20")
    technician.post(f"/work/jobs/{made.pk}/cancel/", {})
    assert Job.objects.get(pk=made.pk).state == "waiting"
    technician.post(f"/work/jobs/{made.pk}/cancel/", {"confirm": "yes"})
    assert Job.objects.get(pk=made.pk).state == "cancelled"


def test_one_sees_ones_own_job_but_not_those_of_others(desk: Desk) -> None:
    officer = desk.browser("service_officer")
    own = enqueue(gather, by=actor_of(account_of(desk.staff("service_officer"))), day="2026-11-20")
    other = enqueue(gather, by=PLATFORM, day="2026-11-20")
    page = text(officer.get(f"/work/jobs/{own.pk}/"))
    assert f"/work/jobs/{own.pk}/cancel/" in page and f"/work/jobs/{own.pk}/retry/" not in page
    assert officer.get(f"/work/jobs/{other.pk}/").status_code == 403
    assert officer.post(f"/work/jobs/{other.pk}/cancel/", {"confirm": "yes"}).status_code == 403
    officer.post(f"/work/jobs/{own.pk}/cancel/", {"confirm": "yes"})
    assert [Job.objects.get(pk=one.pk).state for one in (own, other)] == ["cancelled", "waiting"]


def test_a_technician_of_a_county_is_offered_no_act_that_only_the_platforms_may_do(desk: Desk) -> None:
    local = actor_of(account_of(desk.staff("data_officer")))
    own = cancel(enqueue(gather, by=local, day="2026-11-20").pk, local)
    page = text(desk.browser("data_officer").get(f"/work/jobs/{own.pk}/"))
    assert "已取消" in page and "重新执行" not in page
    looks = replace(local, grants=(Grant("jobs.view"), Grant("jobs.retry", "411323000000")))
    for view in (views.listed, views.schedules):
        request: Any = RequestFactory().get("/work/jobs/")
        request.actor = looks
        assert view(request)["may_retry"] is False


def test_the_timetable_shows_the_next_run_and_a_job_is_run_now(desk: Desk) -> None:
    technician = desk.browser("data_officer", region=None)
    assert "日志每日签名" in text(technician.get("/work/jobs/schedules/"))
    led = technician.post("/work/jobs/schedules/journal.anchor/", {"act": "run"})
    assert led.status_code == 302 and led["Location"].startswith("/work/jobs/")
    drain()
    assert "2026-11-19" in text(technician.get(led["Location"]))
    auditor = text(desk.browser("security_officer", region=None).get("/work/journal/anchors/"))
    assert "2026-11-19" in auditor


def test_an_unknown_line_of_the_timetable_is_not_there(desk: Desk) -> None:
    technician = desk.browser("data_officer", region=None)
    assert technician.post("/work/jobs/schedules/no.such/", {"act": "run"}).status_code == 404
    assert technician.post("/work/jobs/schedules/journal.anchor/", {"act": "explode"}).status_code == 404
