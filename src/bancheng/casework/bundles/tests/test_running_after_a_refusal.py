"""A member that is refused: what becomes of those that wait for it, and how it is filed again."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bancheng.casework.bundles import selectors, services
from bancheng.casework.bundles.services import tidying
from bancheng.casework.bundles.tests.course import feeding, one_organ, states, take_in, told
from bancheng.casework.cases import services as cases
from bancheng.casework.cases.models import Case
from bancheng.casework.cases.tests.stage import at
from bancheng.ground.access import AccessDenied, Subject
from bancheng.ground.jobs import drain
from bancheng.ground.law import Refused
from bancheng.registers.licences import selectors as licences

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_friday(time_machine: Any) -> None:
    time_machine.move_to(at(date(2026, 11, 20)), tick=False)


def test_what_waits_for_a_refused_member_waits_on_and_the_others_go_on() -> None:
    running = one_organ()
    key = running.filed()
    running.decide(key, "shop", "refused")
    assert states(running, key) == {"shop": "refused", "food": "held", "sign": "open"}
    running.decide(key, "sign")
    assert (running.row(key).state, running.row(key).parts_open) == ("running", 1)
    assert running.case(key, "food").state == "draft"
    shown = selectors.running_bundle(running.stage.citizen(), key)
    waiting = next(one for one in shown.parts if one.key == "food")
    assert waiting.waits_for == ("营业执照",)
    assert next(one for one in shown.parts if one.key == "shop").why == "出口不符合规定。"


def test_a_member_that_stops_with_the_refused_one_is_never_handed_to_its_organ() -> None:
    running = one_organ(feeds=feeding("stop"))
    key = running.filed()
    running.decide(key, "shop", "refused")
    assert states(running, key)["food"] == "stopped"
    assert list(Case.objects.filter(part_of=key, item=running.items["food"]).values_list("state", "number")) == [
        ("draft", None)
    ]
    running.decide(key, "sign")
    assert (running.row(key).state, running.row(key).outcome) == ("closed", "partial")


def test_a_member_that_goes_on_without_the_result_is_asked_for_the_paper_it_would_have_brought() -> None:
    running, citizen = one_organ(feeds=feeding("go_on")), None
    citizen = running.stage.citizen()
    key = running.filed(citizen)
    running.decide(key, "shop", "refused")
    assert states(running, key)["food"] == "held"
    (body,) = told(citizen, "bundles.part_needs_more")
    assert "营业执照" in body
    part = next(one for one in selectors.running_bundle(citizen, key).parts if one.key == "food")
    assert "complete" in part.verbs and part.state_label == "等您补充"
    seen = selectors.running_bundle(running.stage.staff("clerk"), key)
    assert [one.state_label for one in seen.parts if one.key == "food"] == ["等申请人补充"]


@pytest.mark.demand("ONE-12")
def test_a_refused_member_is_filed_again_alone_and_what_waited_for_it_resumes() -> None:
    running = one_organ()
    citizen = running.stage.citizen()
    key = running.filed(citizen)
    number = running.row(key).number
    running.decide(key, "shop", "refused")
    (body,) = told(citizen, "bundles.part_refused")
    assert "营业执照" in body and "出口不符合规定" in body and "等它办成后再办" in body
    again = services.refile(key, member="shop", by=citizen)
    assert services.refile(key, member="shop", by=citizen) == again
    assert states(running, key)["shop"] == "held"
    # What was filled in and uploaded is there: nothing is asked for a second time.
    services.resubmit(key, member="shop", by=citizen, declared=True)
    drain()
    part = running.part(key, "shop")
    assert (part.state, part.attempt, part.suffix) == ("open", 2, 1)
    assert running.case(key, "shop").number == f"{number}-01-2"
    running.decide(key, "shop")
    assert states(running, key) == {"shop": "granted", "food": "open", "sign": "open"}
    assert running.case(key, "food").number == f"{number}-02"
    running.decide(key, "food")
    running.decide(key, "sign")
    shown = selectors.running_bundle(citizen, key)
    assert (shown.state, shown.outcome) == ("closed", "whole")
    assert [(one.key, one.attempt, one.state) for one in shown.earlier] == [("shop", 1, "refused")]


def test_licences_that_were_issued_stand_when_a_sibling_is_refused_later() -> None:
    running = one_organ()
    key = running.filed()
    running.decide(key, "shop")
    running.decide(key, "food", "refused")
    running.decide(key, "sign")
    (card,) = licences.of_subject(Subject("cases.case", running.case(key, "shop").key))
    assert card.state == "valid"
    assert (running.row(key).state, running.row(key).outcome) == ("closed", "partial")


def test_a_closed_bundle_opens_again_for_what_was_refused() -> None:
    running = one_organ()
    citizen = running.stage.citizen()
    key = running.filed(citizen)
    for member, outcome in (("shop", "granted"), ("food", "refused"), ("sign", "granted")):
        running.decide(key, member, outcome)
    services.refile(key, member="food", by=citizen)
    row = running.row(key)
    assert (row.state, row.outcome, row.closed_at, row.parts_open) == ("running", "", None, 1)
    services.resubmit(key, member="food", by=citizen, declared=True)
    drain()
    running.decide(key, "food")
    assert (running.row(key).state, running.row(key).outcome) == ("closed", "whole")
    assert licences.of_subject(Subject("cases.case", running.case(key, "food").key))[0].state == "valid"


def test_what_stopped_is_woken_when_the_refused_member_is_filed_again() -> None:
    running = one_organ(feeds=feeding("stop"))
    citizen = running.stage.citizen()
    key = running.filed(citizen)
    running.decide(key, "shop", "refused")
    before = running.case(key, "food").key
    services.refile(key, member="shop", by=citizen)
    assert states(running, key) == {"shop": "held", "food": "held", "sign": "open"}
    assert running.row(key).parts_open == 3
    # Only what was refused is handed in again: what stopped with it holds what was filled in and was declared.
    part = next(one for one in selectors.running_bundle(citizen, key).parts if one.key == "food")
    assert "complete" not in part.verbs
    services.resubmit(key, member="shop", by=citizen, declared=True)
    drain()
    running.decide(key, "shop")
    assert states(running, key)["food"] == "open"
    assert (running.case(key, "food").key, running.case(key, "food").number) == (
        before,
        f"{running.row(key).number}-02",
    )


def test_a_chain_of_members_stops_and_is_woken_whole() -> None:
    chain = [*feeding("stop"), {"before": "food", "after": "sign", "refusal": "stop"}]
    running = one_organ(feeds=chain)
    citizen = running.stage.citizen()
    key = running.filed(citizen)
    running.decide(key, "shop", "refused")
    assert states(running, key) == {"shop": "refused", "food": "stopped", "sign": "stopped"}
    assert running.row(key).state == "closed"
    bodies = told(citizen, "bundles.part_stopped")
    assert ["食品许可" in body for body in bodies] == [True, True] and "店招" in bodies[1]
    services.refile(key, member="shop", by=citizen)
    assert states(running, key) == {"shop": "held", "food": "held", "sign": "held"}
    assert (running.row(key).state, running.row(key).parts_open) == ("running", 3)
    services.resubmit(key, member="shop", by=citizen, declared=True)
    drain()
    for member in ("shop", "food", "sign"):
        running.decide(key, member)
    assert (running.row(key).state, running.row(key).outcome) == ("closed", "whole")


def test_what_was_filled_in_for_a_stopped_member_is_not_kept_for_ever(time_machine: Any) -> None:
    running = one_organ(feeds=feeding("stop"))
    citizen = running.stage.citizen()
    key = running.filed(citizen)
    running.decide(key, "shop", "refused")
    running.decide(key, "sign")
    assert running.row(key).state == "closed"
    time_machine.move_to(at(date(2026, 12, 10)), tick=False)
    assert tidying.drop_stopped_drafts() == 0, "it may still be woken"
    time_machine.move_to(at(date(2027, 6, 1)), tick=False)
    assert (tidying.drop_stopped_drafts(), tidying.drop_stopped_drafts()) == (1, 0)
    assert not Case.objects.filter(part_of=key, state="draft").exists()
    services.refile(key, member="shop", by=citizen)
    assert states(running, key)["food"] == "stopped"
    with pytest.raises(Refused, match="请另行申请"):
        services.refile(key, member="food", by=citizen)


def test_a_member_that_still_lacked_something_stops_all_the_same() -> None:
    running = one_organ(feeds=feeding("stop"))
    citizen = running.stage.citizen()
    key = running.filed(citizen)
    part = running.part(key, "food")
    part.ready = False
    part.save()
    running.decide(key, "shop", "refused")
    assert states(running, key)["food"] == "stopped"
    with pytest.raises(Refused, match="不等您提交"):
        services.resubmit(key, member="food", by=citizen, declared=True)


def test_what_was_refused_and_then_left_out_does_not_count_as_done() -> None:
    running = one_organ()
    citizen = running.stage.citizen()
    key = running.filed(citizen)
    running.decide(key, "sign", "refused")
    services.refile(key, member="sign", by=citizen)
    services.drop_member(key, member="sign", reason="不挂了", by=citizen)
    for member in ("shop", "food"):
        running.decide(key, member)
    assert (running.row(key).state, running.row(key).outcome) == ("closed", "partial")


def test_a_member_that_stopped_alone_cannot_be_filed_before_what_it_waits_for() -> None:
    running = one_organ(feeds=feeding("stop"))
    citizen = running.stage.citizen()
    key = running.filed(citizen)
    running.decide(key, "shop", "refused")
    with pytest.raises(Refused, match="请先重新申请前置事项") as refused:
        services.refile(key, member="food", by=citizen)
    assert refused.value.code == "bundles.not_refused"
    with pytest.raises(Refused, match="没有被退回"):
        services.refile(key, member="sign", by=citizen)


def test_a_member_that_is_not_accepted_counts_as_refused_with_its_reason() -> None:
    running = one_organ()
    citizen = running.stage.citizen()
    key = running.filed(citizen)
    cases.not_accept(
        running.case(key, "sign").key,
        by=running.stage.staff("clerk"),
        ground="not_needed",
        reason="不需要许可。",
        right_office="",
    )
    drain()
    assert states(running, key)["sign"] == "refused"
    (body,) = told(citizen, "bundles.part_refused")
    assert "店招" in body and "不予受理：不需要许可" in body
    assert told(citizen, "cases.not_accepted") == [], "told once, by the whole"
    part = next(one for one in selectors.running_bundle(citizen, key).parts if one.key == "sign")
    assert part.why == "不予受理：不需要许可。"


def test_a_decision_that_is_revoked_is_told_with_the_reason_of_the_revocation_and_not_of_the_grant() -> None:
    running = one_organ()
    citizen = running.stage.citizen()
    key = running.filed(citizen)
    running.decide(key, "sign", reason="符合设置规范。")
    assert states(running, key)["sign"] == "granted"
    cases.revoke(
        running.case(key, "sign").key,
        by=running.stage.staff("approver"),
        ground="12",
        reason="超越职权准予。",
        heard="当面听取，没有异议。",
        no_harm=True,
    )
    drain()
    assert states(running, key)["sign"] == "refused"
    (body,) = told(citizen, "bundles.part_refused")
    assert "超越职权准予" in body and "符合设置规范" not in body


def test_nothing_is_stopped_by_an_advance_that_finds_nothing_new() -> None:
    running = one_organ()
    key = running.filed()
    running.decide(key, "shop", "refused")
    before = list(running.row(key).parts.order_by("pk").values())
    assert services.advance(key) is False
    assert list(running.row(key).parts.order_by("pk").values()) == before


def test_only_who_applied_files_again(db: None) -> None:
    running = one_organ()
    key = running.filed()
    running.decide(key, "shop", "refused")
    with pytest.raises(AccessDenied) as denied:
        services.refile(key, member="shop", by=running.stage.citizen("李秀英", 2))
    assert not denied.value.visible


def test_the_lead_is_told_of_a_refusal_once() -> None:
    running = one_organ()
    chief = running.stage.staff("chief_representative", "石敬安")
    key = running.filed()
    take_in(running, key, "shop")
    running.decide(key, "shop", "refused")
    services.advance(key)
    drain()
    assert len(told(chief, "bundles.lead_told")) == 1


def test_the_lead_is_told_of_each_member_that_is_refused_also_before_he_has_read_of_the_first() -> None:
    running = one_organ()
    chief = running.stage.staff("chief_representative", "石敬安")
    key = running.filed()
    for member in ("shop", "sign"):
        running.decide(key, member, "refused")
    first, second = told(chief, "bundles.lead_told")
    assert "营业执照" in first and "店招" in second
