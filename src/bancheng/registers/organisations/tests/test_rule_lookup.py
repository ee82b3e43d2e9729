"""`rule(key, region, on)`: nearest region first, there the newest version in force, else the default."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction

from bancheng.ground import law
from bancheng.registers.organisations import selectors, snapshots
from bancheng.registers.organisations.models import Region, Revision, RuleVersion
from bancheng.registers.organisations.types import UnknownRule, declare

pytestmark = pytest.mark.django_db

KEY = "clock.warn_days"
VILLAGE, TOWN, COUNTY, PROVINCE = "411323104203", "411323104000", "411323000000", "410000000000"


@contextmanager
def a_request():
    """What a server does around a view, without giving the test's connection back."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    request_started.send(None)
    try:
        yield
    finally:
        request_finished.send(None)
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


def put(region, day, value):
    RuleVersion.objects.create(
        key=KEY, region_id=region, valid_from=day, value=value, entered_at=law.now(), entered_by="测试"
    )


def test_the_nearest_region_decides_even_when_a_farther_version_is_newer(places):
    put(PROVINCE, date(2024, 1, 1), 5)
    put(COUNTY, date(2020, 1, 1), 3)
    assert selectors.rule(KEY, VILLAGE, date(2024, 6, 1)) == 3
    assert selectors.rule(KEY, "410183000000", date(2024, 6, 1)) == 5


def test_in_one_region_the_newest_version_in_force_on_the_day_decides(places):
    put(COUNTY, date(2020, 1, 1), 3)
    put(COUNTY, date(2024, 1, 1), 4)
    answers = {
        day: selectors.rule(KEY, COUNTY, day) for day in (date(2023, 12, 31), date(2024, 1, 1), date(2025, 1, 1))
    }
    assert list(answers.values()) == [3, 4, 4]


def test_a_region_whose_versions_are_not_in_force_yet_takes_those_above(places):
    put(PROVINCE, date(2020, 1, 1), 5)
    put(COUNTY, date(2024, 1, 1), 3)
    answer = selectors.rule_at(KEY, TOWN, date(2023, 12, 31))
    assert (answer.value, answer.region, answer.valid_from) == (5, PROVINCE, date(2020, 1, 1))


def test_platform_wide_versions_come_last_and_the_default_after_them(places):
    assert selectors.rule_at(KEY, COUNTY).is_default
    assert selectors.rule(KEY, COUNTY) == 2
    put(None, date(2020, 1, 1), 6)
    assert selectors.rule(KEY, COUNTY) == 6
    assert selectors.rule(KEY, None) == 6
    assert selectors.rule(KEY, COUNTY, date(2019, 12, 31)) == 2


def test_a_region_row_a_view_and_a_code_ask_the_same(places):
    put(COUNTY, date(2020, 1, 1), 3)
    row, view = Region.objects.get(code=COUNTY), selectors.region(COUNTY)
    assert {selectors.rule(KEY, place) for place in (row, view, COUNTY, "411323")} == {3}


def test_a_key_that_no_room_declares_raises(places):
    with pytest.raises(UnknownRule, match="没有“clock.invented”这个规则键"):
        selectors.rule("clock.invented", COUNTY)


def test_a_key_cannot_be_declared_twice_differently():
    declare(KEY, kind="int", unit="workday", default=2, label="到期前预警", minimum=0, maximum=60)
    with pytest.raises(ValueError, match="declared twice"):
        declare(KEY, kind="int", default=9, label="别的")


def test_the_table_names_every_key_with_where_its_value_stands(places):
    put(PROVINCE, date(2020, 1, 1), 5)
    table = {answer.key.key: answer for answer in selectors.rule_table(COUNTY)}
    assert table[KEY].shown == "5 个工作日"
    assert table["clock.promised_runs_during_special"].shown == "否"
    assert table["clock.promised_runs_during_special"].is_default


def test_versions_are_listed_as_past_current_and_future(places):
    put(COUNTY, date(2020, 1, 1), 3)
    put(COUNTY, date(2024, 1, 1), 4)
    put(COUNTY, date(2030, 1, 1), 5)
    put("500112000000", date(2020, 1, 1), 9)
    shown = selectors.rule_versions(COUNTY, on=date(2025, 1, 1))
    assert [(one.value, one.state) for one in shown] == [(5, "future"), (4, "current"), (3, "past")]
    below = selectors.rule_versions(PROVINCE, on=date(2025, 1, 1), subtree=True)
    assert {one.region for one in below} == {COUNTY}
    assert not selectors.rule_versions(PROVINCE, on=date(2025, 1, 1))


def test_a_change_by_another_process_is_seen(places):
    put(COUNTY, date(2020, 1, 1), 3)
    assert selectors.rule(KEY, COUNTY) == 3
    # What another process leaves in the database: rows and a new mark, no signal in this one.
    RuleVersion.objects.filter(region=COUNTY).update(value=7)
    assert selectors.rule(KEY, COUNTY) == 3, "the snapshot is kept while its mark stands"
    Revision.objects.filter(part=snapshots.RULES).update(mark="of-another")
    assert selectors.rule(KEY, COUNTY) == 7


def test_a_page_asks_the_database_once(places, django_assert_num_queries):
    put(COUNTY, date(2020, 1, 1), 3)
    selectors.rule(KEY, COUNTY), selectors.profile_of(COUNTY), selectors.calendar()
    with a_request():
        with django_assert_num_queries(1):
            for _ in range(3):
                selectors.rule(KEY, COUNTY)
                selectors.region_for(host="localhost", chosen=COUNTY)
                selectors.profile_of(COUNTY)
                selectors.served_regions()
                selectors.calendar()
        put(COUNTY, date(2021, 1, 1), 4)
        assert selectors.rule(KEY, COUNTY) == 4, "a request sees what it has written itself"


@pytest.mark.django_db(transaction=True)
def test_what_was_rolled_back_is_not_remembered():
    with a_request():
        with pytest.raises(RuntimeError), transaction.atomic():
            put(None, date(2020, 1, 1), 3)
            assert selectors.rule(KEY, None) == 3
            raise RuntimeError
        assert selectors.rule(KEY, None) == 2
