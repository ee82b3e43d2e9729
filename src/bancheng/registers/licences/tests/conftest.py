from __future__ import annotations

from bancheng.registers.identity.tests.conftest import _a_friday, county, on
from bancheng.registers.licences.tests.sample import desk

__all__ = ["_a_friday", "county", "desk", "on"]
