"""S-XX, 西峡 2018: from the list to "done in one go": steps 7, 9 (without theme and trips), 10 (without inspection), 13."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth import authenticate
from tests.journeys.scene import Scene, at, granted, id_number_of

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.types import Filters
from bancheng.ground.access import AccessDenied, Subject
from bancheng.ground.jobs import drain
from bancheng.ground.journal import verify_stream
from bancheng.ground.law import Refused
from bancheng.registers.licences import selectors as licences

ANSWERS = {"card_holder_kind": "adult", "photo_source": "shared", "card_pickup": "window", "handled_by_agent": False}


@pytest.fixture
def scene(db: None, time_machine: Any) -> Scene:
    time_machine.move_to(at(date(2018, 4, 10)), tick=False)
    return Scene.of("xixia-2018", "xixia", "411323000000")


def test_a_citizen_finds_fills_in_and_collects_and_the_desks_do_the_rest(scene: Scene, time_machine: Any) -> None:
    # 7: found in the public list, logged in by ID number, situation answered, form filled from the population register.
    item, citizen = scene.found("社会保障卡申领"), scene.citizen("王小满")
    account = authenticate(None, login=id_number_of(citizen), password="Bancheng-2024!")
    assert account is not None and account.pk == citizen.account
    key = services.start(item_id=item, by=citizen)
    assert services.save_answers(key, by=citizen, answers=ANSWERS) == ()
    assert services.prefill(key, by=citizen) == ()
    known = {
        one.field.element: (one.value, one.source)
        for section in selectors.draft(citizen, key).sections
        for one in section.fields
        if one.source
    }
    assert known["person_name"] == ("王小满", "人口基础信息库")
    assert known["person_id_number"] == (id_number_of(citizen), "人口基础信息库")
    assert {"person_gender", "birth_date", "household_address"} <= known.keys()
    assert not any(one.missing for one in selectors.draft(citizen, key).materials), "nothing is to be uploaded"

    # 9: the window opens the same file, verifies who stands there, and hands it in with him.
    clerk = scene.desk("window")
    person = int(citizen.key.removeprefix("person:"))
    (line,) = selectors.drafts_of_person(clerk, person)
    assert line.key == key
    services.set_applicant(key, by=clerk, capacity="self", identity_method="id_reader")
    scene.completed(key, clerk)
    number = services.submit(key, by=clerk, declared=True).number
    assert selectors.own_cases(citizen, part="open").rows[0].number == number
    seen = selectors.staff_case(clerk, number)
    assert seen.identity_method == "身份证阅读器" and not any(one.files for one in seen.materials)
    assert selectors.staff_cases(clerk, Filters(q=number)).rows[0].key == key

    # 10: accepted, one number; the back office reviews and decides, the front desk cannot.
    time_machine.move_to(at(date(2018, 4, 11)), tick=False)
    services.accept(number, by=clerk)
    assert scene.reviewed(number, scene.desk("examiner")) == ("制卡审核",)
    with pytest.raises(AccessDenied):
        services.decide(number, by=clerk, outcome="granted")
    granted(number, scene.desk("chief"))
    drain()
    assert selectors.staff_case(clerk, number).line.number == number

    # 13: the card is collected with a registered identity check, and the case is closed.
    time_machine.move_to(at(date(2018, 4, 12)), tick=False)
    desk = scene.desk("result")
    assert [one.number for one in selectors.waiting_for_collection(desk).rows] == [number]
    with pytest.raises(Refused):
        services.collect(number, by=desk, name="王小满", id_number=id_number_of(citizen), method="ask")
    paper = services.collect(number, by=desk, name="王小满", id_number=id_number_of(citizen), method="id_card")
    drain()
    own = selectors.own_case(citizen, number)
    assert own.line.state == "closed" and not selectors.staff_case(clerk, number).unclaimed
    assert paper in [one.number for one in own.papers] and all(one.ready for one in own.papers)
    assert [step.verb for step in own.steps] == ["submit", "accept", "review", "decide", "deliver", "collect", "close"]
    assert licences.wallet(citizen)[0].usable
    assert verify_stream(Subject("cases.case", key)).whole
    assert services.verify_clocks().faults == ()
    assert selectors.trace(scene.desk("supervisor"), number).intact
