"""What ratings tell the lists: attention and complaints by item, satisfaction of an organ."""

from __future__ import annotations

from datetime import date

import pytest

from bancheng.frontline.ratings import services
from bancheng.frontline.ratings.providers import attention, satisfaction
from bancheng.ground.access import ANONYMOUS
from bancheng.registers.catalog.tests.sample import CITY, OTHER_COUNTY
from bancheng.registers.lists.types import Counts

pytestmark = pytest.mark.django_db


def rated(closed, *grades: int) -> None:
    for grade in grades:
        services.rate(token=closed.invited().token, grade=grade, by=ANONYMOUS)


def test_ratings_are_attention_and_bad_ones_complaints(closed, on):
    on(date(2026, 11, 20))
    rated(closed, 5, 2, 1)
    (counts,) = attention(CITY, date(2026, 11, 20), date(2026, 11, 20)).values()
    assert counts == Counts(attention=3, complaints=2)
    assert attention(OTHER_COUNTY, date(2026, 1, 1), date(2026, 12, 31)) == {}
    assert attention(CITY, date(2026, 11, 21), date(2026, 12, 31)) == {}


def test_nine_in_ten_satisfied_pass_and_nobody_asked_shows_nothing(closed, on):
    on(date(2026, 11, 20))
    assert not satisfaction(closed.organ.pk).passed and "还没有评价" in satisfaction(closed.organ.pk).sentence
    rated(closed, *[5] * 9, 1)
    assert satisfaction(closed.organ.pk).passed
    rated(closed, 1)
    assert not satisfaction(closed.organ.pk).passed and "81%" in satisfaction(closed.organ.pk).sentence
    on(date(2028, 1, 1))
    assert satisfaction(closed.organ.pk).total == 0, "only the last year counts"
