"""A citizen asks for help with a draft: a code, the marks of the helper on his pages as they come, an end at any time."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.models import Case
from bancheng.doors.portal.tests.applying import begin, fill, publish, submit, text, upload
from bancheng.doors.portal.tests.conftest import City, id_number
from bancheng.ground.access import Actor
from bancheng.registers.identity.models import Account
from bancheng.registers.identity.selectors import actor_of

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def draft(signed_in: Client, city: City) -> str:
    made = begin(signed_in, publish(city))
    fill(signed_in, made, id_number())
    return made


def helper() -> Actor:
    return actor_of(Account.objects.get(login="xixiaclerk"))


def invited(browser: Client, draft: str) -> str:
    """The code as the page shows it."""
    page = browser.post(f"{draft}assist/", {"act": "invite"}).content.decode()
    found = re.search(r"\b(\d{4}) (\d{4})\b", page)
    assert found is not None
    return "".join(found.groups())


@pytest.mark.demand("APP-24")
def test_marks_of_a_helper_appear_on_the_pages_and_the_citizen_submits(signed_in: Client, draft: str) -> None:
    page = text(signed_in, f"{draft}materials/")
    assert f'href="{draft}assist/"' in page and 'id="helped"' not in page
    code = invited(signed_in, draft)
    assert code not in text(signed_in, f"{draft}assist/"), "shown once"
    assistance = services.join_help(code, by=helper())
    services.give_hint(assistance, part="material", place="1", sentence="布局图要标明清洗区", by=helper())
    services.give_hint(assistance, part="field", place="seat_count", sentence="座位数按照片重新数一下", by=helper())
    part = signed_in.get(f"{draft}assist/", headers={**HTMX, "HX-Target": "marks"}).content.decode()
    assert "布局图要标明清洗区" in part and "<html" not in part and "正在协助" in part
    strip = signed_in.get(f"{draft}assist/hints/", headers={**HTMX, "HX-Target": "helped"}).content.decode()
    assert "座位数按照片重新数一下" in strip and "#f-seat_count" in strip and "<html" not in strip
    for path in ("", "form/2/", "materials/", "materials/1/", "check/"):
        shown = text(signed_in, f"{draft}{path}")
        assert "布局图要标明清洗区" in shown and "every 10s" in shown, path
    hint = re.search(r'name="hint" value="(\d+)"', part)
    assert hint is not None
    assert signed_in.post(f"{draft}assist/", {"act": "settle", "hint": hint.group(1)}).status_code == 302
    assert "您已改好" in text(signed_in, f"{draft}assist/")
    upload(signed_in, draft)
    assert submit(signed_in, draft).status_code == 302
    assert Case.objects.get(key=draft.split("/")[2]).state == "submitted"
    assert selectors.helper_page(helper(), assistance).sections == ()


def test_the_citizen_ends_it_and_may_invite_again(signed_in: Client, draft: str) -> None:
    first = services.join_help(invited(signed_in, draft), by=helper())
    assert signed_in.post(f"{draft}assist/", {"act": "end"}).status_code == 302
    assert selectors.helper_page(helper(), first).assistance.state == "ended"
    assert "远程协助已结束" in signed_in.get(f"{draft}assist/hints/", headers=HTMX).content.decode()
    assert invited(signed_in, draft)


@pytest.mark.parametrize(
    "sent",
    [{}, {"act": "burn"}, {"act": "settle"}, {"act": "settle", "hint": "x"}, {"act": "settle", "hint": "9" * 30}],
)
def test_what_no_button_sends_breaks_nothing(signed_in: Client, draft: str, sent: dict[str, str]) -> None:
    assert signed_in.post(f"{draft}assist/", sent).status_code == 302


def test_others_find_no_page_and_too_many_codes_are_refused(signed_in: Client, draft: str) -> None:
    assert signed_in.post(f"{draft}assist/", {"act": "settle", "hint": "999999"}).status_code == 404
    assert signed_in.get(f"{draft}assist/hints/").headers["Location"] == f"{draft}assist/"
    for _ in range(10):
        invited(signed_in, draft)
    refused = signed_in.post(f"{draft}assist/", {"act": "invite"})
    assert refused.status_code == 422 and "分钟后再试" in refused.content.decode()
    assert Client().get(f"{draft}assist/").status_code == 302
