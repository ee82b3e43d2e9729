"""The bundles of people's lives that ship with the program: whole, switched by what they ask, fed by what their members issue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pytest

from bancheng.casework.bundles.checking import checked, faults_of, guides_by_key
from bancheng.casework.bundles.merging import MemberGuide, Merged, merge
from bancheng.casework.bundles.planning import savings
from bancheng.casework.bundles.schema import BundleBody
from bancheng.profiles.bundles_loader import read_bundles
from bancheng.profiles.catalogue_reading import read_content
from bancheng.profiles.licence_types import read_types
from bancheng.profiles.tests.test_shipped_guides import KNOWN
from bancheng.registers.catalog.schema import Identity
from bancheng.registers.catalog.types import GuideDocument

KEYS = ("newborn", "real-estate", "utilities")
EACH = pytest.mark.parametrize("key", KEYS)
GUIDES = {seed.key: seed for seed in read_content().guides}

MOTHER = {
    "already_born": True,
    "applicant_parent": "mother",
    "birth_certificate_held": False,
    "born_at": "institution",
} | {
    "child_registered": False,
    "pregnancy_registered": False,
    "wants_child_card": True,
    "maternity_claim": "both",
}
BUYER = {
    "transfer_cause": "resale",
    "party_kind": "person",
    "utilities_too": True,
    "has_gas": True,
    "has_heating": True,
}
BUILDER = {"applicant_nature": "org", "for_project": True, "utilities_wanted": "all", "drains_to_network": True} | {
    "outside_works": True,
    "road_crossed": "both",
    "affects_traffic": True,
    "needs_pipeline_plan": True,
    "cuts_trees": True,
}


@dataclass(frozen=True, slots=True)
class Shipped:
    """A bundle as shipped, over the guides as shipped."""

    body: BundleBody
    guides: tuple[MemberGuide, ...]

    def under(self, answers: Mapping[str, object]) -> Merged:
        return merge(self.body, self.guides, KNOWN.elements, answers)

    def members(self, answers: Mapping[str, object]) -> set[str]:
        merged = self.under(answers)
        return {one.key for one in merged.active} - {one.key for one in merged.undecided}


@pytest.fixture(scope="module")
def shipped() -> Mapping[str, Shipped]:
    content = read_bundles()
    assert content.problems == ()
    return {seed.key: _shipped(seed) for seed in content.seeds if seed.key in KEYS}


def _shipped(seed) -> Shipped:
    places = {guide: place for place, guide in enumerate(seed.guides, start=1)}
    members = [
        {key: value for key, value in one.items() if key != "guide"} | {"item": places[one["guide"]]}
        for one in seed.body["members"]
    ]
    body = BundleBody.model_validate({**seed.body, "members": members})
    documents = tuple(
        MemberGuide(member, _document(guide, member.item)) for member, guide in zip(body.members, places, strict=True)
    )
    return Shipped(body, documents)


def _document(guide: str, item: int) -> GuideDocument:
    seed = GUIDES[guide]
    who = Identity(
        item_id=item,
        name=seed.name,
        basic_code="",
        item_type=seed.item_type,
        nature=seed.nature,
        nature_label="",
        use_level=seed.use_level,
        organ=seed.organ_kind,
        owner_type="1",
        region_code="411323000000",
        region_name="西峡县",
    )
    return GuideDocument(**dict(seed.body), identity=who, version=1, effective_from=date(2026, 1, 1))


@EACH
def test_nothing_keeps_it_from_being_published(shipped, key) -> None:
    one = shipped[key]
    faults = tuple(faults_of(one.body, guides_by_key(one.guides), KNOWN.elements))
    assert faults == ()
    assert [line.lacks for line in checked(one.under({}), lead="牵头部门", faults=faults) if not line.met] == []


@EACH
def test_together_is_less_than_one_by_one(shipped, key) -> None:
    spared = savings(shipped[key].under({}))
    for saving in (spared.forms, spared.fields, spared.materials, spared.days):
        assert saving.together < saving.apart
    assert spared.visits.together <= spared.visits.apart


@EACH
def test_every_paper_that_a_member_is_fed_is_the_licence_that_the_one_before_it_gives(shipped, key) -> None:
    one = shipped[key]
    documents, types = guides_by_key(one.guides), {seed.key: seed for seed in read_types()}
    for feed in one.body.feeds:
        given = {result.licence for result in documents[feed.before].results if result.kind == "licence"}
        assert not feed.material or feed.material in given, (feed.before, feed.after)
        if feed.elements:
            # What a later member cannot do without stands on the face for certain, whoever decides.
            face = {element.element for element in types[feed.material].elements if element.required}
            assert set(feed.elements) <= face, (feed.before, feed.after)


@EACH
def test_what_the_face_of_a_licence_needs_is_asked_by_its_guide_or_given_by_the_organ(shipped, key) -> None:
    one = shipped[key]
    types = {seed.key: seed for seed in read_types()}
    holder = {"holder_name", "org_name", "person_name", "operator_name"}
    by_organ = {feed_element for feed in one.body.feeds for feed_element in feed.elements}
    for guide in one.guides:
        licence = next((result.licence for result in guide.document.results if result.licence), "")
        if not licence:
            continue
        known = {field.element for field in guide.document.fields}
        known |= {question.element for question in guide.document.questions}
        needed = {element.element for element in types[licence].elements if element.required}
        assert needed - known - holder <= by_organ, guide.key


def test_a_newborn_with_everything_asks_eight_members_for_one_form(shipped) -> None:
    merged = shipped["newborn"].under(
        MOTHER | {"father_registered": True, "parents_married": True} | {"settle_with": "mother"}
    )
    assert len(merged.active) == 8 and not merged.unfit
    fed = {one.field.element: one.fed_by for one in merged.fields if one.fed_by}
    assert fed == {"birth_certificate_number": "certificate", "child_id_number": "household"}
    assert {one.material.code: one.fed_by for one in merged.materials if one.way == "fed"} == {
        "M0182": "certificate",
        "M4301": "household",
    }
    born = [
        one
        for one in merged.fields
        if one.field.element in {"newborn_birth_date", "expected_birth_date", "childbirth_date"}
    ]
    assert len(born) == 1, "the day of birth is asked once"


@pytest.mark.parametrize(
    ("answer", "gone"),
    [
        ({"birth_certificate_held": True}, {"certificate"}),
        ({"child_registered": True}, {"household"}),
        ({"pregnancy_registered": True}, {"pregnancy"}),
        ({"wants_child_card": False}, {"card"}),
        ({"maternity_claim": "allowance"}, {"medical"}),
        ({"maternity_claim": "none"}, {"allowance", "medical"}),
        ({"applicant_parent": "father"}, {"allowance", "medical"}),
    ],
)
def test_each_answer_about_a_newborn_takes_its_members_out(shipped, answer, gone) -> None:
    everything = shipped["newborn"].members(MOTHER)
    assert everything - shipped["newborn"].members(MOTHER | answer) == gone
    assert shipped["newborn"].members(MOTHER | answer) <= everything


def test_a_child_with_a_household_has_its_number_asked_for(shipped) -> None:
    merged = shipped["newborn"].under(MOTHER | {"child_registered": True})
    (asked,) = [one for one in merged.fields if one.field.element == "child_id_number"]
    assert asked.fed_by == "" and set(asked.members) == {"insurance", "card"}


@pytest.mark.parametrize(
    ("key", "answers"),
    [
        ("newborn", {"already_born": False}),
        ("newborn", {"already_born": True, "birth_certificate_held": False, "born_at": "elsewhere"}),
        ("real-estate", {"transfer_cause": "gift"}),
        ("real-estate", {"transfer_cause": "resale", "party_kind": "org"}),
        ("utilities", {"applicant_nature": "person"}),
    ],
)
def test_who_cannot_go_this_way_is_told_so(shipped, key, answers) -> None:
    assert shipped[key].under(answers).unfit and shipped[key].body.unfit_note


@pytest.mark.parametrize(("key", "answers"), [("newborn", MOTHER), ("real-estate", BUYER), ("utilities", BUILDER)])
def test_who_can_go_this_way_is_let_through(shipped, key, answers) -> None:
    merged = shipped[key].under(answers)
    assert not merged.unfit and not merged.undecided
    own = {question.element for question in shipped[key].body.questions}
    assert own <= set(answers), "every question of the bundle is answered"


def test_a_house_changes_hands_and_its_meters_with_it(shipped) -> None:
    home = shipped["real-estate"]
    assert home.members(BUYER) == {"deal", "tax", "registration", "water", "power", "gas", "heat"}
    assert home.members(BUYER | {"utilities_too": False}) == {"deal", "tax", "registration"}
    assert home.members(BUYER | {"has_gas": False}) == home.members(BUYER) - {"gas"}
    assert home.members(BUYER | {"has_heating": False}) == home.members(BUYER) - {"heat"}


def test_the_registration_waits_for_the_contract_and_the_tax_and_the_meters_for_the_registration(shipped) -> None:
    merged = shipped["real-estate"].under(BUYER)
    waits = {one.key: {feed.before for feed in merged.feeds if feed.after == one.key} for one in merged.active}
    assert waits["tax"] == {"deal"} and waits["registration"] == {"deal", "tax"}
    assert all(waits[meter] == {"registration"} for meter in ("water", "power", "gas", "heat"))


def test_who_buys_a_house_hands_in_no_paper_at_all(shipped) -> None:
    answers = BUYER | {"house_use": "dwelling", "mortgaged": False, "handled_by_agent": False, "home_order": "only"}
    merged = shipped["real-estate"].under(answers | {"minor_owner": False})
    assert merged.complete and merged.handed_in == ()
    assert savings(merged).materials.apart > 20
    address = [one for one in merged.fields if one.field.element == "real_estate_address"]
    assert len(address) == 1 and len(address[0].members) == 7


@pytest.mark.parametrize(
    ("answer", "gone"),
    [
        ({"utilities_wanted": "water_power_gas"}, {"network"}),
        ({"utilities_wanted": "water_power_network"}, {"gas"}),
        ({"utilities_wanted": "water_power"}, {"gas", "network"}),
        ({"drains_to_network": False}, {"drainage"}),
        ({"road_crossed": "city"}, {"highway"}),
        ({"road_crossed": "highway"}, {"street"}),
        ({"road_crossed": "none"}, {"street", "highway", "traffic"}),
        ({"affects_traffic": False}, {"traffic"}),
        ({"needs_pipeline_plan": False}, {"plan"}),
        ({"cuts_trees": False}, {"trees"}),
        ({"outside_works": False}, {"plan", "traffic", "street", "highway", "trees"}),
    ],
)
def test_each_answer_about_utilities_takes_its_members_out(shipped, answer, gone) -> None:
    everything = shipped["utilities"].members(BUILDER)
    assert len(everything) == 10
    assert everything - shipped["utilities"].members(BUILDER | answer) == gone
    assert shipped["utilities"].members(BUILDER | answer) <= everything


def test_utilities_of_a_project_take_its_name_code_and_place_once(shipped) -> None:
    inside = BUILDER | {"outside_works": False, "drains_to_network": False}
    merged = shipped["utilities"].under(inside)
    of_project = {one.field.element: set(one.members) for one in merged.fields if one.field.section == "投资建设项目"}
    four = {"water", "power", "gas", "network"}
    assert of_project == {"project_name": four, "project_code": four, "project_address": four}
    assert "service_address" not in {one.field.element for one in merged.fields}
    assert "M0017" not in {one.material.code for one in merged.handed_in}, "the land of a project is looked up"
    shop = {one.field.element for one in shipped["utilities"].under(inside | {"for_project": False}).fields}
    assert "service_address" in shop and not shop & set(of_project)


def test_permits_outside_the_fence_wait_for_the_plan_and_for_the_traffic_police(shipped) -> None:
    merged = shipped["utilities"].under(BUILDER)
    waits = {one.key: {feed.before for feed in merged.feeds if feed.after == one.key} for one in merged.active}
    assert waits["street"] == {"plan", "traffic"} and waits["trees"] == {"plan"} and waits["highway"] == {"traffic"}
    assert not any(waits[one] for one in ("water", "power", "gas", "network", "drainage", "plan", "traffic"))
    once = {one.material.code: set(one.members) for one in merged.materials}
    assert once["M0107"] == once["M1028"] == {"traffic", "street"}, "one drawing for the police and the road"
