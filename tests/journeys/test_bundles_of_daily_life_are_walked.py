"""The bundles of daily life by the demo county's own desks: one form, each member's case decided, every result handed on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from tests.journeys.test_every_guide_can_be_walked import COUNTY, people_of_xixia
from tests.journeys.walker import MOST_ROUNDS, Cast, decided, finished, project_code, value_for

from bancheng.casework.bundles import selectors, services
from bancheng.casework.bundles.applied import BundleDraft, RunningBundle
from bancheng.casework.cases import selectors as cases
from bancheng.casework.cases.tests.stage import PDF
from bancheng.ground.access import Subject, limits
from bancheng.ground.jobs import drain
from bancheng.ground.law import SHANGHAI
from bancheng.registers.licences import selectors as licences

BUYER = {
    "transfer_cause": "resale",
    "party_kind": "person",
    "utilities_too": True,
    "has_gas": True,
    "has_heating": True,
    "mortgaged": False,
    "handled_by_agent": False,
}
MOTHER = {
    "already_born": True,
    "applicant_parent": "mother",
    "birth_certificate_held": False,
    "born_at": "institution",
    "child_registered": False,
    "pregnancy_registered": True,
    "wants_child_card": True,
    "maternity_claim": "none",
}
BUILDER = {
    "applicant_nature": "org",
    "for_project": True,
    "utilities_wanted": "all",
    "drains_to_network": False,
    "outside_works": True,
    "road_crossed": "highway",
    "affects_traffic": True,
    "needs_pipeline_plan": False,
    "cuts_trees": False,
}
METERS = ("water", "power", "gas", "heat")


@pytest.fixture
def cast(db: None, time_machine: Any) -> Cast:
    time_machine.move_to(datetime(2026, 11, 20, 9, tzinfo=SHANGHAI), tick=False)
    return people_of_xixia()


@pytest.mark.demand("ONE-08")
@pytest.mark.demand("ONE-15")
def test_a_buyer_applies_once_for_contract_tax_and_registration_and_his_meters_with_them(cast: Cast) -> None:
    without = filled(cast, "real-estate", BUYER | {"utilities_too": False})
    assert {one.key for one in without.parts} == {"deal", "tax", "registration"}
    draft = filled(cast, "real-estate", BUYER)
    assert {one.key for one in draft.parts} == {"deal", "tax", "registration", *METERS}
    assert set(draft.fields_of["deal_price"]) == {"买卖合同网签备案", "契税申报", "过户登记"}
    assert {"过户登记", "水过户", "电过户", "气过户", "热过户"} <= set(draft.fields_of["real_estate_address"])
    assert not [one.name for one in draft.materials if one.view.missing], "no paper is asked for"
    run = submitted(cast, draft)
    assert states(run) == {"deal": "open"} | dict.fromkeys(("tax", "registration", *METERS), "held")

    # One after the other: the registration waits for the contract and the tax, the meters for the registration.
    assert [decide_all_open(cast, run.key) for _ in range(3)] == [{"deal"}, {"tax"}, {"registration"}]
    here = parts(cast, run.key)
    contract = card_of(here["deal"].case)
    assert values(cast, here["registration"].number)["contract_no"] == contract.number
    assert [card_of(one.case).type for one in here.values() if one.state == "granted"] == ["M0115", "M0116", "M3050"]

    # The meters come from the same form, and go by the certificate.
    assert {values(cast, here[one].number)["real_estate_address"] for one in METERS} == {
        values(cast, here["deal"].number)["real_estate_address"]
    }
    assert decide_all_open(cast, run.key) == set(METERS)
    whole = running(cast, run.key)
    assert whole.outcome == "whole" and {one.number.rpartition("-")[0] for one in whole.parts} == {run.number}


def test_a_newborn_and_a_new_plant_are_served_out_of_one_form_each(cast: Cast) -> None:
    run = submitted(cast, filled(cast, "newborn", MOTHER))
    assert decide_all_open(cast, run.key) == {"certificate"}
    assert decide_all_open(cast, run.key) == {"vaccination", "household", "insurance"}
    assert decide_all_open(cast, run.key) == {"card"}
    assert running(cast, run.key).outcome == "whole"
    here = parts(cast, run.key)
    household, card = (licences.face_of(card_of(here[one].case).id) for one in ("household", "card"))
    assert household["child_id_number"] == card["child_id_number"], "what the police entered is on the child's card"

    run = submitted(cast, filled(cast, "utilities", BUILDER, project=project_code(cast)))
    assert run.parts and {"water", "power", "gas", "network"} <= decide_all_open(cast, run.key)
    assert decide_all_open(cast, run.key) == {"highway"}, "the highway authority waits for the traffic police"
    assert running(cast, run.key).outcome == "whole"


# -- the walk


def filled(cast: Cast, key: str, answers: Mapping[str, object], *, project: str = "") -> BundleDraft:
    """Begun, answered and filled in; questions of members that the story leaves open get their first answer.

    `project`: the code of the project of the firm that applies.
    """
    by = cast.person
    run = services.begin(region=COUNTY, key=key, by=by)
    if project:
        services.set_applicant(run, by=by, capacity="representative", uscc=cast.firm)
    assert services.save_answers(run, by=by, answers=answers, known_only=True) == ()
    while (asked := selectors.draft(by, run).question) is not None:
        question = asked.question
        first = question.options[0].value if question.options else False
        assert services.save_answers(run, by=by, answers={question.element: first}) == ()
    services.prefill(run, by=by)
    for _ in range(MOST_ROUNDS):
        draft = selectors.draft(by, run)
        empty = [one for part in draft.sections for one in part.fields if one.value is None and one.required]
        if not empty:
            break
        given = {one.element.code: value_for(one) for one in empty}
        if "project_code" in given:
            given["project_code"] = project
        assert not services.save_fields(run, by=by, values=given)
    for one in draft.materials:
        if not one.fed_by and (one.view.missing or one.view.lacking):
            limits.forget("cases.upload", by.key)
            services.add_file(run, code=one.code, stream=BytesIO(PDF), name="演示材料.pdf", by=by)
    return selectors.draft(by, run)


def submitted(cast: Cast, draft: BundleDraft) -> RunningBundle:
    """Handed in, and what follows from it done."""
    assert not draft.unfit and not draft.problems, [one.sentence for one in draft.problems]
    services.submit(draft.key, by=cast.person, declared=True)
    drain()
    return running(cast, draft.key)


def running(cast: Cast, key: str) -> RunningBundle:
    return selectors.running_bundle(cast.person, key)


def parts(cast: Cast, key: str) -> Mapping[str, Any]:
    return {one.key: one for one in running(cast, key).parts}


def states(run: RunningBundle) -> Mapping[str, str]:
    return {one.key: one.state for one in run.parts}


def decide_all_open(cast: Cast, key: str) -> set[str]:
    """Each desk handles what has reached it; returns the members whose cases were granted and handed out."""
    done = [one for one in running(cast, key).parts if one.state == "open"]
    for one in done:
        decided(one.number, cast)
        finished(one.number, cast)
    after = states(running(cast, key))
    assert {after[one.key] for one in done} <= {"granted"}
    return {one.key for one in done}


def card_of(case: str) -> Any:
    return next(one for one in licences.of_subject(Subject("cases.case", case)) if one.state == "valid")


def values(cast: Cast, number: str) -> Mapping[str, str]:
    """The form of one member's case in words, by element."""
    own = cases.own_case(cast.person, number)
    return {one.field.element: one.text for part in own.sections for one in part.fields}
