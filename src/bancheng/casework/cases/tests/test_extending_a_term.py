"""延长办理期限: once, up to ten working days, approved by the head of the organ, before the end, with the reason told (第四十二条)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bancheng.casework.cases import selectors, services, standing
from bancheng.casework.cases.models import Case, Extension
from bancheng.casework.cases.tests.printed import printed
from bancheng.casework.cases.tests.stage import Stage
from bancheng.ground.access import AccessDenied
from bancheng.ground.jobs import drain
from bancheng.ground.journal import selectors as journal
from bancheng.ground.law import Refused
from bancheng.registers.catalog.tests.sample import PLATFORM
from bancheng.registers.messages.models import Message
from bancheng.registers.organisations import services as calendars

WHY = "案情复杂，需要补充调查。"
PROMISED, STATUTORY = date(2026, 12, 11), date(2026, 12, 18)


def ends(stage: Stage, number: str) -> tuple[date | None, date | None]:
    row = stage.row(number)
    return row.due_on, row.statutory_due_on


def test_both_terms_are_longer_and_the_applicant_is_told_why(stage: Stage) -> None:
    number = stage.accepted()
    paper = services.extend(number, by=stage.staff("organ_head"), days=9, reason=WHY)
    assert ends(stage, number) == (date(2026, 12, 24), date(2026, 12, 31))
    drain()
    told = Message.objects.get(template__key="cases.extended").body
    assert "延长 9 个工作日，12月24日 前办结" in told and "案情复杂" in told
    own = selectors.own_case(stage.citizen(), number)
    assert own.extension is not None and (own.extension.paper, own.extension.before) == (paper, PROMISED)
    assert next(one for one in own.papers if one.number == paper).ready
    assert (own.steps[-1].text, own.steps[-1].article) == (
        "延长 9 个工作日，12月24日前办结",
        "《行政许可法》第四十二条",
    )
    assert services.verify_clocks().faults == ()


def test_only_once(stage: Stage) -> None:
    number, by = stage.accepted(), stage.staff("organ_head")
    assert "extend" in {one.verb for one in stage.seen(number, by).verbs}
    services.extend(number, by=by, days=3, reason=WHY)
    with pytest.raises(Refused) as refused:
        services.extend(number, by=by, days=3, reason=WHY)
    assert refused.value.code == "cases.extension_once" and stage.row(number).extension_days == 3
    assert "extend" not in {one.verb for one in stage.seen(number, by).verbs}


@pytest.mark.parametrize("days", [-1, 0, 11, 10**6])
def test_only_by_one_to_ten_working_days(stage: Stage, days: int) -> None:
    number = stage.accepted()
    with pytest.raises(Refused) as refused:
        services.extend(number, by=stage.staff("organ_head"), days=days, reason=WHY)
    assert refused.value.code == "cases.extension_days" and ends(stage, number) == (PROMISED, STATUTORY)


def test_not_without_a_reason(stage: Stage) -> None:
    number = stage.accepted()
    with pytest.raises(Refused, match="理由"):
        services.extend(number, by=stage.staff("organ_head"), days=5, reason=" \n ")
    assert not Extension.objects.exists() and stage.row(number).extension_days == 0


def test_not_for_an_instant_item_nor_for_a_term_in_natural_days(stage: Stage) -> None:
    instant = stage.accepted(stage.instant())
    natural = stage.accepted(
        stage.item("三十日", promised={"unit": "day", "n": 20}, statutory={"unit": "day", "n": 30})
    )
    by = stage.staff("organ_head")
    for number, code in ((instant, "cases.extension_instant"), (natural, "cases.extension_unit")):
        with pytest.raises(Refused) as refused:
            services.extend(number, by=by, days=5, reason=WHY)
        assert refused.value.code == code
        assert "extend" not in {one.verb for one in stage.seen(number, by).verbs}


def test_on_the_last_day_but_not_after_it(stage: Stage, move: Callable[..., None]) -> None:
    late, by = stage.accepted(), stage.staff("organ_head")
    in_time = stage.accepted(by=stage.citizen("李秀英", 2))
    move(PROMISED, 23)
    services.watch()
    assert stage.row(in_time).flag == Case.Flag.WARNED
    services.extend(in_time, by=by, days=10, reason=WHY)
    assert stage.row(in_time).flag == Case.Flag.NORMAL and stage.seen(in_time).line.light == "normal"
    move(date(2026, 12, 12), 0)
    with pytest.raises(Refused) as refused:
        services.extend(late, by=by, days=10, reason=WHY)
    assert refused.value.code == "cases.extension_late"
    assert {one.verb: one.reason for one in stage.seen(late, by).verbs}["extend"]


def test_only_the_head_of_the_organ_approves_and_others_read_why(stage: Stage) -> None:
    number = stage.accepted()
    for who in (stage.staff("clerk"), stage.staff("reviewer"), stage.staff("approver"), stage.citizen()):
        with pytest.raises(AccessDenied, match="须经本行政机关负责人批准") as denied:
            services.extend(number, by=who, days=5, reason=WHY)
        assert denied.value.visible
    assert stage.row(number).extension_days == 0
    button = next(one for one in stage.seen(number, stage.staff("approver")).verbs if one.verb == "extend")
    assert "须经本行政机关负责人批准" in button.reason


def test_the_head_of_another_organ_does_not_approve(stage: Stage) -> None:
    number, stranger = stage.accepted(), stage.staff("organ_head", "罗建川", organ=stage.world.water)
    with pytest.raises(AccessDenied):
        services.extend(number, by=stranger, days=5, reason=WHY)


def test_his_name_stands_in_the_paper_and_in_the_journal(stage: Stage, tmp_path: Path) -> None:
    number = stage.accepted()
    paper = services.extend(number, by=stage.staff("organ_head"), days=5, reason=WHY)
    entry = journal.entries_of(standing.subject_of(stage.row(number))).filter(verb="extend").get()
    assert entry.facts["approved_by"] == entry.actor_name == "唐玉兰"
    assert "经本机关负责人唐玉兰批准" in printed(paper, tmp_path)


def test_a_procedure_and_an_extension_add_up_and_survive_a_corrected_calendar(
    stage: Stage, move: Callable[..., None]
) -> None:
    number, by = stage.accepted(), stage.staff("organ_head")
    move(date(2026, 11, 23))
    reviewer = stage.staff("reviewer")
    services.start_procedure(number, by=reviewer, kind="JD", reason="司法鉴定。", expected_days=2)
    services.extend(number, by=by, days=5, reason=WHY)
    move(date(2026, 11, 25))
    services.end_procedure(number, by=reviewer, kind="JD", result="鉴定意见一致。")
    assert ends(stage, number) == (date(2026, 12, 22), date(2026, 12, 29))
    calendars.set_day(day=date(2026, 12, 2), kind="holiday", name="临时放假", reason="通知更正", by=PLATFORM)
    drain()
    assert ends(stage, number) == (date(2026, 12, 23), date(2026, 12, 30))
    assert services.verify_clocks().faults == ()
    Case.objects.filter(number=number).update(extension_days=9)
    services.recompute(date(2026, 11, 1), date(2026, 12, 31))
    assert [fault.computed for fault in services.verify_clocks().faults] == [date(2026, 12, 23)]
