"""What a year brought to an item, as the lists rank candidates by it."""

from __future__ import annotations

from datetime import date

from bancheng.casework.cases import services
from bancheng.casework.cases.providers import volumes
from bancheng.casework.cases.tests.stage import Stage
from bancheng.registers.catalog.tests.sample import COUNTY, OTHER_COUNTY
from bancheng.registers.lists.types import Counts

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def test_cases_applicants_and_attention_are_counted_by_item(stage: Stage, move):
    item = stage.item()
    first, second = stage.citizen(), stage.citizen("李秀英", 2)
    stage.file(item, first)
    number = stage.accepted(item, second)
    stage.accepted(item, second)
    stage.draft(item, first)
    services.urge(number, by=second, words="等着开业")
    assert volumes(COUNTY, *YEAR) == {item: Counts(cases=3, people=2, attention=5)}
    assert volumes(OTHER_COUNTY, *YEAR) == {} and volumes(COUNTY, date(2027, 1, 1), date(2027, 12, 31)) == {}


def test_both_days_of_the_period_count(stage: Stage, move):
    item = stage.item()
    stage.file(item)
    assert volumes(COUNTY, date(2026, 11, 20), date(2026, 11, 20))[item].cases == 1
    assert volumes(COUNTY, date(2026, 11, 21), date(2026, 11, 21)) == {}
