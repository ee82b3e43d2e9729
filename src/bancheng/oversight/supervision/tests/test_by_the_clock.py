"""The whole way: an application that nobody answers becomes a finding by the clock alone."""

from __future__ import annotations

from datetime import date

import pytest

from bancheng.casework.cases import services as cases
from bancheng.casework.cases.models import Case
from bancheng.casework.cases.services import clockwork
from bancheng.frontline.ratings.tests.sample import clerk
from bancheng.oversight.supervision import selectors
from bancheng.oversight.supervision.tests.sample import tell
from bancheng.registers.catalog.tests.sample import body, republish
from bancheng.registers.identity.models import NaturalPerson
from bancheng.registers.identity.tests.cast import actor

pytestmark = pytest.mark.django_db


def test_silence_and_then_a_broken_promise_are_found(closed, on):
    on(date(2026, 11, 20))
    NaturalPerson.objects.update(assurance=3)
    officer = clerk(closed.organ, "supervisor", number="s1")
    plain = body(fields=[{"element": "person_name"}], materials=body()["materials"][1:])
    republish(closed.guide.item, plain)
    filed = cases.file(
        item_id=closed.guide.item_id,
        by=closed.him,
        answers={"shop_kind": "shop"},
        values={"person_name": closed.applicant.name},
        declared=True,
    )
    on(filed.acceptance_due, 23)
    clockwork.watch()
    tell()
    assert selectors.findings_of(actor(officer), filed.number) == ()

    on(date.fromordinal(filed.acceptance_due.toordinal() + 1))
    clockwork.watch()
    clockwork.watch()
    tell()
    views = selectors.findings_of(actor(officer), filed.number)
    assert [one.rule for one in views if one.rule != "step_overdue"] == ["acceptance_by_silence"]
    assert views[0].due_on == filed.acceptance_due

    case = Case.objects.get(key=filed.key)
    assert (case.deemed, case.accepted_on) == (True, filed.received_on)
    on(date.fromordinal(case.due_on.toordinal() + 1))
    clockwork.watch()
    tell()
    late = [one for one in selectors.findings_of(actor(officer), filed.number) if one.rule == "case_overdue"]
    assert [(one.due_on, bool(one.responsible)) for one in late] == [(case.due_on, True)]


def test_a_procedure_that_lasts_longer_than_told_is_found_once(closed, on):
    on(date(2026, 11, 20))
    NaturalPerson.objects.update(assurance=3)
    desk = {role: actor(clerk(closed.organ, role, number=role)) for role in ("supervisor", "clerk", "reviewer")}
    plain = body(fields=[{"element": "person_name"}], materials=body()["materials"][1:])
    republish(closed.guide.item, plain)
    told = {"answers": {"shop_kind": "shop"}, "values": {"person_name": closed.applicant.name}, "declared": True}
    number = cases.file(item_id=closed.guide.item_id, by=closed.him, **told).number
    cases.accept(number, by=desk["clerk"])
    cases.start_procedure(number, by=desk["reviewer"], kind="PS", reason="方案复杂。", expected_days=2)
    on(date(2026, 11, 24), 23)
    clockwork.watch()
    tell()
    assert selectors.findings_of(desk["supervisor"], number) == ()
    on(date(2026, 11, 25))
    clockwork.watch()
    clockwork.watch()
    tell()
    (view,) = selectors.findings_of(desk["supervisor"], number)
    assert (view.rule, view.due_on, view.responsible) == ("procedure_overrun", date(2026, 11, 24), "审查岗")
    assert dict(view.facts) == {"特别程序": "专家评审", "书面告知到": "2026-11-24"}
    assert view.article == "《行政许可法》第四十五条"
