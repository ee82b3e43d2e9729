from __future__ import annotations

from datetime import date

import pytest

from bancheng.ground.access import Actor, Subject
from bancheng.ground.crypto import Signature, verify_with_pem
from bancheng.ground.journal import anchor, append, verify
from bancheng.ground.journal.anchoring import signed_words
from bancheng.ground.journal.models import Anchor, AnchoredHead

pytestmark = pytest.mark.django_db

CLERK = Actor(kind="staff", key="staff:7", name="张*")


def write(key: str) -> None:
    append(Subject("catalog.guide", key), "edit", by=CLERK)


def test_an_anchor_covers_the_head_of_every_stream():
    for key in ("1", "2", "2", "3"):
        write(key)
    made = anchor(date(2026, 11, 22))

    assert (made.streams, made.entries, made.moved, made.previous) == (3, 4, 3, "")
    assert set(AnchoredHead.objects.values_list("key", "length")) == {("1", 1), ("2", 2), ("3", 1)}


def test_the_next_anchor_names_what_moved_and_covers_the_one_before():
    write("1"), write("2")
    first = anchor(date(2026, 11, 22))
    write("2")
    second = anchor(date(2026, 11, 23))

    assert (second.previous, second.moved, second.entries) == (first.root, 1, 3)
    assert verify().whole


def test_a_quiet_day_has_an_anchor_too():
    first = anchor(date(2026, 11, 22))
    second = anchor(date(2026, 11, 23))
    assert (second.moved, second.previous) == (0, first.root)
    assert second.root != first.root


def test_a_day_is_anchored_once():
    write("1")
    first = anchor(date(2026, 11, 22))
    write("1")
    again = anchor(date(2026, 11, 22))
    assert (again.pk, again.root) == (first.pk, first.root)
    assert Anchor.objects.count() == 1


def test_a_stranger_can_check_the_signature_with_the_public_key_alone():
    write("1")
    made = Anchor.objects.get(pk=anchor(date(2026, 11, 22)).pk)
    signature = Signature.parse(made.signature)
    assert signature is not None
    assert verify_with_pem(signed_words(made), signature.value, made.public_key)
    made.entries += 1
    assert not verify_with_pem(signed_words(made), signature.value, made.public_key)
