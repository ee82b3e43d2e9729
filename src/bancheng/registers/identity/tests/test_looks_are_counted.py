from __future__ import annotations

import pytest

from bancheng.ground.access.limits import TooManyTries
from bancheng.registers.identity import services
from bancheng.registers.identity.services.persons import LOOKS_AN_HOUR
from bancheng.registers.identity.tests.cast import County, actor, id_number, person


def test_nobody_carries_the_register_away_number_by_number(county: County) -> None:
    someone, clerk = person(), actor(county.staff("clerk", "clerk"))
    for _ in range(LOOKS_AN_HOUR):
        assert services.unmask(person=someone, purpose="核对受理材料", by=clerk) == id_number()
    with pytest.raises(TooManyTries):
        services.unmask(person=someone, purpose="核对受理材料", by=clerk)
    colleague = actor(county.staff("clerk2", "clerk"))
    assert services.unmask(person=someone, purpose="核对受理材料", by=colleague) == id_number()
