"""Guides, offices and staff for the tests of 一次办妥; built on the small county of the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bancheng.ground.access import Actor, Grant
from bancheng.registers.catalog.tests.sample import BASIS, CITY, COUNTY, PLATFORM, World, body, published
from bancheng.registers.lists import services
from bancheng.registers.lists.batches.rules import OFFICE
from bancheng.registers.organisations import services as organisations

LAWFUL = {"visit_basis": [BASIS]}
TWO_TRIPS = {"visits": 2, "visit_reason": "要先踏勘，再领证", "channels": ["window"], **LAWFUL}
HALL_ONCE = {"visits": 1, "visit_reason": "要核对原件", "channels": ["window"], **LAWFUL}
ONLINE_PICKED_UP = {"visits": 1, "visit_reason": "领证时核验原件", "channels": ["window", "pc"], **LAWFUL}
SHARED = {
    "code": "M0002",
    "name": "营业执照",
    "basis": [BASIS],
    "form": "either",
    "originals": 0,
    "copies": 0,
    "signature": "none",
    "signature_note": "由发证机关盖章",
    "exempt": "sharing",
    "exempt_note": "由法人基础信息库核对",
}
NEED = {
    "material": "M0002",
    "resource": "法人基础信息库",
    "provider": "西峡县市场监督管理局",
    "purpose": "核对主体资格",
}


def guide(**changes: Any) -> dict[str, Any]:
    """A guide with these parts; what is shared comes on top of the materials of the sample."""
    shared = changes.pop("shared", False)
    made = body(**changes)
    if shared:
        made["materials"] = [*made["materials"], SHARED]
    return made


def item(organ: Any, name: str, *, use_level: str = "4", **changes: Any) -> int:
    """An item with a guide in force, already read; its id."""
    key: int = published(organ, name, guide=guide(**changes), use_level=use_level).item_id
    services.read_guides([key])
    return key


def member(name: str, *actions: str, organ: Any = None, region: str = COUNTY) -> Actor:
    """A member of staff with these actions on lists, of a county or of one organ."""
    grants = tuple(Grant(f"lists.{action}", region, organ.pk if organ else None) for action in ("view", *actions))
    return Actor(kind="staff", key=f"staff:{name}", name=name, account=7, grants=grants, region=region)


@dataclass(frozen=True)
class Offices:
    """The two offices that receive lists, and 编办's reviewer."""

    county: Any
    city: Any
    reviewer: Actor


def offices() -> Offices:
    """Register the office of the county and that of the city."""
    county = organisations.create_organisation(
        region=COUNTY, name="西峡县电子政务服务平台建设办公室", kind="institution", function=OFFICE, by=PLATFORM
    )
    city = organisations.create_organisation(
        region=CITY, name="南阳市电子政务服务平台建设办公室", kind="institution", function=OFFICE, by=PLATFORM
    )
    return Offices(county, city, member("编办", "review"))


def without_window() -> Any:
    """An organ that receives nobody: only it may leave out the window (`lint.window`)."""
    return organisations.create_organisation(
        region=COUNTY, name="西峡县大数据中心", kind="institution", function="data", by=PLATFORM
    )


def editor(world: World) -> Actor:
    """Who drafts for the market organ."""
    return member("起草人", "edit", organ=world.market)
