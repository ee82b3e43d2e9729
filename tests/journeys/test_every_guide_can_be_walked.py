"""Every guide of the demo catalogue can be applied for, handled by the demo staff and closed, in several situations."""

from __future__ import annotations

import traceback
from datetime import date, datetime
from typing import Any

import pytest
from django.db import transaction

from bancheng.casework.cases import selectors, services
from bancheng.ground.access import Actor, limits, system
from bancheng.ground.jobs import drain
from bancheng.ground.jobs.models import Job
from bancheng.ground.journal import verify_stream
from bancheng.ground.access import Subject
from bancheng.ground.law import SHANGHAI
from bancheng.profiles.loader import load
from bancheng.profiles.loader_codes import demo_credit_code
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog.models import ImplementationItem
from bancheng.registers.identity import services as identity
from bancheng.registers.identity.models import Account
from bancheng.registers.identity.selectors import actor_of
from bancheng.registers.licences import selectors as licences
from tests.journeys.walker import Cast, filed, handled, situations
import sys, time
COUNTY = "411323000000"
MOST = int(__import__("os").environ.get("MOST","30"))


@pytest.fixture
def cast(db: None, time_machine: Any) -> Cast:
    time_machine.move_to(datetime(2026, 11, 20, 9, tzinfo=SHANGHAI), tick=False)
    load(["xixia-2018"])
    drain()
    person = Account.objects.get(person__name="王小满").person
    assert person is not None
    firm = demo_credit_code("91", COUNTY, "演示公司")
    identity.register_legal_person(uscc=firm, name="西峡县演示公司", representative=person, by=system("测试"))
    return Cast(
        actor_of(person.account), firm, staff("window"), (staff("examiner"), staff("examiner2")), staff("chief"), staff("result")
    )


def staff(duty: str) -> Actor:
    return actor_of(Account.objects.select_related("person", "staff__organisation").get(login=f"xixia{duty}"))


def test_every_guide_of_the_demo_catalogue_can_be_walked(cast: Cast) -> None:
    faults, walks = [], 0
    t0 = time.time()
    for item in ImplementationItem.objects.order_by("source_key")[int(__import__("os").environ.get("A","0")):int(__import__("os").environ.get("B","999"))]:
        document = catalog.pin(item.pk).document
        for answers in situations(document, MOST):
            walks += 1
            limits.forget('cases.upload', cast.person.key); limits.forget('cases.upload', cast.window.key)
            try:
                if True:
                    number = filed(item.pk, document, answers, cast)
                    handled(number, cast)
                    one = selectors.own_case(cast.person, number)
                    assert one.line.state == "closed", one.line.state
                    assert all(paper.ready for paper in one.papers)
                    assert {task.state for task in selectors.staff_case(cast.approver, number).tasks} == {"done"}
                    assert all(card.state == "valid" for card in licences.of_subject(Subject("cases.case", one.line.key)))
                    assert verify_stream(Subject("cases.case", one.line.key)).whole
            except Exception as e:
                f = f"{item.source_key} {item.name} {answers}: {type(e).__name__} {e}"
                if not isinstance(e, AssertionError) and "Refused" not in type(e).__name__: f += traceback.format_exc()[-1500:]
                faults.append(f)
    from collections import Counter
    print(walks, time.time() - t0, Counter(Job.objects.values_list("state", flat=True)) if hasattr(Job, "state") else "", file=sys.stderr)
    for f in faults: print(f, file=sys.stderr)
    assert not faults
