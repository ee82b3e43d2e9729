"""One-time codes: five tries, ten minutes, once; five an hour; nobody learns who is registered."""

from __future__ import annotations

from datetime import date

import pytest

from bancheng.ground.access.limits import TooManyTries
from bancheng.ground.codes import CodeError
from bancheng.ground.law import Refused
from bancheng.registers.identity import services
from bancheng.registers.identity.models import OneTimeCode
from bancheng.registers.identity.services import Purpose

pytestmark = pytest.mark.django_db
PHONE = "13800000001"
DAY = date(2026, 11, 20)


def ask(purpose=Purpose.REGISTER, **changes):
    services.request_code(**({"purpose": purpose, "phone": PHONE} | changes))


def spend(code, purpose=Purpose.REGISTER, phone=PHONE):
    services.spend_code(purpose=purpose, phone=phone, code=code)


def other_than(code):
    return f"{(int(code) + 1) % 10**6:06d}"


def refused(*args, **kwargs):
    with pytest.raises(Refused) as no:
        spend(*args, **kwargs)
    assert no.value.code == "identity.code"
    return True


def test_a_code_serves_once(phone):
    ask()
    spend(phone.last)
    assert refused(phone.last)


def test_full_width_digits_are_taken(phone):
    ask()
    spend("".join(chr(ord(digit) + 0xFEE0) for digit in phone.last), phone="１３８００００００01".replace("01", "０１"))


def test_after_five_wrong_tries_the_right_code_is_refused_too(phone):
    ask()
    for _ in range(5):
        assert refused(other_than(phone.last))
    assert refused(phone.last)


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "一二三四五六", "x" * 10000, "\ud800"])
def test_what_is_no_code_is_a_wrong_code(phone, typed):
    ask()
    assert refused(typed)
    assert OneTimeCode.objects.get().tries == 1


def test_a_code_lives_ten_minutes(phone, on):
    on(DAY, 9, 0)
    ask()
    on(DAY, 9, 10)
    assert refused(phone.last)


def test_a_new_code_replaces_the_old_one(phone):
    ask()
    first = phone.last
    ask()
    if first != phone.last:
        assert refused(first)
    spend(phone.last)


def test_a_code_for_one_purpose_or_phone_serves_no_other(phone):
    ask()
    assert refused(phone.last, Purpose.RESET)
    assert refused(phone.last, phone="13900000002")
    spend(phone.last)


def test_five_codes_an_hour(phone, on):
    on(DAY, 9, 0)
    for _ in range(5):
        ask()
    with pytest.raises(TooManyTries):
        ask(Purpose.RESET)
    on(DAY, 10, 1)
    ask()
    assert len(phone.codes) == 6


def test_a_wrong_number_is_refused(phone):
    with pytest.raises(CodeError, match="11 位手机号码"):
        ask(phone="12345")
    assert not phone.codes


def test_only_a_keyed_hash_of_the_code_is_kept(phone):
    ask()
    row = OneTimeCode.objects.values().get()
    assert phone.last not in str(row) and PHONE not in str(row)


def test_a_code_to_register_that_cannot_be_sent_says_so(phone, caplog):
    phone.broken = True
    with pytest.raises(Refused, match="没有发出"):
        ask()
    assert "ConnectionError" in caplog.text
    assert PHONE not in caplog.text


def test_a_code_to_reset_that_cannot_be_sent_tells_nothing(phone, caplog):
    """An unknown number gets the same answer, because nothing is sent to it at all."""
    phone.broken = True
    ask(Purpose.RESET)
    ask(Purpose.RESET, deliver=False)
    assert "ConnectionError" in caplog.text
    assert PHONE not in caplog.text
