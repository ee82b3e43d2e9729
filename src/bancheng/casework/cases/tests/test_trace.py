"""One trace for applicant, stranger with a code, and supervisor; nobody edits it unseen (FLW-20, FLW-21, PUB-09, APP-25)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from django.db import DatabaseError, transaction

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.services.tracking import TRIES_AT_ONE_NUMBER
from bancheng.casework.cases.tests.stage import PDF, Stage
from bancheng.casework.cases.types import Gap
from bancheng.ground.access import AccessDenied, Subject
from bancheng.ground.access.limits import TooManyTries
from bancheng.ground.jobs import drain
from bancheng.ground.journal import verify_stream
from bancheng.ground.journal.models import Entry
from bancheng.ground.journal.protection import lifted
from bancheng.ground.law import Refused
from bancheng.registers.licences import selectors as licences

ADDRESS = "203.0.113.9"


def walked(stage: Stage, move: Callable[..., None]) -> str:
    """A case that was supplemented, sent back, urged, granted and closed on several days."""
    citizen, clerk = stage.citizen(), stage.staff("clerk")
    number = stage.file(stage.licensed()).number
    move(date(2026, 11, 23))
    services.request_supplement(number, by=clerk, gaps=[Gap(1, "缺少比例尺")])
    move(date(2026, 11, 24), 15)
    services.add_file(number, line=1, stream=BytesIO(PDF + b"%2"), name="新图.pdf", by=citizen)
    services.supplement(number, by=citizen)
    services.check_material(number, line=1, result="ok", by=clerk)
    services.accept(number, by=clerk)
    stage.agree(number, "review")
    services.send_back(number, by=stage.staff("approver"), stage="review", reason="请核对经营面积")
    move(date(2026, 11, 25))
    services.urge(number, by=citizen, words="等着开业")
    stage.agree(number, "review")
    stage.agree(number, "inspect")
    stage.agree(number, "inspect", "何永生")
    services.decide(number, by=stage.staff("approver"), outcome="granted")
    drain()
    return number


def test_days_beyond_all_calendars_find_what_lies_between_and_break_nothing(stage: Stage) -> None:
    number, clerk = stage.accepted(), stage.staff("clerk")

    def found(**days: date) -> set[str]:
        page = selectors.doings(clerk, staff_number=clerk.key.removeprefix("staff:"), **days)
        return {row.case.number for row in page.rows}

    assert found(since=date.min, until=date.max) == {number}
    assert found(since=date.max) == found(until=date.min) == set()


@pytest.mark.demand("FLW-20")
def test_the_whole_course_is_told_who_did_what_when_and_on_which_data(stage: Stage, move: Callable[..., None]) -> None:
    number = walked(stage, move)
    trace = selectors.trace(stage.staff("supervisor"), number)
    assert trace.intact and "哈希链完整" in trace.sentence
    assert [line.number for line in trace.lines] == list(range(1, len(trace.lines) + 1))
    assert [(line.verb, line.actor) for line in trace.lines] == [
        ("start", "王**"),
        ("submit", "王**"),
        ("request_supplement", "周敏"),
        ("add_file", "王**"),
        ("supplement", "王**"),
        ("check_material", "周敏"),
        ("accept", "周敏"),
        ("review", "赵建平"),
        ("send_back", "孙立新"),
        ("urge", "王**"),
        ("review", "赵建平"),
        ("review", "赵建平"),
        ("review", "何永生"),
        ("decide", "孙立新"),
        ("deliver", "结果送达"),
        ("close", "结果送达"),
    ]
    told = {line.verb: dict(line.facts) for line in trace.lines}
    digest = selectors.own_case(stage.citizen(), number).materials[0].files[-1].digest
    assert digest in told["supplement"]["材料"] and told["add_file"]["文件摘要"] == digest
    assert len(told["submit"]["表单摘要（SM3）"]) == 64
    assert {str(line.at.date()) for line in trace.lines} == {"2026-11-20", "2026-11-23", "2026-11-24", "2026-11-25"}


@pytest.mark.demand("FLW-20")
def test_a_past_event_cannot_be_edited_and_one_edited_by_force_is_found(stage: Stage) -> None:
    number = stage.accepted()
    about = Subject("cases.case", stage.row(number).key)
    entries = Entry.objects.filter(stream__kind=about.kind, stream__key=about.key)
    for forged in (
        lambda: entries.filter(verb="accept").update(actor_name="别人"),
        lambda: entries.filter(verb="submit").delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            forged()
    assert verify_stream(about).whole and selectors.trace(stage.staff("supervisor"), number).intact
    with lifted():
        entries.filter(verb="accept").update(actor_name="别人")
    trace = selectors.trace(stage.staff("supervisor"), number)
    assert not trace.intact and "哈希链完整" not in trace.sentence


@pytest.mark.demand("FLW-21")
def test_applicant_and_supervisor_agree_on_steps_and_times(stage: Stage, move: Callable[..., None]) -> None:
    number = walked(stage, move)
    own = selectors.own_case(stage.citizen(), number).steps
    watched = selectors.staff_case(stage.staff("supervisor"), number).steps
    assert own == watched
    trace = {line.number: line for line in selectors.trace(stage.staff("supervisor"), number).lines}
    assert [(step.verb, step.at, step.who) for step in own] == [
        (trace[step.number].verb, trace[step.number].at, trace[step.number].actor) for step in own
    ]
    assert {line.verb for number, line in trace.items() if number not in {step.number for step in own}} == {
        "start",
        "add_file",
        "check_material",
    }


@pytest.mark.demand("APP-25")
def test_each_step_shows_at_once_to_who_asks_by_number(stage: Stage) -> None:
    citizen, number = stage.citizen(), ""

    def now_at() -> tuple[str, str]:
        case = selectors.own_case(citizen, number)
        public = services.track(number, case.query_code, who=ADDRESS)
        assert public is not None and [step.verb for step in public.steps] == [step.verb for step in case.steps]
        return case.steps[-1].verb, public.public_state

    number = stage.file().number
    assert now_at() == ("submit", "审查中")
    services.accept(number, by=stage.staff("clerk"))
    assert now_at() == ("accept", "审查中")
    stage.agree(number, "review")
    assert now_at() == ("review", "审查中")
    stage.agree(number, "inspect")
    stage.agree(number, "inspect", "何永生")
    services.decide(number, by=stage.staff("approver"), outcome="refused", reason="经营场所与污染源距离不足。")
    assert now_at() == ("decide", "审查中")
    drain()
    assert now_at() == ("close", "未通过")


@pytest.mark.demand("PUB-09")
def test_the_right_pair_shows_steps_without_any_person_and_a_wrong_one_nothing(
    stage: Stage, move: Callable[..., None]
) -> None:
    number = walked(stage, move)
    code = selectors.own_case(stage.citizen(), number).query_code
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    assert services.track(number, wrong, who=ADDRESS) is None
    assert services.track("411323-20261120-999999-0", code, who=ADDRESS) is None
    shown = services.track(f" {number.lower()} ", f"{code[:3]} {code[3:]}", who=ADDRESS)
    assert (
        shown is not None and len(shown.steps) == 13 and shown.public_state == "已办结" and shown.outcome == "granted"
    )
    words = repr(shown)
    for secret in (
        "王小满",
        "王**",
        "周敏",
        "赵建平",
        "孙立新",
        "缺少比例尺",
        "请核对经营面积",
        "等着开业",
        "〔2026〕",
    ):
        assert secret not in words, secret


@pytest.mark.demand("PUB-09")
def test_five_tries_an_hour_from_one_place_and_no_guessing_of_one_number_from_many(
    stage: Stage, move: Callable[..., None]
) -> None:
    filed = stage.file()
    wrong = f"{(int(filed.query_code) + 1) % 1_000_000:06d}"
    for _ in range(5):
        assert services.track(filed.number, wrong, who=ADDRESS) is None
    with pytest.raises(TooManyTries):
        services.track(filed.number, filed.query_code, who=ADDRESS)
    assert services.track(filed.number, filed.query_code, who="198.51.100.7") is not None
    for place in range(TRIES_AT_ONE_NUMBER):
        assert services.track(filed.number, wrong, who=f"198.51.100.{place}") is None
    with pytest.raises(TooManyTries):
        services.track(filed.number, filed.query_code, who="192.0.2.1")
    move(date(2026, 11, 20), 11)
    for _ in range(6):
        assert services.track(filed.number, filed.query_code, who=ADDRESS) is not None


def test_a_draft_cannot_be_tracked(stage: Stage) -> None:
    assert services.track(stage.draft(), "", who=ADDRESS) is None


def test_the_trace_is_for_who_supervises_there(stage: Stage) -> None:
    number = stage.accepted()
    for by in (stage.staff("clerk"), stage.citizen()):
        with pytest.raises(AccessDenied):
            selectors.trace(by, number)
    with pytest.raises(AccessDenied) as unseen:
        selectors.trace(stage.staff("supervisor", "曹树德", organ=stage.world.elsewhere), number)
    assert not unseen.value.visible


def test_neither_names_nor_numbers_of_persons_are_in_the_journal(stage: Stage, move: Callable[..., None]) -> None:
    number = walked(stage, move)
    words = "".join(
        f"{entry.actor_name}{entry.facts}" for entry in Entry.objects.filter(stream__key=stage.row(number).key)
    )
    assert "王小满" not in words and "4113231990" not in words and "138000000" not in words


def test_a_personal_number_in_any_words_is_masked_before_it_is_kept(stage: Stage) -> None:
    number, clerk = stage.file().number, stage.staff("clerk")
    services.check_material(number, line=1, result="bad", note="不是 411323199401150020 本人", by=clerk)
    services.request_supplement(number, by=clerk, gaps=[Gap(1, "请打 13800000001 补图")])
    seen = stage.seen(number)
    assert "411323199401150020" not in repr(seen) and "13800000001" not in repr(seen)


def test_a_granted_licence_is_data_and_a_signed_file_that_a_stranger_can_verify(stage: Stage) -> None:
    number = stage.closed(stage.licensed())
    decision = selectors.own_case(stage.citizen(), number).decision
    card = licences.wallet(stage.citizen())[0]
    assert decision is not None and card.identifier == decision.licence
    assert card.usable and card.file_digest
    page = licences.licence(stage.citizen(), card.id)
    assert {line.label: line.value for line in page.face} == {"经营者": "王小满", "主体业态": "商店"}
    checked = licences.verify(page.token)
    assert checked is not None and checked.valid and "小满" not in checked.holder


def test_a_step_that_was_refused_leaves_the_course_as_it_was(stage: Stage) -> None:
    number = stage.accepted()
    before = selectors.own_case(stage.citizen(), number)
    for verb in (services.withdraw, services.supplement):
        with pytest.raises(Refused):
            verb(number, by=stage.citizen())
    assert selectors.own_case(stage.citizen(), number) == before
