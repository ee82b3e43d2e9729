"""A/B 角 (FLW-13): while A is away his work is B's; the journal says for whom, and separation binds B as it binds A."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.tests.stage import Stage
from bancheng.ground.access import AccessDenied, Subject
from bancheng.ground.journal import selectors as journal
from bancheng.ground.law import Refused, today
from bancheng.registers.catalog.tests.sample import PLATFORM
from bancheng.registers.identity import services as identity
from bancheng.registers.identity.models import Staff
from bancheng.registers.organisations import services as organisations
from bancheng.registers.organisations import snapshots


def pair(stage: Stage, role: str, kind: str, deputy_role: str = "catalog_editor") -> tuple[Staff, Staff]:
    """A and B of one post of the market organ; B has another role of his own."""
    market = stage.world.market
    post = organisations.create_post(organisation=market, code=kind, name=f"{kind}岗", kind=kind, by=PLATFORM)
    stage.staff(role)
    a = stage.made[role, stage.staff(role).name]
    stage.staff(deputy_role, "庞博")
    b = stage.made[deputy_role, "庞博"]
    identity.hold_post(post_id=post.pk, staff=a, ab="A", by=PLATFORM)
    identity.hold_post(post_id=post.pk, staff=b, ab="B", by=PLATFORM)
    return a, b


def away(staff: Staff) -> None:
    identity.set_leave(staff=staff, starts=today(), ends=today(), by=PLATFORM)


def facts(stage: Stage, number: str, verb: str) -> dict[str, Any]:
    entries = journal.entries_of(Subject("cases.case", stage.row(number).key))
    found: dict[str, Any] = entries.filter(verb=verb, refused=False).order_by("-number")[0].facts
    return found


@pytest.mark.demand("FLW-13")
def test_while_a_is_away_his_tasks_are_in_bs_inbox_and_the_log_says_for_whom(stage: Stage) -> None:
    a, b = pair(stage, "clerk", "window")
    number = stage.file().number
    with pytest.raises(AccessDenied):
        selectors.inbox(stage.actor(b))
    away(a)
    (row,) = selectors.inbox(stage.actor(b)).rows
    assert row.case.number == number and row.by_right == f"代周敏（{a.number}）办理"
    services.accept(number, by=stage.actor(b))
    assert facts(stage, number, "accept")["stands_in_for"] == f"周敏（{a.number}）"
    step = next(one for one in stage.seen(number).steps if one.verb == "accept")
    assert (step.who, step.by_right) == ("庞博", f"代周敏（{a.number}）办理")


def test_when_a_is_back_b_has_nothing_of_his_any_more(stage: Stage, move: Callable[..., None]) -> None:
    a, b = pair(stage, "clerk", "window")
    number = stage.file().number
    away(a)
    assert selectors.inbox(stage.actor(b)).rows
    move(date(2026, 11, 23))
    with pytest.raises(AccessDenied):
        services.accept(number, by=stage.actor(b))
    services.accept(number, by=stage.actor(a))
    assert "stands_in_for" not in facts(stage, number, "accept")


def test_separation_binds_b_as_it_binds_everybody(stage: Stage) -> None:
    """He reviews by his own role; standing in for the approver he may not decide what he reviewed."""
    a, b = pair(stage, "approver", "approve", deputy_role="reviewer")
    number = stage.accepted()
    stage.agree(number, "review", "庞博")
    stage.agree(number, "inspect")
    stage.agree(number, "inspect", "何永生")
    away(a)
    with pytest.raises(Refused) as refused:
        services.decide(number, by=stage.actor(b), outcome="granted")
    assert refused.value.code == "cases.own_review"
    other = stage.reviewed(by=stage.citizen("李秀英", 2))
    services.decide(other, by=stage.actor(b), outcome="granted")
    assert facts(stage, other, "decide")["stands_in_for"] == f"孙立新（{a.number}）"


def test_who_acts_by_his_own_role_stands_in_for_nobody_though_his_a_is_away(stage: Stage) -> None:
    a, b = pair(stage, "clerk", "window")
    identity.grant_role(
        staff=b,
        role="clerk",
        region=b.organisation.region_id,
        organisation_id=b.organisation_id,
        by=PLATFORM,
    )
    away(a)
    number = stage.file().number
    assert selectors.inbox(stage.actor(b)).rows[0].by_right == ""
    services.accept(number, by=stage.actor(b))
    assert "stands_in_for" not in facts(stage, number, "accept")


def test_the_inbox_of_a_deputy_costs_the_same_for_one_row_and_for_three(stage: Stage) -> None:
    a, b = pair(stage, "clerk", "window")
    away(a)
    cost = []
    for place in range(1, 4):
        stage.file(by=stage.citizen("王明", place))
        who = stage.actor(b)
        snapshots._begin()  # as within a request: what is kept in memory is checked once
        with CaptureQueriesContext(connection) as asked:
            assert len(selectors.inbox(who).rows) == place
        snapshots._end()
        cost.append(len(asked))
    assert cost[1] == cost[2]
