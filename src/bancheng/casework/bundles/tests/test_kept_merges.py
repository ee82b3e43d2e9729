"""What a process keeps of a published version is never shown for something else."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bancheng.casework.bundles import selectors
from bancheng.casework.bundles.tests.sample import Restaurant, restaurant
from bancheng.casework.bundles.types import BundlePage
from bancheng.registers.catalog.models import Element, ImplementationItem
from bancheng.registers.catalog.tests.sample import COUNTY, body, build_world, republish

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> Restaurant:
    return restaurant(build_world())


def page(**answers: object) -> BundlePage:
    found = selectors.page(COUNTY, "restaurant", answers)
    assert found is not None
    return found


def test_the_same_version_under_the_same_answers_is_merged_once(shop: Restaurant):
    assert page(wants_water="yes").merged is page(wants_water="yes").merged
    assert page().merged is not page(wants_water="yes").merged
    assert page().source == page().source != page(wants_water="yes").source


def test_what_answers_no_question_makes_no_other_merge(shop: Restaurant):
    assert page(person_name="王小满", moon="1").merged is page().merged
    assert page(shop_kind="shop").merged is not page().merged


def test_one_and_true_are_not_the_same_answer(shop: Restaurant):
    assert page(wants_water=True).merged.answered == {"wants_water": True}
    assert page(wants_water="1").merged.answered == {"wants_water": True}
    assert page(wants_water=[1]).merged.answered == {}


def test_an_element_under_another_name_is_another_merge(shop: Restaurant):
    before = page()
    element = Element.objects.get(code="wants_water")
    element.label = "要通水"
    element.save()
    assert page().merged is not before.merged and page().source != before.source


def test_a_new_version_and_a_new_guide_are_told_apart(shop: Restaurant):
    before = page()
    republish(ImplementationItem.objects.get(pk=shop.items["water"]), body(promised={"unit": "workday", "n": 3}))
    assert page().merged is before.merged and [link.key for link in page().links if link.changed] == ["water"]
    shop.publish()
    assert page().version == 2 and page().whole.days.apart == before.whole.days.apart - 15 + 3
    older = selectors.page(COUNTY, "restaurant", number=1)
    assert older is not None and older.merged is before.merged and not older.is_current


def test_a_page_takes_four_statements_however_many_members_it_has(shop: Restaurant):
    page()
    with CaptureQueriesContext(connection) as seen:
        page(wants_water="yes")
    assert len(seen) <= 4


def test_the_list_reads_all_its_bundles_in_two_statements(shop: Restaurant):
    selectors.journeys(COUNTY)
    with CaptureQueriesContext(connection) as seen:
        (line,) = selectors.journeys(COUNTY)
    assert line.savings == page().whole
    assert len(seen) <= 3
