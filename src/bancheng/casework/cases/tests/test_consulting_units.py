"""征求意见: units are asked in parallel, see the case through it, and answer in one table; silence means what the rule says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from bancheng.casework.cases import asked, selectors, services, standing
from bancheng.casework.cases.models import Consultation
from bancheng.casework.cases.tests.stage import Stage
from bancheng.casework.cases.types import Filters
from bancheng.ground.access import AccessDenied, Actor
from bancheng.ground.jobs import drain
from bancheng.ground.law import Refused
from bancheng.registers.catalog.tests.sample import COUNTY, PLATFORM
from bancheng.registers.identity.roles import ROLES
from bancheng.registers.messages.models import Message
from bancheng.registers.organisations import services as organisations

QUESTION = "经营场所是否符合规划？"
NAMES = ("西峡县自然资源局", "西峡县消防救援大队", "西峡县生态环境局")
PEOPLE = ("黄启明", "雷振华", "苗新月")
LAST = date(2026, 11, 27)


def unit(stage: Stage, place: int = 0) -> Any:
    """One of three other organs of the county."""
    name = NAMES[place]
    if ("unit", name) not in stage.made:
        stage.made["unit", name] = organisations.create_organisation(
            region=COUNTY, name=name, kind="department", by=PLATFORM
        )
    return stage.made["unit", name]


def officer(stage: Stage, place: int = 0, role: str = "reviewer") -> Actor:
    """Somebody who answers for it."""
    return stage.staff(role, PEOPLE[place], organ=unit(stage, place))


def ask(stage: Stage, number: str, *places: int, **more: Any) -> None:
    keys = [unit(stage, place).pk for place in places]
    services.consult(number, by=stage.staff("reviewer"), organisations=keys, question=QUESTION, **more)


def answer(stage: Stage, number: str, place: int, outcome: str = "agree", opinion: str = "") -> None:
    by = officer(stage, place)
    key = Consultation.objects.filter(case__number=number, organisation=unit(stage, place)).latest("pk").pk
    services.answer_consultation(number, by=by, consultation=key, outcome=outcome, opinion=opinion)


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.code


def test_who_is_told_is_who_may_answer() -> None:
    assert set(asked.ANSWERING) == {role.key for role in ROLES.values() if standing.ANSWER in role.actions}


def test_three_units_are_asked_at_once_and_their_answers_stand_in_one_table(stage: Stage) -> None:
    number = stage.accepted()
    officers = [officer(stage, place) for place in range(3)]
    ask(stage, number, 0, 1, 2)
    drain()
    told = Message.objects.filter(template__key="cases.consulted")
    assert sorted(told.values_list("account", flat=True)) == sorted(one.account for one in officers)
    assert "11月27日" in told[0].body
    answer(stage, number, 0, "disagree", "占用了规划道路。")
    answer(stage, number, 1)
    table = stage.seen(number).consultations
    assert [(one.organisation, one.outcome_label, one.opinion) for one in table] == [
        (NAMES[0], "不同意", "占用了规划道路。"),
        (NAMES[1], "同意", ""),
        (NAMES[2], "未答复", ""),
    ]
    assert {one.due_on for one in table} == {LAST} and not any(one.late for one in table)


def test_no_decision_while_a_unit_may_still_answer_in_time(stage: Stage, move: Callable[..., None]) -> None:
    number, by = stage.reviewed(), stage.staff("approver")
    ask(stage, number, 0, 1)
    answer(stage, number, 0)
    assert refusal(lambda: services.decide(number, by=by, outcome="granted")) == "cases.consultation_open"
    assert NAMES[1] in {one.verb: one.reason for one in stage.seen(number, by).verbs}["decide"]
    move(date(2026, 11, 28), 0)
    assert not {one.verb: one.reason for one in stage.seen(number, by).verbs}["decide"]
    services.decide(number, by=by, outcome="granted")
    assert [one.outcome for one in stage.seen(number).consultations] == ["agree", "silent"]


def test_silence_is_noted_once_and_means_what_the_rule_said_when_it_was_asked(
    stage: Stage, move: Callable[..., None]
) -> None:
    first, second = stage.accepted(), stage.accepted(by=stage.citizen("李秀英", 2))
    ask(stage, first, 0)
    organisations.set_rule(
        key="cases.consultation_silence",
        region=COUNTY,
        value="agree",
        valid_from=date(2026, 11, 20),
        basis="县联合审查办法",
        by=PLATFORM,
    )
    ask(stage, second, 0)
    move(date(2026, 11, 28), 0)
    services.watch()
    services.watch()
    labels = [stage.seen(number).consultations[0].silence_label for number in (first, second)]
    assert labels == ["不视为意见", "视为同意"]
    for number in (first, second):
        lines = selectors.trace(stage.staff("supervisor"), number).lines
        assert [one.label for one in lines].count("征求意见逾期未答复") == 1


def test_where_the_locality_says_so_silence_is_brought_before_who_coordinates_the_organs(
    stage: Stage, move: Callable[..., None]
) -> None:
    hall = stage.staff("service_officer", "钱国华", organ=stage.world.water, region=COUNTY, organisation_id=None)
    told = {"region": COUNTY, "valid_from": date(2026, 11, 20), "basis": "县联合审查办法", "by": PLATFORM}
    organisations.set_rule(key="cases.consultation_silence", value="escalate", **told)
    number = stage.accepted()
    ask(stage, number, 0)
    move(date(2026, 11, 28), 0)
    services.watch()
    drain()
    (one,) = stage.seen(number).consultations
    assert (one.outcome, one.silence_label) == ("silent", "不视为意见，报政务服务管理机构督办")
    told_to = Message.objects.filter(template__key="cases.consultation_escalated", account=hall.account)
    assert NAMES[0] in told_to.get().body


def test_an_answer_after_silence_is_kept_and_marked_late(stage: Stage, move: Callable[..., None]) -> None:
    number = stage.accepted()
    ask(stage, number, 0, days=2)
    move(date(2026, 11, 25))
    services.watch()
    assert stage.seen(number).consultations[0].outcome == "silent"
    answer(stage, number, 0, "disagree", "来不及查。")
    (one,) = stage.seen(number).consultations
    assert (one.outcome, one.late) == ("disagree", True)


def test_a_unit_sees_the_case_through_what_it_was_asked_and_may_do_nothing_else(stage: Stage) -> None:
    number, other = stage.accepted(), officer(stage, 1)
    theirs = officer(stage, 0)
    for who in (theirs, other):
        with pytest.raises(AccessDenied) as denied:
            selectors.staff_case(who, number)
        assert not denied.value.visible
    ask(stage, number, 0)
    found = selectors.staff_case(theirs, number)
    assert [one.verb for one in found.verbs] == ["answer_consultation"]
    assert selectors.staff_file(theirs, number, found.materials[0].files[0].key)
    assert selectors.staff_cases(theirs, Filters()).rows == ()
    with pytest.raises(AccessDenied) as denied:
        selectors.staff_case(other, number)
    assert not denied.value.visible
    with pytest.raises(AccessDenied) as denied:
        services.urge(number, by=theirs)
    assert denied.value.visible
    for forbidden in (selectors.trace, selectors.decision_preview):
        with pytest.raises(AccessDenied):
            forbidden(theirs, number)


def test_what_colleagues_and_the_applicant_said_and_the_file_to_take_away_are_not_for_a_unit_that_was_asked(
    stage: Stage,
) -> None:
    number, theirs = stage.accepted(), officer(stage, 0)
    services.note(number, by=stage.staff("clerk"), text="请大家留意")
    ask(stage, number, 0)
    answer(stage, number, 0)
    acts = (
        lambda: selectors.notes(theirs, number),
        lambda: selectors.thread(theirs, number),
        lambda: services.export_case(number, by=theirs),
    )
    for act in acts:
        with pytest.raises(AccessDenied) as denied:
            act()
        assert not denied.value.visible
    assert not selectors.staff_case(theirs, number).whole and stage.seen(number).whole


def test_who_answered_sees_it_after_the_decision_who_was_silent_does_not(
    stage: Stage, move: Callable[..., None]
) -> None:
    number = stage.reviewed()
    ask(stage, number, 0, 1)
    answer(stage, number, 0)
    move(date(2026, 11, 28))
    services.decide(number, by=stage.staff("approver"), outcome="granted")
    assert selectors.staff_case(officer(stage, 0), number).verbs == ()
    with pytest.raises(AccessDenied):
        selectors.staff_case(officer(stage, 1), number)


def test_only_somebody_of_the_unit_answers_for_it_and_only_once(stage: Stage) -> None:
    number = stage.accepted()
    ask(stage, number, 0, 1)
    first = Consultation.objects.get(organisation=unit(stage, 0)).pk
    for who in (officer(stage, 1), stage.staff("reviewer"), stage.staff("approver")):
        with pytest.raises(AccessDenied):
            services.answer_consultation(number, by=who, consultation=first, outcome="agree")
    answer(stage, number, 0)
    assert refusal(lambda: answer(stage, number, 0, "disagree", "改主意了")) == "cases.consultation_answered"
    by = officer(stage, 0)
    for key in (0, 10**30, first + 10**6):
        act = lambda key=key: services.answer_consultation(number, by=by, consultation=key, outcome="agree")  # noqa: E731
        assert refusal(act) == "cases.consultation_gone"


def test_to_disagree_says_why(stage: Stage) -> None:
    number = stage.accepted()
    ask(stage, number, 0)
    for outcome, opinion in (("disagree", " "), ("", "好"), ("silent", "")):
        assert refusal(lambda o=outcome, w=opinion: answer(stage, number, 0, o, w)) == "cases.opinion_missing"  # type: ignore[misc]
    assert stage.seen(number).consultations[0].outcome == ""


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"question": " "}, "cases.no_question"),
        ({"days": 0}, "cases.consulted_days"),
        ({"days": 10**9}, "cases.consulted_days"),
        ({"organisations": []}, "cases.consulted_units"),
        ({"organisations": [0, -1, 2**70]}, "cases.consulted_units"),
    ],
)
def test_what_does_not_fit_is_refused_and_nobody_is_asked(stage: Stage, more: dict[str, Any], code: str) -> None:
    number = stage.accepted()
    given = {"organisations": [unit(stage).pk], "question": QUESTION} | more
    assert refusal(lambda: services.consult(number, by=stage.staff("reviewer"), **given)) == code
    assert not Consultation.objects.exists()


def test_neither_the_own_organ_nor_one_that_is_already_asked(stage: Stage) -> None:
    number, by = stage.accepted(), stage.staff("approver")
    own = lambda: services.consult(number, by=by, organisations=[stage.world.market.pk], question=QUESTION)  # noqa: E731
    assert refusal(own) == "cases.consulted_units"
    ask(stage, number, 0)
    assert refusal(lambda: ask(stage, number, 1, 0)) == "cases.consultation_open"
    assert Consultation.objects.count() == 1
    answer(stage, number, 0)
    ask(stage, number, 0)
    assert Consultation.objects.count() == 2


def test_only_who_reviews_or_decides_asks_and_only_while_the_case_is_worked_on(stage: Stage) -> None:
    number, key = stage.accepted(), unit(stage).pk
    for who in (stage.staff("clerk"), stage.citizen()):
        with pytest.raises(AccessDenied):
            services.consult(number, by=who, organisations=[key], question=QUESTION)
    filed = stage.file(by=stage.citizen("李秀英", 2)).number
    by = stage.staff("reviewer")
    assert refusal(lambda: services.consult(filed, by=by, organisations=[key], question=QUESTION)) == (
        "lifecycle.not_open"
    )


def test_the_inbox_of_a_unit_shows_what_waits_due_first_and_what_it_answered(
    stage: Stage, move: Callable[..., None]
) -> None:
    numbers = [stage.accepted(by=stage.citizen(name, place)) for place, name in enumerate(("王一", "王二", "王三"), 1)]
    for days, number in zip((5, 1, 3), numbers, strict=True):
        ask(stage, number, 0, days=days)
    me = officer(stage, 0)
    order = [numbers[1], numbers[2], numbers[0]]
    assert [row.case.number for row in selectors.consultations(me).rows] == order
    first = selectors.consultations(me, size=2)
    following = selectors.consultations(me, after=first.next_cursor, size=2)
    assert [row.case.number for page in (first, following) for row in page.rows] == order
    assert [row.case.number for row in selectors.consultations(me, q="王三").rows] == [numbers[2]]
    answer(stage, numbers[2], 0)
    move(date(2026, 11, 24))
    services.watch()
    assert selectors.consultation_counts(me) == {"open": 2, "answered": 1, "overdue": 1}
    assert [row.light for row in selectors.consultations(me).rows] == ["overdue", "normal"]
    assert [row.case.number for row in selectors.consultations(me, view="answered").rows] == [numbers[2]]
    assert selectors.consultations(officer(stage, 1)).rows == ()
    with pytest.raises(AccessDenied):
        selectors.consultations(stage.staff("clerk"))


def test_what_is_over_waits_in_no_inbox(stage: Stage) -> None:
    number = stage.accepted()
    ask(stage, number, 0)
    services.ask_to_withdraw(number, by=stage.citizen(), reason="不办了")
    services.consent_to_withdraw(number, by=stage.staff("approver"))
    assert selectors.consultations(officer(stage, 0)).rows == ()
    assert services.watch() == 0


def test_the_applicant_reads_that_units_were_asked_but_not_what_they_said(stage: Stage) -> None:
    number = stage.accepted()
    ask(stage, number, 0)
    answer(stage, number, 0, "disagree", "占用了规划道路。")
    told = " ".join(step.text for step in selectors.own_case(stage.citizen(), number).steps)
    assert "征求 1 个机构的意见" in told and "规划道路" not in told
