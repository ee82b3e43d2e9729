"""开办餐饮店, 企业信息变更 and 开办绿色算力企业 as they ship: fit to be published, what they spare, what each answer switches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from bancheng.casework.bundles.checking import checked, faults_of, guides_by_key
from bancheng.casework.bundles.merging import MemberGuide, Merged, merge
from bancheng.casework.bundles.planning import finishing, savings, working_days
from bancheng.casework.bundles.schema import BundleBody
from bancheng.profiles.bundles_loader import read_bundles
from bancheng.profiles.catalogue_reading import read_content
from bancheng.profiles.licence_types import read_types
from bancheng.registers.catalog.schema import GuideDocument, Identity
from bancheng.registers.catalog.seeds import GuideSeed
from bancheng.registers.catalog.types import ElementView

KEYS = ("restaurant", "firm-change", "green-computing")
CONTENT = read_content()
SEEDS = {seed.key: seed for seed in read_bundles().seeds}
GUIDES = {seed.key: seed for seed in CONTENT.guides}
FACES = {kind.key: {one.element for one in kind.elements} for kind in read_types()}
ELEMENTS: Mapping[str, ElementView] = {
    row["code"]: ElementView(
        row["code"],
        row["label"],
        row["type"],
        row.get("unit", ""),
        options=tuple((option["value"], option["label"]) for option in row.get("options", ())),
    )
    for row in CONTENT.dictionaries.elements
}
MOST_QUESTIONS = 80

NEW_RESTAURANT: Mapping[str, object] = {
    "food_business_type": "catering",
    "firm_standing": "sole_trader",
    "business_area": 350,
    "needs_sign_approval": True,
    "drains_from_shop": True,
    "wants_seal": True,
    "uses_trade_name": True,
}
NEW_NAME: Mapping[str, object] = {
    "company_change_kind": "name_scope",
    "needs_new_seal": True,
    "has_insured_staff": True,
    "is_customs_unit": True,
    "seal_reason": "damaged",
}
NEW_CENTRE: Mapping[str, object] = {
    "computing_way": "build_and_sell",
    "firm_standing": "have",
    "yearly_power_use": 3000,
    "power_capacity": 8000,
    "eia_kind": "report_form",
    "own_water_intake": True,
    "applicant_nature": "org",
    "is_record_project": True,
}
WHOLE = {"restaurant": NEW_RESTAURANT, "firm-change": NEW_NAME, "green-computing": NEW_CENTRE}


@dataclass(frozen=True, slots=True)
class Shipped:
    """A bundle with the guides of its members, as a county has them."""

    body: BundleBody
    guides: tuple[MemberGuide, ...]

    def merged(self, **answers: Any) -> Merged:
        return merge(self.body, self.guides, ELEMENTS, answers)

    def answered(self, answers: Mapping[str, object]) -> Merged:
        """Every question answered: as said, else by the first choice, no, or a hundred."""
        given = dict(answers)
        for _ in range(MOST_QUESTIONS):
            found = self.merged(**given)
            if found.question is None:
                return found
            asked = found.question.question
            first: Mapping[str, object] = {"bool": False, "number": 100}
            given[asked.element] = asked.options[0].value if asked.kind == "choice" else first[asked.kind]
        raise AssertionError("the questions do not end")


def shipped(key: str) -> Shipped:
    text = SEEDS[key].body
    assert text is not None
    members = [
        {name: value for name, value in member.items() if name != "guide"} | {"item": place}
        for place, member in enumerate(text["members"], 1)
    ]
    body = BundleBody.model_validate({**text, "members": members})
    documents = [document(GUIDES[guide], place) for place, guide in enumerate(SEEDS[key].guides, 1)]
    return Shipped(body, tuple(map(MemberGuide, body.members, documents)))


def document(seed: GuideSeed, item: int) -> GuideDocument:
    identity = Identity(
        item_id=item,
        name=seed.name,
        basic_code="",
        item_type=seed.item_type,
        nature=seed.nature,
        nature_label="",
        use_level=seed.use_level,
        organ=seed.organ_kind,
        owner_type="administrative",
        region_code="630104000000",
        region_name="城西区",
    )
    # The parts are validated already; a document is one of them more, which would take as long again.
    parts = {name: getattr(seed.body, name) for name in type(seed.body).model_fields}
    return GuideDocument.model_construct(**parts, identity=identity, version=1, effective_from=date(2026, 1, 1))


@pytest.fixture(scope="module")
def bundles() -> Mapping[str, Shipped]:
    return {key: shipped(key) for key in KEYS}


@pytest.fixture(params=KEYS)
def one(request: pytest.FixtureRequest, bundles: Mapping[str, Shipped]) -> Shipped:
    return bundles[request.param]


def test_nothing_lacks_before_publication(one: Shipped) -> None:
    faults = tuple(faults_of(one.body, guides_by_key(one.guides), ELEMENTS))
    lines = checked(one.merged(), lead="牵头部门", faults=faults)
    assert [line.lacks for line in lines if not line.met] == []


@pytest.mark.parametrize("key", KEYS)
def test_one_form_and_one_set_of_papers_are_less_than_the_members_ask(bundles: Mapping[str, Shipped], key: str) -> None:
    found = bundles[key].answered(WHOLE[key])
    assert found.complete and len(found.idle) <= 2 and not found.undecided
    count = savings(found)
    assert count.forms.apart == len(found.active) >= 6 and count.forms.together == 1
    assert count.fields.together * 10 < count.fields.apart * 7
    assert count.materials.together * 2 < count.materials.apart
    assert count.days.together * 2 < count.days.apart or key == "firm-change"
    assert count.visits.together == 0


@pytest.mark.parametrize("key", KEYS)
def test_what_is_fed_stands_on_the_licence_that_the_member_before_gives(
    bundles: Mapping[str, Shipped], key: str
) -> None:
    given = {
        guide.key: next((one.licence for one in guide.document.results if one.licence), "")
        for guide in bundles[key].guides
    }
    for feed in bundles[key].body.feeds:
        assert given[feed.before], feed
        assert feed.material in {"", given[feed.before]}, feed
        assert set(feed.elements) <= FACES[given[feed.before]], feed


@pytest.mark.parametrize("key", KEYS)
def test_each_member_finds_in_the_one_form_all_that_its_own_guide_requires(
    bundles: Mapping[str, Shipped], key: str
) -> None:
    found = bundles[key].answered(WHOLE[key])
    there = {field.field.element for field in found.fields} | set(found.answered)
    papers = {paper.material.code for paper in found.materials}
    for member in found.active:
        situation = found.situations[member.key]
        assert {field.element for field in situation.fields if field.required} <= there
        owed = {line.material.code for line in situation.materials if line.applies is not False}
        assert owed <= papers


@pytest.mark.parametrize("key", KEYS)
def test_the_bundle_asks_no_more_than_six_questions_of_its_own_and_has_an_exit(
    bundles: Mapping[str, Shipped], key: str
) -> None:
    body = bundles[key].body
    assert 3 <= len(body.questions) <= 6 and body.unfit and body.unfit_note
    assert all(question.why for question in body.questions)


@pytest.mark.parametrize(
    ("answers", "members"),
    [
        ({"firm_standing": "have"}, {"food"}),
        ({"firm_standing": "sole_trader"}, {"shop", "food"}),
        ({"firm_standing": "company"}, {"company", "food"}),
        ({"firm_standing": "have", "business_area": 299}, {"food"}),
        ({"firm_standing": "have", "business_area": 300}, {"food", "fire"}),
        ({"firm_standing": "have", "needs_sign_approval": True}, {"food", "sign"}),
        ({"firm_standing": "have", "drains_from_shop": True}, {"food", "drain"}),
        ({"firm_standing": "company", "wants_seal": True}, {"company", "food", "seal"}),
        (NEW_RESTAURANT, {"shop", "food", "sign", "fire", "drain", "seal"}),
    ],
)
def test_the_answers_say_what_a_restaurant_needs(
    bundles: Mapping[str, Shipped], answers: Mapping[str, object], members: set[str]
) -> None:
    found = bundles["restaurant"].answered({"food_business_type": "catering", **answers})
    assert {one.key for one in found.active} == members
    assert not found.unfit and found.complete


@pytest.mark.parametrize("kind", ["sales", "canteen"])
def test_who_sells_packaged_food_or_runs_a_canteen_is_shown_another_way(
    bundles: Mapping[str, Shipped], kind: str
) -> None:
    found = bundles["restaurant"].merged(food_business_type=kind)
    assert found.unfit and "备案即可" in bundles["restaurant"].body.unfit_note


def test_a_new_restaurant_types_neither_its_credit_code_nor_the_name_on_its_licence(
    bundles: Mapping[str, Shipped],
) -> None:
    found = bundles["restaurant"].answered({**NEW_RESTAURANT, "uses_trade_name": False})
    fed = {field.field.element for field in found.fields if field.fed_by == "shop"}
    assert fed == {"org_name", "org_uscc", "legal_representative_name"}
    licence = next(paper for paper in found.materials if paper.material.code == "M0002")
    assert (licence.way, licence.fed_by) == ("fed", "shop")
    asked_once = next(field for field in found.fields if field.field.element == "business_premises_address")
    assert set(asked_once.members) == {"shop", "food", "fire", "drain"}


def test_a_chosen_trade_name_is_asked_once_for_all(bundles: Mapping[str, Shipped]) -> None:
    name = next(one for one in bundles["restaurant"].answered(NEW_RESTAURANT).fields if one.field.element == "org_name")
    assert (name.fed_by, set(name.members)) == ("", {"shop", "food", "fire", "drain", "seal"})


def test_the_members_of_a_restaurant_run_beside_each_other_and_one_is_promised_in_five_working_days(
    bundles: Mapping[str, Shipped],
) -> None:
    found = bundles["restaurant"].answered(NEW_RESTAURANT)
    done = finishing(found.active, found.feeds)
    promised = {one.key: working_days(one.document.promised) for one in found.active}
    assert promised["food"] == 5 and promised["shop"] == 0
    assert done == promised, "the licence is given on the spot, and then all begin on the same day"
    assert max(done.values()) < sum(promised.values()) / 3


def test_the_fire_check_of_a_restaurant_may_rest_on_a_commitment_with_its_five_contents(
    bundles: Mapping[str, Shipped],
) -> None:
    fire = next(one.document for one in bundles["restaurant"].guides if one.key == "fire")
    template = fire.commitment
    assert template is not None and template.inspect_afterwards
    assert all((template.content, template.requirements, template.liability, template.form, template.supervision))
    assert {one.code for one in fire.materials if one.exempt == "commitment"} == {"M0082", "M0083"}


@pytest.mark.parametrize(
    ("answers", "members"),
    [
        ({"company_change_kind": "shareholder"}, {"registry", "tax", "bank"}),
        ({"company_change_kind": "name_scope", "needs_new_seal": False}, {"registry", "tax", "bank"}),
        ({"company_change_kind": "name_scope", "needs_new_seal": True}, {"registry", "seal", "tax", "bank"}),
        (
            {"company_change_kind": "address", "has_insured_staff": True},
            {"registry", "tax", "social", "medical", "fund", "bank"},
        ),
        ({"company_change_kind": "legal_rep", "is_customs_unit": True}, {"registry", "tax", "customs", "bank"}),
    ],
)
def test_the_answers_say_who_must_learn_of_a_change(
    bundles: Mapping[str, Shipped], answers: Mapping[str, object], members: set[str]
) -> None:
    found = bundles["firm-change"].answered(answers)
    assert {one.key for one in found.active} == members and not found.unfit


def test_a_reduction_of_capital_waits_for_its_notice(bundles: Mapping[str, Shipped]) -> None:
    change = bundles["firm-change"]
    assert change.merged(company_change_kind="capital_down", reduction_notice_over=False).unfit
    assert not change.merged(company_change_kind="capital_down", reduction_notice_over=True).unfit
    assert not change.merged(company_change_kind="capital_up").unfit


def test_after_the_registry_nobody_asks_for_the_licence_again(bundles: Mapping[str, Shipped]) -> None:
    found = bundles["firm-change"].answered(NEW_NAME)
    assert {feed.before for feed in found.feeds} == {"registry"}
    assert {feed.after for feed in found.feeds} == {one.key for one in found.active} - {"registry"}
    # What the registry itself asks for, and the seal that is given back.
    assert {one.material.code for one in found.handed_in} == {"M0018", "M0019", "M2025"}


def test_what_has_changed_is_said_once_to_everybody(bundles: Mapping[str, Shipped]) -> None:
    found = bundles["firm-change"].answered(NEW_NAME)
    for element in ("org_name", "legal_representative_name"):
        told = next(one for one in found.fields if one.field.element == element)
        assert set(told.members) == {one.key for one in found.active} and "变更后" in told.field.label


@pytest.mark.parametrize(
    ("answers", "members"),
    [
        ({"firm_standing": "have"}, {"record", "power_low"}),
        ({"firm_standing": "company", "computing_way": "build_and_sell"}, {"company", "record", "telecom"}),
        ({"firm_standing": "have", "yearly_power_use": 500}, {"record", "energy", "power_low"}),
        ({"firm_standing": "have", "power_capacity": 161}, {"record", "power_high"}),
        ({"firm_standing": "have", "eia_kind": "report_form"}, {"record", "eia", "power_low"}),
        ({"firm_standing": "have", "own_water_intake": True}, {"record", "water", "power_low"}),
        ({"firm_standing": "have", "computing_way": "build_and_sell"}, {"record", "power_low", "telecom"}),
        (NEW_CENTRE, {"record", "energy", "eia", "water", "power_high", "telecom"}),
    ],
)
def test_the_answers_say_what_a_computing_centre_needs(
    bundles: Mapping[str, Shipped], answers: Mapping[str, object], members: set[str]
) -> None:
    plain = {"computing_way": "build_for_own", "eia_kind": "none"}
    found = bundles["green-computing"].answered({**plain, **answers})
    assert {one.key for one in found.active} == members
    assert not found.unfit and found.complete


def test_who_rents_his_machines_is_shown_another_way(bundles: Mapping[str, Shipped]) -> None:
    assert bundles["green-computing"].merged(computing_way="rent").unfit


def test_the_code_of_the_project_is_read_from_its_record(bundles: Mapping[str, Shipped]) -> None:
    found = bundles["green-computing"].answered(NEW_CENTRE)
    code = next(one for one in found.fields if one.field.element == "project_code")
    # Who has registered the project may type it; nobody has to, before the record is there.
    assert not code.required and set(code.members) == {"record", "energy", "eia", "water", "power_high"}
    assert {feed.after for feed in found.feeds if "project_code" in feed.elements} == set(code.members) - {"record"}
    place = next(one for one in found.fields if one.field.element == "project_address")
    assert {"record", "energy", "eia", "power_high"} <= set(place.members), "the place of the project is asked once"


def test_the_restaurant_is_the_demonstration_of_the_first_batch() -> None:
    assert [key for key in KEYS if SEEDS[key].demonstration] == ["restaurant"]
    assert {SEEDS[key].batch for key in ("restaurant", "firm-change")} == {"国家 2024 年第一批"}
    assert not SEEDS["green-computing"].batch, "the thirteen of the first batch carry its number, others none"
