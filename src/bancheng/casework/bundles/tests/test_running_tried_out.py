"""走流程: what officials try out is walked like the real thing, and reaches nobody and no count."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest

from bancheng.casework.bundles import selectors, services
from bancheng.casework.bundles.models import BundleCase
from bancheng.casework.bundles.tests.course import one_organ
from bancheng.casework.bundles.tests.running import Running
from bancheng.casework.cases import selectors as cases
from bancheng.casework.cases.models import Case
from bancheng.casework.cases.services import clockwork
from bancheng.casework.cases.tests.stage import PDF, at
from bancheng.ground.access import AccessDenied, Subject
from bancheng.ground.jobs import drain
from bancheng.ground.law import now
from bancheng.registers.licences import selectors as licences
from bancheng.registers.messages.models import Message
from bancheng.registers.payments.models import Bill

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_friday(time_machine: Any) -> None:
    time_machine.move_to(at(date(2026, 11, 20)), tick=False)


def walked(running: Running) -> str:
    """An official of the hall, at his own desk and with his own identity, up to the last decision."""
    hall, person = running.stage.staff("service_officer", "钱国华", organisation_id=None), running.stage.person()
    key = services.begin_at_window(
        bundle_id=running.bundle.pk, person_id=person.pk, by=hall, identity_method="id_card", trial=True
    )
    services.save_answers(key, by=hall, answers={"shop_kind": "shop"})
    assert services.save_fields(key, by=hall, values={"person_name": person.name, "has_staff": "no"}) == ()
    services.add_file(key, code="M0005", stream=BytesIO(PDF), name="布局图.pdf", by=hall)
    services.submit(key, by=hall, declared=True)
    drain()
    return key


def test_a_walk_goes_to_its_end_and_tells_bills_and_grants_nobody_anything() -> None:
    running = one_organ()
    citizen = running.stage.citizen()
    key = walked(running)
    for member in ("shop", "food", "sign"):
        running.decide(key, member)
    row = running.row(key)
    assert (row.state, row.outcome, row.trial) == ("closed", "whole", True)
    assert Case.objects.filter(part_of=key, trial=True).count() == 3
    for member in ("shop", "food", "sign"):
        assert licences.of_subject(Subject("cases.case", running.case(key, member).key)) == ()
    assert not Bill.objects.exists()
    rows = Message.objects.filter(account=citizen.account).values_list("template__key", flat=True)
    assert [one for one in rows if one.startswith(("bundles.", "cases.", "ratings."))] == []


def test_a_walk_is_in_no_list_and_no_count_of_citizens_and_supervisors() -> None:
    running = one_organ()
    citizen = running.stage.citizen()
    key = walked(running)
    supervisor = running.stage.staff("supervisor", "吴志强", organisation_id=None)
    assert selectors.own_bundles(citizen).lines == ()
    assert selectors.own_bundle_counts(citizen)["running"] == 0
    assert cases.own_cases(citizen).rows == ()
    assert selectors.board_counts(supervisor)["running"] == 0
    assert selectors.board(supervisor).lines == ()
    assert [one.key for one in selectors.board(supervisor, trial=True).lines] == [key]
    assert cases.overview(supervisor).organs == ()


def test_a_late_walk_is_nobodys_delay(time_machine: Any) -> None:
    running = one_organ()
    key = walked(running)
    services.accept(key, by=running.stage.staff("clerk"))
    drain()
    time_machine.move_to(at(date(2027, 3, 1)), tick=False)
    late = Case.objects.filter(part_of=key, clock="decision", due_at__lt=now())
    assert late.count() == 2 and not late.filter(clockwork.RUNNING).exists()
    supervisor = running.stage.staff("supervisor", "吴志强", organisation_id=None)
    assert cases.overview(supervisor).organs == ()


def test_a_real_draft_and_a_walk_of_the_same_person_stand_beside_each_other() -> None:
    running = one_organ()
    citizen = running.stage.citizen()
    real = running.begin(citizen)
    walk = walked(running)
    assert real != walk and BundleCase.objects.count() == 2
    # What the walk left behind does not count as a real one that runs.
    assert services.begin(region="411323000000", key="catering", by=citizen) == real


def test_only_who_coordinates_begins_a_walk() -> None:
    running = one_organ()
    with pytest.raises(AccessDenied):
        services.begin_at_window(
            bundle_id=running.bundle.pk,
            person_id=running.stage.person().pk,
            by=running.stage.staff("clerk"),
            identity_method="id_card",
            trial=True,
        )
