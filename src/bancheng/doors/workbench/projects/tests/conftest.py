from __future__ import annotations

import pytest

from bancheng.casework.projects.tests.conftest import _a_friday, move  # noqa: F401
from bancheng.casework.projects.tests.ground import Ground, build_ground
from bancheng.registers.catalog.tests.sample import COUNTY, OTHER_COUNTY, PLATFORM
from bancheng.registers.organisations import services as organisations


@pytest.fixture
def ground(db: None) -> Ground:
    """The county of the projects' tests, open to the public, and another one."""
    made = build_ground()
    for region in (COUNTY, OTHER_COUNTY):
        organisations.serve_region(region=region, by=PLATFORM)
    return made
