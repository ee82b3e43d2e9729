from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from bancheng.ground.access import Actor, Subject
from bancheng.ground.journal import anchor, append
from bancheng.ground.journal.models import Anchor, AnchoredHead, Entry, Stream
from bancheng.ground.journal.protection import lifted, missing

pytestmark = pytest.mark.django_db

GUIDE = Subject("catalog.guide", "17")
CLERK = Actor(kind="staff", key="staff:7", name="张*")


@pytest.fixture(autouse=True)
def _something_written():
    append(GUIDE, "edit", by=CLERK)
    append(GUIDE, "publish", by=CLERK)
    anchor(date(2026, 11, 22))


def test_every_trigger_is_there_after_all_migrations():
    assert missing() == []


@pytest.mark.parametrize("model", [Entry, Anchor, AnchoredHead])
def test_what_was_written_is_neither_changed_nor_removed(model):
    for change in (lambda: model.objects.update(id=0), lambda: model.objects.all()._raw_delete("default")):
        with pytest.raises(DatabaseError, match="只能追加"), transaction.atomic():
            change()


def test_a_head_moves_one_entry_forward_and_never_back():
    for change in ({"length": 1}, {"length": 4}, {"key": "18", "length": 3}, {"head": "0" * 64}):
        with pytest.raises(DatabaseError, match="只能追加"), transaction.atomic():
            Stream.objects.update(**change)
    with pytest.raises(DatabaseError, match="只能追加"), transaction.atomic():
        Stream.objects.all()._raw_delete("default")


def test_the_journal_is_not_emptied_either():
    empty = "TRUNCATE journal_entry" if connection.vendor == "postgresql" else "DELETE FROM journal_entry"
    connection.check_constraints()
    with pytest.raises(DatabaseError, match="只能追加"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(empty)


def test_lifting_the_protection_is_for_a_moment():
    with lifted():
        assert missing() != []
        Entry.objects.filter(number=1).update(verb="other")
    assert missing() == []
