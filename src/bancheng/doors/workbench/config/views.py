"""The configuration check: the same words that `bancheng check-config` prints."""

from __future__ import annotations

from typing import Any

from bancheng.doors.workbench.requests import StaffRequest
from bancheng.project.checkup import FAIL, OK, WARN, checkup


def config(request: StaffRequest) -> dict[str, Any]:
    found = checkup()
    return {"found": found, "counts": {state: found.count(state) for state in (FAIL, WARN, OK)}}
