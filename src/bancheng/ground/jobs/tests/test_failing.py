from __future__ import annotations

from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from bancheng.ground.jobs import JobFailed, drain, enqueue, retry
from bancheng.ground.jobs.attempts import pause_after
from bancheng.ground.jobs.models import Job
from bancheng.ground.jobs.registry import reacts_to
from bancheng.ground.jobs.tests import works
from bancheng.ground.jobs.tests.conftest import CHIEF
from bancheng.ground.journal.selectors import latest

pytestmark = pytest.mark.django_db


def run_until_it_rests(hand) -> None:
    while drain():
        hand.forward(hours=2)


def test_a_job_that_fails_waits_longer_before_each_new_attempt(hand):
    job = enqueue(works.broken)
    drain()
    job.refresh_from_db()
    assert (job.state, job.attempts, job.run_after - hand.at) == ("waiting", 1, timedelta(seconds=10))
    assert drain() == 0

    hand.forward(seconds=10)
    assert drain() == 1
    job.refresh_from_db()
    assert job.run_after - hand.at == timedelta(seconds=40)


def test_the_pauses_grow_up_to_an_hour():
    assert [pause_after(n).total_seconds() for n in (1, 2, 3, 4, 5, 6, 20)] == [10, 40, 160, 640, 2560, 3600, 3600]
    # Two days of somebody's outage, and whatever a job may be allowed.
    assert {pause_after(n).total_seconds() for n in (22, 23, 60, 32767)} == {3600}


def test_a_job_that_fails_once_is_done_at_the_second_attempt(hand):
    job = enqueue(works.broken_once)
    run_until_it_rests(hand)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.result, job.error) == ("done", 2, "好了", "")


def test_after_its_last_attempt_a_job_has_failed_and_says_why(hand):
    job = enqueue(works.broken, word="13812345678")
    run_until_it_rests(hand)
    job.refresh_from_db()
    assert (job.state, job.attempts, works.done) == ("failed", 3, ["broken"] * 3)
    assert job.sentence == "RuntimeError: 办不成 138****5678"
    assert "Traceback" in job.error
    assert (job.done, job.step) == (1, "刚开始")
    assert DBTaskResult.objects.filter(status="FAILED").count() == 3


@pytest.mark.parametrize(("how", "sentence"), [("refused", "请先填写名称。"), ("file", "文件已被删除，请重新上传。")])
def test_a_job_that_cannot_succeed_is_not_tried_again(how, sentence):
    job = enqueue(works.hopeless, how=how)
    drain()
    job.refresh_from_db()
    assert (job.state, job.attempts, job.sentence) == ("failed", 1, sentence)


def test_a_result_that_cannot_be_kept_is_a_failure():
    job = enqueue(works.unkeepable)
    drain()
    job.refresh_from_db()
    assert job.state == "failed"
    assert "没有规范的 JSON 形式" in job.sentence


def test_a_job_whose_function_is_gone_fails_with_its_name(hand):
    job = enqueue(works.add, a=1, b=2)
    Job.objects.filter(pk=job.pk).update(task="bancheng.ground.jobs.tests.works.removed", max_attempts=1)
    drain()
    job.refresh_from_db()
    assert (job.state, job.sentence) == (
        "failed",
        "UnknownJob: 找不到任务函数 bancheng.ground.jobs.tests.works.removed",
    )


def test_a_failure_is_announced_once_and_for_good_only(hand):
    reacts_to(JobFailed)(works.tell)
    job = enqueue(works.broken, word="这件事")
    drain()
    hand.forward(hours=1)
    assert not [event for event in works.done if isinstance(event, JobFailed)]
    run_until_it_rests(hand)

    (event,) = [event for event in works.done if isinstance(event, JobFailed)]
    assert (event.job, event.name, event.sentence, event.attempts) == (
        job.pk,
        "总是失败",
        "RuntimeError: 办不成 这件事",
        3,
    )


def test_who_fails_to_tell_of_a_failure_is_not_told_of_his_own(hand):
    reacts_to(JobFailed, max_attempts=2)(works.stumble_telling)
    enqueue(works.hopeless, how="file")
    run_until_it_rests(hand)

    assert len([event for event in works.done if isinstance(event, JobFailed)]) == 2
    assert Job.objects.filter(state="failed").count() == 2
    assert not Job.objects.filter(state="waiting").exists()


@pytest.mark.demand("OPS-13")
def test_a_job_killed_in_the_middle_alerts_when_it_cannot_be_done_and_runs_again_when_asked(hand):
    from bancheng.ground.jobs import attempts, queue

    reacts_to(JobFailed)(works.tell)
    job = enqueue(works.add, a=1, b=2)
    Job.objects.update(max_attempts=1)
    assert queue.take(worker="a worker that is killed now", lanes=("quick",)) is not None

    hand.forward(seconds=61)
    assert attempts.reap() == 1
    job.refresh_from_db()
    assert (job.state, job.sentence) == ("failed", "执行进程中断，任务没有做完")
    drain()
    assert [event.job for event in works.done] == [job.pk]

    retry(job.pk, by=CHIEF)
    drain()
    job.refresh_from_db()
    assert (job.state, job.result, job.attempts) == ("done", {"sum": 3}, 1)
    assert latest(kind="jobs.job").get().verb == "retry"
