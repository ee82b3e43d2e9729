"""When a case closes, whoever applied is asked for his rating, once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bancheng.casework.cases.events import CaseClosed
from bancheng.casework.cases.selectors.parties import parties
from bancheng.frontline.ratings import selectors, services
from bancheng.frontline.ratings.models import Invitation
from bancheng.frontline.ratings.tests.sample import firm, somebody_else
from bancheng.ground.access import Subject
from bancheng.ground.jobs import announce, drain
from bancheng.ground.jobs import selectors as jobs
from bancheng.ground.law import now
from bancheng.registers.catalog.tests.sample import PLATFORM
from bancheng.registers.identity import services as identity
from bancheng.registers.identity.models import Account
from bancheng.registers.identity.tests.cast import actor, verbs
from bancheng.registers.messages import selectors as inbox
from bancheng.registers.messages.selectors import outbox

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)
TITLE = "请您评价：食品经营许可"


def told(person) -> list[str]:
    return [one.title for one in inbox.inbox(person.account).messages]


def closing(case) -> CaseClosed:
    return CaseClosed(
        case=case.key,
        number=case.number,
        item=case.item_id,
        item_name=case.item_name,
        organisation=case.organisation_id,
        region=case.region_id,
        at=now(),
        outcome=case.outcome,
    )


def test_a_closed_case_brings_its_applicant_one_message_with_the_link_however_often_it_is_told(closed):
    case = closed.case()
    for _ in range(2):
        announce(closing(case))
        drain()
    assert jobs.counts()["failed"] == 0
    (message,) = [one for one in inbox.inbox(closed.applicant.account).messages if one.title == TITLE]
    row = Invitation.objects.get(case=case.key)
    assert f"/rate/{row.token}/" in message.body
    assert message.subject == Subject("cases.case", case.key)
    assert case.number in message.body
    assert [one.title for one in outbox() if one.title == TITLE] == [TITLE]
    assert verbs(Subject("ratings.invitation", str(row.pk))) == ["invite"]
    assert (row.applicant_id, row.legal_person_id, row.agent_id) == (closed.applicant.pk, None, None)


def test_nobody_is_invited_to_a_case_that_is_not_there(closed):
    event = closing(closed.case())
    announce(CaseClosed(**{name: getattr(event, name) for name in event.__dataclass_fields__} | {"case": "0" * 32}))
    drain()
    assert (Invitation.objects.count(), jobs.counts()["failed"]) == (0, 0)


def test_the_link_holds_as_long_as_the_region_says(closed, on):
    on(DAY)
    token = closed.invited().token
    assert selectors.invitation(token).expires_on == DAY + timedelta(days=30)
    on(DAY + timedelta(days=30), 23, 59)
    assert selectors.invitation(token).state == "open"
    on(DAY + timedelta(days=31), 0)
    assert selectors.invitation(token).state == "expired"


def test_an_agent_and_his_principal_are_both_told(closed):
    agent = somebody_else()
    closed.invited(filer=agent.pk, agent=True)
    assert TITLE in told(closed.applicant)
    assert TITLE in told(agent)


def test_of_a_firm_the_one_who_filed_is_told_unless_his_authority_has_ended(closed):
    company, helper = firm(closed.applicant), somebody_else()
    held = identity.add_operator(legal_person=company, person=helper, until=None, by=closed.him)
    closed.invited(applicant=None, legal_person=company.pk, filer=helper.pk)
    assert told(helper).count(TITLE) == 1
    identity.end_operator(operator=held, by=closed.him)
    later = closed.invited(applicant=None, legal_person=company.pk, filer=helper.pk)
    assert told(helper).count(TITLE) == 1
    assert selectors.invitation_of_case(later.case, actor(helper)) is None
    assert selectors.invitation_of_case(later.case, closed.him) is not None


def test_an_applicant_without_an_account_is_invited_though_no_message_can_reach_him(closed):
    Account.objects.filter(person=closed.applicant).update(is_active=False)
    assert closed.invited().open
    assert TITLE not in told(closed.applicant)


def test_the_same_case_is_invited_once(closed):
    about = closed.parties()
    first = services.invite(parties=about, by=PLATFORM)
    assert services.invite(parties=about, by=PLATFORM) == first
    assert Invitation.objects.count() == 1


def test_the_parties_of_a_case_are_found_by_key_and_by_number(closed, django_assert_num_queries):
    case = closed.case(capacity="agent")
    with django_assert_num_queries(2):
        found = parties(case.number)
    assert found == parties(case.key)
    assert (found.applicant, found.filer, found.agent, found.posts) == (closed.applicant.pk,) * 2 + (True, ())
    assert parties("不是编号") is None
