"""A bundle is one service event: its members are not invited, the whole once, under its lead."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bancheng.casework.bundles import services as bundles
from bancheng.casework.bundles.tests.course import one_organ, told
from bancheng.casework.bundles.tests.running import Running
from bancheng.casework.cases.tests.stage import at
from bancheng.frontline.ratings import selectors, services
from bancheng.frontline.ratings.models import Invitation
from bancheng.frontline.ratings.providers import attention
from bancheng.ground.access import ANONYMOUS
from bancheng.ground.jobs import drain
from bancheng.ground.jobs import selectors as jobs
from bancheng.ground.law import Refused
from bancheng.registers.catalog.tests.sample import COUNTY

pytestmark = pytest.mark.django_db
MEMBERS = ("shop", "food", "sign")


@pytest.fixture(autouse=True)
def _a_friday(time_machine: Any) -> None:
    time_machine.move_to(at(date(2026, 11, 20)), tick=False)


def done(running: Running, **outcomes: str) -> str:
    """A bundle that came to its end."""
    key = running.filed()
    for member in MEMBERS:
        running.decide(key, member, outcomes.get(member, "granted"))
    return key


def test_the_whole_is_invited_once_and_none_of_its_members() -> None:
    running = one_organ()
    key = done(running)
    row = Invitation.objects.get()
    assert (row.case, row.number, row.item, row.item_name) == (key, running.row(key).number, None, "开办餐饮店")
    assert row.organisation_id == running.stage.world.market.pk
    (body,) = told(running.stage.citizen(), "ratings.invitation")
    assert "开办餐饮店" in body and f"/rate/{row.token}/" in body
    assert jobs.counts()["failed"] == 0


def test_a_bundle_that_closes_a_second_time_is_not_invited_again() -> None:
    running = one_organ()
    citizen = running.stage.citizen()
    key = done(running, food="refused")
    bundles.refile(key, member="food", by=citizen)
    bundles.resubmit(key, member="food", by=citizen, declared=True)
    drain()
    running.decide(key, "food")
    assert running.row(key).outcome == "whole"
    assert Invitation.objects.count() == 1 and len(told(citizen, "ratings.invitation")) == 1


def test_what_was_withdrawn_before_anything_was_decided_is_not_rated() -> None:
    running = one_organ()
    key = running.filed()
    bundles.take_back(key, by=running.stage.citizen())
    drain()
    assert running.row(key).state == "closed"
    assert not Invitation.objects.exists()


def test_it_is_rated_by_the_link_or_as_ones_own_and_only_once() -> None:
    running = one_organ()
    key = done(running)
    token = Invitation.objects.get().token
    own = selectors.invitation_of_case(running.row(key).number or "", running.stage.citizen())
    assert own is not None and own.open and own.item_name == "开办餐饮店"
    assert selectors.invitation_of_case(key, running.stage.citizen("李秀英", 2)) is None
    assert services.rate(token=token, grade=5, by=ANONYMOUS).state == "rated"
    with pytest.raises(Refused, match="只评价一次"):
        services.rate(case=key, grade=1, by=running.stage.citizen())


def test_the_board_names_the_bundle_under_its_lead_beside_the_items() -> None:
    running = one_organ()
    done(running)
    said = selectors.indicators(2)[0].code
    services.rate(token=Invitation.objects.get().token, grade=2, indicators=(said,), by=ANONYMOUS)
    drain()
    assert jobs.counts()["failed"] == 0
    watcher = running.stage.staff("service_officer", "钱国华", organisation_id=None)
    found = selectors.rating_board(watcher, q="餐饮店")
    (line,) = found.lines
    assert (line.item_id, line.item_name, line.organisation_id) == (None, "开办餐饮店", running.stage.world.market.pk)
    assert (line.sums.total, line.sums.bad) == (1, 1)
    # It is no volume of any single item.
    assert attention(COUNTY, date(2026, 1, 1), date(2026, 12, 31)) == {}
