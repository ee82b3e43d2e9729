"""Every guide that ships with the program: whole, lawful in its terms, closed in its materials, known in its words."""

from __future__ import annotations

import re

import pytest

from bancheng.ground.law import promise_is_shorter
from bancheng.profiles.catalogue_reading import Content, read_content
from bancheng.registers.catalog.lint.rules import BUILT_IN
from bancheng.registers.catalog.rules import Dictionary, ElementView, check, term_of
from bancheng.registers.catalog.seeds import GuideSeed
from bancheng.registers.catalog.types import COMMITMENT_CONTENTS, LintSubject

CONTENT = read_content()
# 模糊条款、兜底条款: what an applicant cannot know beforehand (新密市管理办法第十九条).
VAGUE = re.compile(
    "其他(?:有关|相关|需要|规定|必要)?(?:的)?(?:材料|文件|资料|证明|条件)|(?:有关|相关)(?:材料|文件|资料|证明)$|规定的其他|等(?:材料|文件|资料|证明)"
)


def dictionary(content: Content) -> Dictionary:
    seed = content.dictionaries
    elements = {
        row["code"]: ElementView(
            row["code"],
            row["label"],
            row["type"],
            options=tuple((option["value"], option["label"]) for option in row.get("options", ())),
        )
        for row in seed.elements
    }
    words = frozenset((row["kind"], row["code"]) for row in seed.words)
    return Dictionary(elements, frozenset(row["code"] for row in seed.materials), words)


KNOWN = dictionary(CONTENT)
EACH = pytest.mark.parametrize("seed", CONTENT.guides, ids=lambda seed: f"{seed.key}-{seed.name}")


def test_all_files_can_be_read():
    assert CONTENT.problems == () and len(CONTENT.guides) >= 99


def test_names_and_keys_are_unique():
    names = [(seed.item_type, seed.name) for seed in CONTENT.guides]
    assert len(set(names)) == len(names) == len({seed.key for seed in CONTENT.guides})


@EACH
def test_the_guide_may_be_published(seed: GuideSeed):
    assert check(seed.body, KNOWN) == ()


@EACH
def test_the_examination_finds_nothing_that_blocks(seed: GuideSeed):
    subject = LintSubject(0, seed.name, seed.item_type, "", 0, "", "", seed.body)
    assert [fault for rule in BUILT_IN for fault in rule(subject) if fault.blocks] == []


@EACH
def test_where_a_commitment_may_replace_a_proof_it_is_there_to_be_signed(seed: GuideSeed):
    replaced = [one.name for one in seed.body.materials if one.exempt == "commitment"]
    template = seed.body.commitment
    assert bool(replaced) == (template is not None), replaced
    if template is not None:
        assert all(getattr(template, name) for name in COMMITMENT_CONTENTS)
        assert seed.organ_kind in {*template.supervising, *template.enforcing}, "who approves also checks"


@EACH
@pytest.mark.demand("APP-02")
def test_no_item_refuses_who_comes_to_the_window(seed: GuideSeed):
    assert "window" in seed.body.channels


@EACH
def test_paper_alone_has_its_ground(seed: GuideSeed):
    assert [one.name for one in seed.body.materials if one.form == "paper" and not one.paper_ground] == []


@EACH
def test_the_promise_is_shorter_than_the_law(seed: GuideSeed):
    statutory, promised = term_of(seed.body.statutory), term_of(seed.body.promised)
    if statutory is None or promised is None:
        # Without a number in the law there is nothing to compare; both must then be said in words.
        assert statutory is None and seed.body.statutory.note
        assert promised is not None or (seed.body.promised.unit == "free" and seed.body.promised.note)
    else:
        assert promise_is_shorter(promised, statutory) is True


@EACH
def test_every_material_has_its_five_attributes_and_no_catch_all(seed: GuideSeed):
    for material in seed.body.materials:
        assert material.name and material.basis and material.form and material.signature
        assert material.originals + material.copies > 0 or material.exempt
        assert not VAGUE.search(material.name), material.name
    for requirement in seed.body.requirements:
        assert not VAGUE.search(requirement.text), requirement.text


@EACH
def test_kind_of_organ_nature_and_words_are_known(seed: GuideSeed):
    assert ("organ_kind", seed.organ_kind) in KNOWN.words
    assert seed.nature in {row["code"] for row in CONTENT.dictionaries.natures}
    assert seed.body.themes and seed.body.keywords
    assert {stage.kind for stage in seed.body.stages} >= {"intake", "accept", "decide", "deliver"}


def test_what_is_hot_and_what_is_a_synonym_points_at_something():
    keys = {seed.key for seed in CONTENT.guides if seed.weight}
    assert len(keys) >= 20
    assert all(row["means"] for row in CONTENT.dictionaries.synonyms)
