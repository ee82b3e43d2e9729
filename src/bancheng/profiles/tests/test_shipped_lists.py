"""The shipped lists hold what the shipped guides need, and nothing that the installation does not know."""

from __future__ import annotations

import pytest

from bancheng.profiles import kept_lists
from bancheng.profiles.catalogue_reading import read_content
from bancheng.registers.lists.models import Standard
from bancheng.registers.lists.proofs import rules

CONTENT = read_content()
MATERIALS = {row["code"] for row in CONTENT.dictionaries.materials}


@pytest.mark.parametrize("guide", CONTENT.guides, ids=lambda one: one.key)
def test_every_proof_that_a_guide_asks_for_is_on_the_list_for_its_organ(guide) -> None:
    listed = {(one.material, one.asked_by) for one in kept_lists.proofs()}
    asked = {
        (one.code, guide.organ_kind) for one in guide.body.materials if rules.is_proof(one) and rules.is_asked_for(one)
    }
    assert asked <= listed, "add them to profiles/lists/proofs.yaml"


@pytest.mark.parametrize("guide", CONTENT.guides, ids=lambda one: one.key)
def test_every_intermediary_of_a_guide_is_a_listed_service_and_known_by_its_words_too(guide) -> None:
    services = {one.code: one for one in kept_lists.intermediaries()}
    used = [use.service for use in guide.body.intermediaries]
    assert set(used) <= services.keys()
    assert bool(used) == bool(guide.body.intermediary)
    for code in used:
        assert guide.organ_kind in services[code].organs and guide.name in services[code].matters


def test_every_listed_proof_is_a_known_material_and_is_listed_once_for_an_organ() -> None:
    entries = [(one.code, one.asked_by) for one in kept_lists.proofs()]
    assert {one.material for one in kept_lists.proofs()} <= MATERIALS
    assert len(set(entries)) == len(entries)


def test_the_library_covers_every_family() -> None:
    assert {one.family for one in kept_lists.standards()} == set(Standard.Family.values)


def test_each_standard_says_whether_its_day_was_compared_with_a_published_record() -> None:
    seeds = kept_lists.standards()
    assert all("核对" in one.text for one in seeds)
    pending = {one.code for one in seeds if "待核对" in one.text}
    assert pending == {"GB/T 39554.2", "GB/T 36114", "GB/T 32169.1", "GB/T 32170.1", "GB/T 33357", "GB/T 39044"}
    in_force = {one.code: one.versions[-1][1] for one in seeds}
    assert in_force["GB/T 36112"] == "2018-07-01" and in_force["GB/T 39735"] == "2021-01-01"
