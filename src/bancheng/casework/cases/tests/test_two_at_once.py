"""What happens when two do it in the same moment: one number, one winner, one finding; the other is told by whom."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from io import BytesIO
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections

from bancheng.casework.cases import finding, numbering, selectors, services
from bancheng.casework.cases.models import CaseTask, Decision
from bancheng.casework.cases.services import finishing
from bancheng.casework.cases.tests.stage import COUNTY, PDF, Stage, build_stage
from bancheng.casework.cases.tests.test_the_chief_representative import grant, seat
from bancheng.casework.cases.types import Criterion, Filed, Filters
from bancheng.ground.codes import CaseNumber
from bancheng.ground.journal.models import Entry
from bancheng.ground.law import Refused
from bancheng.registers.catalog.tests.sample import PLATFORM
from bancheng.registers.identity import services as identity
from bancheng.registers.licences.models import Licence, PrintTask
from bancheng.registers.organisations import services as organisations

DAY = date(2026, 11, 20)
NAMES = ("王一", "王二", "王三", "王四")
Work = Callable[[], Any]


class Together:
    """Lets several do their work at once, each on a connection of his own, and looks at what they left."""

    def __init__(self, place: Path) -> None:
        self.place = place
        if connection.vendor == "sqlite":
            # The tests' own database lies in memory, where two writers have no queue.
            with sqlite3.connect(place) as file:
                connection.connection.backup(file)
                # As an installation's file is before anybody opens it: several who change the mode at once lock each other out.
                file.execute("PRAGMA journal_mode=WAL")

    def __call__(self, *works: Work) -> list[Any]:
        """What each gave, or its refusal. Any other exception breaks the test."""
        start = Barrier(len(works))
        with ThreadPoolExecutor(len(works)) as pool:
            return [future.result(timeout=120) for future in [pool.submit(self._one, work, start) for work in works]]

    def look(self, work: Work) -> Any:
        """The same for one alone, afterwards."""
        return self(work)[0]

    def _one(self, work: Work, start: Barrier) -> Any:
        try:
            if connection.vendor == "sqlite":
                connections["default"].settings_dict = {**connection.settings_dict, "NAME": str(self.place)}
            start.wait(timeout=60)
            return work()
        except Refused as refused:
            return refused
        finally:
            connections.close_all()


@pytest.fixture
def stage(transactional_db: None) -> Iterator[Stage]:
    """The county in rows that other connections see; numbers of a database that is emptied are not handed out again."""
    numbering.forget()
    yield build_stage()
    numbering.forget()


@pytest.fixture
def together(stage: Stage, tmp_path: Path) -> Callable[[], Together]:
    """Called when everything is prepared."""
    return lambda: Together(tmp_path / "together.sqlite3")


def refusals(told: Iterable[Any]) -> list[Refused]:
    return [one for one in told if isinstance(one, Refused)]


def given(told: Iterable[Any]) -> list[Any]:
    return [one for one in told if not isinstance(one, Refused)]


def entries(number: str, *verbs: str) -> list[str]:
    """The verbs in the journal of a case, or only these."""
    key = finding.find(number).key  # type: ignore[union-attr]
    found = Entry.objects.filter(stream__kind="cases.case", stream__key=key, refused=False).order_by("number")
    return [verb for verb in found.values_list("verb", flat=True) if not verbs or verb in verbs]


@pytest.mark.demand("APP-11")
def test_numbers_of_window_and_web_in_parallel_are_unique_alike_and_found_everywhere(
    stage: Stage, together: Callable[[], Together]
) -> None:
    item, clerk, each = stage.item(), stage.staff("clerk"), 7
    people = [(stage.citizen(*who), stage.person(*who).pk) for who in zip(NAMES, range(1, 5), strict=True)]

    def web(who: Any) -> list[Filed]:
        return [stage.file(item, who) for _ in range(each)]

    def window(who: Any, person: int) -> list[Filed]:
        return [_filed_at_window(stage, item, clerk, who.name, person) for _ in range(each)]

    run = together()
    told = run(
        lambda: web(people[0][0]), lambda: web(people[1][0]), lambda: window(*people[2]), lambda: window(*people[3])
    )
    filed = {one.number: (one, people[turn][0]) for turn, of_one in enumerate(told) for one in of_one}
    assert len(filed) == 4 * each
    parts = [CaseNumber.parse(number) for number in filed]
    assert {(part.region, part.day, part.member) for part in parts} == {(COUNTY[:6], DAY, None)}
    assert {len(number) for number in filed} == {21}
    run.look(lambda: _found_everywhere(clerk, stage.staff("supervisor"), filed))


def _filed_at_window(stage: Stage, item: int, clerk: Any, name: str, person: int) -> Filed:
    key = services.start_at_window(item_id=item, person_id=person, by=clerk, identity_method="id_card")
    services.save_answers(key, by=clerk, answers={"shop_kind": "shop"})
    services.save_fields(key, by=clerk, values={"person_name": name, "has_staff": "no"})
    services.receive_paper(key, line=1, by=clerk)
    return services.submit(key, by=clerk, declared=True)


def _found_everywhere(clerk: Any, supervisor: Any, filed: dict[str, tuple[Filed, Any]]) -> None:
    for number, (one, who) in filed.items():
        assert selectors.own_case(who, number).line.key == one.key
        assert selectors.staff_case(clerk, number).line.key == one.key
        spaced = f" {number[:6]}-{number[6:14]} {number[14:].lower()} "
        for q in (number, spaced):
            assert [line.key for line in selectors.staff_cases(clerk, Filters(q=q)).rows] == [one.key]
            assert [line.case.key for line in selectors.inbox(clerk, q=q).rows] == [one.key]
        assert selectors.trace(supervisor, number).intact
        found = services.track(number, one.query_code, who=number)
        assert found is not None and found.number == number


def test_a_double_click_gives_one_number_one_task_and_one_entry(stage: Stage, together: Callable[[], Together]) -> None:
    citizen = stage.citizen()
    key = stage.draft()
    run = together()
    told = run(*[lambda: services.submit(key, by=citizen, declared=True)] * 4)
    numbers = {one.number for one in told}
    assert len(numbers) == 1 and len({one.query_code for one in told}) == 1
    assert run.look(lambda: entries(numbers.pop(), "submit")) == ["submit"]
    assert run.look(lambda: CaseTask.objects.filter(case__key=key).count()) == 1


def test_a_route_and_the_powers_of_a_post_are_set_once_by_a_double_click(
    stage: Stage, together: Callable[[], Together]
) -> None:
    post, _chief = seat(stage)
    by, given = stage.staff("approver"), {"basis": "局文件第7号", "valid_from": DAY}
    market = stage.world.market.pk
    run = together()
    told = run(*[lambda: services.set_route(to="online", organisation_id=market, by=by, **given)] * 4)
    assert {refused.code for refused in refusals(told)} == {"cases.route_twice"} and len(refusals(told)) == 3
    told = run(*[lambda: grant(post, ("accept",))] * 4)
    assert {refused.code for refused in refusals(told)} == {"identity.power_twice"} and len(refusals(told)) == 3


def test_nobody_becomes_a_and_b_of_one_post_in_the_same_moment(stage: Stage, together: Callable[[], Together]) -> None:
    market = stage.world.market
    post = organisations.create_post(organisation=market, code="CK", name="窗口岗", kind="clerk", by=PLATFORM)
    stage.staff("clerk")
    clerk = stage.made["clerk", "周敏"]
    run = together()
    told = run(*[lambda ab=ab: identity.hold_post(post_id=post.pk, staff=clerk.pk, ab=ab, by=PLATFORM) for ab in "AB"])  # type: ignore[misc]
    assert [refused.code for refused in refusals(told)] == ["identity.post_both"]


def test_of_two_clerks_one_accepts_and_the_other_is_told_by_whom(
    stage: Stage, together: Callable[[], Together]
) -> None:
    number = stage.file().number
    clerks = [stage.staff("clerk"), stage.staff("clerk", "郑丽")]
    version = stage.row(number).version
    run = together()
    told = run(*[lambda by=by: services.accept(number, by=by, expected=version) for by in clerks])  # type: ignore[misc]
    (refused,) = refusals(told)
    winner = clerks[1 - told.index(refused)]
    assert refused.code == "cases.moved_on"
    assert f"{winner.name}于 11月20日 09:00 办理了“受理”" in refused.sentence
    assert run.look(lambda: entries(number)).count("accept") == 1


def test_whoever_withdraws_while_the_window_accepts_gets_one_of_both(
    stage: Stage, together: Callable[[], Together]
) -> None:
    citizen, clerk = stage.citizen(), stage.staff("clerk")
    number = stage.file().number
    run = together()
    told = run(lambda: services.withdraw(number, by=citizen), lambda: services.accept(number, by=clerk))
    (refused,) = refusals(told)
    assert refused.code == "lifecycle.not_open"
    done = run.look(lambda: entries(number, "withdraw", "accept"))
    assert done == (["accept"] if told[0] is refused else ["withdraw"])


def test_two_who_inspect_in_the_same_moment_are_the_two_persons(stage: Stage, together: Callable[[], Together]) -> None:
    number = stage.accepted()
    stage.agree(number, "review")
    works = _inspections(stage, number, "赵建平", "何永生")
    assert sorted(together()(*works)) == [False, True]


def test_of_two_second_persons_one_finishes_the_stage(stage: Stage, together: Callable[[], Together]) -> None:
    number = stage.accepted()
    stage.agree(number, "review")
    stage.agree(number, "inspect")
    run = together()
    told = run(*_inspections(stage, number, "何永生", "才让"))
    assert given(told) == [True]
    assert [refused.code for refused in refusals(told)] == ["cases.task_gone"]
    deciding = run.look(lambda: CaseTask.objects.filter(case__number=number, stage="decide").count())
    assert deciding == 1


def _inspections(stage: Stage, number: str, *names: str) -> list[Work]:
    first = stage.staff("reviewer", names[0])
    task = next(one for one in stage.seen(number, first).tasks if one.stage == "inspect" and one.state == "open")
    points = next(one.criteria for one in stage.seen(number).document.stages if one.key == "inspect")
    ticked = [Criterion(text, met=True) for text in points]

    def of(name: str) -> Work:
        by = stage.staff("reviewer", name)
        return lambda: services.review(number, by=by, task=task.id, outcome="agree", opinion="已核对", criteria=ticked)

    return [of(name) for name in names]


def test_a_case_is_decided_once_and_one_licence_comes_of_it(stage: Stage, together: Callable[[], Together]) -> None:
    number = stage.reviewed(stage.licensed())
    first, second = stage.staff("approver"), stage.staff("approver", "吕卫民")
    run = together()
    told = run(
        lambda: services.decide(number, by=first, outcome="granted"),
        lambda: services.decide(number, by=second, outcome="refused", reason="经营场所与污染源距离不足。"),
    )
    (refused,) = refusals(told)
    assert refused.code == "lifecycle.not_open"
    granted = 1 if told[1] is refused else 0
    rows = run.look(lambda: [model.objects.count() for model in (Decision, Licence, PrintTask)])
    assert rows == [1, granted, granted]


def test_paper_and_licence_made_in_the_same_moment_deliver_once(
    stage: Stage, together: Callable[[], Together], monkeypatch: pytest.MonkeyPatch
) -> None:
    number = stage.decided(stage.licensed())
    key = stage.row(number).key
    monkeypatch.setattr(finishing, "ready", lambda case: True)
    run = together()
    assert sorted(run(*[lambda: services.deliver_when_ready(key)] * 3)) == [False, False, True]
    assert run.look(lambda: entries(number, "deliver", "close")) == ["deliver", "close"]


def test_the_same_paper_is_uploaded_twice_at_once_and_kept_once(stage: Stage, together: Callable[[], Together]) -> None:
    citizen = stage.citizen()
    key = services.start(item_id=stage.item(), by=citizen, answers={"shop_kind": "shop"})
    run = together()
    told = run(*[lambda: services.add_file(key, line=1, stream=BytesIO(PDF), name="图.pdf", by=citizen)] * 3)
    assert len({one.key for one in told}) == 1
    assert run.look(lambda: [len(line.files) for line in selectors.draft(citizen, key).materials]) == [1]


def test_many_watches_at_once_tell_each_thing_once(
    stage: Stage, together: Callable[[], Together], move: Callable[..., None]
) -> None:
    short = stage.item("短承诺", promised={"unit": "workday", "n": 5})
    accepted = [stage.accepted(short, stage.citizen(NAMES[place], place + 1)) for place in range(3)]
    silent = [stage.file(by=stage.citizen("李秀英", place + 10)).number for place in range(3)]
    move(date(2026, 11, 28))
    run = together()
    # Each accepted case has passed its promise and its first stage; each silent one its term, and is deemed accepted.
    assert sum(run(*[services.watch] * 4)) == 2 * len(accepted) + 2 * len(silent)
    for number in accepted:
        assert run.look(lambda: entries(number, "warn", "overdue", "step_overdue")) == ["overdue", "step_overdue"]  # noqa: B023
    for number in silent:
        assert run.look(lambda: entries(number)).count("deem_accepted") == 1  # noqa: B023
        assert run.look(lambda: entries(number)).count("overdue") == 1  # noqa: B023
