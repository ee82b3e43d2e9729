"""The words of the grades are the national ones; sums are those of the ratings given."""

from __future__ import annotations

from datetime import date

import pytest

from bancheng.frontline.ratings import selectors, services
from bancheng.frontline.ratings.types import Indicator
from bancheng.ground.access import ANONYMOUS
from bancheng.registers.catalog.tests.sample import CITY, OTHER_COUNTY, published


def test_the_grades_and_their_indicators_have_their_national_codes():
    grades = selectors.grades()
    assert [(one.value, one.label, one.satisfaction, one.bad) for one in grades] == [
        (5, "非常满意", 1, False),
        (4, "满意", 2, False),
        (3, "基本满意", 3, False),
        (2, "不满意", 4, True),
        (1, "非常不满意", 5, True),
    ]
    assert [len(one.indicators) for one in grades] == [8] * 5
    assert all(one.code[0] == str(grade.value) for grade in grades for one in grade.indicators)
    assert selectors.indicators(2)[0] == Indicator("207", "没有提供材料样本")
    assert selectors.indicators(9) == ()


@pytest.mark.django_db
def test_sums_are_by_organisation_region_item_and_day(closed, on, django_assert_num_queries):
    there = published(closed.elsewhere, "药品经营许可")
    days = ((date(2026, 11, 20), 5), (date(2026, 11, 20), 3), (date(2026, 11, 21), 1))
    for day, grade in days:
        on(day, 23, 30)
        services.rate(token=closed.invited().token, grade=grade, by=ANONYMOUS)
    other = {"item": there.item_id, "organisation": closed.elsewhere.pk, "region": OTHER_COUNTY}
    services.rate(token=closed.invited(**other).token, grade=4, by=ANONYMOUS)

    with django_assert_num_queries(1):
        whole = selectors.summary()
    assert (dict(whole.counts), whole.total, whole.satisfied) == ({5: 1, 4: 1, 3: 1, 2: 0, 1: 1}, 4, 0.75)
    here = selectors.summary(organisation=closed.organ.pk)
    assert (here.total, here.satisfied) == (3, pytest.approx(2 / 3))
    assert selectors.summary(region=CITY).total == 3
    assert selectors.summary(item=there.item_id).counts[4] == 1
    assert selectors.summary(until=date(2026, 11, 20)).total == 2
    assert selectors.summary(since=date(2026, 11, 21)).total == 2
    assert selectors.summary(since=date(2026, 11, 22)).satisfied is None
