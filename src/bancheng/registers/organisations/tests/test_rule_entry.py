"""One more dated version of a rule, entered on a running installation."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from bancheng.ground import law
from bancheng.ground.access import AccessDenied
from bancheng.ground.journal.models import Entry
from bancheng.ground.law import Refused
from bancheng.registers.organisations import selectors, services
from bancheng.registers.organisations.models import RuleVersion

pytestmark = pytest.mark.django_db

COUNTY = "411323000000"
TODAY = date(2024, 6, 3)


@pytest.fixture(autouse=True)
def june(on_day):
    on_day(TODAY)


def enter(by, **change):
    asked = {"key": "clock.warn_days", "region": COUNTY, "value": 3, "valid_from": TODAY, "basis": "政办〔2024〕1号"}
    return services.set_rule(**{**asked, **change}, by=by)


def test_a_version_from_today_holds_at_once_and_one_from_tomorrow_tomorrow(places, by):
    enter(by)
    enter(by, value=4, valid_from=date(2024, 6, 4))
    assert selectors.rule("clock.warn_days", COUNTY) == 3
    assert selectors.rule("clock.warn_days", COUNTY, date(2024, 6, 4)) == 4


def test_a_version_in_the_past_is_refused_with_the_reason(places, by):
    with pytest.raises(Refused, match="生效日期不能早于今天：已经收下的件按收件当日的规则办理") as refusal:
        enter(by, valid_from=date(2024, 6, 2))
    assert refusal.value.code == "rules.past"
    assert not RuleVersion.objects.exists()


def test_today_begins_at_midnight_in_shanghai(places, by):
    law.install_clock(lambda: datetime(2024, 6, 3, 16, 0, 1, tzinfo=UTC))
    with pytest.raises(Refused, match="不能早于今天"):
        enter(by)


def test_a_second_version_of_the_same_day_is_refused(places, by):
    enter(by)
    with pytest.raises(Refused, match="已经有一个版本"):
        enter(by, value=5)
    enter(by, region="410183000000")


@pytest.mark.parametrize("region", [COUNTY, None])
def test_the_database_holds_one_version_a_day_too(places, by, region):
    enter(by, region=region)
    with pytest.raises(IntegrityError), transaction.atomic():
        RuleVersion.objects.create(
            key="clock.warn_days", region_id=region, valid_from=TODAY, value=9, entered_at=law.now(), entered_by="x"
        )


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("clock.warn_days", "3", "应当是整数"),
        ("clock.warn_days", True, "应当是整数"),
        ("clock.warn_days", 61, "应当在 0 到 60 之间"),
        ("clock.promised_runs_during_special", 1, "只能是“是”或者“否”"),
        ("clock.invented", 1, "没有“clock.invented”这个规则键"),
    ],
)
def test_a_value_that_does_not_fit_its_key_is_refused(places, by, key, value, sentence):
    with pytest.raises(Refused, match=sentence):
        enter(by, key=key, value=value)


def test_an_unknown_region_is_refused(places, by):
    with pytest.raises(Refused, match="没有代码为 419999000000 的区划"):
        enter(by, region="419999000000")


def test_a_county_sets_its_own_rules_and_no_others(places, county_admin):
    enter(county_admin, region="411323104000")
    with pytest.raises(AccessDenied):
        enter(county_admin, region="410183000000")
    with pytest.raises(AccessDenied) as denied:
        enter(county_admin, region=None)
    assert denied.value.visible
    assert "全平台" in denied.value.sentence


def test_the_entry_is_journaled_and_announced(places, by, monkeypatch):
    announced = []
    monkeypatch.setattr("bancheng.registers.organisations.services.ruling.announce", announced.append)
    enter(by)
    (entry,) = Entry.objects.filter(stream__kind="organisations.rule", stream__key="clock.warn_days")
    assert entry.verb == "set_rule"
    assert (entry.facts["value"], entry.facts["valid_from"]) == (3, "2024-06-03")
    (event,) = announced
    assert (event.key, event.region, event.valid_from) == ("clock.warn_days", COUNTY, TODAY)
