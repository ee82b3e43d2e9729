"""The demonstration's registers hold invented people and firms that fit together and the catalogue's elements."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import yaml
from django.core import checks as django_checks

import bancheng.profiles
from bancheng.ground.access import Subject, system
from bancheng.ground.codes import Sex, credit_code, id_number
from bancheng.profiles import cast
from bancheng.profiles.loader_codes import demo_credit_code
from bancheng.registers.exchange import selectors, services
from bancheng.registers.exchange.adapters.base_registers import plug
from bancheng.registers.exchange.adapters.base_registers.demo_firms import firms
from bancheng.registers.exchange.adapters.base_registers.demo_people import population, values_of
from bancheng.registers.exchange.sharing import IN_A_ROLE, SHARINGS
from bancheng.registers.exchange.types import Register

CATALOGUE = Path(bancheng.profiles.__file__).parent / "catalogue"
# What these registers do not hold: phones come from the account, the seller of a house from the register of real estate.
ELSEWHERE = {"person_phone", "contact_phone", "guardian_phone", "transferee_phone", "transferor_id_number"}


def rows(pattern, key):
    for file in sorted(CATALOGUE.glob(pattern)):
        yield from yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader).get(key) or ()


def elements():
    return {row["code"]: row for row in rows("elements*.yaml", "elements")}


def prefilled():
    for file in sorted((CATALOGUE / "guides").glob("*.yaml")):
        text = file.read_text(encoding="utf-8")
        yield from _fields(yaml.load(text, Loader=yaml.CSafeLoader))


def _fields(node):
    if isinstance(node, dict):
        if node.get("prefill") in ("person", "legal_person"):
            yield node["element"]
        for value in node.values():
            yield from _fields(value)
    elif isinstance(node, list):
        for value in node:
            yield from _fields(value)


def everything():
    return [values_of(one.number) for one in population()] + list(firms().values())


def test_every_value_is_one_that_its_element_takes():
    dictionary = elements()
    for values in everything():
        for code, value in values.items():
            row = dictionary[code]
            assert value and len(value) <= row.get("max_length", 1000), code
            if row["type"] == "choice":
                assert value in {option["value"] for option in row["options"]}, code
            if row["type"] == "date":
                assert date.fromisoformat(value) <= date(2026, 11, 20)
            if row["type"] == "id_number":
                assert id_number(value).number == value
            if row["type"] == "uscc":
                assert credit_code(value) == value
            if row["type"] == "region":
                assert len(value) == 12 and value.isdigit()


def test_every_element_that_a_guide_wants_from_these_registers_is_held_or_known_to_be_elsewhere():
    held = {code for values in everything() for code in values} | set(IN_A_ROLE)
    wanted = set(prefilled())
    assert wanted and wanted - held == ELSEWHERE & wanted
    assert not held & ELSEWHERE


def test_what_proves_a_material_is_held_and_the_material_exists():
    held = {code for values in everything() for code in values}
    materials = {row["code"] for row in rows("materials*.yaml", "materials")}
    for sharing in SHARINGS.values():
        assert sharing.material in materials
        assert {*sharing.compared, *sharing.when} <= held
    assert set(IN_A_ROLE) <= set(elements())


def test_persons_are_nobodys_and_fit_their_numbers_and_their_families():
    everybody = {one.number: values_of(one.number) for one in population()}
    assert len(everybody) == len(population()) > 36
    for number, values in everybody.items():
        read = id_number(number)
        assert number[14:17] in ("000", "999")
        assert values["birth_date"] == read.birth.isoformat()
        assert values["person_gender"] == ("male" if read.sex is Sex.MALE else "female")
        if "spouse_id_number" in values:
            spouse = everybody[values["spouse_id_number"]]
            assert (spouse["spouse_id_number"], spouse["married_on"]) == (number, values["married_on"])
            assert spouse["household_address"] == values["household_address"]
            assert spouse["person_gender"] != values["person_gender"]
        for child in filter(None, values.get("minor_id_numbers", "").split("、")):
            assert everybody[child]["guardian_name"] in (values["person_name"], values.get("spouse_name"))


def test_a_minor_is_of_age_one_day(time_machine):
    child = next(one for one in population() if one.guardian is not None)
    assert "guardian_name" in values_of(child.number) and "minor_names" in values_of(child.guardian.number)
    time_machine.move_to(date(child.birth.year + 18, 12, 31))
    assert "guardian_name" not in values_of(child.number) and "minor_names" not in values_of(child.guardian.number)


def test_the_cast_stands_in_the_registers_with_the_firm_of_the_noodle_shop():
    for part in cast._document()["citizens"]:
        values = values_of(cast._number(part["id"]))
        assert values["person_name"] == part["name"]
        if "legal_person" in part:
            firm = firms()[demo_credit_code("92", part["legal_person"]["region"], part["legal_person"]["name"])]
            assert (firm["legal_representative_id_number"], firm["org_name"]) == (
                cast._number(part["id"]),
                part["legal_person"]["name"],
            )


def test_every_firm_is_represented_by_somebody_of_the_population():
    for values in firms().values():
        founder = values_of(values["legal_representative_id_number"])
        assert founder["person_name"] == values["legal_representative_name"]
        assert date.fromisoformat(values["established_on"]).year - date.fromisoformat(founder["birth_date"]).year >= 22
    assert len(firms()) >= 24
    assert {values["org_type"] for values in firms().values()} > {"company", "sole_trader", "institution"}


def test_who_is_not_invented_is_not_known():
    register = plug().registers[Register.POPULATION]
    assert register.look_up("411323199003070018", timeout=1) is None
    assert plug().registers[Register.LEGAL_PERSONS].look_up("91350100M000100Y43", timeout=1) is None


def test_in_production_the_demo_registers_are_refused(settings):
    assert [(one.state, one.demo) for one in selectors.checks()] == [("ok", True)]
    settings.BANCHENG_MODE = "production"
    (health,) = selectors.checks()
    assert (health.state, health.plug) == ("fail", "base_registers") and "BANCHENG_BASE_REGISTERS" in health.sentence
    assert not plug().registers and selectors.shareable("M0144") is None
    found = django_checks.run_checks(tags=["bancheng"], include_deployment_checks=True)
    assert "exchange.E001" in [one.id for one in found]


def test_a_real_adapter_is_named_by_the_settings(settings, shelves):
    assert [one.sentence for one in selectors.checks()] == ["可以查询"]
    shelves.problem = "证书已过期"
    assert [(one.state, one.sentence) for one in selectors.checks()] == [("fail", "证书已过期")]
    for wrong in ("nobody", "bancheng.nowhere:Plug", f"{__name__}:Nobody"):
        settings.BANCHENG_BASE_REGISTERS = wrong
        (health,) = selectors.checks()
        assert health.state == "fail" and wrong in health.sentence


def test_without_any_register_connected_everybody_types_and_nothing_is_promised(settings, db):
    settings.BANCHENG_BASE_REGISTERS = "none"
    assert [(one.state, one.demo) for one in selectors.checks()] == [("ok", False)]
    subject = Subject("cases.case", "1")
    answer = services.fetch(
        "population", population()[0].number, purpose="填写申请表", subject=subject, by=system("测试")
    )
    assert not answer.found and not answer.down and selectors.uses(subject) == ()
    assert {selectors.shareable(material) for material in SHARINGS} == {None}
