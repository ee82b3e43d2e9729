from __future__ import annotations

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection, transaction

from bancheng.ground import law
from bancheng.ground.access import Subject
from bancheng.ground.jobs import announce, drain, report_refusal, together
from bancheng.ground.jobs.models import Job
from bancheng.ground.jobs.registry import reactions_to, reacts_to
from bancheng.ground.jobs.tests import works
from bancheng.ground.jobs.tests.conftest import CLERK
from bancheng.ground.journal import PersonalNumber
from bancheng.ground.journal.events import ActionRefused
from bancheng.ground.journal.models import Entry

pytestmark = pytest.mark.django_db

OPENED = works.ShopOpened(Subject("shop", "5"), date(2026, 11, 20), Decimal("10.50"), ("餐饮", "新办"), None)


def test_each_reaction_is_a_job_of_its_own_and_gets_the_event_as_it_was():
    reacts_to(works.ShopOpened)(works.greet)
    reacts_to(works.ShopOpened, title="数一数")(works.count)
    assert announce(OPENED) == 2
    assert works.done == []
    assert set(Job.objects.values_list("title", flat=True)) == {"响应：店铺开业", "数一数"}

    drain()
    assert works.done == [("greet", OPENED), ("count", OPENED)]


def test_one_reaction_that_fails_does_not_touch_the_other():
    reacts_to(works.ShopOpened)(works.stumble)
    reacts_to(works.ShopOpened)(works.count)
    announce(OPENED)
    drain()
    assert works.done == [("count", OPENED)]
    assert dict(Job.objects.values_list("task", "state")) == {
        f"{works.__name__}.stumble": "waiting",
        f"{works.__name__}.count": "done",
    }


def test_an_event_falls_with_what_it_tells_of():
    reacts_to(works.ShopOpened)(works.greet)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        announce(OPENED)
        raise ZeroDivisionError
    assert not Job.objects.exists()


def test_an_event_nobody_reacts_to_leaves_no_row(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert announce(works.ShopClosed(5)) == 0


def test_two_reactions_cost_one_statement_on_postgresql_and_two_on_sqlite(django_assert_num_queries):
    reacts_to(works.ShopOpened)(works.greet)
    reacts_to(works.ShopOpened)(works.count)
    with django_assert_num_queries(1 if connection.vendor == "postgresql" else 2):
        announce(OPENED)


def test_what_one_act_puts_in_the_queue_is_inserted_together_at_its_end(django_assert_num_queries):
    reacts_to(works.ShopOpened)(works.greet)
    with django_assert_num_queries(1 if connection.vendor == "postgresql" else 2), together():
        announce(OPENED)
        announce(OPENED)
    assert Job.objects.count() == 2
    assert drain() == 2


def test_nothing_of_an_act_that_fails_is_put_in_the_queue():
    reacts_to(works.ShopOpened)(works.greet)
    with pytest.raises(RuntimeError), together():
        announce(OPENED)
        raise RuntimeError
    assert not Job.objects.exists()


def test_a_job_under_a_savepoint_falls_with_it_and_the_act_goes_on():
    reacts_to(works.ShopOpened)(works.greet)
    with together():
        with suppress(RuntimeError), transaction.atomic():
            announce(OPENED)
            raise RuntimeError
        announce(OPENED)
    assert Job.objects.count() == 1


def test_a_reaction_registered_twice_reacts_once():
    for _ in range(2):
        reacts_to(works.ShopOpened)(works.greet)
    assert len(reactions_to(works.ShopOpened)) == 1


def test_a_reaction_remains_the_plain_function_it_was():
    assert reacts_to(works.ShopOpened)(works.greet) is works.greet


def test_what_can_change_is_no_event():
    with pytest.raises(TypeError, match="frozen"):
        announce(works.NotFrozen(1))
    with pytest.raises(TypeError, match="frozen"):
        reacts_to(works.NotFrozen)


def test_an_event_carries_no_id_number():
    reacts_to(works.ShopOpened)(works.greet)
    with pytest.raises(PersonalNumber):
        announce(works.ShopOpened(Subject("person", "110101199003072834"), date(2026, 11, 20), Decimal(1)))


def test_a_refusal_is_journaled_and_announced_together():
    reacts_to(ActionRefused)(works.tell)
    refusal = law.Refused("catalog.term_not_shorter", "承诺时限应短于法定时限。")
    report_refusal(Subject("catalog.guide", "17"), "publish", by=CLERK, refusal=refusal, facts={"days": 20})
    drain()

    entry = Entry.objects.get()
    assert (entry.refused, entry.verb, entry.facts["code"]) == (True, "publish", "catalog.term_not_shorter")
    (event,) = works.done
    assert (event.subject, event.verb, event.actor, event.code) == (
        Subject("catalog.guide", "17"), "publish", "staff:7", "catalog.term_not_shorter",
    )  # fmt: skip


def test_a_refusal_cannot_be_reported_inside_the_refused_transaction():
    with pytest.raises(RuntimeError), transaction.atomic():
        report_refusal(Subject("a", "1"), "x", by=CLERK, refusal=law.Refused("x.y", "不可以。"))
