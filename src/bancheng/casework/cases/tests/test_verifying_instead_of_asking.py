"""APP-06: what a register confirms is asked of the register, not of another unit or the applicant."""

from __future__ import annotations

from typing import Any

import pytest

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.models import Verification
from bancheng.casework.cases.standing import subject_of
from bancheng.casework.cases.tests.stage import Stage, material
from bancheng.casework.cases.types import Gap
from bancheng.ground.access import AccessDenied
from bancheng.ground.journal import selectors as journal
from bancheng.ground.law import Refused
from bancheng.registers.catalog.models import MaterialType
from bancheng.registers.exchange.tests.conftest import Shelves
from bancheng.registers.exchange.types import Register
from bancheng.registers.identity import selectors as identity

pytestmark = pytest.mark.django_db
QUESTION = "请贵单位核实申请人姓名是否真实。"


def known(stage: Stage, shelves: Shelves, **values: str) -> None:
    """The population register knows the applicant by this."""
    number = identity.id_number_of(stage.person().pk)
    shelves.registers[Register.POPULATION].records[number] = {"person_id_number": number} | values


def consult(stage: Stage, number: str, question: str = QUESTION, *, elements: tuple[str, ...] = ()) -> Any:
    unit = stage.world.water.pk
    return services.consult(
        number, by=stage.staff("reviewer"), organisations=[unit], question=question, elements=elements
    )


@pytest.mark.demand("APP-06")
def test_a_reviewer_cannot_ask_a_unit_for_a_field_that_a_register_confirms_and_the_button_calls_it(
    stage: Stage, shelves: Shelves
) -> None:
    known(stage, shelves, person_name="王小满")
    number, reviewer = stage.accepted(), stage.staff("reviewer")
    with pytest.raises(Refused, match="姓名”可以由人口基础信息库核验") as refused:
        consult(stage, number)
    assert refused.value.code == "cases.verifiable"
    (field,) = selectors.verifiable(reviewer, number)
    assert (field.element, field.source, field.reach, field.latest) == (
        "person_name",
        "人口基础信息库",
        "网络核验",
        None,
    )
    assert services.verify_field(number, element="person_name", by=reviewer) == "same"
    (kept,) = selectors.verifications(reviewer, number)
    assert (kept.outcome_label, kept.source, kept.by_name) == ("一致", "人口基础信息库", "赵建平")
    assert kept.at.hour == 9, "the result stands with its time"
    with pytest.raises(Refused):
        consult(stage, number)
    entry = journal.entries_of(subject_of(stage.row(number))).filter(verb="verify").first()
    assert entry is not None and entry.facts["verified"] == "same" and "王小满" not in str(entry.facts)


@pytest.mark.demand("APP-06")
def test_no_wording_carries_a_verifiable_field_to_another_unit(stage: Stage, shelves: Shelves) -> None:
    known(stage, shelves, person_name="王小满")
    number, reviewer = stage.accepted(), stage.staff("reviewer")
    for question in ("请按附表回复。", "请说说这个人。", QUESTION):
        with pytest.raises(Refused, match="姓名”可以由人口基础信息库核验") as refused:
            consult(stage, number, question, elements=("person_name", "has_staff"))
        assert refused.value.code == "cases.verifiable"
    assert not stage.row(number).consultations.exists()
    assert services.verify_field(number, element="person_name", by=reviewer) == "same"
    with pytest.raises(Refused, match="已由人口基础信息库核验一致"):
        consult(stage, number, "请按附表回复。", elements=("person_name",))
    consult(stage, number, "请按附表回复。", elements=("has_staff",))
    entry = journal.entries_of(subject_of(stage.row(number))).filter(verb="consult", refused=False).get()
    assert len(entry.facts["about"]) == 1


def test_only_fields_of_the_form_are_asked_about(stage: Stage, shelves: Shelves) -> None:
    number = stage.accepted()
    with pytest.raises(Refused) as refused:
        consult(stage, number, "请按附表回复。", elements=("no_such_element",))
    assert refused.value.code == "cases.unlisted_field"


@pytest.mark.parametrize(("held", "outcome"), [({"person_name": "王大满"}, "differs"), ({}, "absent"), (None, "down")])
def test_what_the_register_does_not_confirm_may_be_asked(
    stage: Stage, shelves: Shelves, held: dict[str, str] | None, outcome: str
) -> None:
    if held is None:
        shelves.registers[Register.POPULATION].error = TimeoutError()
    else:
        known(stage, shelves, **held)
    number = stage.accepted()
    assert services.verify_field(number, element="person_name", by=stage.staff("reviewer")) == outcome
    consult(stage, number)
    assert stage.row(number).consultations.count() == 1


def test_a_question_about_something_else_goes_out(stage: Stage, shelves: Shelves) -> None:
    number = stage.accepted()
    consult(stage, number, "请对该店选址提出意见。")
    assert stage.row(number).consultations.count() == 1


@pytest.mark.demand("APP-06")
def test_a_material_that_a_register_proves_cannot_be_asked_for_before_the_register_was(
    stage: Stage, shelves: Shelves
) -> None:
    MaterialType.objects.create(code="M0144", name="居民身份证", kind="certificate")
    card = material("M0144", "居民身份证", kind="certificate")
    clerk, citizen = stage.staff("clerk"), stage.citizen()
    number = stage.file(stage.item("要身份证的事", materials=[card]), citizen).number
    with pytest.raises(Refused, match="居民身份证”可以由人口基础信息库核验") as refused:
        services.request_supplement(number, by=clerk, gaps=[Gap(1, "看不清")])
    assert refused.value.code == "cases.verifiable"
    assert services.verify_material(number, line=1, by=clerk) == "absent"
    services.request_supplement(number, by=clerk, gaps=[Gap(1, "看不清")])
    known(stage, shelves, person_name="王小满")
    assert services.verify_material(number, line=1, by=clerk) == "same"
    (row,) = stage.seen(number, clerk).materials
    assert row.source == "人口基础信息库" and row.obtained_at is not None


def test_a_register_that_the_organ_keeps_itself_is_asked_inside_the_unit(stage: Stage, shelves: Shelves) -> None:
    known(stage, shelves, person_name="王小满")
    stage.world.market.function = "public_security"
    stage.world.market.save()
    number, reviewer = stage.accepted(), stage.staff("reviewer")
    services.verify_field(number, element="person_name", by=reviewer)
    assert Verification.objects.get().reach == "inside"


def test_only_who_handles_the_case_verifies_and_only_what_can_be(stage: Stage, shelves: Shelves) -> None:
    number = stage.accepted()
    with pytest.raises(AccessDenied):
        services.verify_field(number, element="person_name", by=stage.citizen())
    with pytest.raises(AccessDenied):
        selectors.verifiable(stage.staff("supervisor"), number)
    reviewer = stage.staff("reviewer")
    for element in ("has_staff", "", "x" * 60):
        with pytest.raises(Refused, match="没有核验接口"):
            services.verify_field(number, element=element, by=reviewer)
    for line in (0, 1, 99, 10**12):
        with pytest.raises(Refused, match="没有核验接口"):
            services.verify_material(number, line=line, by=reviewer)
