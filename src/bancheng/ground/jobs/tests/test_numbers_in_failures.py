from __future__ import annotations

import pytest

from bancheng.ground.jobs import JobFailed, attempts, drain, enqueue, queue
from bancheng.ground.jobs.models import Job
from bancheng.ground.jobs.registry import reacts_to
from bancheng.ground.jobs.tests import works

pytestmark = pytest.mark.django_db

NUMBER = "411323199003070012"
REACHED, UNREACHED = f"名单{NUMBER}.csv", f"v{NUMBER}"  # a mask stops at letters


def test_a_title_is_kept_with_its_numbers_masked():
    assert enqueue(works.broken, title=f"导入：{REACHED}").title == "导入：名单411***********0012.csv"


def test_a_title_whose_number_no_mask_reaches_gives_way_to_the_name_of_the_job():
    assert enqueue(works.broken, title=f"导入：{UNREACHED}").title == "总是失败"


def test_a_job_whose_error_quotes_an_id_number_fails_like_any_other_and_keeps_none(hand):
    reacts_to(JobFailed)(works.tell)
    for words in (REACHED, UNREACHED):
        job = enqueue(works.quoting, where=words.replace(NUMBER, "#"))
        drain()
        job.refresh_from_db()
        assert job.state == "failed"
        assert NUMBER not in job.error
    drain()
    assert len(works.done) == 2
    assert not any(NUMBER in event.sentence for event in works.done)


@pytest.mark.parametrize("title", [REACHED, UNREACHED])
def test_a_job_with_a_number_in_its_stored_title_does_not_stop_the_reaper(hand, title):
    """Rows of an earlier version may hold one; every other dead job waits behind the same statement."""
    reacts_to(JobFailed)(works.tell)
    enqueue(works.add, a=1, b=2)
    Job.objects.update(max_attempts=1, title=title)
    assert queue.take(worker="a worker that is killed now", lanes=("quick",)) is not None
    hand.forward(seconds=61)
    assert attempts.reap() == 1
    assert Job.objects.filter(task__endswith=".add", state="failed").exists()
    drain()
    assert NUMBER not in works.done[0].name
