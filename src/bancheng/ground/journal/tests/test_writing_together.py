from __future__ import annotations

from contextlib import suppress

import pytest
from django.db import connection, transaction

from bancheng.ground.access import Actor, Subject
from bancheng.ground.journal import append, together, verify_stream
from bancheng.ground.journal.models import Entry, Stream
from bancheng.ground.journal.selectors import entries_of, head_beside, head_of
from bancheng.ground.journal.types import Head

pytestmark = pytest.mark.django_db

CLERK = Actor(kind="staff", key="staff:7", name="王芳")
CASE, PAPER, DUTY = Subject("shop.case", "1"), Subject("shop.paper", "1"), Subject("shop.duty", "1")
TWO = 1 if connection.vendor == "postgresql" else 2
"""The statements that move heads and write entries, however many streams there are."""


def verbs(subject: Subject) -> list[str]:
    return list(entries_of(subject).values_list("verb", flat=True))


def head(subject: Subject) -> Head:
    row = Stream.objects.get(kind=subject.kind, key=subject.key)
    return Head(row.length, row.head)


def faults() -> list[str]:
    written = [one for one in (CASE, PAPER, DUTY) if verbs(one)]
    return [fault.sentence for one in written for fault in verify_stream(one).faults]


def test_entries_of_one_act_are_written_at_its_end_in_as_many_statements_as_one(django_assert_num_queries):
    append(CASE, "file", by=CLERK)
    known = {CASE: head(CASE)}
    with django_assert_num_queries(TWO), together(known):
        append(PAPER, "issue", by=CLERK, first=True)
        append(DUTY, "open", by=CLERK, first=True)
        written = append(CASE, "decide", by=CLERK)
    assert (written.number, Entry.objects.get(pk=written.pk).verb) == (2, "decide")
    assert (verbs(CASE), verbs(PAPER), verbs(DUTY)) == (["file", "decide"], ["issue"], ["open"])
    assert faults() == []


def test_two_entries_of_one_stream_follow_each_other():
    with together():
        append(CASE, "file", by=CLERK)
        append(PAPER, "issue", by=CLERK)
        append(CASE, "decide", by=CLERK)
        append(CASE, "close", by=CLERK)
    assert verbs(CASE) == ["file", "decide", "close"]
    assert faults() == []


@pytest.mark.parametrize("others", [(), (PAPER,)])
def test_a_head_that_has_moved_since_it_was_read_is_read_again(others: tuple[Subject, ...]):
    append(CASE, "file", by=CLERK)
    stale = head(CASE)
    append(CASE, "urge", by=CLERK)
    with together({CASE: stale}):
        for one in others:
            append(one, "issue", by=CLERK)
        append(CASE, "decide", by=CLERK)
    assert verbs(CASE) == ["file", "urge", "decide"]
    assert all(verbs(one) == ["issue"] for one in others)
    assert faults() == []


def test_a_stream_that_was_thought_new_goes_on_behind_what_stands_in_it():
    append(PAPER, "issue", by=CLERK)
    append(PAPER, "void", by=CLERK, first=True)
    with together():
        append(PAPER, "issue", by=CLERK, first=True)
        append(CASE, "file", by=CLERK, first=True)
    assert verbs(PAPER) == ["issue", "void", "issue"]
    assert faults() == []


def test_nothing_of_an_act_that_fails_is_written():
    with pytest.raises(RuntimeError), together():
        append(CASE, "file", by=CLERK)
        raise RuntimeError
    assert not Entry.objects.exists()


def test_what_stands_under_a_savepoint_falls_with_it_and_the_act_goes_on():
    append(CASE, "file", by=CLERK)
    with together({CASE: head(CASE)}):
        with suppress(RuntimeError), transaction.atomic():
            append(CASE, "accept", by=CLERK)
            raise RuntimeError
        with transaction.atomic():
            append(CASE, "urge", by=CLERK)
        append(CASE, "decide", by=CLERK)
    assert verbs(CASE) == ["file", "urge", "decide"]
    assert faults() == []


def test_an_act_within_another_waits_for_the_end_of_the_whole(django_assert_num_queries):
    with django_assert_num_queries(TWO), together():
        append(PAPER, "issue", by=CLERK, first=True)
        with together():
            append(CASE, "file", by=CLERK, first=True)
    assert (verbs(CASE), verbs(PAPER)) == (["file"], ["issue"])


def test_the_head_is_read_beside_a_row_that_names_its_stream():
    append(CASE, "file", by=CLERK)
    row = Stream.objects.annotate(told=head_beside(CASE.kind, "key")).get(kind=CASE.kind)
    assert head_of(row.told) == head(CASE)
    assert head_of(None) == Head(0, "")
