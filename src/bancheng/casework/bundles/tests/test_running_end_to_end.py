"""An application through a bundle: filled in once, handed out, fed on, and one date and one end for all of it."""

from __future__ import annotations

from typing import Any

import pytest

from bancheng.casework.bundles import selectors, services
from bancheng.casework.bundles.tests.running import Running, build_running
from bancheng.casework.cases import selectors as cases
from bancheng.casework.cases.models import Case
from bancheng.casework.cases.services import FormRefused
from bancheng.casework.cases.tests.stage import at, build_stage
from bancheng.ground.access import Subject
from bancheng.ground.journal import verify_stream
from bancheng.registers.licences import selectors as licences

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_friday(time_machine: Any) -> None:
    from datetime import date

    time_machine.move_to(at(date(2026, 11, 20)), tick=False)


@pytest.fixture
def running(db: None) -> Running:
    return build_running(build_stage())


def test_each_thing_is_asked_once_and_reaches_every_member(running: Running) -> None:
    citizen = running.stage.citizen()
    key = running.begin(citizen)
    draft = selectors.draft(citizen, key)
    assert draft.problems == ()
    asked = [field.element.code for section in draft.sections for field in section.fields]
    assert asked == ["person_name", "has_staff"]
    assert draft.fields_of["person_name"] == ("营业执照", "食品许可", "店招")
    (plan, fed) = draft.materials
    assert (plan.code, len(plan.lines)) == ("M0005", 3)
    assert (fed.code, fed.fed_by, fed.lines) == ("M0002", "营业执照", ())
    for part in draft.parts:
        values = {
            field.element.code: field.value for s in cases.draft(citizen, part.case).sections for field in s.fields
        }
        assert values["person_name"] == citizen.name


def test_members_start_together_and_one_that_waits_starts_when_its_predecessor_is_granted(running: Running) -> None:
    citizen = running.stage.citizen()
    key = running.begin(citizen)
    filed = services.submit(key, by=citizen, declared=True)
    assert services.submit(key, by=citizen, declared=True) == filed
    assert [running.part(key, one).state for one in ("shop", "food", "sign")] == ["open", "held", "open"]
    assert running.case(key, "shop").number == f"{filed.number}-01"
    assert running.case(key, "sign").number == f"{filed.number}-03"
    assert running.case(key, "food").state == "draft"

    running.decide(key, "shop")
    food = running.part(key, "food")
    assert (food.state, running.case(key, "food").number) == ("open", f"{filed.number}-02")
    licence = running.case(key, "food").materials.get(code="M0002")
    (card,) = licences.of_subject(Subject("cases.case", running.case(key, "shop").key))
    assert (licence.given, licence.licence) == ("licence", card.identifier)

    running.decide(key, "food")
    running.decide(key, "sign")
    whole = selectors.running_bundle(citizen, key)
    assert (whole.state, whole.outcome, whole.done) == ("closed", "whole", 3)
    assert not verify_stream(Subject("bundles.case", key)).faults
    assert Case.objects.filter(part_of=key).count() == 3


def test_the_overall_date_is_the_critical_path(running: Running) -> None:
    citizen = running.stage.citizen()
    key = running.filed(citizen)
    whole = selectors.running_bundle(citizen, key)
    # Friday 20 November: five days to accept and two of the registration, then five and five of the food permit.
    assert whole.due_on is not None and whole.due_on.isoformat() == "2026-12-15"
    assert [one.layer for one in whole.parts] == [0, 1, 0]


def test_without_the_declaration_nothing_is_handed_in(running: Running) -> None:
    citizen = running.stage.citizen()
    key = running.begin(citizen)
    with pytest.raises(FormRefused):
        services.submit(key, by=citizen, declared=False)
    assert running.row(key).number is None
    assert not Case.objects.exclude(state="draft").exists()


def test_what_happened_is_told_with_the_members_it_was_about(running: Running) -> None:
    citizen = running.stage.citizen()
    key = running.filed(citizen)
    running.decide(key, "shop")
    told = [one.words for one in selectors.running_bundle(citizen, key).trace]
    assert told[0] == "提交申请，不用等结果的交给有关部门：营业执照、店招"
    assert told[-1] == "成员事项有了进展：营业执照已办成、食品许可办理中"
