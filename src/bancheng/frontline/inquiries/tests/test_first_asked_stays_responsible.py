"""首问负责 (FLW-14): one owner at any time; it changes only when the other has accepted."""

from __future__ import annotations

from datetime import date

import pytest

from bancheng.frontline.inquiries import selectors, services
from bancheng.frontline.inquiries.models import Inquiry
from bancheng.frontline.inquiries.types import InquiryFilters
from bancheng.ground.access import AccessDenied, Subject
from bancheng.ground.journal import selectors as journal
from bancheng.ground.law import Refused
from bancheng.registers.identity.models import Account
from bancheng.registers.identity.tests.cast import actor, verbs
from bancheng.registers.messages import selectors as messages

pytestmark = pytest.mark.django_db
ALL = InquiryFilters()


@pytest.fixture
def people(county, on):
    """Two clerks of two organs, each seeing his own organ only, and the director of the hall."""
    on(date(2026, 11, 20))
    first = county.staff("firstclerk", "clerk", organisation_id=county.bureau.pk)
    second = county.staff("secondclerk", "clerk", organ=county.centre, organisation_id=county.centre.pk)
    return first, second, county.staff("director", "service_officer", organ=county.centre)


def asked(staff, **more) -> int:
    given = {"question": "开小餐馆要先办哪个证？", "channel": "window"} | more
    return services.open_inquiry(by=actor(staff), **given)


def offered(people, inquiry: int) -> int:
    first, second, _director = people
    return services.propose_transfer(inquiry, to=second.number, reason="属于大厅总咨询台的事", by=actor(first))


def owner(inquiry: int) -> str:
    return Inquiry.objects.get(pk=inquiry).owner


def titles(staff) -> list[str]:
    return [one.title for one in messages.inbox(Account.objects.get(staff=staff)).messages]


@pytest.mark.demand("FLW-14")
def test_the_owner_changes_only_after_clerk_two_accepts(people, county):
    first, second, _director = people
    key = asked(first)
    offer = offered(people, key)
    assert owner(key) == "staff:firstclerk"
    assert "有一件首问咨询转交给您" in titles(second)
    with pytest.raises(AccessDenied) as denied:
        services.answer(key, words="先办营业执照", by=actor(second))
    assert denied.value.visible
    services.accept_transfer(offer, by=actor(second))
    row = Inquiry.objects.get(pk=key)
    assert (row.owner, row.first, row.organisation_id) == ("staff:secondclerk", "staff:firstclerk", county.centre.pk)
    assert "您转交的首问咨询已经接收" in titles(first)
    with pytest.raises(AccessDenied):
        services.answer(key, words="先办营业执照", by=actor(first))
    services.answer(key, words="先办营业执照，再办食品经营许可", by=actor(second))
    services.close(key, by=actor(second))
    assert verbs(Subject("inquiries.inquiry", str(key))) == [
        "open_inquiry",
        "propose_transfer",
        "accept_transfer",
        "answer_inquiry",
        "close_inquiry",
    ]


def test_declined_with_a_reason_or_taken_back_it_stays_where_it_was(people):
    first, second, _director = people
    key = asked(first)
    offer = offered(people, key)
    with pytest.raises(Refused) as refused:
        services.decline_transfer(offer, reason=" ", by=actor(second))
    assert refused.value.code == "inquiries.reason"
    services.decline_transfer(offer, reason="这是市场监管局的事", by=actor(second))
    assert owner(key) == "staff:firstclerk" and "您转交的首问咨询没有接收" in titles(first)
    with pytest.raises(AccessDenied) as denied:
        selectors.inquiry(actor(second), key)
    assert not denied.value.visible, "what is no longer offered to him he does not see"
    again = offered(people, key)
    services.take_back_transfer(again, by=actor(first))
    with pytest.raises(Refused) as refused:
        services.accept_transfer(again, by=actor(second))
    assert refused.value.code == "inquiries.settled"
    assert owner(key) == "staff:firstclerk"


def test_one_offer_at_a_time_and_to_somebody_who_answers_inquiries(people, county):
    first, _second, _director = people
    key = asked(first)
    for to in ("nobody", "firstclerk", county.staff("finance", "finance_officer").number):
        with pytest.raises(Refused) as refused:
            services.propose_transfer(key, to=to, reason="请接收", by=actor(first))
        assert refused.value.code == "inquiries.taker", to
    offered(people, key)
    with pytest.raises(Refused) as refused:
        offered(people, key)
    assert refused.value.code == "inquiries.offered"


def test_nobody_accepts_what_was_not_offered_to_him(people, county):
    first, _second, director = people
    offer = offered(people, asked(first))
    for stranger in (director, first):
        with pytest.raises(AccessDenied) as denied:
            services.accept_transfer(offer, by=actor(stranger))
        assert not denied.value.visible
    with pytest.raises(AccessDenied):
        services.accept_transfer(999_999, by=actor(first))


def test_an_answer_ends_what_was_offered_and_comes_before_the_end(people):
    first, second, _director = people
    key = asked(first)
    offer = offered(people, key)
    with pytest.raises(Refused) as refused:
        services.close(key, by=actor(first))
    assert refused.value.code == "inquiries.unanswered"
    services.answer(key, words="先办营业执照", by=actor(first))
    with pytest.raises(Refused):
        services.accept_transfer(offer, by=actor(second))
    with pytest.raises(Refused):
        services.answer(key, words="再答一次", by=actor(first))
    with pytest.raises(Refused):
        offered(people, key)


def test_who_asked_may_stay_unnamed_and_his_number_is_the_owners_only(people):
    first, _second, director = people
    bare = asked(first)
    assert selectors.inquiry(actor(first), bare).phone == ""
    key = asked(first, name="王小满", phone="13800000001", question="身份证411323199003070016丢了怎么补？")
    assert selectors.inquiry(actor(first), key).phone == "13800000001"
    seen = selectors.inquiry(actor(director), key)
    assert seen.phone == "138****0001" and "王小满" in seen.line.asker
    assert "411323199003070016" not in seen.line.question
    entry = journal.entries_of(Subject("inquiries.inquiry", str(key))).get()
    assert "138" not in str(entry.facts) and "丢了" not in str(entry.facts)


def test_wrong_input_is_refused_with_a_sentence(people):
    first, _second, _director = people
    for wrong, code in (
        ({"question": " "}, "question"),
        ({"channel": "dream"}, "channel"),
        ({"phone": "12"}, "phone"),
        ({"name": "王1"}, "asker"),
        ({"question": "问" * 2001}, "too_long"),
    ):
        with pytest.raises(Refused) as refused:
            asked(first, **wrong)
        assert refused.value.code == f"inquiries.{code}"


def test_lists_show_what_is_mine_offered_and_late_within_the_scope(people, county, on):
    first, second, director = people
    key = asked(first)
    offered(people, key)

    def shown(staff, **filters) -> list[int]:
        return [row.id for row in selectors.inquiries(actor(staff), InquiryFilters(**filters)).rows]

    assert shown(first, view="mine") == shown(second, view="offered") == shown(director) == [key]
    assert shown(second, view="mine") == []
    assert shown(county.staff("other", "clerk", organ=county.elsewhere)) == []
    assert shown(director, q="小餐馆") == [key] and shown(director, q="护照") == []
    assert shown(director, channel="phone") == [] and shown(director, state="open") == [key]
    assert selectors.inquiry_counts(actor(second)) == {"all": 1, "mine": 0, "offered": 1, "overdue": 0}
    on(date(2026, 11, 26))
    (row,) = selectors.inquiries(actor(director), InquiryFilters(view="overdue")).rows
    assert row.overdue and row.due_on == date(2026, 11, 25)


def test_a_late_answer_is_asked_for_each_working_day_and_told_once_to_who_oversees(people, on):
    first, _second, director = people
    key = asked(first)
    seen = []
    for day in (date(2026, 11, 25), date(2026, 11, 26), date(2026, 11, 26), date(2026, 11, 27), date(2026, 11, 28)):
        on(day)
        services.remind()
        seen.append((titles(first).count("首问咨询还没有答复"), titles(director).count("首问咨询还没有答复")))
    assert seen == [(0, 0), (1, 1), (1, 1), (2, 1), (2, 1)], "the last day is not late, a Saturday reminds nobody"
    services.answer(key, words="已电话告知", by=actor(first))
    on(date(2026, 11, 30))
    assert services.remind() == 0
