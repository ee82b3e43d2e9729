from __future__ import annotations

from bancheng.registers.identity.tests.conftest import _a_friday, county, on

__all__ = ["_a_friday", "county", "on"]
