from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from django.db import transaction

from bancheng.ground import law
from bancheng.ground.access import replays
from bancheng.ground.access.models import RateBucket, Replay
from bancheng.ground.access.replays import Kept, OtherRequest, once

pytestmark = pytest.mark.django_db


@pytest.fixture
def hand() -> Iterator[list[datetime]]:
    """The clock: its one element is now."""
    at = [datetime(2026, 11, 20, 9, 0, tzinfo=law.SHANGHAI)]
    law.install_clock(lambda: at[0])
    yield at
    law.install_clock(None)


def doing(done: list[str], word: str = "x") -> Callable[[], Kept]:
    def act() -> Kept:
        done.append(word)
        RateBucket.objects.create(key=f"{word}{len(done)}", window_started=law.now())
        return Kept(201, f'{{"turn": {len(done)}}}'.encode())

    return act


def test_what_is_sent_twice_is_done_once_and_answered_alike(hand):
    done: list[str] = []
    first, again = (once(who="7", key="k", request="POST /a", act=doing(done)) for _ in range(2))
    assert done == ["x"]
    assert (first.status, first.body, first.again) == (201, b'{"turn": 1}', False)
    assert (again.status, again.body, again.again) == (201, b'{"turn": 1}', True)


def test_a_key_stands_for_one_request_of_one_account(hand):
    done: list[str] = []
    once(who="7", key="k", request="POST /a", act=doing(done))
    with pytest.raises(OtherRequest, match="请为新的请求换一个"):
        once(who="7", key="k", request="POST /b", act=doing(done))
    once(who="8", key="k", request="POST /b", act=doing(done))
    assert len(done) == 2


def test_what_fails_leaves_neither_effect_nor_claim(hand):
    done: list[str] = []

    def fail() -> Kept:
        doing(done)()
        raise ValueError

    with pytest.raises(ValueError):
        once(who="7", key="k", request="POST /a", act=fail)
    assert not Replay.objects.exists() and not RateBucket.objects.exists()
    assert not once(who="7", key="k", request="POST /a", act=doing(done)).again


def test_the_claim_goes_with_the_transaction_around_it(hand):
    done: list[str] = []
    with pytest.raises(ValueError), transaction.atomic():
        once(who="7", key="k", request="POST /a", act=doing(done))
        raise ValueError
    assert not Replay.objects.exists() and not RateBucket.objects.exists()


def test_neither_key_nor_request_nor_answer_can_be_read_in_the_database(hand):
    once(
        who="7", key="order-2026", request="POST /a 110101199003072834", act=lambda: Kept(200, b'"110101199003072834"')
    )
    row = Replay.objects.get()
    stored = f"{row.key} {row.fingerprint} {bytes(row.body)!r}"
    assert "order-2026" not in stored and "110101199003072834" not in stored


def test_an_answer_is_kept_for_as_long_as_said(hand):
    done: list[str] = []
    once(who="7", key="k", request="POST /a", act=doing(done))
    hand[0] += timedelta(days=1)
    assert replays.tidy(before=hand[0] - timedelta(days=1)) == 0
    hand[0] += timedelta(seconds=1)
    assert replays.tidy(before=hand[0] - timedelta(days=1)) == 1
    assert not once(who="7", key="k", request="POST /a", act=doing(done)).again
