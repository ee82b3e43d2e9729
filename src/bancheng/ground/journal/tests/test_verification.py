"""Every way of tampering leaves a fault, and an untouched journal leaves none (SEC-15)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection

from bancheng.ground.access import Actor, Subject
from bancheng.ground.journal import anchor, append, refuse, verify
from bancheng.ground.journal.chain import digest_of
from bancheng.ground.journal.models import Anchor, AnchoredHead, Entry, Stream
from bancheng.ground.journal.protection import lifted

pytestmark = pytest.mark.django_db

CLERK = Actor(kind="staff", key="staff:7", name="张*")
CASE, OTHER = Subject("cases.case", "1"), Subject("cases.case", "2")


@pytest.fixture(autouse=True)
def _a_journal():
    for number in range(5):
        append(CASE, "edit", by=CLERK, facts={"n": number})
    append(OTHER, "edit", by=CLERK)
    anchor(date(2026, 11, 22))
    append(CASE, "decide", by=CLERK)
    refuse(OTHER, "decide", by=CLERK, code="x.y", sentence="不可以。")


def kinds() -> set[str]:
    return {fault.kind.value for fault in verify().faults}


def entries(subject: Subject = CASE):
    return Entry.objects.filter(stream__key=subject.key)


def delete(rows) -> None:
    """By force: past Django's own protection of foreign keys as well."""
    with connection.cursor() as cursor, lifted():
        cursor.execute(
            "SET CONSTRAINTS ALL DEFERRED" if connection.vendor == "postgresql" else "PRAGMA defer_foreign_keys = ON"
        )
        rows._raw_delete("default")


@pytest.mark.demand("SEC-15")
def test_an_untouched_journal_is_whole_and_a_changed_word_in_it_is_found():
    found = verify()
    assert found.whole
    assert (found.streams, found.entries, found.anchors) == (2, 8, 1)

    with lifted():
        entries().filter(number=3).update(facts={"n": 99})
    (fault,) = verify().faults
    assert (fault.stream, fault.number, fault.kind.value) == ("cases.case:1", 3, "edited")
    assert fault.sentence == "cases.case:1 第 3 条的内容被改动"


@pytest.mark.parametrize(
    "change",
    [
        {"verb": "x"},
        {"actor_key": "staff:1"},
        {"actor_name": "李*"},
        {"actor_kind": "system"},
        {"article": "第一条"},
        {"refused": True},
        {"at": "2020-01-01T00:00:00+08:00"},
    ],
)
def test_a_change_of_any_column_is_found(change):
    with lifted():
        entries().filter(number=2).update(**change)
    assert kinds() == {"edited"}


def test_an_edit_with_its_hash_made_to_fit_breaks_the_link_after_it():
    with lifted():
        entry = entries().get(number=4)
        entry.facts = {"n": 99}
        entries().filter(number=4).update(facts=entry.facts, digest=digest_of(CASE, entry))
    assert kinds() == {"reordered"}


def test_a_chain_written_anew_to_its_head_does_not_fit_the_anchor():
    with lifted():
        previous = ""
        for entry in entries().order_by("number"):
            entry.actor_name, entry.previous = "无名", previous
            entry.digest = previous = digest_of(CASE, entry)
            entry.save()
        Stream.objects.filter(key=CASE.key).update(head=previous)
    (fault,) = verify().faults
    assert (fault.kind.value, fault.number) == ("anchor_mismatch", 5)


def test_an_entry_taken_out_of_the_middle_is_found():
    delete(entries().filter(number=3))
    assert ("removed", 3) in {(fault.kind.value, fault.number) for fault in verify().faults}


def test_the_last_entry_taken_off_is_found_by_the_head():
    delete(entries().filter(number=6))
    (fault,) = verify().faults
    assert (fault.kind.value, fault.number) == ("removed", 6)


def test_last_entries_taken_off_together_with_the_head_are_found_by_the_anchor():
    delete(entries().filter(number__gte=4))
    with lifted():
        Stream.objects.filter(key=CASE.key).update(length=3, head=entries().get(number=3).digest)
    (fault,) = verify().faults
    assert (fault.kind.value, fault.number) == ("anchor_mismatch", 5)


def test_two_entries_that_changed_places_are_found():
    with lifted():
        for old, new in ((2, 90), (3, 2), (90, 3)):
            entries().filter(number=old).update(number=new)
    assert kinds() == {"reordered", "edited"}


def test_all_entries_of_a_stream_taken_away_are_found():
    delete(entries(OTHER))
    assert kinds() == {"removed", "anchor_mismatch"}


def test_a_whole_stream_taken_away_is_found_by_the_anchor():
    delete(entries(OTHER))
    delete(Stream.objects.filter(key=OTHER.key))
    (fault,) = verify().faults
    assert (fault.stream, fault.kind.value) == ("cases.case:2", "anchor_mismatch")


def test_an_entry_slipped_in_behind_the_head_is_found():
    last = entries().get(number=6)
    Entry.objects.create(
        stream_id=last.stream_id, number=7, at=last.at, actor_name="x", verb="x", previous=last.digest, digest="0" * 64
    )
    assert kinds() == {"edited", "head"}


@pytest.mark.parametrize("change", [{"entries": 1}, {"day": date(2026, 11, 23)}, {"root": "0" * 64}, {"moved": 0}])
def test_a_changed_anchor_has_a_wrong_signature(change):
    with lifted():
        Anchor.objects.update(**change)
    assert "anchor_signature" in kinds()


def test_an_anchor_signed_with_a_stranger_s_key_is_found(tmp_path):
    from bancheng.ground.crypto import get_provider, install, set_provider

    keys = get_provider()
    try:
        install(data_dir=tmp_path, secret="another installation with a secret of its own, long enough")
        append(CASE, "edit", by=CLERK)
        anchor(date(2026, 11, 23))
    finally:
        set_provider(keys)
    assert kinds() == {"anchor_signature"}


def test_heads_taken_out_of_an_anchor_do_not_fit_its_root():
    delete(AnchoredHead.objects.filter(key=OTHER.key))
    assert kinds() == {"anchor_root"}


def test_an_anchor_taken_out_between_two_is_found():
    anchor(date(2026, 11, 23))
    anchor(date(2026, 11, 24))
    delete(Anchor.objects.filter(day=date(2026, 11, 23)))
    assert kinds() == {"anchor_root"}


def test_a_journal_without_its_triggers_is_told():
    with lifted():
        assert kinds() == {"unprotected"}


def test_progress_is_told_up_to_the_last_entry():
    told = []
    look: Callable[[object], None] = told.append
    verify(look)
    assert told
    assert (told[-1].done, told[-1].total, told[-1].faults) == (8, 8, 0)


def test_reading_takes_as_many_statements_for_long_streams_as_for_short(django_assert_max_num_queries):
    for number in range(50):
        append(Subject("cases.case", str(number + 10)), "edit", by=CLERK)
    with django_assert_max_num_queries(12):
        verify()
