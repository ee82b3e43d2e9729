from __future__ import annotations

import pytest
from django.db import transaction

from bancheng.ground.access import Actor, Subject
from bancheng.ground.journal import append, refuse
from bancheng.ground.journal.models import Entry

pytestmark = pytest.mark.django_db

GUIDE = Subject("catalog.guide", "17")
CLERK = Actor(kind="staff", key="staff:7", name="张*")


def test_a_refusal_is_an_entry_of_the_chain_with_its_code_and_sentence():
    append(GUIDE, "edit", by=CLERK)
    refuse(
        GUIDE,
        "publish",
        by=CLERK,
        code="catalog.term_not_shorter",
        sentence="承诺时限应短于法定时限。",
        facts={"n": 20},
    )

    entry = Entry.objects.get(refused=True)
    assert (entry.number, entry.verb) == (2, "publish")
    assert entry.facts == {"n": 20, "code": "catalog.term_not_shorter", "sentence": "承诺时限应短于法定时限。"}


def test_a_refusal_stays_when_the_refused_action_was_rolled_back():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        append(GUIDE, "publish", by=CLERK)
        raise ZeroDivisionError
    refuse(GUIDE, "publish", by=CLERK, code="x.y", sentence="不可以。")

    assert list(Entry.objects.values_list("verb", "refused")) == [("publish", True)]


def test_a_refusal_inside_the_refused_transaction_is_an_error_of_the_caller():
    with pytest.raises(RuntimeError), transaction.atomic():
        refuse(GUIDE, "publish", by=CLERK, code="x.y", sentence="不可以。")
