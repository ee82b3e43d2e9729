"""The two offices that receive a list at the same instant: that of the county and that of the city above it."""

from __future__ import annotations

from typing import Any

from bancheng.ground.codes import ancestor_codes
from bancheng.ground.law import Refused
from bancheng.registers.lists.batches.rules import OFFICE
from bancheng.registers.organisations import selectors as organisations


def offices_for(region: str) -> tuple[Any, Any]:
    """The office of a batch's region, and that of the nearest region above which has one of its own.

    Raises Refused: lists.offices, when one of them is not registered.
    """
    own = organisations.organisation_for(region, OFFICE)
    higher = ancestor_codes(own.region_id) if own else ()
    offices = (organisations.organisation_for(code, OFFICE) for code in higher)
    above = next((one for one in offices if own and one and one.pk != own.pk), None)
    if own is None or above is None:
        which = "本级" if own is None else "上一级"
        raise Refused("lists.offices", f"还没有登记{which}电子政务服务平台建设办公室，请先在“区划和机构”中登记。")
    return own, above
