"""Pressed twice, run twice, killed in between: nothing is begun, numbered, filed or told a second time."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bancheng.casework.bundles import reactions, selectors, services
from bancheng.casework.bundles.models import BundleCase
from bancheng.casework.bundles.services import advancing, tidying
from bancheng.casework.bundles.tests.course import one_organ, states, told
from bancheng.casework.cases import services as cases
from bancheng.casework.cases.models import Case
from bancheng.casework.cases.tests.stage import at
from bancheng.ground.access import Subject
from bancheng.ground.jobs import drain
from bancheng.ground.journal import selectors as journal
from bancheng.ground.journal import verify_stream
from bancheng.ground.law import Refused
from bancheng.registers.catalog.tests.sample import COUNTY
from bancheng.registers.identity import services as identity

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_friday(time_machine: Any) -> None:
    time_machine.move_to(at(date(2026, 11, 20)), tick=False)


def verbs(key: str) -> list[str]:
    return list(journal.entries_of(Subject("bundles.case", key)).values_list("verb", flat=True))


def test_a_second_press_of_the_button_goes_on_with_the_same_draft() -> None:
    running = one_organ()
    citizen = running.stage.citizen()
    first = services.begin(region=COUNTY, key="catering", by=citizen)
    assert services.begin(region=COUNTY, key="catering", by=citizen) == first
    assert BundleCase.objects.count() == 1 and Case.objects.count() == 3


def test_at_the_window_his_own_draft_is_gone_on_with_for_whom_he_says_there() -> None:
    running = one_organ()
    person, clerk = running.stage.person(), running.stage.staff("clerk")
    citizen = running.stage.citizen()
    key = running.begin(citizen)
    firm = identity.register_legal_person(
        uscc="91350100M000100Y43", name="西峡县小满餐饮有限公司", representative=person, by=citizen
    )
    given = {"bundle_id": running.bundle.pk, "person_id": person.pk, "by": clerk, "identity_method": "id_card"}
    assert services.begin_at_window(**given, legal_person_id=firm.pk) == key
    view = selectors.draft(clerk, key)
    assert (view.applicant_name, running.row(key).identity_method) == (firm.name, "id_card")
    rows = Case.objects.filter(part_of=key)
    assert set(rows.values_list("legal_person", "identity_method")) == {(firm.pk, "id_card")}
    assert services.begin_at_window(**given) == key, "and back, for himself"
    assert selectors.draft(clerk, key).applicant_name == person.name
    assert set(rows.values_list("legal_person", "applicant")) == {(None, person.pk)}


def test_the_same_person_is_asked_before_he_begins_what_already_runs() -> None:
    running = one_organ()
    citizen = running.stage.citizen()
    key = running.filed(citizen)
    with pytest.raises(Refused, match="正在办理") as refused:
        services.begin(region=COUNTY, key="catering", by=citizen)
    assert refused.value.code == "bundles.running" and (running.row(key).number or "") in str(refused.value)
    assert services.begin(region=COUNTY, key="catering", by=citizen, again=True) != key


def test_handed_in_twice_it_has_one_number_one_entry_and_one_message() -> None:
    running = one_organ()
    citizen = running.stage.citizen()
    key = running.begin(citizen)
    first = services.submit(key, by=citizen, declared=True)
    assert services.submit(key, by=citizen, declared=True) == first
    drain()
    assert verbs(key).count("submit") == 1
    assert len(told(citizen, "bundles.submitted")) == 1
    numbers = Case.objects.filter(part_of=key).exclude(number=None).values_list("number", flat=True)
    assert set(numbers) == {f"{first.number}-01", f"{first.number}-03"}


def test_advance_may_run_any_number_of_times() -> None:
    running = one_organ()
    citizen = running.stage.citizen()
    key = running.filed(citizen)
    running.decide(key, "shop")
    before, heard = verbs(key), len(told(citizen, "bundles.part_granted"))
    for _ in range(3):
        assert services.advance(key) is False
    drain()
    assert (verbs(key), len(told(citizen, "bundles.part_granted"))) == (before, heard)
    assert heard == 1
    assert not verify_stream(Subject("bundles.case", key)).faults


def test_killed_while_it_files_what_waited_it_does_all_of_it_the_next_time(monkeypatch: pytest.MonkeyPatch) -> None:
    running = one_organ()
    key = running.filed()
    shop = running.case(key, "shop")
    cases.accept(shop.key, by=running.stage.staff("clerk"))
    cases.decide(shop.key, by=running.stage.staff("approver"), outcome="granted", reason="")

    def killed(*_given: Any, **_more: Any) -> None:
        raise SystemExit("the worker was stopped")

    with monkeypatch.context() as patched:
        patched.setattr(advancing, "_settle", killed)
        drain()
    # Nothing of the half-done step is there: neither the state nor the number.
    assert states(running, key) == {"shop": "open", "food": "held", "sign": "open"}
    assert running.case(key, "food").number is None
    assert services.advance(key) is True
    drain()
    assert services.advance(key) is False
    assert states(running, key)["food"] == "open"
    assert (running.case(key, "food").number or "").endswith("-02")
    assert verbs(key).count("advance") == 1


def test_one_bundle_that_cannot_be_worked_out_keeps_no_other_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    running = one_organ()
    broken, whole = running.filed(), running.filed(running.stage.citizen("李秀英", 2))
    with monkeypatch.context() as idle:
        idle.setattr(reactions, "advance", lambda key: False)
        running.decide(whole, "shop")
    assert states(running, whole)["food"] == "held"
    load = advancing.running.load

    def fails(row: BundleCase) -> Any:
        if row.key == broken:
            raise LookupError("its guide is gone")
        return load(row)

    monkeypatch.setattr(advancing.running, "load", fails)
    with pytest.raises(RuntimeError, match=broken):
        tidying.recount()
    assert states(running, whole)["food"] == "open"


def test_an_advance_of_what_is_not_there_or_not_handed_in_does_nothing() -> None:
    running = one_organ()
    key = running.begin()
    assert services.advance(key) is False
    assert services.advance("0" * 32) is False
    assert verbs(key).count("advance") == 0


def test_refiled_twice_there_is_one_further_attempt() -> None:
    running = one_organ()
    citizen = running.stage.citizen()
    key = running.filed(citizen)
    running.decide(key, "sign", "refused")
    first = services.refile(key, member="sign", by=citizen)
    assert services.refile(key, member="sign", by=citizen) == first
    assert running.row(key).parts.filter(key="sign").count() == 2
    services.resubmit(key, member="sign", by=citizen, declared=True)
    drain()
    with pytest.raises(Refused, match="不等您提交"):
        services.resubmit(key, member="sign", by=citizen, declared=True)
    assert running.row(key).parts_open == 3


def test_a_draft_is_discarded_with_those_of_its_members_and_the_journal_keeps_that_it_was() -> None:
    running = one_organ()
    citizen = running.stage.citizen()
    key = running.begin(citizen)
    services.discard(key, by=citizen)
    assert not Case.objects.exists() and not BundleCase.objects.exists()
    assert verbs(key)[-1] == "discard"
    filed = running.filed(citizen)
    with pytest.raises(Refused, match="已经提交"):
        services.discard(filed, by=citizen)


def test_the_overall_date_moves_when_a_member_is_done_early_or_suspended() -> None:
    running = one_organ()
    citizen = running.stage.citizen()
    key = running.filed(citizen)
    before = selectors.running_bundle(citizen, key).due_on
    running.decide(key, "shop")
    after = selectors.running_bundle(citizen, key).due_on
    assert before is not None and after is not None and after < before
    assert running.row(key).due_on == after
