from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from bancheng.ground.access import Subject
from bancheng.ground.jobs import drain, enqueue, registry, selectors
from bancheng.ground.jobs.models import Job
from bancheng.ground.jobs.tests import works
from bancheng.ground.jobs.tests.conftest import CLERK
from bancheng.ground.journal import PersonalNumber

pytestmark = pytest.mark.django_db


def test_a_job_waits_until_it_is_run_and_keeps_its_result():
    job = enqueue(works.add, by=CLERK, subject=Subject("catalog.batch", "3"), a=1, b=2)
    assert (job.state, job.title, job.asked_by, job.asked_name) == ("waiting", "加一加", "staff:7", "张*")
    assert works.done == []

    assert drain() == 1
    job.refresh_from_db()
    assert (job.state, job.result, job.attempts) == ("done", {"sum": 3}, 1)
    assert (job.done, job.total, job.step, job.percent) == (2, 2, "相加", 100)
    assert (job.worker, job.lease_until) == ("", None)
    assert job.finished_at is not None
    assert drain() == 0


def test_a_job_falls_with_the_transaction_that_asked_for_it():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        enqueue(works.add, a=1, b=2)
        raise ZeroDivisionError
    assert not Job.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_jobs_run_in_the_order_they_were_asked_for():
    for number in range(5):
        enqueue(works.add, a=number, b=0)
    drain()
    assert works.done == [(number, 0) for number in range(5)]


def test_arguments_are_values_of_json():
    job = enqueue(works.add, a=date(2026, 11, 20), b=("x", None))
    assert Job.objects.get(pk=job.pk).arguments == {"a": "2026-11-20", "b": ["x", None]}


def test_an_id_number_never_lies_in_a_job_row():
    with pytest.raises(PersonalNumber):
        enqueue(works.add, a="110101199003072834", b=0)
    assert not Job.objects.exists()


def test_a_title_of_its_own_may_be_given():
    assert enqueue(works.add, title="导入广安市事项", a=1, b=1).title == "导入广安市事项"


def test_what_a_job_does_may_also_be_done_here_and_now():
    from bancheng.ground.jobs import Progress

    progress = Progress()
    assert works.add(progress, a=2, b=3) == {"sum": 5}
    assert progress.how.done == 2


def test_a_function_inside_a_function_is_no_job():
    def local(_progress): ...

    with pytest.raises(ValueError, match="local"):
        registry.job(title="x")(local)


def test_jobs_are_listed_and_counted_by_state():
    enqueue(works.add, a=1, b=2)
    enqueue(works.hopeless, how="give up")
    drain()
    enqueue(works.add, a=1, b=2, by=CLERK, title="导入事项")

    assert [job.title for job in selectors.jobs()] == ["导入事项", "不必再试", "加一加"]
    assert [job.title for job in selectors.jobs(state="failed")] == ["不必再试"]
    assert [job.title for job in selectors.jobs(q="导入", asked_by="staff:7")] == ["导入事项"]
    assert selectors.counts() == {"waiting": 1, "running": 0, "done": 1, "failed": 1, "cancelled": 0}


def test_an_outside_worker_of_django_tasks_can_drain_the_queue():
    job = enqueue(works.add, a=1, b=2)
    worker = Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="outside",
        excluded_queue_names=[],
    )
    row = DBTaskResult.objects.ready().get()
    row.claim(worker.worker_id)
    worker.run_task(row)

    job.refresh_from_db()
    row.refresh_from_db()
    assert (job.state, job.result, row.status) == ("done", {"sum": 3}, "SUCCESSFUL")
