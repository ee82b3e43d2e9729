from __future__ import annotations

from bancheng.registers.identity.tests.conftest import county, on

__all__ = ["county", "on"]
