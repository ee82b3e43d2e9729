"""What the government has is not asked for: three exemptions, sharing with source and time, forms filled from registers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.tests.stage import LICENCE, PDF, PLAN, Stage, at, material
from bancheng.ground.access import Actor
from bancheng.ground.jobs import drain
from bancheng.ground.law import Refused
from bancheng.registers.catalog.models import Element, MaterialType
from bancheng.registers.catalog.tests.sample import PLATFORM
from bancheng.registers.exchange.tests.conftest import Shelves
from bancheng.registers.exchange.types import Register
from bancheng.registers.identity import selectors as people
from bancheng.registers.identity import services as identity

USCC = "91411323MA0DEM0266"
FIRM = "西峡县演示食品有限公司"
ISSUED = material(
    "M0117",
    "不动产权属证书",
    source="government",
    exempt="sharing",
    exempt_note="由本县不动产登记机构核发，办理机关自行调取。",
)
PROVED = material("M0144", "居民身份证", source="government", exempt="sharing", exempt_note="由人口基础信息库核对。")
CARRIED = material(LICENCE, "食品经营许可证", exempt="licence", exempt_note="已有电子证照的，免交实体证照。")


@pytest.fixture
def firm(stage: Stage, shelves: Shelves) -> Actor:
    """王小满 with a firm that the register of legal persons knows, and a guide's fields for firms."""
    MaterialType.objects.bulk_create(
        [
            MaterialType(code="M0117", name="不动产权属证书", kind="certificate"),
            MaterialType(code="M0144", name="居民身份证", kind="certificate"),
        ]
    )
    Element.objects.create(code="org_name", label="单位名称", kind="text")
    Element.objects.create(code="org_uscc", label="统一社会信用代码", kind="uscc")
    Element.objects.create(code="org_address", label="住所", kind="address")
    uscc = people.find_legal_person(USCC)
    assert uscc is None
    identity.register_legal_person(uscc=USCC, name=FIRM, representative=stage.person(), by=PLATFORM)
    held = {"org_name": FIRM, "org_uscc": USCC, "org_address": "河南省南阳市西峡县白羽路 1 号"}
    shelves.registers[Register.LEGAL_PERSONS].records[USCC] = held
    return stage.citizen()


def fields() -> list[dict[str, Any]]:
    known = [
        {"element": code, "section": "单位", "prefill": "legal_person"}
        for code in ("org_name", "org_uscc", "org_address")
    ]
    return [*known, {"element": "person_name", "section": "联系人"}, {"element": "has_staff", "section": "联系人"}]


def known_person(stage: Stage, shelves: Shelves) -> None:
    number = people.id_number_of(stage.person().pk)
    shelves.registers[Register.POPULATION].records[number] = {"person_id_number": number, "person_name": "王小满"}


@pytest.mark.demand("APP-07")
def test_an_item_with_one_of_each_exemption_shows_all_three_with_their_reason(
    stage: Stage, firm: Actor, shelves: Shelves
) -> None:
    known_person(stage, shelves)
    item = stage.item("三免", materials=[ISSUED, PROVED, CARRIED, {**PLAN, "necessity": "optional"}])
    key = stage.draft(item)
    services.prefill(key, by=firm)
    first, second, third, fourth = selectors.draft(firm, key).materials
    assert [one.spared for one in (first, second, third, fourth)] == [True, True, True, False]
    assert not any(one.missing for one in (first, second, third))
    assert first.reason == "由本县不动产登记机构核发，办理机关自行调取。" and first.given_label == "数据共享免交"
    assert "已由人口基础信息库核对（2026年11月20日），不用交" in second.reason
    assert third.reason == "已有电子证照的，免交实体证照。" and third.given_label == "电子证照免交"
    number = services.submit(key, by=firm, declared=True).number
    assert [one.spared for one in stage.seen(number).materials[:3]] == [True, True, True]


@pytest.mark.demand("APP-05")
def test_a_shared_material_shows_source_and_time_and_needs_no_upload(
    stage: Stage, firm: Actor, shelves: Shelves, move: Callable[..., None]
) -> None:
    known_person(stage, shelves)
    key = stage.draft(stage.item("免身份证", materials=[PROVED]))
    services.prefill(key, by=firm)
    one = selectors.draft(firm, key).materials[0]
    assert (one.source, one.given, one.files, one.missing) == ("人口基础信息库", "shared", (), False)
    assert one.obtained_at is not None and one.obtained_at.date() == date(2026, 11, 20)
    number = services.submit(key, by=firm, declared=True).number
    move(date(2026, 11, 25))
    kept = selectors.own_case(firm, number).materials[0]
    assert (kept.source, kept.obtained_at, kept.reason) == (one.source, one.obtained_at, one.reason)


def test_a_register_that_is_down_or_differs_proves_nothing_and_still_asks_for_no_upload(
    stage: Stage, firm: Actor, shelves: Shelves
) -> None:
    number = people.id_number_of(stage.person().pk)
    shelves.registers[Register.POPULATION].records[number] = {"person_id_number": number, "person_name": "王大满"}
    key = stage.draft(stage.item("免身份证", materials=[PROVED]))
    services.prefill(key, by=firm)
    one = selectors.draft(firm, key).materials[0]
    assert (one.source, one.obtained_at, one.reason) == ("", None, "由人口基础信息库核对。") and not one.missing
    shelves.registers[Register.POPULATION].error = TimeoutError()
    assert services.prefill(key, by=firm) == ()
    assert services.submit(key, by=firm, declared=True).number


@pytest.mark.demand("APP-05")
def test_what_was_handed_in_before_is_reused_in_one_click(stage: Stage) -> None:
    citizen, earlier = stage.citizen(), stage.file().number
    key = services.start(item_id=stage.item("又一件"), by=citizen, answers={"shop_kind": "shop"})
    offered = selectors.draft(citizen, key).materials[0].reusable
    assert [(one.name, one.number) for one in offered] == [("布局图.pdf", earlier)]
    services.reuse_file(key, line=1, file=offered[0].file, by=citizen)
    given = selectors.draft(citizen, key).materials[0]
    assert not given.missing and given.files[0].reused_from == earlier
    services.reuse_file(key, line=1, file=offered[0].file, by=citizen)
    assert len(selectors.draft(citizen, key).materials[0].files) == 1


@pytest.mark.demand("APP-08")
def test_a_company_finds_name_code_and_address_filled_with_their_source_and_the_rest_empty(
    stage: Stage, firm: Actor
) -> None:
    key = services.start(item_id=stage.item("单位事项", fields=fields()), by=firm, answers={"shop_kind": "shop"})
    services.set_applicant(key, by=firm, capacity="representative", uscc=USCC)
    assert services.prefill(key, by=firm) == ()
    view = selectors.draft(firm, key)
    company, contact = view.sections
    assert [(one.value, one.source) for one in company.fields] == [
        (FIRM, "法人基础信息库"),
        (USCC, "法人基础信息库"),
        ("河南省南阳市西峡县白羽路 1 号", "法人基础信息库"),
    ]
    assert all(one.obtained_at == at(date(2026, 11, 20)) for one in company.fields)
    assert [(one.value, one.source) for one in contact.fields] == [(None, ""), (None, "")]
    assert view.applicant_name == FIRM and company.complete and not contact.complete


def test_a_value_that_the_applicant_changes_is_his_own_and_one_that_he_confirms_keeps_its_source(
    stage: Stage, firm: Actor
) -> None:
    key = services.start(item_id=stage.item("单位事项", fields=fields()), by=firm)
    services.set_applicant(key, by=firm, capacity="representative", uscc=USCC)
    services.prefill(key, by=firm)
    services.save_fields(key, by=firm, values={"org_name": FIRM, "org_address": "西峡县世纪大道 2 号"})
    name, _, address = selectors.draft(firm, key).sections[0].fields
    assert (name.source, address.source, address.value) == ("法人基础信息库", "", "西峡县世纪大道 2 号")
    services.prefill(key, by=firm)
    assert selectors.draft(firm, key).sections[0].fields[2].value == "西峡县世纪大道 2 号"


def test_a_register_that_is_down_is_named_and_leaves_the_field_to_be_typed(
    stage: Stage, firm: Actor, shelves: Shelves
) -> None:
    shelves.registers[Register.LEGAL_PERSONS].error = TimeoutError()
    key = services.start(item_id=stage.item("单位事项", fields=fields()), by=firm)
    services.set_applicant(key, by=firm, capacity="representative", uscc=USCC)
    assert services.prefill(key, by=firm) == ("法人基础信息库",)
    assert services.save_fields(key, by=firm, values={"org_name": FIRM}) == ()


def test_what_a_register_said_of_one_applicant_is_not_said_of_the_next(stage: Stage, firm: Actor) -> None:
    key = services.start(item_id=stage.item("单位事项", fields=fields()), by=firm)
    services.set_applicant(key, by=firm, capacity="representative", uscc=USCC)
    services.prefill(key, by=firm)
    services.save_fields(key, by=firm, values={"has_staff": "yes"})
    services.set_applicant(key, by=firm, capacity="self")
    filled = {one.field.element: one.value for part in selectors.draft(firm, key).sections for one in part.fields}
    assert filled == {"org_name": None, "org_uscc": None, "org_address": None, "person_name": None, "has_staff": True}


def held_licence(stage: Stage) -> str:
    """A valid 食品经营许可证 of 王小满."""
    stage.closed(stage.licensed())
    return selectors.draft(stage.citizen(), _asks_for_it(stage)).materials[0].holdings[0].licence


def _asks_for_it(stage: Stage, by: Actor | None = None) -> str:
    item = stage.item("凭许可证办", materials=[{**CARRIED, "exempt": "", "exempt_note": ""}])
    return services.start(item_id=item, by=by or stage.citizen(), answers={"shop_kind": "shop"})


def test_ones_own_licence_stands_for_the_paper_and_somebody_elses_never(stage: Stage) -> None:
    licence = held_licence(stage)
    stranger = stage.citizen("李秀英", 2)
    other = _asks_for_it(stage, stranger)
    assert selectors.draft(stranger, other).materials[0].holdings == ()
    with pytest.raises(Refused) as refused:
        services.use_licence(other, line=1, licence=licence, by=stranger)
    assert refused.value.code == "cases.no_licence"
    own = _asks_for_it(stage)
    services.use_licence(own, line=1, licence=licence, by=stage.citizen())
    line = selectors.draft(stage.citizen(), own).materials[0]
    assert line.spared and line.licence == licence and "食品经营许可证" in line.reason
    services.undo_material(own, line=1, by=stage.citizen())
    assert selectors.draft(stage.citizen(), own).materials[0].missing


def test_an_upload_comes_back_when_the_licence_is_taken_back(stage: Stage) -> None:
    licence, citizen = held_licence(stage), stage.citizen()
    own = _asks_for_it(stage)
    services.add_file(own, line=1, stream=BytesIO(PDF), name="许可证.pdf", by=citizen)
    services.use_licence(own, line=1, licence=licence, by=citizen)
    services.undo_material(own, line=1, by=citizen)
    line = selectors.draft(citizen, own).materials[0]
    assert line.given == "uploaded" and not line.missing


def test_a_claimed_mandate_opens_neither_licences_nor_uploads_of_the_principal(stage: Stage) -> None:
    licence = held_licence(stage)
    agent = stage.citizen("李秀英", 2)
    key = _asks_for_it(stage, agent)
    number = people.id_number_of(stage.person().pk)
    services.set_applicant(key, by=agent, capacity="agent", principal_name="王小满", principal_id_number=number)
    line = selectors.draft(agent, key).materials[0]
    assert (line.holdings, line.reusable) == ((), ())
    with pytest.raises(Refused):
        services.use_licence(key, line=1, licence=licence, by=agent)
    plan = services.start(item_id=stage.item("又一件"), by=agent)
    services.set_applicant(plan, by=agent, capacity="agent", principal_name="王小满", principal_id_number=number)
    file = selectors.draft(stage.citizen(), services.start(item_id=stage.item("又一件"), by=stage.citizen()))
    with pytest.raises(Refused) as refused:
        services.reuse_file(plan, line=1, file=file.materials[0].reusable[0].file, by=agent)
    assert refused.value.code == "cases.no_file"
    assert selectors.draft(stage.staff("clerk"), key).materials[0].holdings, "a window has seen the mandate"


def test_a_licence_attached_for_oneself_does_not_stand_for_another_applicant(stage: Stage, firm: Actor) -> None:
    licence, citizen = held_licence(stage), stage.citizen()
    key = _asks_for_it(stage)
    services.use_licence(key, line=1, licence=licence, by=citizen)
    services.set_applicant(key, by=citizen, capacity="representative", uscc=USCC)
    line = selectors.draft(citizen, key).materials[0]
    assert line.missing and line.licence == "" and line.holdings == ()


def test_earlier_values_are_offered_where_the_guide_says_so(stage: Stage) -> None:
    earlier = stage.file().number
    item = stage.item("沿用", fields=[{"element": "person_name", "prefill": "earlier_case"}])
    key = services.start(item_id=item, by=stage.citizen())
    services.prefill(key, by=stage.citizen())
    one = selectors.draft(stage.citizen(), key).sections[0].fields[0]
    assert (one.value, one.source) == ("王小满", f"您的办件 {earlier}")


def test_what_a_register_can_prove_is_proven_after_a_filing_by_machine_too(
    stage: Stage, firm: Actor, shelves: Shelves
) -> None:
    known_person(stage, shelves)
    filed = services.file(
        item_id=stage.item("免身份证", materials=[PROVED]),
        by=firm,
        answers={"shop_kind": "shop"},
        values={"person_name": "王小满", "has_staff": True},
        declared=True,
    )
    drain()
    one = stage.seen(filed.number).materials[0]
    assert one.source == "人口基础信息库" and one.obtained_at is not None
    assert "prove_material" in [line.verb for line in selectors.trace(stage.staff("supervisor"), filed.number).lines]
