from __future__ import annotations

from datetime import timedelta

import pytest

from bancheng.ground.jobs import Progress, attempts, drain, enqueue, queue
from bancheng.ground.jobs.running import run
from bancheng.ground.jobs.tests import works
from bancheng.ground.jobs.types import How

pytestmark = pytest.mark.django_db


def take(worker: str = "one", lanes: tuple[str, ...] = ("quick", "long")) -> queue.Taken:
    taken = queue.take(worker=worker, lanes=lanes)
    assert taken is not None
    return taken


def test_a_job_is_taken_by_one_worker_only():
    enqueue(works.add, a=1, b=2)
    take("one")
    assert queue.take(worker="two", lanes=("quick", "long")) is None


def test_each_lane_takes_its_own_jobs():
    enqueue(works.lengthy)
    assert queue.take(worker="one", lanes=("quick",)) is None
    assert take(lanes=("long",)).task.endswith("lengthy")


def test_a_job_under_lease_is_left_alone_and_a_lapsed_one_runs_again(hand):
    job = enqueue(works.add, a=1, b=2)
    take()
    hand.forward(seconds=59)
    assert (attempts.reap(), drain()) == (0, 0)

    hand.forward(seconds=2)
    assert (attempts.reap(), drain()) == (1, 1)
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("done", 2)


def test_a_lease_that_is_renewed_holds_and_shows_progress(hand):
    job = enqueue(works.add, a=1, b=2)
    taken = take()
    hand.forward(seconds=50)
    assert queue.renew(taken, how=How(5, 10, "第五行")) is False
    hand.forward(seconds=50)
    assert attempts.reap() == 0
    job.refresh_from_db()
    assert (job.done, job.total, job.step, job.percent) == (5, 10, "第五行", 50)


def test_who_lost_his_lease_may_write_nothing_more(hand):
    job = enqueue(works.add, a=1, b=2)
    lost = take("one")
    hand.forward(seconds=61)
    attempts.reap()
    again = take("two")

    assert queue.renew(lost, how=How(9, 9, "x")) is None
    assert attempts.succeed(lost, {"sum": -1}, Progress()) is False
    assert attempts.fail(lost, RuntimeError("x"), Progress()) is False
    assert run(again, Progress())
    job.refresh_from_db()
    assert (job.state, job.result) == ("done", {"sum": 3})


def test_a_named_worker_that_comes_back_need_not_wait_for_its_own_leases():
    enqueue(works.add, a=1, b=2)
    enqueue(works.add, a=3, b=4)
    take("serve-1"), take("serve-2")
    assert attempts.reap(worker="serve-1") == 1
    assert drain() == 1


def test_a_job_whose_workers_die_again_and_again_fails_in_the_end(hand):
    job = enqueue(works.broken)
    for _ in range(3):
        take()
        hand.forward(seconds=61)
        attempts.reap()
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("failed", 3)
    assert works.done == []


def test_a_lease_may_be_of_another_length(hand):
    enqueue(works.add, a=1, b=2)
    assert queue.take(worker="one", lanes=("quick",), lease=timedelta(seconds=5)) is not None
    hand.forward(seconds=6)
    assert attempts.reap() == 1
