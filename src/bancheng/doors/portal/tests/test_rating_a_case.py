"""Five faces, then why; once; by the link without login or from one's own case; never by staff."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.test import Client

from bancheng.casework.cases.selectors.parties import CaseParties
from bancheng.doors.portal.tests.conftest import BY, XIXIA, City
from bancheng.frontline.ratings import selectors, services
from bancheng.frontline.ratings.models import Invitation, Rating
from bancheng.frontline.ratings.types import InvitationView
from bancheng.ground.codes import CaseNumber
from bancheng.ground.law import today
from bancheng.registers.organisations import selectors as organisations


@pytest.fixture
def applicant(register: Callable[..., Any]) -> Any:
    return register()


@pytest.fixture
def invitation(city: City, applicant: Any) -> InvitationView:
    """王小满 is invited to rate a closed case of his."""
    organ = organisations.organisation_for(XIXIA, "market_regulation")
    assert organ is not None
    parties = CaseParties(
        case=uuid4().hex,
        number=str(CaseNumber(XIXIA[:6], today(), 7)),
        item=city.food,
        item_name="食品经营许可（新办）",
        organisation=organ.pk,
        region=XIXIA,
        state="closed",
        applicant=applicant.person.pk,
        legal_person=None,
        filer=applicant.person.pk,
        agent=False,
        posts=(),
    )
    return services.invite(parties=parties, by=BY)


def test_the_link_shows_five_faces_in_words_and_no_name(browser: Client, invitation: InvitationView) -> None:
    page = browser.get(f"/rate/{invitation.token}/").content.decode()
    for grade in selectors.grades():
        assert grade.label in page and f"?grade={grade.value}" in page
    assert "食品经营许可（新办）" in page and "王小满" not in page


def test_a_chosen_face_leads_to_its_own_tags(browser: Client, invitation: InvitationView) -> None:
    page = browser.get(f"/rate/{invitation.token}/?grade=2").content.decode()
    own, other = selectors.indicators(2), selectors.indicators(5)
    assert all(one.label in page for one in own)
    assert not any(f'value="{one.code}"' in page for one in other)


def test_a_rating_is_taken_once_and_the_page_says_so_afterwards(browser: Client, invitation: InvitationView) -> None:
    address = f"/rate/{invitation.token}/?grade=5"
    tags = [one.code for one in selectors.indicators(5)[:2]]
    answer = browser.post(address, {"indicators": tags, "words": "很快", "anonymous": "on"}, follow=True)
    page = answer.content.decode()
    assert "谢谢您的评价" in page and "您已经评价过了" in page
    again = browser.post(address.replace("grade=5", "grade=1"), {"words": "改成差评"}, follow=True).content.decode()
    assert "您已经评价过了" in again
    row = Rating.objects.get()
    assert (row.grade, row.indicators, row.words, row.anonymous, row.by) == (5, tags, "很快", True, "")


def test_whose_case_it_is_rates_it_in_his_own_name(browser: Client, invitation: InvitationView, applicant: Any) -> None:
    browser.force_login(applicant, backend="bancheng.registers.identity.backends.AccountBackend")
    browser.post(f"/rate/{invitation.token}/?grade=4", {"words": ""})
    row = Rating.objects.get()
    assert (row.grade, row.channel, row.by) == (4, "portal", f"person:{applicant.person.pk}")


def test_tags_of_another_grade_and_long_words_are_refused_and_kept(browser: Client, invitation: InvitationView) -> None:
    other = selectors.indicators(1)[0].code
    for sent in ({"indicators": [other]}, {"words": "长" * 501}, {"indicators": ["x" * 5000, "\x00"]}):
        answer = browser.post(f"/rate/{invitation.token}/?grade=5", sent)
        assert answer.status_code == 422 and "请改正下面的问题" in answer.content.decode()
    assert "长" * 501 in browser.post(f"/rate/{invitation.token}/?grade=5", {"words": "长" * 501}).content.decode()
    assert not Rating.objects.exists()


@pytest.mark.parametrize("grade", ["", "0", "6", "-1", "x", "5.0", "９", "1" * 5000, "\x00"])
def test_a_grade_that_is_none_shows_the_faces_and_takes_nothing(
    browser: Client, invitation: InvitationView, grade: str
) -> None:
    answer = browser.post(f"/rate/{invitation.token}/", {"words": "x"}, QUERY_STRING=urlencode({"grade": grade}))
    assert answer.status_code == 200 and "这件事办得怎么样" in answer.content.decode()
    assert not Rating.objects.exists()


def test_a_guessed_link_leads_nowhere(browser: Client, city: City) -> None:
    for token in ("x", "x" * 3000, "%00", "' OR 1=1"):
        assert browser.get(f"/rate/{token}/").status_code == 404


def test_staff_cannot_rate(browser: Client, invitation: InvitationView) -> None:
    browser.post("/login/", {"login": "xixiaclerk", "password": "Bancheng-2024!"})
    answer = browser.post(f"/rate/{invitation.token}/?grade=5", {"words": "我办得好"})
    assert answer.status_code == 403 and "工作人员不能代为评价" in answer.content.decode()
    assert not Rating.objects.exists()


def test_after_its_last_day_the_page_says_where_else_to_turn(browser: Client, invitation: InvitationView) -> None:
    Invitation.objects.update(expires_on=today() - timedelta(days=1))
    page = browser.get(f"/rate/{invitation.token}/?grade=5").content.decode()
    assert "评价的时间已经过了" in page and '<form method="post" novalidate' not in page
