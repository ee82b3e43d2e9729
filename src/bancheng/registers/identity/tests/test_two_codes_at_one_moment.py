from __future__ import annotations

import pytest

from bancheng.ground.law import Refused
from bancheng.registers.identity import services
from bancheng.registers.identity.models import OneTimeCode
from bancheng.registers.identity.services import Purpose
from bancheng.registers.identity.tests.cast import County, Phone

PHONE = "13800000001"


def test_of_two_codes_asked_for_at_one_moment_only_the_newer_one_works(county: County, phone: Phone) -> None:
    services.request_code(purpose=Purpose.REGISTER, phone=PHONE)
    older, first = phone.last, OneTimeCode.objects.get()
    services.request_code(purpose=Purpose.REGISTER, phone=PHONE)
    newer = phone.last
    # What the database holds when neither request has seen the other's row: both.
    OneTimeCode.objects.bulk_create([first])
    services.spend_code(purpose=Purpose.REGISTER, phone=PHONE, code=newer)
    with pytest.raises(Refused):
        services.spend_code(purpose=Purpose.REGISTER, phone=PHONE, code=older)
