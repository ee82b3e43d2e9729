from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.db import transaction

from bancheng.ground import law
from bancheng.ground.access import limits
from bancheng.ground.access.limits import TooManyTries, check, forget, left, spend
from bancheng.ground.access.models import RateBucket

pytestmark = pytest.mark.django_db

QUARTER = timedelta(minutes=15)


@pytest.fixture
def hand() -> Iterator[list[datetime]]:
    """The clock: its one element is now."""
    at = [datetime(2026, 11, 20, 9, 0, tzinfo=law.SHANGHAI)]
    law.install_clock(lambda: at[0])
    yield at
    law.install_clock(None)


def try_login(who: str = "110101199003072834") -> int:
    return spend("login", who, limit=5, window=QUARTER)


def test_tries_are_counted_down_and_then_refused_with_the_time_to_wait(hand):
    assert [try_login() for _ in range(5)] == [4, 3, 2, 1, 0]
    hand[0] += timedelta(minutes=5, seconds=30)
    with pytest.raises(TooManyTries, match="请 10 分钟后再试") as refusal:
        try_login()
    assert refusal.value.minutes == 10


def test_a_refused_try_does_not_prolong_the_wait(hand):
    for _ in range(5):
        try_login()
    hand[0] += timedelta(minutes=14, seconds=59)
    with pytest.raises(TooManyTries, match="1 分钟"):
        try_login()
    hand[0] += timedelta(seconds=1)
    assert try_login() == 4


def test_each_person_and_each_purpose_has_tries_of_its_own():
    for _ in range(5):
        try_login("a")
    assert try_login("b") == 4
    assert spend("query", "a", limit=5, window=QUARTER) == 4


def test_a_look_uses_no_try(hand):
    assert left("login", "a", limit=5, window=QUARTER) == 5
    check("login", "a", limit=5, window=QUARTER)
    for _ in range(5):
        try_login("a")
    assert left("login", "a", limit=5, window=QUARTER) == 0
    with pytest.raises(TooManyTries, match="15 分钟"):
        check("login", "a", limit=5, window=QUARTER)
    hand[0] += QUARTER
    assert left("login", "a", limit=5, window=QUARTER) == 5


def test_after_a_success_the_count_begins_anew():
    for _ in range(4):
        try_login()
    forget("login", "110101199003072834")
    assert try_login() == 4


def test_a_try_cannot_be_rolled_back_with_what_was_tried():
    with pytest.raises(RuntimeError), transaction.atomic():
        try_login()


def test_the_table_holds_no_readable_name():
    try_login()
    bucket = RateBucket.objects.get()
    assert len(bucket.key) == 64
    assert "110101" not in bucket.key


def test_old_counts_are_tidied_away(hand):
    try_login("old")
    hand[0] += timedelta(days=3)
    try_login("new")
    assert limits.tidy(before=hand[0] - timedelta(days=2)) == 1
    assert RateBucket.objects.count() == 1
