from __future__ import annotations

import pytest

from bancheng.ground import law
from bancheng.ground.access import AccessDenied, Actor, Grant, Subject
from bancheng.ground.jobs import JobCancelled, Progress, attempts, cancel, drain, enqueue, queue, reacts_to, retry
from bancheng.ground.jobs.models import Job
from bancheng.ground.jobs.running import run
from bancheng.ground.jobs.tests import works
from bancheng.ground.jobs.tests.conftest import CHIEF, CLERK
from bancheng.ground.journal.selectors import latest

pytestmark = pytest.mark.django_db


def test_a_waiting_job_is_cancelled_at_once_and_never_runs():
    job = enqueue(works.add, a=1, b=2)
    assert cancel(job.pk, by=CHIEF).state == "cancelled"
    assert drain() == 0
    assert works.done == []
    assert latest().get().verb == "cancel"


def test_a_running_job_is_asked_to_stop_and_stops_when_it_looks():
    job = enqueue(works.lengthy)
    taken = queue.take(worker="one", lanes=("long",))
    assert taken is not None
    assert cancel(job.pk, by=CHIEF).state == "running"
    assert queue.renew(taken, how=None) is True

    progress = Progress()
    progress.cancel()
    run(taken, progress)
    job.refresh_from_db()
    assert (job.state, job.result) == ("cancelled", "停了")


def test_a_job_that_did_its_work_before_it_was_stopped_is_done():
    job = enqueue(works.add, a=1, b=2)
    taken = queue.take(worker="one", lanes=("quick",))
    assert taken is not None
    cancel(job.pk, by=CHIEF)
    run(taken, Progress())
    job.refresh_from_db()
    assert job.state == "done"


def test_a_job_asked_to_stop_is_not_tried_again_when_its_worker_dies(hand):
    job = enqueue(works.add, a=1, b=2)
    queue.take(worker="one", lanes=("quick",))
    cancel(job.pk, by=CHIEF)
    hand.forward(seconds=61)
    attempts.reap()
    job.refresh_from_db()
    assert job.state == "cancelled"


def test_who_asked_for_a_job_may_cancel_it_and_others_may_not():
    mine, other = enqueue(works.add, by=CLERK, a=1, b=2), enqueue(works.add, by=CHIEF, a=1, b=2)
    assert cancel(mine.pk, by=CLERK).state == "cancelled"
    with pytest.raises(AccessDenied):
        cancel(other.pk, by=CLERK)


def test_a_grant_within_a_region_does_not_stop_the_jobs_of_others():
    local = Actor(kind="staff", key="staff:9", name="李*", account=9, grants=(Grant("jobs.retry", "411323000000"),))
    others, own = enqueue(works.add, a=1, b=2), enqueue(works.add, by=local, a=1, b=2)
    with pytest.raises(AccessDenied) as told:
        cancel(others.pk, by=local)
    assert told.value.visible
    assert cancel(own.pk, by=local).state == "cancelled"


def test_only_who_may_lets_a_job_run_again():
    job = enqueue(works.hopeless, by=CLERK, how="file")
    drain()
    with pytest.raises(AccessDenied):
        retry(job.pk, by=CLERK)
    assert retry(job.pk, by=CHIEF).state == "waiting"
    assert drain() == 1


def test_a_job_that_runs_or_is_done_is_not_run_again():
    job = enqueue(works.add, a=1, b=2)
    with pytest.raises(law.Refused, match="失败或者已取消"):
        retry(job.pk, by=CHIEF)
    drain()
    with pytest.raises(law.Refused, match="失败或者已取消"):
        retry(job.pk, by=CHIEF)
    with pytest.raises(law.Refused, match="已经结束"):
        cancel(job.pk, by=CHIEF)


def test_a_job_that_does_not_exist_is_not_found():
    with pytest.raises(Job.DoesNotExist):
        retry(404, by=CHIEF)


def test_a_cancelled_job_is_announced_however_it_came_to_its_end(hand):
    reacts_to(JobCancelled)(works.tell)
    about = Subject("works.thing", "7")
    waiting, lost = (enqueue(works.add, subject=about, a=1, b=2) for _ in range(2))
    cancel(waiting.pk, by=CHIEF)
    taken = queue.take(worker="one", lanes=("quick",))
    assert taken is not None and taken.job == lost.pk
    cancel(lost.pk, by=CHIEF)
    hand.forward(seconds=61)
    attempts.reap()
    stopped = enqueue(works.lengthy, subject=about)
    taken = queue.take(worker="one", lanes=("long",))
    assert taken is not None
    cancel(stopped.pk, by=CHIEF)
    progress = Progress()
    progress.cancel()
    run(taken, progress)
    drain()
    told = [event for event in works.done if isinstance(event, JobCancelled)]
    assert [(event.job, event.subject) for event in told] == [(one.pk, about) for one in (waiting, lost, stopped)]
