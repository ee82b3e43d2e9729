"""A locality enters a data element that the dictionary lacks; what is there already is used instead."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bancheng.ground.access import AccessDenied
from bancheng.ground.journal.models import Entry
from bancheng.ground.law import Refused
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.models import Element, ImplementationItem
from bancheng.registers.catalog.tests.sample import COUNTY, OTHER_COUNTY, PLATFORM, World, body, make_item, staff
from bancheng.registers.catalog.types import ElementsAlike, ElementView

EDITOR = staff("catalog.edit")
KITCHEN = ElementView(code="", label="后厨人数", kind="int", unit="人")
STOVES = ElementView(code="", label="灶具种类", kind="choice", options=(("gas", "燃气"), ("electric", "电")))


@pytest.fixture
def item(world: World) -> ImplementationItem:
    return make_item(world.market)


def refusal(item: ImplementationItem, new: ElementView) -> str:
    with pytest.raises(Refused) as refused:
        services.enter_element(item=item, new=new, by=EDITOR)
    assert not Element.objects.exclude(region=None).exists()
    return refused.value.code


def test_an_element_is_entered_for_the_locality_and_a_guide_may_name_it_at_once(item: ImplementationItem) -> None:
    made = services.enter_element(item=item, new=KITCHEN, by=EDITOR)
    assert (made.code, made.region) == ("l411323_hou_chu_ren_shu", COUNTY)
    assert selectors.elements()[made.code] == made
    row = Element.objects.get(code=made.code)
    assert (row.region_id, row.entered_by, row.unit) == (COUNTY, "周敏", "人")
    entry = Entry.objects.get(stream__kind="catalog.element", stream__key=made.code)
    assert entry.verb == "enter_element" and entry.facts["label"] == "后厨人数"
    field = {"element": made.code, "required": True, "when": 'shop_kind == "diner"'}
    guide = body(fields=[*body()["fields"], field])
    services.save_draft(item=item, body=guide, revision=0, by=EDITOR)
    services.publish(item=item, by=PLATFORM)


def test_a_choice_brings_its_options_and_a_text_its_longest(item: ImplementationItem) -> None:
    stoves = services.enter_element(item=item, new=STOVES, by=EDITOR)
    assert selectors.elements()[stoves.code].options == (("gas", "燃气"), ("electric", "电"))
    sign = services.enter_element(item=item, new=ElementView("", "店招文案", "text"), by=EDITOR)
    assert Element.objects.get(code=sign.code).max_length == 200


def test_a_personal_number_is_sensitive_whatever_was_ticked(item: ImplementationItem) -> None:
    made = services.enter_element(item=item, new=ElementView("", "监护人证件号", "id_number"), by=EDITOR)
    assert Element.objects.get(code=made.code).sensitive


@pytest.mark.parametrize("label", ["经营场所面积", "经营场所 面积", "經營場所面積", "（经营场所面积）"])
def test_a_name_that_is_there_is_not_entered_twice_not_even_on_purpose(item: ImplementationItem, label: str) -> None:
    for although in (False, True):
        with pytest.raises(ElementsAlike) as alike:
            services.enter_element(item=item, new=ElementView("", label, "area"), by=EDITOR, although_alike=although)
        assert alike.value.same and [one.code for one in alike.value.found] == ["business_area"]


@pytest.mark.parametrize("label", ["场所面积", "经营场所总面积", "餐饮经营场所面积"])
def test_a_name_like_one_that_is_there_is_entered_only_on_purpose(item: ImplementationItem, label: str) -> None:
    new = ElementView("", label, "area")
    with pytest.raises(ElementsAlike) as alike:
        services.enter_element(item=item, new=new, by=EDITOR)
    assert not alike.value.same and "business_area" in [one.code for one in alike.value.found]
    made = services.enter_element(item=item, new=new, by=EDITOR, although_alike=True)
    assert made.label == label


def test_what_another_place_has_entered_is_found_too(world: World, item: ImplementationItem) -> None:
    theirs = services.enter_element(item=make_item(world.elsewhere, "外县的许可"), new=KITCHEN, by=PLATFORM)
    assert theirs.code.startswith(f"l{OTHER_COUNTY[:6]}_")
    with pytest.raises(ElementsAlike) as alike:
        services.enter_element(item=item, new=KITCHEN, by=EDITOR)
    assert [one.code for one in alike.value.found] == [theirs.code]


def test_a_code_is_taken_as_typed_and_only_once(item: ImplementationItem) -> None:
    made = services.enter_element(item=item, new=replace(KITCHEN, code="cooks"), by=EDITOR)
    assert made.code == "l411323_cooks"
    with pytest.raises(Refused) as refused:
        services.enter_element(item=item, new=replace(STOVES, code="cooks"), by=EDITOR)
    assert refused.value.code == "element.code"


def test_names_of_the_same_sound_get_codes_of_their_own(item: ImplementationItem) -> None:
    codes = [
        services.enter_element(item=item, new=ElementView("", label, "text"), by=EDITOR).code
        for label in ("示例", "实力", "ＡＢ—12")
    ]
    assert codes == ["l411323_shi_li", "l411323_shi_li_2", "l411323_a_b_1_2"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"label": ""}, "element.label"),
        ({"label": "（）"}, "element.label"),
        ({"label": "长" * 101}, "element.label"),
        ({"label": "坏\x00字"}, "element.label"),
        ({"kind": "blob"}, "element.kind"),
        ({"code": "9lives"}, "element.code"),
        ({"code": "Große"}, "element.code"),
        ({"code": "c" * 41}, "element.code"),
        ({"kind": "text", "unit": "人"}, "element.unit"),
        ({"max_length": 5}, "element.length"),
        ({"kind": "text", "unit": "", "max_length": 201}, "element.length"),
        ({"kind": "text", "unit": "", "max_length": 0}, "element.length"),
        ({"options": (("a", "甲"), ("b", "乙"))}, "element.options"),
        ({"kind": "choice", "unit": ""}, "element.options"),
        ({"kind": "choice", "unit": "", "options": (("a", "甲"),)}, "element.options"),
        ({"kind": "choice", "unit": "", "options": (("a", "甲"), ("a", "乙"))}, "element.options"),
        ({"kind": "choice", "unit": "", "options": (("a", "甲"), ("b", "甲"))}, "element.options"),
        ({"kind": "choice", "unit": "", "options": (("a", "甲"), ("b", " "))}, "element.options"),
        ({"kind": "choice", "unit": "", "options": (("a b", "甲"), ("b", "乙"))}, "element.options"),
        ({"standard": "标" * 101}, "element.standard"),
        ({"hint": "提" * 301}, "element.hint"),
    ],
)
def test_an_element_that_is_not_sound_is_refused_by_the_part_that_is_wrong(
    item: ImplementationItem, changes: dict[str, object], code: str
) -> None:
    assert refusal(item, replace(KITCHEN, **changes)) == code


def test_who_may_not_write_the_guide_enters_nothing(item: ImplementationItem) -> None:
    for actor in (staff("catalog.edit", region=OTHER_COUNTY), staff("catalog.publish")):
        with pytest.raises(AccessDenied):
            services.enter_element(item=item, new=KITCHEN, by=actor)
