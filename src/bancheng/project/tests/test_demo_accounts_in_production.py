from __future__ import annotations

from typing import Any

import pytest

from bancheng.profiles import cast
from bancheng.project.checkup import FAIL, OK, Line, checkup
from bancheng.registers.identity import services
from bancheng.registers.identity.tests.cast import PASSWORD, PLATFORM, county

pytestmark = pytest.mark.django_db


def _line() -> Line | None:
    return next((line for part in checkup().parts for line in part.lines if line.label == "演示账号"), None)


def test_a_database_of_the_demonstration_is_not_fit_for_production(settings: Any) -> None:
    player = next(part for part in cast.table() if part.login == "admin")
    staff = services.create_staff(
        number=player.login, name="林致远", organisation_id=county().bureau.pk, password=PASSWORD, by=PLATFORM
    )
    assert _line() is None, "a demonstration has its cast"
    settings.BANCHENG_MODE = "production"
    line = _line()
    assert line is not None and line.state == FAIL and line.value.startswith("1 个")
    services.set_staff_active(staff=staff, active=False, by=PLATFORM)
    line = _line()
    assert line is not None and line.state == OK
