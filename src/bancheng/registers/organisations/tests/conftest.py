from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest

from bancheng.ground import law
from bancheng.ground.access import Actor, Grant, system
from bancheng.registers.organisations import services
from bancheng.registers.organisations.seeds import RegionSeed

REGIONS = (
    ("410000000000", "河南省"),
    ("410100000000", "郑州市"),
    ("410183000000", "新密市"),
    ("411300000000", "南阳市"),
    ("411323000000", "西峡县"),
    ("411323104000", "回车镇"),
    ("411323104203", "杜店村"),
    ("500000000000", "重庆市"),
    ("500100000000", "市辖区"),
    ("500112000000", "渝北区"),
)


@pytest.fixture
def by() -> Actor:
    return system("测试")


@pytest.fixture
def places(db: None, by: Actor) -> None:
    services.take_in_regions(regions=[RegionSeed(code, name) for code, name in REGIONS], by=by)


@pytest.fixture
def county_admin() -> Actor:
    """May edit everything of this room, in 西峡县 only."""
    county = "411323000000"
    actions = ("organisations.edit", "rules.edit", "calendar.edit")
    return Actor(kind="staff", key="staff:x1", name="县管理员", grants=tuple(Grant(one, county) for one in actions))


@pytest.fixture
def on_day() -> Callable[[date], None]:
    """Set the platform's clock to noon of a day."""

    def set_to(day: date) -> None:
        law.install_clock(lambda: datetime(day.year, day.month, day.day, 12, tzinfo=law.SHANGHAI))

    yield set_to
    law.install_clock(None)
