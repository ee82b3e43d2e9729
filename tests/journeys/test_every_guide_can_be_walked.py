"""Every guide of the demo catalogue can be applied for and handled by the demo staff; a sample of them until it is closed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from tests.journeys.walker import Cast, decided, filed, finished, situations

from bancheng.casework.cases import selectors
from bancheng.ground.access import Actor, Subject, limits, system
from bancheng.ground.jobs import drain
from bancheng.ground.journal import verify_stream
from bancheng.ground.law import SHANGHAI, Refused
from bancheng.profiles.loader import load
from bancheng.profiles.loader_codes import demo_credit_code
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog.models import ImplementationItem
from bancheng.registers.catalog.types import GuideDocument
from bancheng.registers.identity import services as identity
from bancheng.registers.identity.models import Account
from bancheng.registers.identity.selectors import actor_of
from bancheng.registers.licences import selectors as licences

COUNTY = "411323000000"
ALL_SITUATIONS = 50
CLOSED_EACH = 6
"""How many guides share one that is walked to its end, with papers rendered and licences signed, in the quick test."""
PARTS = 2
"""The quick test is cut in parts, so that the processes of a test run end at the same time."""


@pytest.fixture
def cast(db: None, time_machine: Any) -> Cast:
    time_machine.move_to(datetime(2026, 11, 20, 9, tzinfo=SHANGHAI), tick=False)
    return people_of_xixia()


def people_of_xixia() -> Cast:
    """Who plays in the demo county, with its catalogue loaded; 王小满 has a firm."""
    load(["xixia-2018"])
    account = Account.objects.select_related("person").get(person__name="王小满")
    assert account.person is not None
    firm = demo_credit_code("91", COUNTY, "演示公司")
    identity.register_legal_person(uscc=firm, name="西峡县演示公司", representative=account.person, by=system("测试"))
    return Cast(
        person=actor_of(account),
        firm=firm,
        window=staff("window"),
        reviewers=(staff("examiner"), staff("examiner2")),
        approver=staff("chief"),
        desk=staff("result"),
    )


def staff(duty: str) -> Actor:
    return actor_of(Account.objects.select_related("staff__organisation").get(login=f"xixia{duty}"))


def guides() -> Iterator[tuple[str, int, GuideDocument]]:
    """(name, item, guide) of everything that the county offers."""
    for item in ImplementationItem.objects.order_by("source_key"):
        pinned = catalog.pin(item.pk)
        assert pinned is not None
        yield f"{item.source_key} {item.name}", item.pk, pinned.document


def walked(item: int, document: GuideDocument, answers: dict[str, object], cast: Cast, *, close: bool) -> str:
    """What went wrong with one application, in words; "" when nothing did."""
    for actor in (cast.person, cast.window):
        limits.forget("cases.upload", actor.key)
    try:
        number = filed(item, document, answers, cast)
        decided(number, cast)
        if close:
            finished(number, cast)
        return _wrong(number, cast, close=close)
    except (AssertionError, Refused) as fault:
        return f"{answers}: {fault}"


def _wrong(number: str, cast: Cast, *, close: bool) -> str:
    own = selectors.own_case(cast.person, number)
    subject = Subject("cases.case", own.line.key)
    tasks = {task.state for task in selectors.staff_case(cast.approver, number).tasks if task.kind != "deliver"}
    if tasks != {"done"} or not verify_stream(subject).whole:
        return f"tasks {tasks}"
    if close and (own.line.state != "closed" or not all(paper.ready for paper in own.papers)):
        return f"{own.line.state}, {[(paper.title, paper.ready) for paper in own.papers]}"
    states = {card.state for card in licences.of_subject(subject)}
    return "" if states <= {"valid" if close else "pending_signature"} else f"licence {states}"


@pytest.mark.parametrize("part", range(PARTS))
def test_every_guide_can_be_applied_for_and_decided_and_some_are_walked_to_the_end(cast: Cast, part: int) -> None:
    offered = list(guides())
    assert len(offered) >= 90
    faults, mine = {}, [one for place, one in enumerate(offered) if place // CLOSED_EACH % PARTS == part]
    closed = mine[::CLOSED_EACH]
    # Those first: whoever waits for papers makes all that were asked for.
    for name, item, document in [*closed, *(one for one in mine if one not in closed)]:
        answers = next(situations(document, most=1))
        if wrong := walked(item, document, answers, cast, close=(name, item, document) in closed):
            faults[name] = wrong
    assert mine and not faults


@pytest.mark.faults
def test_every_situation_of_every_guide_is_walked_to_the_end(cast: Cast) -> None:
    drain()
    faults, walks = {}, 0
    for name, item, document in guides():
        for answers in situations(document, most=ALL_SITUATIONS):
            if wrong := walked(item, document, answers, cast, close=True):
                faults[f"{name} {answers}"] = wrong
            walks += 1
    assert not faults and walks >= 240
