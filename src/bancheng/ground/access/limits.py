"""Counted tries per window (登录、验证码、查询码 …): one table, one statement, correct across processes and databases."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F

from bancheng.ground import law
from bancheng.ground.access.models import RateBucket
from bancheng.ground.crypto import keyed_hash

SPEND = """
INSERT INTO access_ratebucket AS bucket (key, count, window_started) VALUES (%s, 1, %s)
ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN bucket.window_started <= %s THEN 1 ELSE bucket.count + 1 END,
    window_started = CASE WHEN bucket.window_started <= %s THEN excluded.window_started ELSE bucket.window_started END
RETURNING count
"""


class TooManyTries(Exception):
    """The limit is used up; `minutes` until the window ends."""

    def __init__(self, minutes: int) -> None:
        super().__init__(f"尝试次数过多，请 {minutes} 分钟后再试。")
        self.minutes = minutes


def spend(purpose: str, who: str, *, limit: int, window: timedelta) -> int:
    """Use one try and return how many are left. Raises TooManyTries when none was left.

    The window begins with the first try. Raises RuntimeError inside a transaction: a try must count although what was
    tried fails and is rolled back, so it is spent before.
    """
    now = law.now()
    times = [connection.ops.adapt_datetimefield_value(moment) for moment in (now, now - window, now - window)]
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(SPEND, [_key(purpose, who), *times])
        used = int(cursor.fetchone()[0])
    if used > limit:
        raise TooManyTries(_minutes(purpose, who, window, now))
    return limit - used


def left(purpose: str, who: str, *, limit: int, window: timedelta) -> int:
    """How many tries are left, without using one."""
    since = law.now() - window
    bucket = RateBucket.objects.filter(key=_key(purpose, who), window_started__gt=since).first()
    return limit if bucket is None else max(0, limit - bucket.count)


def check(purpose: str, who: str, *, limit: int, window: timedelta) -> None:
    """Raise TooManyTries when no try is left, without using one."""
    if left(purpose, who, limit=limit, window=window) == 0:
        raise TooManyTries(_minutes(purpose, who, window, law.now()))


def give_back(purpose: str, who: str) -> None:
    """Return one try: what was tried succeeded. Those that failed stay counted, so that a success of his own frees nobody."""
    RateBucket.objects.filter(key=_key(purpose, who), count__gt=0).update(count=F("count") - 1)


def forget(purpose: str, who: str) -> None:
    """Clear the count, after a success."""
    RateBucket.objects.filter(key=_key(purpose, who)).delete()


def tidy(*, before: datetime) -> int:
    """Delete the counts of windows that began before; returns how many. No window is longer than a day."""
    return RateBucket.objects.filter(window_started__lt=before).delete()[0]


def _key(purpose: str, who: str) -> str:
    return keyed_hash(f"{purpose}\n{who}", purpose="rate-limit")


def _minutes(purpose: str, who: str, window: timedelta, now: datetime) -> int:
    """Full minutes until the window ends, at least one."""
    started = RateBucket.objects.filter(key=_key(purpose, who)).values_list("window_started", flat=True).first()
    seconds = ((started or now) + window - now).total_seconds()
    return max(1, -(-int(seconds) // 60))
