"""The demonstration's licence types and what its people hold."""

from __future__ import annotations

import pytest

from bancheng.ground.access import system
from bancheng.ground.codes import LicenceId
from bancheng.ground.jobs import drain
from bancheng.profiles import cast, cast_licences, loader
from bancheng.profiles.catalogue_reading import read_content
from bancheng.profiles.licence_types import ContentError, read_types
from bancheng.registers.identity import selectors as people
from bancheng.registers.licences import selectors

BY = system("测试")


def test_every_licence_that_a_guide_gives_has_a_type_with_a_face():
    types = {seed.key: seed for seed in read_types()}
    given = [
        (seed.key, result) for seed in read_content().guides for result in seed.body.results if result.kind == "licence"
    ]
    assert given
    assert [(guide, result.name) for guide, result in given if result.licence not in types] == []
    assert not [seed.key for seed in types.values() if not any(element.required for element in seed.elements)]


def test_the_keys_of_the_types_are_materials_and_their_codes_are_possible():
    materials = {row["code"] for row in read_content().dictionaries.materials}
    for seed in read_types():
        assert seed.key in materials
        assert LicenceId(seed.code, "411323000000", "1").check


@pytest.mark.parametrize(
    ("change", "words"),
    [("kind: nothing", "不认识"), ("colour: red", "不认识")],
)
def test_a_type_with_an_unknown_element_is_refused_with_its_place(tmp_path, change, words):
    text = (
        "types:\n  - key: M0007\n    name: 证\n    department: 部\n    order: 1\n    elements:\n"
        f"      - {{element: a, label: 甲, {change}}}\n"
    )
    (tmp_path / "licence_types.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match=words):
        read_types(tmp_path)


def test_two_types_of_one_key_are_refused(tmp_path):
    row = "  - {key: M0007, name: 证, department: 部, order: 1, elements: [{element: a, label: 甲}]}\n"
    (tmp_path / "licence_types.yaml").write_text(f"types:\n{row}{row}", encoding="utf-8")
    with pytest.raises(ContentError, match="代码相同"):
        read_types(tmp_path)


@pytest.mark.django_db
def test_the_cast_holds_identity_cards_and_the_shop_its_business_licence():
    loader.load(["xixia-2018"])
    drain()
    for number in cast.citizens("xixia-2018"):
        person = people.find_person_by_id_number(number)
        (card,) = selectors.held(f"person:{person.id}", "M0144")
        assert card.usable and card.organisation == "西峡县公安局"
    chef = people.find_person_by_id_number(cast.citizens("xixia-2018")[2])
    (firm,) = people.legal_persons_of(chef)
    (shop,) = selectors.held(f"legal:{firm.id}", "M0002")
    assert shop.number == firm.uscc and shop.until == "长期"
    assert cast_licences.load("xixia-2018", by=BY) == 0
