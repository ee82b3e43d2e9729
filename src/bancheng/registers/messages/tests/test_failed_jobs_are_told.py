"""A job that fails for good is told to those who can run it again (OPS-13)."""

from __future__ import annotations

import pytest

from bancheng.ground.access import AccessDenied, Subject
from bancheng.ground.jobs import JobFailed, announce, attempts, drain, enqueue, job, queue, retry
from bancheng.ground.jobs import selectors as jobs
from bancheng.registers.identity.tests.cast import actor
from bancheng.registers.messages import selectors, services

pytestmark = pytest.mark.django_db
ran: list[str] = []


@job(title="汇总统计", max_attempts=1)
def sums(_progress) -> str:
    ran.append("ran")
    return "好了"


@pytest.mark.demand("OPS-13")
def test_a_killed_job_is_told_and_runs_when_started_again(county):
    chief, officer = county.staff("chief", "administrator"), county.staff("officer", "data_officer")
    clerk = county.staff("clerk", "clerk")
    ran.clear()
    made = enqueue(sums)
    assert queue.take(worker="doomed", lanes=("quick",)) is not None
    attempts.reap(worker="doomed")  # its process is dead, and the work was not done
    assert (jobs.get(made.pk).state, ran) == ("failed", [])

    drain()
    for staff in (chief, officer):
        (message,) = selectors.inbox(staff.account).messages
        assert message.title == "后台任务失败：汇总统计"
        assert message.subject == Subject("jobs.job", str(made.pk))
        assert "执行进程中断" in message.body
    assert selectors.unread_count(clerk.account) == 0

    with pytest.raises(AccessDenied):
        retry(made.pk, actor(clerk))
    retry(made.pk, actor(officer))
    drain()
    assert (jobs.get(made.pk).state, ran) == ("done", ["ran"])


def test_the_same_failure_told_twice_is_one_message_until_it_is_read(county):
    chief = county.staff("chief", "administrator")
    failed = JobFailed(7, "x.y", "汇总统计", "磁盘已满", 5)
    for _ in range(2):
        announce(failed)
        drain()
    assert selectors.unread_count(chief.account) == 1
    services.mark_all_read(account=chief.account)
    announce(failed)
    drain()
    assert selectors.unread_count(chief.account) == 1


def test_with_nobody_to_tell_nothing_breaks(county):
    announce(JobFailed(7, "x.y", "汇总统计", "磁盘已满", 5))
    drain()
    assert jobs.counts()["failed"] == 0
