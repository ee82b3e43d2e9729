from __future__ import annotations

import pytest

from bancheng.ground.access import AccessDenied, Actor, Grant
from bancheng.ground.jobs import drain, pause, resume, run_now, selectors
from bancheng.ground.jobs.models import Job, Schedule
from bancheng.ground.jobs.registry import every, scheduled
from bancheng.ground.jobs.tests import works
from bancheng.ground.jobs.tests.conftest import CHIEF, CLERK
from bancheng.ground.jobs.timetable import tick

pytestmark = pytest.mark.django_db


def nightly(hour: int = 2) -> None:
    scheduled(key="test.nightly", title="每夜", hour=hour)(works.nightly)


def test_a_timed_job_runs_at_its_hour_and_only_once(hand):
    nightly()
    assert (tick(), tick()) == (0, 0)
    hand.forward(hours=17)
    assert (tick(), tick()) == (1, 0)
    drain()
    assert works.done == ["nightly"]

    hand.forward(hours=23)
    assert tick() == 0
    hand.forward(hours=1)
    assert tick() == 1


def test_a_run_missed_while_nothing_ran_is_made_up_once(hand):
    nightly()
    tick()
    hand.forward(days=3)
    assert (tick(), tick()) == (1, 0)


def test_two_workers_that_look_at_the_same_row_start_it_once(hand):
    from bancheng.ground.jobs import registry, timetable

    nightly()
    tick()
    hand.forward(hours=17)
    (timed,) = registry.timed()
    seen_by_both = Schedule.objects.get()
    assert timetable._run(timed, seen_by_both, hand.at) == 1
    assert timetable._run(timed, seen_by_both, hand.at) == 0
    assert Job.objects.count() == 1


def test_what_still_works_is_not_started_again(hand):
    every(key="test.often", title="常常", minutes=10)(works.often)
    tick()
    hand.forward(minutes=10)
    assert tick() == 1
    hand.forward(minutes=10)
    assert tick() == 0
    drain()
    hand.forward(minutes=10)
    assert tick() == 1


def test_a_plan_that_changed_with_a_new_version_takes_effect(hand):
    nightly(hour=2)
    tick()
    nightly(hour=12)
    tick()
    hand.forward(hours=3)
    assert tick() == 1


def test_a_clock_that_was_set_back_does_not_leave_jobs_waiting_for_years(hand):
    every(key="test.often", title="常常", minutes=10)(works.often)
    hand.forward(days=400)
    tick()
    hand.forward(days=-400)
    tick()
    hand.forward(minutes=10)
    assert tick() == 1


def test_a_paused_job_rests_until_it_is_resumed(hand):
    nightly()
    tick()
    pause("test.nightly", by=CHIEF)
    hand.forward(days=2)
    assert tick() == 0
    resume("test.nightly", by=CHIEF)
    assert tick() == 0
    hand.forward(days=1)
    assert tick() == 1


def test_a_timed_job_may_be_run_at_once(hand):
    nightly()
    run_now("test.nightly", by=CHIEF)
    drain()
    assert works.done == ["nightly"]


def test_only_who_may_moves_the_clockwork(hand):
    nightly()
    tick()
    for verb in (pause, resume, run_now):
        with pytest.raises(AccessDenied):
            verb("test.nightly", by=CLERK)


def test_a_grant_within_a_region_does_not_move_the_clockwork_of_all(hand):
    nightly()
    tick()
    for grant in (Grant("jobs.retry", "411323000000"), Grant("jobs.retry", "", 7)):
        local = Actor(kind="staff", key="staff:9", name="李*", account=9, grants=(grant,))
        for verb in (pause, resume, run_now):
            with pytest.raises(AccessDenied) as told:
                verb("test.nightly", by=local)
            assert told.value.visible


def test_the_timetable_is_shown_with_its_plan(hand):
    nightly()
    assert [(line.key, line.title, line.plan, line.next_run_at) for line in selectors.timetable()] == [
        ("test.nightly", "每夜", "每天 02:00", None)
    ]
    tick()
    (line,) = selectors.timetable()
    assert line.next_run_at is not None
    assert (line.next_run_at - hand.at).total_seconds() == 17 * 3600


def test_two_timed_jobs_of_one_name_are_refused():
    nightly()
    with pytest.raises(ValueError, match=r"test\.nightly"):
        every(key="test.nightly", title="别的", minutes=10)(works.often)
