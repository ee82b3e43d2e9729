"""A few answers decide which questions, materials and fields apply."""

from __future__ import annotations

from typing import Any

import pytest

from bancheng.registers.catalog import selectors
from bancheng.registers.catalog.schema import GuideBody
from bancheng.registers.catalog.tests.sample import World, body
from bancheng.registers.catalog.types import Situation


def situation(answers: dict[str, Any], **changes: Any) -> Situation:
    return selectors.situation(GuideBody.model_validate(body(**changes)), answers)


def codes(found: Situation) -> list[str]:
    return [material.code for material in found.required]


def test_before_any_answer_only_what_always_applies_is_certain(world: World):
    found = situation({})
    assert found.question is not None and found.question.element == "shop_kind"
    assert codes(found) == ["M0001"]
    assert [line.applies for line in found.materials] == [True, None]
    assert found.materials[1].why and not found.complete


def test_two_ways_of_answering_give_two_sets_of_materials(world: World):
    assert codes(situation({"shop_kind": "shop"})) == ["M0001"]
    large = situation({"shop_kind": "diner", "business_area": "120"})
    assert codes(large) == ["M0001", "M0005"] and large.complete
    assert codes(situation({"shop_kind": "diner", "business_area": 20})) == ["M0001"]


def test_a_question_is_asked_only_where_its_condition_holds(world: World):
    assert [question.element for question in situation({"shop_kind": "shop"}).questions] == ["shop_kind"]
    diner = situation({"shop_kind": "diner"})
    assert diner.question is not None and diner.question.element == "business_area"


def test_an_answer_to_a_question_no_longer_asked_is_left_out(world: World):
    found = situation({"shop_kind": "shop", "business_area": 500})
    assert found.answered == {"shop_kind": "shop"} and found.complete and codes(found) == ["M0001"]


@pytest.mark.parametrize("value", ["casino", 5, ["diner"], {"a": 1}])
def test_an_answer_that_cannot_be_used_is_named_and_counts_as_none(world: World, value: object):
    found = situation({"shop_kind": value, "no_such": "x"})
    assert [fault.path for fault in found.faults] == ["shop_kind"] and "您要开什么店" in found.faults[0].sentence
    assert found.question is not None and not found.complete


def test_yes_and_no_are_read_as_forms_send_them(world: World):
    questions = [{"element": "has_staff", "label": "雇人吗", "kind": "bool"}]
    materials = [dict(body()["materials"][0], when="has_staff == true")]
    for sent, applies in (("true", 1), ("1", 1), (True, 1), ("false", 0), ("0", 0), (False, 0)):
        found = situation({"has_staff": sent}, questions=questions, materials=materials)
        assert len(found.required) == applies


def test_stages_come_after_those_they_wait_for(world: World):
    stages = body()["stages"]
    assert [stage.key for stage in situation({}, stages=stages[::-1]).stages] == ["intake", "accept", "decide"]
