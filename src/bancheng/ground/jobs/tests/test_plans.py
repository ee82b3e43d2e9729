from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bancheng.ground.jobs.plans import At, Every
from bancheng.ground.law import SHANGHAI


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("plan", "now", "following", "text"),
    [
        (At(2), "2026-11-20T01:59", "2026-11-20T02:00", "每天 02:00"),
        (At(2), "2026-11-20T02:00", "2026-11-21T02:00", "每天 02:00"),
        (At(8, 30, weekday=0), "2026-11-20T09:00", "2026-11-23T08:30", "每周一 08:30"),
        (At(0, 10, day=1), "2026-11-20T09:00", "2026-12-01T00:10", "每月 1 日 00:10"),
        (At(9, day=1, month=11), "2026-11-20T09:00", "2027-11-01T09:00", "每年 11 月 1 日 09:00"),
        (At(9, day=29, month=2), "2026-11-20T09:00", "2028-02-29T09:00", "每年 2 月 29 日 09:00"),
        (Every(timedelta(minutes=10)), "2026-11-20T23:55", "2026-11-21T00:05", "每 10 分钟"),
        (Every(timedelta(hours=2)), "2026-11-20T09:00", "2026-11-20T11:00", "每 2 小时"),
    ],
)
def test_a_plan_knows_its_next_moment_and_its_name(plan, now, following, text):
    assert plan.next_after(moment(now)) == moment(following)
    assert plan.text == text


def test_the_hour_is_that_of_shanghai_whatever_the_zone_of_the_question():
    assert At(2).next_after(datetime.fromisoformat("2026-11-19T17:00:00+00:00")) == moment("2026-11-20T02:00")


@pytest.mark.parametrize(
    "wrong",
    [
        {"hour": 24},
        {"hour": 1, "weekday": 7},
        {"hour": 1, "day": 31},
        {"hour": 1, "month": 2},
        {"hour": 1, "day": 30, "month": 2},
    ],
)
def test_a_plan_that_never_comes_is_refused(wrong):
    with pytest.raises(ValueError, match=r".+"):
        At(**wrong)


def test_an_interval_of_less_than_ten_seconds_is_refused():
    with pytest.raises(ValueError, match="ten seconds"):
        Every(timedelta(seconds=9))
