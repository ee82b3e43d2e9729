"""The bundles of firms by the desks of a county: a restaurant from nothing, a change that everybody learns, a data centre."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.journeys.bundling import Walk
from tests.journeys.scene import Scene, at

from bancheng.casework.bundles import selectors as bundles
from bancheng.casework.bundles import services
from bancheng.casework.cases import selectors as cases
from bancheng.casework.projects.services import registering
from bancheng.casework.projects.types import ProjectData
from bancheng.ground.access import Actor, Subject
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.licences import selectors as licences

REGION = "630104000000"
FIRM, NEW = "西宁市城西区演示算力有限公司", "西宁市城西区新名算力有限公司"
SHOP = "西宁市城西区马记面馆（个体工商户）"
RESTAURANT: Mapping[str, object] = {
    "food_business_type": "catering",
    "firm_standing": "sole_trader",
    "business_area": "350",
    "needs_sign_approval": True,
    "drains_from_shop": True,
    "wants_seal": True,
    "uses_trade_name": True,
    "food_making": "hot",
    "sign_kind": "shopfront",
    "applicant_nature": "org",
    "seal_reason": "new",
}
NEW_NAME: Mapping[str, object] = {
    "company_change_kind": "name_scope",
    "needs_new_seal": True,
    "has_insured_staff": True,
    "is_customs_unit": True,
    "seal_reason": "damaged",
}
CENTRE: Mapping[str, object] = {
    "computing_way": "build_and_sell",
    "firm_standing": "have",
    "yearly_power_use": "3000",
    "power_capacity": "8000",
    "eia_kind": "report_form",
}


@pytest.fixture
def scene(db: None, time_machine: Any) -> Scene:
    time_machine.move_to(at(date(2024, 9, 30)), tick=False)
    return Scene.of("qinghai-2024", "chengxi", REGION)


@pytest.fixture
def owner(scene: Scene) -> Actor:
    return scene.stranger("马永福")


def told(walk: Walk, key: str) -> Mapping[str, str]:
    """The form of a member's case in words, by element."""
    own = cases.own_case(walk.who, walk.part(key).number)
    return {one.field.element: one.text for part in own.sections for one in part.fields}


def card(walk: Walk, key: str) -> Any:
    """The e-licence that a member gave, None where it gave none."""
    cards = licences.of_subject(Subject("cases.case", walk.part(key).case))
    return next((one for one in cards if one.state == "valid"), None)


def given(walk: Walk, key: str) -> str:
    """Its type, "" where there is none."""
    found = card(walk, key)
    return found.type if found else ""


def put(walk: Walk, **values: object) -> None:
    assert services.save_fields(walk.key, by=walk.who, values=values) == ()


def coded(uscc: str, by: Actor) -> str:
    """A project of the firm is registered; its code."""
    data = ProjectData(
        name="绿色算力中心（演示）",
        kind="file",
        project_type="01",
        department="04",
        industry="I",
        investment=Decimal("56000"),
        starts_on=None,
        summary="机架 2000 架",
        sites=((REGION, "西川新城 1 号（演示）"),),
    )
    return registering.submit(registering.begin(uscc=uscc, given=data, by=by), by=by)


def test_a_restaurant_from_its_licence_to_its_seal_out_of_one_form(scene: Scene, owner: Actor) -> None:
    walk = Walk.begun(scene, "restaurant", owner)
    walk.answer(**RESTAURANT)
    put(walk, org_name=SHOP)
    walk.fill()
    draft = walk.draft()
    asked = [one.element.code for part in draft.sections for one in part.fields]
    assert len(asked) == len(set(asked)) and "org_uscc" not in asked, "each thing once, and no code that nobody has yet"
    assert "M0002" not in {one.code for one in draft.materials if not one.fed_by}

    walk.submit()
    others = {"food", "sign", "fire", "drain", "seal"}
    assert {one.key: one.state for one in walk.whole().parts} == {"shop": "open"} | dict.fromkeys(others, "held")
    walk.handle("shop")
    assert {one.state for one in walk.whole().parts if one.key in others} == {"open"}, "the others begin on one day"
    codes = {told(walk, key)["org_uscc"] for key in others}
    assert len(codes) == 1 and all(codes), "read from the new licence"
    assert {told(walk, key)["org_name"] for key in others} == {SHOP}
    walk.handle_all()
    assert walk.whole().outcome == "whole"
    assert [given(walk, key) for key in ("shop", "food", "drain", "fire")] == ["M0002", "M0007", "M3047", ""]


def test_a_change_of_name_reaches_everybody_who_knows_the_firm(scene: Scene, owner: Actor) -> None:
    walk = Walk.begun(scene, "firm-change", owner, uscc=scene.firm(owner, FIRM))
    walk.answer(**NEW_NAME)
    put(walk, org_name=NEW)
    walk.fill()
    walk.submit()
    others = {"seal", "tax", "social", "medical", "fund", "customs", "bank"}
    assert [{*wave} for wave in walk.handle_all()] == [{"registry"}, others]
    assert {told(walk, key)["org_name"] for key in others} == {NEW}
    assert licences.face_of(card(walk, "registry").id)["org_name"] == NEW, "the new licence bears the new name"
    for key in others:
        papers = cases.own_case(owner, walk.part(key).number).materials
        assert not [one.name for one in papers if one.code == "M0002" and one.files], (
            "nobody asks for the licence again"
        )
    assert (walk.whole().outcome, given(walk, "registry")) == ("whole", "M0002")


@pytest.mark.demand("ONE-07")
def test_a_green_computing_firm_is_found_read_and_applied_for(scene: Scene, owner: Actor) -> None:
    hit = catalog.things("绿色算力", kind="bundle", region=REGION).hits[0]
    assert (hit.key, hit.title) == ("green-computing", "开办绿色算力企业")
    page = bundles.page(REGION, hit.key)
    assert page is not None and page.body.steps and page.whole.materials.spared > 0

    firm = scene.firm(owner, FIRM)
    walk = Walk.begun(scene, "green-computing", owner, uscc=firm)
    walk.answer(**CENTRE)
    code = coded(firm, owner)
    put(walk, project_code=code)
    walk.fill()
    assert walk.submit().number
    assert [{*wave} for wave in walk.handle_all()] == [{"record", "telecom"}, {"energy", "eia", "power_high"}]
    assert {told(walk, key)["project_code"] for key in ("energy", "eia", "power_high")} == {code}
    assert walk.whole().outcome == "whole"
    assert [given(walk, key) for key in ("record", "telecom")] == ["M6007", "M6011"]
    _a_founder_begins_with_licence_and_record(scene, scene.stranger("马兰英", "41132319900101002", "13900001235"))


def _a_founder_begins_with_licence_and_record(scene: Scene, founder: Actor) -> None:
    walk = Walk.begun(scene, "green-computing", founder)
    walk.answer(computing_way="build_and_sell", firm_standing="company")
    walk.fill()
    walk.submit()
    assert [{*wave} for wave in walk.handle_all()] == [{"company"}, {"record", "telecom"}]
    assert walk.whole().outcome == "whole"
