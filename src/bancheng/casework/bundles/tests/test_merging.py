from __future__ import annotations

import pytest
from pydantic import ValidationError

from bancheng.casework.bundles.merging import merge
from bancheng.casework.bundles.planning import finishing, layers, savings
from bancheng.casework.bundles.schema import Feed, Resolution
from bancheng.casework.bundles.tests.making import ELEMENTS, asked, bundle, guide, paper
from bancheng.registers.catalog.types import Option

PLAN, LEASE, LICENCE = paper("M0001", "平面图"), paper("M0002", "租赁合同"), paper("M0003", "营业执照")


def test_a_field_and_a_paper_that_two_members_need_are_asked_once():
    body, guides = bundle(
        {
            "food": guide("org_name", "business_area", materials=(PLAN, LEASE)),
            "fire": guide("org_name", "business_area", materials=(PLAN,)),
        }
    )
    merged = merge(body, guides, ELEMENTS)
    assert [(one.field.element, one.members) for one in merged.asked] == [
        ("org_name", ("food", "fire")),
        ("business_area", ("food", "fire")),
    ]
    assert [(one.material.name, one.members) for one in merged.handed_in] == [
        ("平面图", ("food", "fire")),
        ("租赁合同", ("food",)),
    ]
    counted = savings(merged)
    assert (counted.fields.apart, counted.fields.together) == (4, 2)
    assert (counted.materials.apart, counted.materials.together, counted.materials.spared) == (3, 2, 1)
    assert (counted.forms.apart, counted.forms.together) == (2, 1)


def test_what_one_member_issues_the_next_is_not_asked_for():
    body, guides = bundle(
        {"food": guide("org_uscc", materials=(LICENCE, PLAN)), "shop": guide("org_name", licence="M0003")},
        Feed(before="shop", after="food", material="M0003", elements=("org_uscc",)),
    )
    merged = merge(body, guides, ELEMENTS)
    assert [one.key for one in merged.active] == ["shop", "food"]
    papers = {one.material.name: (one.way, one.fed_by) for one in merged.materials}
    assert papers == {"营业执照": ("fed", "shop"), "平面图": ("upload", "")}
    assert [(one.field.element, one.fed_by) for one in merged.fields] == [("org_name", ""), ("org_uscc", "shop")]
    assert [one.field.element for one in merged.asked] == ["org_name"]


def test_a_paper_that_another_member_still_needs_from_outside_is_handed_in():
    body, guides = bundle(
        {"shop": guide(licence="M0003"), "food": guide(materials=(LICENCE,)), "old": guide(materials=(LICENCE,))},
        Feed(before="shop", after="food", material="M0003"),
    )
    (found,) = merge(body, guides, ELEMENTS).materials
    assert (found.way, found.fed_by, found.members) == ("upload", "", ("food", "old"))


def test_without_the_member_that_makes_it_the_paper_is_asked_for_again():
    body, guides = bundle(
        {"shop": guide(licence="M0003"), "food": guide(materials=(LICENCE,))},
        Feed(before="shop", after="food", material="M0003"),
        questions=(asked("hangs_sign"),),
        when={"shop": "hangs_sign"},
    )
    assert [one.way for one in merge(body, guides, ELEMENTS, {"hangs_sign": "true"}).materials] == ["fed"]
    assert [one.way for one in merge(body, guides, ELEMENTS, {"hangs_sign": "false"}).materials] == ["upload"]


@pytest.mark.parametrize(
    ("answers", "active", "idle", "undecided"),
    [
        ({}, ["food", "sign"], [], ["sign"]),
        ({"hangs_sign": "true"}, ["food", "sign"], [], []),
        ({"hangs_sign": "false"}, ["food"], ["sign"], []),
    ],
)
def test_an_answer_switches_a_member_on_and_off(answers, active, idle, undecided):
    body, guides = bundle(
        {"food": guide("org_name"), "sign": guide("business_area")},
        questions=(asked("hangs_sign"),),
        when={"sign": "hangs_sign"},
    )
    merged = merge(body, guides, ELEMENTS, answers)
    assert [one.key for one in merged.active] == active
    assert [one.key for one in merged.idle] == idle
    assert [one.key for one in merged.undecided] == undecided
    assert ("business_area" in [one.field.element for one in merged.asked]) == ("sign" in active)


def test_a_question_of_several_members_is_put_once_and_the_bundles_own_first():
    agent = asked("handled_by_agent")
    body, guides = bundle(
        {"food": guide(questions=(agent,)), "sign": guide(questions=(agent, asked("hangs_sign")))},
        questions=(asked("hangs_sign"),),
    )
    merged = merge(body, guides, ELEMENTS)
    assert [(one.question.element, one.members) for one in merged.questions] == [
        ("hangs_sign", ()),
        ("handled_by_agent", ("food", "sign")),
    ]
    assert merged.question is merged.questions[0] and not merged.complete
    assert merge(body, guides, ELEMENTS, {"hangs_sign": "false", "handled_by_agent": "false"}).complete


def test_what_is_asked_as_a_question_is_no_field_of_the_form():
    body, guides = bundle({"food": guide(questions=(asked("hangs_sign"),)), "sign": guide("hangs_sign", "org_name")})
    assert [one.field.element for one in merge(body, guides, ELEMENTS).asked] == ["org_name"]


def test_different_rules_for_one_paper_are_a_conflict_until_the_lead_reconciles_them():
    on_paper = PLAN.model_copy(update={"form": "paper", "signature": "seal"})
    members = {"food": guide(materials=(PLAN,)), "fire": guide(materials=(on_paper,))}
    body, guides = bundle(members)
    merged = merge(body, guides, ELEMENTS)
    assert [(one.attribute, one.values) for one in merged.unsettled] == [
        ("form", (("food", "纸质或者电子"), ("fire", "纸质"))),
        ("signature", (("food", "签名"), ("fire", "盖章"))),
    ]
    chosen = tuple(
        Resolution(kind="material", code="M0001", attribute=attribute, member=member, reason="一处用章，一处电子")
        for attribute, member in (("form", "food"), ("signature", "fire"))
    )
    settled = merge(*bundle(members, resolutions=chosen), ELEMENTS)
    assert not settled.unsettled and len(settled.conflicts) == 2
    assert (settled.materials[0].material.form, settled.materials[0].material.signature) == ("either", "seal")


def test_different_answers_to_one_question_are_a_conflict():
    two = (Option(value="shop", label="商店"), Option(value="meals", label="餐饮"))
    three = (*two, Option(value="canteen", label="食堂"))
    body, guides = bundle(
        {
            "food": guide(questions=(asked("shop_kind", kind="choice", options=two),)),
            "fire": guide(questions=(asked("shop_kind", kind="choice", options=three),)),
        }
    )
    (conflict,) = merge(body, guides, ELEMENTS).unsettled
    assert (conflict.kind, conflict.attribute) == ("question", "options")


def test_application_forms_become_the_one_form_and_registers_spare_what_they_hold():
    form = paper("M0010", "申请书", generated=True)
    known = paper("M0011", "身份证", exempt="licence", exempt_note="电子证照库核对")
    if_wanted = paper("M0012", "照片", necessity="optional")
    body, guides = bundle({"food": guide(materials=(form, known)), "fire": guide(materials=(known, if_wanted))})
    merged = merge(body, guides, ELEMENTS)
    assert [(one.material.name, one.way) for one in merged.materials] == [
        ("申请书", "form"),
        ("身份证", "exempt"),
        ("照片", "optional"),
    ]
    assert (savings(merged).materials.apart, savings(merged).materials.together) == (3, 0)


def test_members_run_side_by_side_and_the_plan_is_as_long_as_its_longest_way():
    members = {"food": guide(days=5), "shop": guide(days=1), "chop": guide(days=0), "fire": guide(days=7)}
    feeds = Feed(before="shop", after="food"), Feed(before="shop", after="chop")
    merged = merge(*bundle(members, *feeds), ELEMENTS)
    assert layers(merged.active, merged.feeds) == (("shop", "fire"), ("food", "chop"))
    assert finishing(merged.active, merged.feeds) == {"shop": 1, "fire": 7, "food": 6, "chop": 1}
    assert (savings(merged).days.apart, savings(merged).days.together) == (13, 7)


def test_feeds_in_a_circle_are_refused_and_the_circle_is_named():
    members = {"food": guide(), "shop": guide(), "fire": guide()}
    circle = [Feed(before="food", after="shop"), Feed(before="shop", after="fire"), Feed(before="fire", after="food")]
    with pytest.raises(ValidationError, match="前置关系成环：.*food.*请删去其中一条"):
        bundle(members, *circle)


def test_who_is_unfit_is_told_so_by_the_answers():
    body, guides = bundle(
        {"food": guide(), "shop": guide()},
        questions=(asked("hangs_sign"),),
        unfit="hangs_sign",
        unfit_note="请分别办理",
    )
    assert not merge(body, guides, ELEMENTS).unfit
    assert merge(body, guides, ELEMENTS, {"hangs_sign": "true"}).unfit
