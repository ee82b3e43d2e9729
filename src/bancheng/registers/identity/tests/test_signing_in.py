"""Signing in: counted tries, a lock, and the same answer for wrong, absent and closed."""

from __future__ import annotations

from datetime import date, timedelta
from unittest.mock import patch

import pytest
from django.contrib.auth import authenticate, get_user, login
from django.contrib.sessions.backends.db import SessionStore
from django.test import RequestFactory
from django.utils import timezone

from bancheng.ground.access import Subject
from bancheng.ground.access.limits import TooManyTries
from bancheng.ground.law import Refused
from bancheng.registers.identity import selectors, services
from bancheng.registers.identity.tests.cast import PASSWORD, PLATFORM, actor, id_number, person, verbs

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)


def enter(who=None, password=PASSWORD):
    return authenticate(None, login=id_number() if who is None else who, password=password)


def signed_in(account):
    """A request with a session of this account, as after the login page."""
    request = RequestFactory().get("/")
    request.session = SessionStore()
    login(request, account)
    request.session.save()
    return request


def again(request):
    """Who the session says it is, at the next request."""
    following = RequestFactory().get("/")
    following.session = SessionStore(request.session.session_key)
    return get_user(following)


def test_a_citizen_enters_with_the_id_number_however_typed():
    account = person().account
    full_width = "".join(chr(ord(sign) + 0xFEE0) for sign in id_number())
    assert enter() == enter(full_width) == enter(f" {id_number().lower()} ") == account


def test_staff_enter_with_their_number_in_capital_small_or_full_width_letters(county):
    staff = county.staff("XX007")
    assert enter("XX007") == enter("xx007") == enter("ＸＸ００７") == staff.account


@pytest.mark.parametrize("who", ["", " ", "x" * 5000, "a\x00b", "' OR 1=1 --", "王小满", "\ud800"])
def test_what_can_be_nobodys_login_is_nobodys(who):
    assert enter(who) is None


@pytest.mark.parametrize("password", ["", "x" * 5_000_000])
def test_no_password_and_an_endless_one_open_nothing(password):
    person()
    assert enter(password=password) is None


def test_five_wrong_tries_lock_for_a_quarter_of_an_hour_from_the_last(on):
    person()
    on(DAY, 9, 0)
    for _ in range(4):
        assert enter(password="wrong") is None
    on(DAY, 9, 10)
    assert enter(password="wrong") is None

    with pytest.raises(TooManyTries, match="15 分钟"):
        enter()
    on(DAY, 9, 24)
    with pytest.raises(TooManyTries):
        enter()
    on(DAY, 9, 26)
    assert enter() is not None


def test_a_success_clears_the_count():
    person()
    for _ in range(3):
        for _ in range(4):
            enter(password="wrong")
        assert enter() is not None


def test_an_absent_login_is_locked_just_like_an_existing_one():
    for _ in range(5):
        assert enter("nobody") is None
    with pytest.raises(TooManyTries):
        enter("nobody")


@pytest.mark.django_db(transaction=True)
def test_wrong_tries_count_although_their_requests_fail():
    """The count is committed before the password is looked at."""
    person()
    for _ in range(5):
        fails = patch("bancheng.registers.identity.backends.AccountBackend._right", side_effect=ZeroDivisionError)
        with fails, pytest.raises(ZeroDivisionError):
            enter()
    with pytest.raises(TooManyTries):
        enter()


def test_known_and_unknown_people_cost_one_hash_each():
    """What takes time is the hash; both paths make exactly one."""
    person()
    with patch("django.contrib.auth.hashers.MD5PasswordHasher.encode", return_value="md5$x$y") as encode:
        enter(password="wrong")
        known = encode.call_count
        enter("nobody", password="wrong")
    assert (known, encode.call_count) == (1, 2)


def test_a_closed_account_reads_like_a_wrong_password(county):
    staff = county.staff("XX007")
    services.set_staff_active(staff=staff, active=False, by=PLATFORM)
    assert enter("XX007") is None


def test_closing_an_account_ends_its_session_at_once(county):
    staff = county.staff("XX007", "clerk")
    request = signed_in(enter("XX007"))
    assert again(request) == staff.account
    services.set_staff_active(staff=staff, active=False, by=PLATFORM)
    assert again(request).is_anonymous
    assert selectors.actor_of(again(request)).kind == "anonymous"


def test_every_sign_in_is_journaled():
    account = person().account
    signed_in(account)
    assert verbs(Subject("identity.account", str(account.pk))) == ["sign_in"]


def test_changing_the_password_needs_the_old_one_and_ends_the_other_sessions(county):
    staff = county.staff("XX007")
    request = signed_in(enter("XX007"))
    account = enter("XX007")
    assert selectors.must_change_password(account)
    for old, new, code in (
        ("wrong", "Another-Horse-1", "identity.old_password"),
        (PASSWORD, PASSWORD, "identity.password"),
        (PASSWORD, "a-XX007-password", "identity.password"),
        (PASSWORD, "short", "identity.password"),
    ):
        with pytest.raises(Refused) as refused:
            services.change_password(account=account, old=old, new=new)
        assert refused.value.code == code
    services.change_password(account=account, old=PASSWORD, new="Another-Horse-1")
    assert again(request).is_anonymous
    assert enter("XX007") is None
    assert not selectors.must_change_password(enter("XX007", "Another-Horse-1"))
    assert staff.account.pk == account.pk


def test_the_old_password_cannot_be_guessed_from_an_open_session():
    account = person().account
    for _ in range(5):
        with pytest.raises(Refused):
            services.change_password(account=account, old="guess", new="Another-Horse-1")
    with pytest.raises(TooManyTries):
        services.change_password(account=account, old=PASSWORD, new="Another-Horse-1")


def test_a_manager_gives_a_first_password_again_but_not_to_himself(county):
    chief = county.staff("admin", "administrator")
    county.staff("XX007")
    staff = county.staff("XX008")
    services.reset_staff_password(staff=staff, password="Another-Horse-1", by=actor(chief))
    assert selectors.must_change_password(enter("XX008", "Another-Horse-1"))
    with pytest.raises(Refused):
        services.reset_staff_password(staff=chief, password="Another-Horse-1", by=actor(chief))


def test_expired_sessions_and_codes_are_swept_away(on, phone):
    on(DAY)
    services.request_code(purpose=services.Purpose.REGISTER, phone="13800000001")
    session = SessionStore()
    session.set_expiry(timezone.now() + timedelta(hours=1))
    session.create()
    assert services.sweep() == {"sessions": 0, "codes": 0}
    on(DAY + timedelta(days=2))
    assert services.sweep() == {"sessions": 1, "codes": 1}
