from __future__ import annotations

from datetime import date, timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from bancheng.ground.access import Actor, Subject
from bancheng.ground.access.limits import spend
from bancheng.ground.access.models import RateBucket
from bancheng.ground.jobs import Progress, drain, enqueue
from bancheng.ground.jobs.models import Job
from bancheng.ground.jobs.schedule import anchor_journal, tidy
from bancheng.ground.jobs.tests import works
from bancheng.ground.journal import append
from bancheng.ground.journal.models import Anchor

pytestmark = pytest.mark.django_db


def test_old_finished_jobs_go_and_failed_ones_stay_longer(hand):
    enqueue(works.add, a=1, b=2)
    enqueue(works.hopeless, how="file")
    drain()
    enqueue(works.add, a=3, b=4)
    spend("login", "x", limit=5, window=timedelta(minutes=15))

    hand.forward(days=1)
    assert tidy(Progress()) == {"jobs": 0, "queue": 0, "tries": 0}
    hand.forward(days=30)
    assert tidy(Progress()) == {"jobs": 1, "queue": 2, "tries": 1}
    assert sorted(Job.objects.values_list("state", flat=True)) == ["failed", "waiting"]
    assert DBTaskResult.objects.get().status == "READY"
    assert not RateBucket.objects.exists()
    hand.forward(days=150)
    assert tidy(Progress())["jobs"] == 1


def test_each_night_signs_the_day_before(hand):
    append(Subject("a", "1"), "x", by=Actor(kind="system", key="system", name="系统"))
    anchor_journal(Progress())
    assert Anchor.objects.get().day == date(2026, 11, 19)
