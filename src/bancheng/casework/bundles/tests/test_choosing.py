"""或: a question that leads to these members or to those is told from one that only adds a member."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bancheng.casework.bundles.choosing import Choice, choices
from bancheng.casework.bundles.tests.making import ELEMENTS, asked, bundle, guide
from bancheng.registers.catalog.types import Option, Question

KINDS = (Option(value="shop", label="商店"), Option(value="meals", label="餐饮"))


def kind(**more: Any) -> Question:
    return asked("shop_kind", "您开什么店", kind="choice", options=KINDS, **more)


def found(when: Mapping[str, str], *questions: Question) -> tuple[Choice, ...]:
    body, _ = bundle({"one": guide(), "two": guide(), "always": guide()}, when=when, questions=questions)
    return choices(body, ELEMENTS)


def test_two_answers_that_lead_to_two_members_are_a_choice():
    (choice,) = found({"one": 'shop_kind == "shop"', "two": 'shop_kind == "meals"'}, kind())
    assert (choice.element, choice.label) == ("shop_kind", "您开什么店")
    assert [(branch.label, branch.members) for branch in choice.branches] == [("商店", ("one",)), ("餐饮", ("two",))]
    assert choice.members == ("one", "two")


def test_yes_and_no_may_lead_to_two_members():
    (choice,) = found({"one": "hangs_sign", "two": "!hangs_sign"}, asked("hangs_sign"))
    assert [(branch.value, branch.members) for branch in choice.branches] == [(True, ("one",)), (False, ("two",))]


def test_what_only_comes_with_an_answer_is_no_choice():
    assert found({"one": "hangs_sign"}, asked("hangs_sign")) == ()
    assert found({"one": "hangs_sign", "two": "hangs_sign"}, asked("hangs_sign")) == ()


def test_a_member_that_two_of_three_answers_share_is_no_choice():
    three = (*KINDS, Option(value="stall", label="摊位"))
    question = asked("shop_kind", kind="choice", options=three)
    shared = {"one": 'shop_kind == "shop" || shop_kind == "stall"', "two": 'shop_kind != "shop"'}
    assert found(shared, question) == ()


def test_a_question_that_only_another_answer_leads_to_is_a_choice_all_the_same():
    when = {"one": 'hangs_sign && shop_kind == "shop"', "two": 'hangs_sign && shop_kind == "meals"'}
    (choice,) = found(when, asked("hangs_sign"), kind(when="hangs_sign"))
    assert choice.element == "shop_kind" and choice.members == ("one", "two")


def test_a_number_has_too_many_answers_to_be_a_choice():
    area = asked("business_area", kind="number", unit="平方米")
    assert found({"one": "business_area > 300", "two": "business_area <= 300"}, area) == ()
