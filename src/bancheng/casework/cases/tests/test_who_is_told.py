"""Everybody is told once: applicant, principal, firm and desk; a reaction that runs twice tells nothing twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest

from bancheng.casework.cases import events, reactions, selectors, services
from bancheng.casework.cases.models import Case
from bancheng.casework.cases.tests.stage import PDF, Stage
from bancheng.casework.cases.types import Gap
from bancheng.ground.access import Actor
from bancheng.ground.jobs import drain
from bancheng.ground.law import Refused, now
from bancheng.registers.catalog.tests.sample import PLATFORM
from bancheng.registers.documents.models import Document
from bancheng.registers.identity import selectors as people
from bancheng.registers.identity import services as identity
from bancheng.registers.messages.models import Message

USCC, FIRM = "91411323MA0DEM0266", "西峡县演示食品有限公司"


def told(who: Actor) -> list[str]:
    """The keys of what he was told of cases, in order."""
    rows = Message.objects.filter(account=who.account, template__key__startswith="cases.").order_by("pk")
    return [key.removeprefix("cases.") for key in rows.values_list("template__key", flat=True)]


def test_an_applicant_urges_once_a_day_and_the_desk_is_told(stage: Stage, move: Callable[..., None]) -> None:
    number, clerk = stage.file().number, stage.staff("clerk")
    services.urge(number, by=stage.citizen(), words="等着开业")
    move(date(2026, 11, 20), 23)
    with pytest.raises(Refused) as refused:
        services.urge(number, by=stage.citizen())
    assert refused.value.code == "cases.urged_today"
    services.urge(number, by=stage.staff("supervisor"))
    drain()
    assert told(clerk) == ["urged"]
    Message.objects.update(read_at=now())
    move(date(2026, 11, 21), 8)
    services.urge(number, by=stage.citizen())
    drain()
    assert told(clerk) == ["urged", "urged"]
    assert stage.row(number).version == 2, "urging makes nobody's page stale"


def test_an_urge_that_cannot_be_leaves_the_day_unspent(stage: Stage) -> None:
    number, citizen = stage.file().number, stage.citizen()
    services.request_supplement(number, by=stage.staff("clerk"), gaps=[Gap(1, "缺少比例尺")])
    with pytest.raises(Refused):
        services.urge(number, by=citizen)
    services.add_file(number, line=1, stream=BytesIO(PDF + b"%2"), name="图.pdf", by=citizen)
    services.supplement(number, by=citizen)
    services.urge(number, by=citizen)


def test_an_urge_reaches_the_post_that_has_the_case(stage: Stage) -> None:
    number = stage.accepted()
    reviewer, clerk = stage.staff("reviewer"), stage.staff("clerk")
    services.urge(number, by=stage.citizen())
    drain()
    assert (told(reviewer), told(clerk)) == (["urged"], [])


def test_of_a_firm_the_representative_and_who_filed_are_told(stage: Stage) -> None:
    legal = identity.register_legal_person(uscc=USCC, name=FIRM, representative=stage.person(), by=PLATFORM)
    identity.add_operator(legal_person=legal, person=stage.person("李秀英", 2), until=None, by=stage.citizen())
    acting, head, stranger = stage.citizen("李秀英", 2), stage.citizen(), stage.citizen("郑丽", 3)
    key = stage.draft(by=acting)
    services.set_applicant(key, by=acting, capacity="operator", uscc=USCC)
    number = services.submit(key, by=acting, declared=True).number
    services.accept(number, by=stage.staff("clerk"))
    drain()
    assert told(head) == told(acting) == ["submitted", "accepted"] and told(stranger) == []
    identity.end_operator(operator=people.operators_of(legal)[0].id, by=head)
    stage.agree(number, "review")
    services.urge(number, by=head)
    stage.agree(number, "inspect")
    stage.agree(number, "inspect", "何永生")
    services.decide(number, by=stage.staff("approver"), outcome="granted")
    drain()
    assert told(head) == ["submitted", "accepted", "decided", "delivered"]
    assert told(acting) == ["submitted", "accepted"], "who may act no longer is told no longer"


def test_a_principal_is_told_that_somebody_filed_for_him(stage: Stage) -> None:
    agent, principal = stage.citizen("李秀英", 2), stage.citizen()
    key = stage.draft(by=agent)
    number = people.id_number_of(stage.person().pk)
    services.set_applicant(key, by=agent, capacity="agent", principal_name="王小满", principal_id_number=number)
    services.submit(key, by=agent, declared=True)
    drain()
    assert sorted(told(principal)) == ["filed_for_you", "submitted"] and told(agent) == ["submitted"]
    assert "李**" in Message.objects.get(account=principal.account, template__key="cases.filed_for_you").body


def test_each_notice_is_told_once_however_often_its_reaction_runs(stage: Stage, move: Callable[..., None]) -> None:
    citizen, clerk = stage.citizen(), stage.staff("clerk")
    number = stage.file().number
    for time, gap in enumerate((Gap(1, "缺少比例尺"), Gap(1, "与今天的现场不符", new_fact=True)), start=1):
        services.request_supplement(number, by=clerk, gaps=[gap])
        drain()
        reactions.tell_of_gaps(event(number, events.SupplementRequested, round=time))
        assert told(citizen).count("supplement_requested") == time
        move(date(2026, 11, 20), 9 + time)
        services.add_file(number, line=1, stream=BytesIO(PDF + b"%%%d" % time), name="图.pdf", by=citizen)
        services.supplement(number, by=citizen)


def event(number: str, kind: type[events.CaseEvent], **more: object) -> events.CaseEvent:
    """An event of the case as its reaction would get it a second time."""
    row = Case.objects.get(number=number)
    return kind(
        case=row.key,
        number=number,
        item=row.item_id,
        item_name=row.item_name,
        organisation=row.organisation_id,
        region=row.region_id,
        at=now(),
        **more,  # type: ignore[arg-type]
    )


def test_every_reaction_may_run_twice(stage: Stage) -> None:
    citizen, number = stage.citizen(), stage.closed(stage.licensed())
    row = stage.row(number)
    before = told(citizen), Document.objects.count(), len(selectors.own_case(citizen, number).steps)
    assert row.due_on is not None and row.accepted_on is not None and row.decision is not None
    reactions.confirm_receipt(event(number, events.CaseSubmitted))
    reactions.prove_shared_materials(event(number, events.CaseSubmitted))
    accepted = {"accepted_on": row.accepted_on, "promised_due": row.due_on}
    reactions.tell_of_acceptance(event(number, events.CaseAccepted, **accepted))
    decided = {"outcome": "granted", "decision": row.decision.number, "decided_on": row.accepted_on}
    reactions.tell_of_decision(event(number, events.CaseDecided, **decided))
    reactions.tell_of_result(event(number, events.CaseDelivered, outcome="granted", method="electronic"))
    reactions.close_after_collection(event(number, events.CaseCollected))
    reactions.warn_the_desk(event(number, events.DeadlineNear, clock="decision", due=row.due_on))
    assert services.deliver_when_ready(row.key) is False
    drain()
    assert (told(citizen), Document.objects.count(), len(selectors.own_case(citizen, number).steps)) == before


def test_the_desk_is_told_of_a_term_that_is_near_and_again_when_it_has_passed(
    stage: Stage, move: Callable[..., None]
) -> None:
    stage.accepted(stage.item("短承诺", promised={"unit": "workday", "n": 5}))
    reviewer = stage.staff("reviewer")
    for day in (25, 26, 28, 30):
        move(date(2026, 11, day))
        services.watch()
        drain()
    assert told(reviewer) == ["deadline_near", "deadline_passed"]


def test_a_withdrawn_or_refused_application_is_told_to_the_applicant(stage: Stage) -> None:
    services.withdraw(stage.file().number, by=stage.citizen())
    other = stage.citizen("李秀英", 2)
    services.not_accept(
        stage.file(by=other).number, by=stage.staff("clerk"), ground="not_needed", reason="依法不需要许可"
    )
    drain()
    assert told(stage.citizen()) == ["submitted", "withdrawn"] and told(other) == ["submitted", "not_accepted"]
