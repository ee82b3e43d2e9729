"""A token of the API opens its owner's account until it ends or is taken back; its secret is shown once and kept nowhere."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from bancheng.ground.access import AccessDenied
from bancheng.ground.law import Refused, now
from bancheng.registers.identity import selectors, services
from bancheng.registers.identity import tokens as room
from bancheng.registers.identity.models import Account, ApiToken
from bancheng.registers.identity.services.sessions import account_subject
from bancheng.registers.identity.tests.cast import PASSWORD, PLATFORM, actor, id_number, person, verbs
from bancheng.registers.identity.tests.secrecy import places_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(db):
    return person()


def create(of, **changes):
    return services.create_token(**({"account": of.account, "name": "申报软件"} | changes), by=actor(of))


def code_of(attempt) -> str:
    with pytest.raises(Refused) as refused:
        attempt()
    return refused.value.code


def test_a_token_opens_its_owners_account_and_stands_nowhere(owner, django_assert_num_queries):
    view, secret = create(owner)
    assert secret.startswith(view.prefix) and len(secret) > 50
    assert (view.state, view.expires_at - view.created_at) == ("active", timedelta(days=90))
    assert places_of(secret) == []
    assert selectors.actor_of_token(secret) == actor(owner)
    with django_assert_num_queries(1):
        # The first use was noted above.
        assert selectors.account_of_token(secret) == owner.account
    assert verbs(account_subject(owner.account)) == ["create_token"]


@pytest.mark.parametrize(
    "wrong", ["", "bancheng_", "bancheng_" + "x" * 43, "x" * 5000, "bancheng_\x00", "bancheng_令牌"]
)
def test_any_other_text_opens_nothing(owner, wrong):
    _, secret = create(owner)
    for text in (wrong, secret[:-1], f"{secret}x", secret.upper()):
        assert selectors.account_of_token(text) is None
        assert selectors.actor_of_token(text).kind == "anonymous"


def test_a_token_ends_with_its_day(owner, time_machine):
    view, secret = create(owner, days=1)
    time_machine.move_to(now() + timedelta(hours=23), tick=False)
    assert selectors.account_of_token(secret) is not None
    time_machine.move_to(now() + timedelta(hours=2), tick=False)
    assert selectors.account_of_token(secret) is None
    assert [(one.id, one.state_label) for one in selectors.tokens_of(owner.account)] == [(view.id, "已到期")]


def test_one_taken_back_opens_nothing_at_once_and_only_its_owner_takes_it(owner):
    view, secret = create(owner)
    other = person("赵助手", stem="41132319850505003", phone="13800000007")
    for who in (actor(other), PLATFORM):
        with pytest.raises(AccessDenied) as denied:
            services.revoke_token(token=view.id, by=who)
        assert not denied.value.visible
    services.revoke_token(token=view.id, by=actor(owner))
    assert selectors.account_of_token(secret) is None
    assert code_of(lambda: services.revoke_token(token=view.id, by=actor(owner))) == "identity.token_revoked"
    assert verbs(account_subject(owner.account)) == ["create_token", "revoke_token"]


def test_bad_input_makes_no_token(owner):
    assert code_of(lambda: create(owner, name=" \x00 ")) == "identity.token_name"
    assert code_of(lambda: create(owner, name="长" * 61)) == "identity.token_name"
    for days in (0, -1, 366):
        assert code_of(lambda days=days: create(owner, days=days)) == "identity.token_days"
    other = person("赵助手", stem="41132319850505003", phone="13800000007")
    with pytest.raises(AccessDenied):
        services.create_token(account=owner.account, name="别人的", by=actor(other))
    assert not ApiToken.objects.exists()


def test_nobody_holds_more_than_twenty(owner):
    for _ in range(20):
        last, _secret = create(owner)
    assert code_of(lambda: create(owner)) == "identity.token_most"
    services.revoke_token(token=last.id, by=actor(owner))
    assert create(owner)


def test_staff_need_the_action_when_they_make_one_and_when_they_use_it(county):
    reviewer, keeper = county.staff("rev", "reviewer"), county.staff("keeper", "proof_keeper")
    with pytest.raises(AccessDenied) as denied:
        create(keeper)
    assert denied.value.visible
    _, secret = create(reviewer)
    assert selectors.actor_of_token(secret).key == "staff:rev"
    services.revoke_role(grant=selectors.grants_of(reviewer)[0].id, by=PLATFORM)
    assert selectors.actor_of_token(secret).kind == "anonymous"


def test_a_closed_account_has_no_token_that_opens(county, owner):
    clerk = county.staff("clerk1", "clerk")
    (_, of_clerk), (_, of_owner) = create(clerk), create(owner)
    services.set_staff_active(staff=clerk, active=False, by=PLATFORM)
    Account.objects.filter(pk=owner.account.pk).update(is_active=False)
    assert selectors.account_of_token(of_clerk) is None and selectors.account_of_token(of_owner) is None


def test_a_password_that_had_to_be_reset_ends_the_tokens(owner, county, phone):
    _, secret = create(owner)
    services.change_password(account=owner.account, old=PASSWORD, new="Another-Horse-7")
    assert selectors.account_of_token(secret) is not None
    services.request_code(purpose=services.Purpose.RESET, phone="13800000001")
    services.reset_password(id_number=id_number(), phone="13800000001", code=phone.last, password="Third-Horse-55")
    assert selectors.account_of_token(secret) is None


def test_its_use_is_noted_once_an_hour(owner, time_machine, django_assert_num_queries):
    view, secret = create(owner)
    start = now()
    time_machine.move_to(start, tick=False)
    selectors.account_of_token(secret)
    assert ApiToken.objects.get().last_used_at == start
    time_machine.move_to(start + timedelta(minutes=59), tick=False)
    with django_assert_num_queries(1):
        selectors.account_of_token(secret)
    assert ApiToken.objects.get().last_used_at == start
    time_machine.move_to(start + timedelta(minutes=60), tick=False)
    selectors.account_of_token(secret)
    assert selectors.tokens_of(owner.account)[0].last_used_at == start + timedelta(hours=1)


def test_a_use_that_cannot_be_noted_stops_nobody(owner, monkeypatch):
    _, secret = create(owner)

    def broken(self, *args, **kwargs):
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM no_such_table")

    monkeypatch.setattr("django.db.models.query.QuerySet.update", broken)
    assert selectors.account_of_token(secret) == owner.account
    monkeypatch.undo()
    assert ApiToken.objects.get().last_used_at is None
    assert room.token_hash(secret) == ApiToken.objects.get().secret_hash
