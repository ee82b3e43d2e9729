"""One password tried on many logins, or codes sent to many phones, from one place: the place is counted too."""

from __future__ import annotations

import pytest
from django.contrib.auth import authenticate

from bancheng.ground.access.limits import TooManyTries
from bancheng.registers.identity import services
from bancheng.registers.identity.services import Purpose
from bancheng.registers.identity.tests.cast import PASSWORD, id_number, person

pytestmark = pytest.mark.django_db(transaction=True)
HERE, THERE = "203.0.113.7", "203.0.113.8"


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    from bancheng.registers.identity import backends
    from bancheng.registers.identity.services import codes

    few = {"identity.address_tries": 3, "identity.address_codes": 2}
    for module in (backends, codes):
        real = module.rule
        monkeypatch.setattr(module, "rule", lambda key, region, real=real: few.get(key) or real(key, region))


def test_one_password_on_many_logins_is_stopped_and_only_from_there() -> None:
    person()
    for place in range(3):
        assert authenticate(None, login=f"nobody{place}", password="guess", address=HERE) is None
    with pytest.raises(TooManyTries):
        authenticate(None, login=id_number(), password=PASSWORD, address=HERE)
    assert authenticate(None, login=id_number(), password=PASSWORD, address=THERE) is not None


def test_right_passwords_from_one_hall_are_not_counted() -> None:
    person()
    for _ in range(5):
        assert authenticate(None, login=id_number(), password=PASSWORD, address=HERE) is not None


def test_codes_to_many_phones_from_one_place_are_stopped() -> None:
    for place in range(2):
        services.request_code(purpose=Purpose.RESET, phone=f"1380000000{place}", deliver=False, address=HERE)
    with pytest.raises(TooManyTries):
        services.request_code(purpose=Purpose.RESET, phone="13800000009", deliver=False, address=HERE)
    services.request_code(purpose=Purpose.RESET, phone="13800000009", deliver=False, address=THERE)
