"""证明互认共享: a proof that a register can give is verified; nobody asks the applicant for it, then or later."""

from __future__ import annotations

from typing import Any

import pytest

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.tests.stage import PLAN, Stage, material
from bancheng.casework.cases.types import VERIFIED, Gap
from bancheng.ground.law import Refused
from bancheng.registers.catalog.models import MaterialType
from bancheng.registers.catalog.tests.sample import COUNTY, PLATFORM
from bancheng.registers.exchange.tests.conftest import Shelves
from bancheng.registers.exchange.types import Register
from bancheng.registers.identity import selectors as people
from bancheng.registers.lists import services as lists

PROOF = material("M0144", "身份证明", kind="proof", source="government")


@pytest.fixture
def item(stage: Stage) -> int:
    """An item that asks for a proof of who one is, which stands on the list of the county."""
    MaterialType.objects.create(code="M0144", name="身份证明", kind="other")
    texts = {"name": "身份证明", "basis": "《居民身份证法》", "asked_by": "市场监管局", "issued_by": "公安局"}
    lists.list_proof(region=COUNTY, code="M0144", material="M0144", guidance="到派出所", by=PLATFORM, **texts)
    return stage.item("要证明的事项", materials=[PROOF, PLAN | {"necessity": "optional"}])


def known(stage: Stage, shelves: Shelves, **changes: Any) -> None:
    number = people.id_number_of(stage.person().pk)
    held = {"person_id_number": number, "person_name": "王小满"} | changes
    shelves.registers[Register.POPULATION].records[number] = held


def begun(stage: Stage, item: int) -> str:
    """A draft filled in, with nothing handed in."""
    citizen = stage.citizen()
    key = services.start(item_id=item, by=citizen, answers={"shop_kind": "shop"})
    assert services.save_fields(key, by=citizen, values={"person_name": citizen.name, "has_staff": "no"}) == ()
    return key


@pytest.mark.demand("CAT-32")
def test_a_verified_proof_shows_that_it_is_not_required(stage: Stage, shelves: Shelves, item: int) -> None:
    known(stage, shelves)
    citizen = stage.citizen()
    key = begun(stage, item)
    assert selectors.draft(citizen, key).materials[0].missing
    services.prefill(key, by=citizen)
    proof = selectors.draft(citizen, key).materials[0]
    assert (proof.missing, proof.spared, proof.source, proof.given_label) == (False, True, "人口基础信息库", VERIFIED)
    assert "不需要提交" in VERIFIED and "不再索要" in VERIFIED
    number = services.submit(key, by=citizen, declared=True).number
    assert stage.seen(number).materials[0].given_label == VERIFIED


@pytest.mark.demand("CAT-32")
def test_what_is_verified_cannot_be_asked_for_in_a_supplement(stage: Stage, shelves: Shelves, item: int) -> None:
    known(stage, shelves)
    key = begun(stage, item)
    services.prefill(key, by=stage.citizen())
    number = services.submit(key, by=stage.citizen(), declared=True).number
    with pytest.raises(Refused) as refused:
        services.request_supplement(number, by=stage.staff("clerk"), gaps=[Gap(1, "请再交一份")])
    assert refused.value.code == "cases.already_verified"
    assert stage.row(number).state == "submitted"


def test_a_proof_that_no_register_confirms_is_still_asked_for(stage: Stage, shelves: Shelves, item: int) -> None:
    known(stage, shelves, person_name="王大满")
    key = begun(stage, item)
    services.prefill(key, by=stage.citizen())
    proof = selectors.draft(stage.citizen(), key).materials[0]
    assert proof.missing and not proof.spared
