from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection, transaction

from bancheng.ground.access import Actor, Subject
from bancheng.ground.journal import PersonalNumber, append
from bancheng.ground.journal.chain import digest_of
from bancheng.ground.journal.models import Entry, Stream
from bancheng.ground.journal.selectors import entries_of, latest

pytestmark = pytest.mark.django_db

GUIDE = Subject("catalog.guide", "17")
CLERK = Actor(kind="staff", key="staff:7", name="张*")


def test_the_first_entry_begins_a_chain_with_nothing_before_it():
    entry = append(GUIDE, "publish", by=CLERK, facts={"version": 1}, article="行政许可法第三十条")

    stored = Entry.objects.get()
    assert (stored.pk, stored.number, stored.previous) == (entry.pk, 1, "")
    assert (stored.actor_kind, stored.actor_key, stored.actor_name) == ("staff", "staff:7", "张*")
    assert stored.digest == entry.digest == digest_of(GUIDE, stored)
    assert (stored.stream.length, stored.stream.head) == (1, stored.digest)


def test_each_entry_names_the_hash_of_the_one_before():
    for number in range(1, 6):
        append(GUIDE, "edit", by=CLERK, facts={"n": number})

    entries = list(entries_of(GUIDE))
    assert [entry.number for entry in entries] == [1, 2, 3, 4, 5]
    assert [entry.previous for entry in entries] == ["", *(entry.digest for entry in entries[:-1])]
    assert Stream.objects.get().head == entries[-1].digest


def test_two_subjects_have_chains_of_their_own():
    append(GUIDE, "edit", by=CLERK)
    other = append(Subject("catalog.guide", "18"), "edit", by=CLERK)

    assert (other.number, other.previous) == (1, "")
    assert Stream.objects.count() == 2


def test_an_entry_falls_with_the_transaction_it_tells_of():
    append(GUIDE, "edit", by=CLERK)
    with pytest.raises(RuntimeError, match="undone"), transaction.atomic():
        append(GUIDE, "publish", by=CLERK)
        append(Subject("catalog.guide", "99"), "publish", by=CLERK)
        raise RuntimeError("undone")

    assert append(GUIDE, "edit", by=CLERK).number == 2
    assert [str(stream) for stream in Stream.objects.all()] == ["catalog.guide:17"]


def test_facts_come_back_as_they_were_hashed():
    facts = {
        "日期": date(2026, 11, 22),
        "金额": Decimal("12.50"),
        "比例": 0.25,
        "整": 3.0,
        "名": ["𠮷", "㐂", None, True],
    }
    append(GUIDE, "edit", by=CLERK, facts=facts)

    stored = Entry.objects.get()
    assert stored.facts == {
        "日期": "2026-11-22",
        "金额": "12.50",
        "比例": 0.25,
        "整": 3,
        "名": ["𠮷", "㐂", None, True],
    }
    assert digest_of(GUIDE, stored) == stored.digest


def test_numbers_of_persons_in_texts_are_masked():
    words = {"note": "身份证１１０１０１１９９００３０７２８３４，电话 13812345678", "list": ["110101199003072834"]}
    append(GUIDE, "edit", by=CLERK, facts=words)

    kept = str(Entry.objects.get().facts)
    assert "19900307" not in kept
    assert "138****5678" in kept
    assert "110***********2834" in kept


@pytest.mark.parametrize(
    "facts",
    [{"number": 110101199003072834}, {"x": [{"号码A110101199003072834": 1}]}, {"word": "ID110101199003072834号"}],
)
def test_an_id_number_that_no_mask_reaches_is_refused_and_nothing_is_written(facts):
    with pytest.raises(PersonalNumber):
        append(GUIDE, "edit", by=CLERK, facts=facts)
    assert not Entry.objects.exists()


def test_public_numbers_stay_as_they_are():
    facts = {
        "credit": "91110000600037341L",
        "item": "11411323MB0W12345XX4412345678901",
        "case": "411323202611220000017",
    }
    append(GUIDE, "edit", by=CLERK, facts=facts)
    assert Entry.objects.get().facts == facts


def test_a_nul_in_strange_input_does_not_stop_the_trace():
    append(GUIDE, "edit", by=CLERK, facts={"q": "a\x00b"})
    assert Entry.objects.get().facts == {"q": "a\ufffdb"}


def test_a_word_longer_than_its_column_is_refused_on_both_databases():
    with pytest.raises(ValueError, match="verb"):
        append(GUIDE, "v" * 61, by=CLERK)


def test_the_latest_entries_are_found_by_who_and_what():
    append(GUIDE, "edit", by=CLERK)
    append(GUIDE, "publish", by=Actor(kind="staff", key="staff:8", name="李*"))

    assert [entry.verb for entry in latest()] == ["publish", "edit"]
    assert [entry.verb for entry in latest(actor_key="staff:7")] == ["edit"]
    assert [entry.verb for entry in latest(kind="catalog.guide", verb="publish", refused=False)] == ["publish"]
    assert not latest(kind="cases.case").exists()


@pytest.mark.parametrize("key", ["17", "new"])
def test_an_append_costs_two_statements_on_postgresql_and_three_on_sqlite(django_assert_num_queries, key):
    append(GUIDE, "edit", by=CLERK)
    with django_assert_num_queries(2 if connection.vendor == "postgresql" else 3):
        append(Subject("catalog.guide", key), "edit", by=CLERK)
