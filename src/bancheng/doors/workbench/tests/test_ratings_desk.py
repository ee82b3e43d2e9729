"""The page of ratings: who may open it sees his scope, narrows it, takes it with him; the self-check leads here."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.urls import reverse

from bancheng.doors.workbench.tests.cast import Desk, text
from bancheng.frontline.ratings import services
from bancheng.frontline.ratings.tests.sample import Closed
from bancheng.ground.access import ANONYMOUS
from bancheng.ground.law import today
from bancheng.registers.catalog.tests.sample import OTHER_COUNTY, published
from bancheng.registers.identity.tests.cast import person

LIST = reverse("workbench:ratings")


@pytest.fixture
def people(desk: Desk) -> Closed:
    """Somebody whose cases at the market organ are closed."""
    return Closed(published(desk.world.market, "食品经营许可"), desk.world.market, desk.world.elsewhere, person())


def rated(people: Closed, *grades: int, **changes: Any) -> None:
    for grade in grades:
        services.rate(token=people.invited(**changes).token, grade=grade, by=ANONYMOUS)


def test_ratings_of_the_county_by_item_with_nothing_of_who_said_it(desk: Desk, people: Closed) -> None:
    far = published(desk.world.elsewhere, "外县事项")
    rated(people, 5, 1)
    rated(people, 4, item=far.item_id, organisation=desk.world.elsewhere.pk, region=OTHER_COUNTY)
    page = text(desk.browser("supervisor").get(LIST))
    assert "食品经营许可" in page and "差评 1" in page and "50%" in page
    assert "外县事项" not in page and people.applicant.name not in page


def test_filters_stand_in_the_address_and_nonsense_counts_as_not_given(desk: Desk, people: Closed) -> None:
    rated(people, 5)
    browser = desk.browser("supervisor")
    assert "没有符合条件的评价" in text(browser.get(LIST, {"bad": "1"}))
    assert "没有符合条件的评价" in text(browser.get(LIST, {"q": "没有这个"}))
    assert "食品经营许可" in text(browser.get(LIST, {"organisation": str(people.organ.pk), "days": "30"}))
    for nonsense in (
        {"days": "9" * 30},
        {"after": "9" * 18},
        {"organisation": "x"},
        {"region": "\x00"},
        {"after": "-1"},
    ):
        assert browser.get(LIST, nonsense).status_code == 200, nonsense


def test_it_goes_back_a_year_unless_a_shorter_time_is_chosen(desk: Desk, people: Closed, time_machine: Any) -> None:
    rated(people, 5)
    time_machine.move_to(today() + timedelta(days=60))
    browser = desk.browser("supervisor")
    assert "食品经营许可" in text(browser.get(LIST))
    assert "食品经营许可" not in text(browser.get(LIST, {"days": "30"}))


def test_the_file_says_what_the_page_says(desk: Desk, people: Closed) -> None:
    rated(people, 5, 2)
    file = desk.browser("supervisor").get(reverse("workbench:ratings-export", args=["csv"]))
    rows = b"".join(file.streaming_content).decode().splitlines()
    assert rows[0].lstrip("\ufeff") == "事项,单位,评价,非常满意,满意,基本满意,不满意,非常不满意,差评,满意率（%）"
    assert rows[1] == f"食品经营许可,{people.organ.name},2,1,0,0,1,0,1,50"


def test_who_may_not_see_lists_may_not_see_ratings(desk: Desk) -> None:
    clerk = desk.browser("clerk")
    for name, args in (("ratings", []), ("ratings-export", ["csv"])):
        assert clerk.get(reverse(f"workbench:{name}", args=args)).status_code == 403
    assert LIST not in text(clerk.get(reverse("workbench:desk")))
    assert LIST in text(desk.browser("supervisor").get(reverse("workbench:desk")))


@pytest.mark.demand("CAT-46")
def test_the_line_of_the_self_check_leads_to_the_ratings_it_counted(desk: Desk, people: Closed) -> None:
    rated(people, 5, 1)
    browser = desk.browser("supervisor")
    check = text(browser.get(reverse("workbench:once-check", args=[people.organ.pk])))
    assert "2 次评价，满意率 50%" in check
    (way,) = re.findall(r'<a href="([^"]+)">看依据<span class="visually-hidden"> 考核评价', check)
    evidence = browser.get(unescape(way))
    assert evidence.status_code == 200
    assert (evidence.context["board"].sums.total, evidence.context["board"].sums.percent) == (2, 50)
