"""Each rule of the examination on a guide that breaks it, and on one that does not."""

from __future__ import annotations

from typing import Any

import pytest

from bancheng.registers.catalog.lint.engine import lint_body
from bancheng.registers.catalog.lint.findings import RULES
from bancheng.registers.catalog.lint.raw import weak_materials
from bancheng.registers.catalog.lint.rules import BUILT_IN
from bancheng.registers.catalog.schema import GuideBody
from bancheng.registers.catalog.selectors import examine, undeclared_data_needs
from bancheng.registers.catalog.tests.sample import BASIS, body
from bancheng.registers.catalog.types import Fault, LintSubject


def found(**changes: Any) -> dict[str, Fault]:
    """The findings on the sample guide with changes, by path."""
    return {fault.path: fault for fault in lint_body(GuideBody.model_validate(body(**changes)))}


def material(**changes: Any) -> dict[str, Any]:
    return body()["materials"][0] | changes


def with_item(**facts: Any) -> list[Fault]:
    """What the built-in rules find in a guide that knows its item."""
    given: dict[str, Any] = {"name": "食品经营许可", "off_platform": ""} | facts
    changed = given.pop("body", body())
    subject = LintSubject(
        1, given["name"], "01", "411323000000", 1, "", given["off_platform"], GuideBody.model_validate(changed)
    )
    return [fault for check in BUILT_IN for fault in check(subject)]


def test_the_sample_guide_is_clean():
    assert found() == {}


def test_every_rule_says_on_what_it_stands_and_how_it_is_mended():
    for rule in RULES.values():
        assert rule.article and rule.mend and rule.label and rule.severity in {"block", "warn"}


def test_vague_words_are_found_in_names_conditions_remarks_and_results():
    faults = found(
        requirements=[{"text": "符合法律规定的其他条件"}],
        materials=[material(name="其他相关材料", notes="还要带上有关材料")],
        results=[{"name": "许可证等文件", "kind": "licence"}],
        notes=["带齐其他材料"],
    )
    assert set(faults) == {"requirements.0.text", "materials.0.name", "materials.0.notes", "results.0.name", "notes.0"}
    assert all(fault.blocks and fault.phrase and fault.article for fault in faults.values())
    assert faults["materials.0.name"].phrase == "其他相关材料"


def test_a_vague_name_of_the_item_itself_is_told_but_does_not_block_for_the_matter_bears_it():
    (fault,) = with_item(name="依据档案记载出具相关证明")
    assert (fault.path, fault.phrase, fault.blocks) == ("item.name", "相关证明", False)


@pytest.mark.parametrize("law", ["无", "单位要求", "惯例", "—", "领导批示"])
def test_a_material_whose_basis_names_no_law_blocks_and_so_does_its_stamp(law: str):
    faults = found(materials=[material(basis=[{"law": law}], signature="seal")])
    assert faults["materials.0.basis"].code == "lint.material_basis" and faults["materials.0.basis"].blocks
    assert faults["materials.0.signature"].code == "lint.stamp_basis" and faults["materials.0.signature"].blocks


@pytest.mark.parametrize(
    "law",
    [
        "《食品安全法》",
        "食品经营许可管理办法",
        "国办发〔2018〕47号",
        "《规则》（TSG 08—2017）",
        "某市供水条例（2020年修订）",
    ],
)
def test_a_law_is_a_basis_however_it_is_written(law: str):
    faults = found(materials=[material(basis=[{"law": law, "article": "第三条"}])])
    assert not any(fault.blocks for fault in faults.values())


def test_a_seal_without_an_article_is_a_warning_and_a_law_in_its_note_is_enough():
    law = [{"law": "《食品经营许可和备案管理办法》"}]
    assert not found(materials=[material(basis=law, signature="seal")])["materials.0.signature"].blocks
    assert found(materials=[material(basis=law, signature="seal", signature_note="《办法》第七条")]) == {}


def test_coming_in_person_needs_a_law():
    faults = found(visits=1, visit_reason="核对原件")
    assert faults["visit_basis"].blocks and faults["visit_basis"].code == "lint.visit_basis"
    assert found(visits=1, visit_reason="核对原件", visit_basis=[{"law": "内部要求"}])["visit_basis"].blocks
    assert "visit_basis" not in found(visits=1, visit_reason="本人到场", visit_basis=[BASIS])


def test_neither_online_nor_excepted_is_told_of_the_item_and_does_not_hinder_writing():
    window_only = body(channels=["window"])
    assert [fault.path for fault in with_item(body=window_only)] == ["item.off_platform"]
    assert with_item(body=window_only, off_platform="site") == []
    lawful = body(channels=["window"], visits=1, visit_reason="本人到场", visit_basis=[BASIS])
    assert with_item(body=lawful) == []


@pytest.mark.parametrize("statement", ["无", "详见文件", "按规定"])
def test_a_fee_section_that_says_nothing_blocks(statement: str):
    assert found(fees={"charged": False, "statement": statement})["fees.statement"].blocks


@pytest.mark.parametrize("standard", ["按规定收取", "按国家有关规定执行", "详见文件"])
def test_a_charge_without_amount_or_document_blocks(standard: str):
    fees = {"charged": True, "items": [{"name": "工本费", "standard": standard, "basis": [BASIS]}]}
    assert found(fees=fees)["fees.items.0.standard"].blocks


def test_a_charge_with_an_amount_and_a_law_passes_and_without_a_law_does_not():
    item = {"name": "工本费", "standard": "每证20元", "basis": [BASIS]}
    assert found(fees={"charged": True, "items": [item]}) == {}
    assert found(fees={"charged": True, "items": [item | {"basis": [{"law": "单位通知要求"}]}]})[
        "fees.items.0.basis"
    ].blocks


def test_each_element_missing_for_a_cross_province_item_is_named():
    faults = found(
        scope="nation", results=[{"name": "许可证", "kind": "licence", "delivery": []}], cross={"level": "县级"}
    )
    named = {path: fault.phrase for path, fault in faults.items() if fault.code == "lint.cross_province"}
    assert named == {
        "results.0.delivery": "发证方式",
        "cross.acceptance": "受理模式",
        "cross.category": "业务分类",
        "cross.prior": "前置环节",
    }
    assert all(fault.blocks for fault in faults.values())
    whole = {"acceptance": "online", "category": "市场准入", "level": "县级", "prior": "无"}
    assert found(scope="nation", cross=whole) == {}
    assert found(scope="city") == {}


@pytest.mark.parametrize(("scope", "blocks"), [("nation", True), ("province", False)])
def test_the_section_is_owed_across_provinces_and_only_advised_within_one(scope: str, blocks: bool):
    faults = found(scope=scope)
    assert sorted(faults) == ["cross.acceptance", "cross.category", "cross.level", "cross.prior"]
    assert all(fault.blocks is blocks for fault in faults.values())


def test_a_material_from_sharing_without_a_data_need_is_told():
    shared = material(exempt="sharing", exempt_note="由数据共享核验")
    guide = GuideBody.model_validate(body(materials=[shared]))
    assert [fault.path for fault in undeclared_data_needs(guide)] == ["materials.0.exempt"]
    assert not found(materials=[shared])["materials.0.exempt"].blocks
    need = {"material": "M0001", "resource": "营业执照信息", "provider": "市场监管总局", "purpose": "核验主体"}
    assert undeclared_data_needs(GuideBody.model_validate(body(materials=[shared], data_needs=[need]))) == ()


def test_citations_without_marks_or_articles_and_repealed_laws_are_warned_of():
    faults = found(
        basis=[
            {"law": "食品安全法", "article": "第三十五条"},
            {"law": "《中华人民共和国婚姻法》", "article": "第八条"},
            {"law": "《食品安全法》", "article": "见正文"},
        ]
    )
    assert {path: fault.code for path, fault in faults.items()} == {
        "basis.0.law": "lint.basis_form",
        "basis.1.law": "lint.repealed",
        "basis.2.article": "lint.basis_form",
    }
    assert not any(fault.blocks for fault in faults.values())
    assert "《中华人民共和国民法典》" in faults["basis.1.law"].sentence


def test_a_promise_not_shorter_than_the_law_has_its_article_and_mend(db: None):
    _, faults = examine(body(promised={"unit": "workday", "n": 20}))
    promise = next(fault for fault in faults if fault.code == "guide.promise_not_shorter")
    assert promise.article == "《行政许可法》第四十二条" and "短于法定时限" in promise.mend


def test_a_body_that_is_not_well_formed_is_examined_as_far_as_it_can_be_read(db: None):
    broken = {
        "materials": [
            {"code": "M0001", "name": "其他材料", "form": "either", "originals": 0, "copies": 0, "signature": "none"},
            {"name": "介绍信", "basis": [{"law": "惯例"}]},
            "不是材料",
        ],
        "requirements": "不是清单",
        "notes": [7, "按有关材料办理"],
    }
    typed, faults = examine(broken)
    told = {fault.path: fault for fault in faults}
    assert typed is None
    assert told["materials.0.name"].phrase == "其他材料"
    assert told["materials.1.basis"].code == "lint.material_basis"
    assert told["materials.0.basis"].article and told["materials.0.basis"].mend
    assert told["notes.1"].phrase == "有关材料"


@pytest.mark.parametrize(
    "strange",
    [{"materials": None}, {"materials": {"a": 1}}, {"materials": [[], 3, None]}, {"materials": [{"basis": [1]}]}],
)
def test_strange_bodies_break_neither_examination_nor_clean_up(db: None, strange: dict[str, Any]):
    assert examine(strange)[0] is None
    list(weak_materials(strange))
