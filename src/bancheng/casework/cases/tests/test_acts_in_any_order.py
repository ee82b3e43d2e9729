"""Anybody may try anything at any time: lawful and unlawful acts in random order, and what holds whatever came before.

Every act goes through the door's own path for refusals, so that a refused one leaves its trace.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from random import Random
from typing import Any

import pytest
from django.forms import model_to_dict

from bancheng.casework.cases import services, standing
from bancheng.casework.cases.lifecycle import AFTER_DECISION, CASE
from bancheng.casework.cases.models import Case, CaseTask, Consultation, Decision, Procedure
from bancheng.casework.cases.rules.revoking import GROUNDS
from bancheng.casework.cases.tests.stage import PDF, Stage
from bancheng.casework.cases.types import Criterion, Gap
from bancheng.ground.access import AccessDenied, Actor
from bancheng.ground.codes import CodeError
from bancheng.ground.jobs import drain, report_refusal
from bancheng.ground.journal import selectors as journal
from bancheng.ground.journal import verify_stream
from bancheng.ground.law import Refused, today
from bancheng.registers.catalog.tests.sample import PLATFORM
from bancheng.registers.organisations import selectors as organisations
from bancheng.registers.organisations import services as calendars

SEEDS = range(4)
MANY = range(100, 124)
STEPS = 32
START = date(2026, 11, 20)
PAUSING = ("suspend", "add_procedure", "end_procedure", "resume", "extend")
BY_THE_PLATFORM = {"recompute", "watch"}
SETTLED = {"replace_licence", "correct", "revoke", "deliver", "collect", "close", "urge"}
Try = Callable[[], object]


@dataclass
class Walk:
    """One case, its people, and a die."""

    stage: Stage
    die: Random
    number: str
    citizen: Actor

    @property
    def row(self) -> Case:
        return self.stage.row(self.number)

    def anybody(self) -> Actor:
        """Somebody who may have no right at all."""
        role = self.die.choice(
            ["applicant", "clerk", "reviewer", "approver", "organ_head", "result_desk", "supervisor"]
        )
        return self.citizen if role == "applicant" else self.stage.staff(role)

    def mostly(self, role: str) -> Actor:
        """Who has the right, but for one time in four."""
        right = self.citizen if role == "applicant" else self.stage.staff(role)
        return self.anybody() if self.die.random() < 0.25 else right

    def acts(self) -> list[tuple[str, str, Callable[[Actor], object]]]:
        """Every act with the role that may take it; none: the platform."""
        n, die = self.number, self.die
        words = die.choice(["", "理由写在这里。"])
        kind = die.choice(["PS", "JC", "TZ", "PG"])
        gap = Gap(line=1, sentence="图上没有标明功能区", new_fact=die.random() < 0.5)
        turned = die.choice(["", "not_needed", "not_competent", "uncorrected", "untrue"])
        ground, decided = die.choice([*GROUNDS, "99"]), Decision.objects.filter(case__number=n).first()
        wrong = decided.reason[:4] if decided and die.random() < 0.7 else "没有这几个字"
        other = self.stage.world.water
        asked = Consultation.objects.filter(case__number=n, outcome="").first()
        return [
            ("request_supplement", "clerk", lambda by: services.request_supplement(n, by=by, gaps=[gap])),
            ("supplement", "applicant", lambda by: self._supplement(by)),
            ("accept", "clerk", lambda by: services.accept(n, by=by)),
            ("accept", "clerk", lambda by: services.accept(n, by=by)),
            ("not_accept", "clerk", lambda by: services.not_accept(n, by=by, ground=turned, reason=words)),
            ("withdraw", "applicant", lambda by: services.withdraw(n, by=by)),
            ("pre_review", "clerk", lambda by: services.pre_review(n, by=by)),
            ("review", "reviewer", lambda by: self._review(by)),
            ("review", "reviewer", lambda by: self._review(by)),
            ("review", "reviewer", lambda by: self._review(by)),
            ("send_back", "reviewer", lambda by: services.send_back(n, by=by, stage="review", reason=words)),
            ("suspend", "reviewer", lambda by: self._procedure(by, kind, words)),
            ("resume", "reviewer", lambda by: self._end_procedure(by, kind, words)),
            ("resume", "reviewer", lambda by: self._end_procedure(by, kind, "评审通过")),
            ("extend", "organ_head", lambda by: services.extend(n, by=by, days=die.randint(0, 12), reason=words)),
            ("consult", "approver", lambda by: services.consult(n, by=by, organisations=[other.pk], question=words)),
            ("answer_consultation", "reviewer", lambda by: self._answer(by, asked)),
            ("ask_to_withdraw", "applicant", lambda by: services.ask_to_withdraw(n, by=by, reason=words)),
            ("consent_to_withdraw", "approver", lambda by: services.consent_to_withdraw(n, by=by, answer=words)),
            ("decline_to_withdraw", "approver", lambda by: services.decline_to_withdraw(n, by=by, answer=words)),
            ("decide", "approver", lambda by: services.decide(n, by=by, outcome="granted", reason=words)),
            (
                "decide",
                "approver",
                lambda by: services.decide(n, by=by, outcome=die.choice(["refused", "half"]), reason=words),
            ),  # fmt: skip
            ("deliver", "result_desk", lambda by: services.deliver(n, by=by)),
            (
                "collect",
                "result_desk",
                lambda by: services.collect(n, by=by, name="王小满", id_number="x", method="id_card"),
            ),  # fmt: skip
            ("close", "result_desk", lambda by: services.close(n, by=by)),
            (
                "correct",
                "approver",
                lambda by: services.correct(n, by=by, wrong=wrong, right="更正后的文字", reason=words),
            ),
            (
                "revoke",
                "approver",
                lambda by: services.revoke(
                    n, by=by, ground=ground, reason=words, heard=words, no_harm=die.random() < 0.7
                ),
            ),  # fmt: skip
            ("urge", "applicant", lambda by: services.urge(n, by=by)),
            ("recompute", "", lambda by: self._holiday()),
            ("watch", "", lambda by: services.watch()),
        ]

    def _supplement(self, by: Actor) -> None:
        services.add_file(self.row.key, line=1, stream=BytesIO(PDF), name="图.pdf", by=by)
        services.supplement(self.number, by=by)

    def _review(self, by: Actor) -> object:
        task = CaseTask.objects.filter(case__number=self.number, post="reviewer", state="open").first()
        points = next(
            (s.criteria for s in self.stage.seen(self.number).document.stages if task and s.key == task.stage), ()
        )
        met = self.die.random() < 0.8
        ticked = [Criterion(text, met=met) for text in points]
        outcome = "agree" if met else "disagree"
        return services.review(
            self.number, by=by, task=task.pk if task else 0, outcome=outcome, opinion="已核", criteria=ticked
        )

    def _procedure(self, by: Actor, kind: str, words: str) -> object:
        day = START + timedelta(days=self.die.randint(-1, 30))
        days = self.die.randint(0, 20)
        return services.start_procedure(
            self.number, by=by, kind=kind, reason=words, expected_days=days, started_on=min(day, today())
        )

    def _end_procedure(self, by: Actor, kind: str, words: str) -> object:
        open_now = Procedure.objects.filter(case__number=self.number, ended_on=None).first()
        return services.end_procedure(self.number, by=by, kind=open_now.kind if open_now else kind, result=words)

    def _answer(self, by: Actor, asked: Consultation | None) -> object:
        outcome = self.die.choice(["agree", "disagree"])
        return services.answer_consultation(
            self.number, by=by, consultation=asked.pk if asked else 0, outcome=outcome, opinion="同意"
        )

    def _holiday(self) -> None:
        day = today() + timedelta(days=self.die.randint(1, 12))
        if organisations.calendar().is_workday(day):
            calendars.set_day(day=day, kind="holiday", name="临时放假", reason="通知", by=PLATFORM)
            services.recompute(day, day)


def kept(row: Case) -> dict[str, Any]:
    """All that stands about the case, except what only tells that clocks were looked at."""
    told = model_to_dict(row)
    told["state"], told["version"] = row.state, row.version
    return told


@contextmanager
def the_door(row: Case, verb: str, by: Actor, found: list[Exception]) -> Iterator[None]:
    """What a door does around a verb: a refusal is written down."""
    try:
        yield
    except Refused as refused:
        found.append(refused)
        report_refusal(standing.subject_of(row), verb, by=by, refusal=refused)
    except (AccessDenied, CodeError) as denied:
        found.append(denied)


def check(before: Case, after: Case, verb: str, written: Decision | None) -> None:
    """What holds after any act that was done."""
    # A further procedure and the end of one of several have verbs of their own.
    verbs = {verb} | {"suspend": {"add_procedure"}, "resume": {"end_procedure"}}.get(verb, set())
    lawful = any(line.verb in verbs and before.state in line.from_ for line in CASE.steps)
    assert lawful or verb in BY_THE_PLATFORM, f"{verb} was done from {before.state}"
    if verb in {*PAUSING, "recompute"} and before.clock == after.clock == "decision":
        assert before.due_on is not None and after.due_on is not None
        assert after.due_on >= before.due_on, f"{verb} brought the due day nearer"
    if before.state in AFTER_DECISION:
        assert verb in SETTLED | BY_THE_PLATFORM
        now = Decision.objects.get(case=after)
        assert written is not None
        assert (now.outcome, now.reason, now.basis, now.remedies, now.decided_at) == (
            *(written.outcome, written.reason, written.basis),
            *(written.remedies, written.decided_at),
        )
        assert after.decided_at == before.decided_at and after.outcome == before.outcome


def walk(stage: Stage, seed: int, move: Callable[[date], None]) -> Walk:
    """One case through random acts on random days; returns where it has come."""
    die = Random(seed)
    going = Walk(stage, die, stage.file(by=stage.citizen()).number, stage.citizen())
    subject, day = standing.subject_of(going.row), START
    for _ in range(STEPS):
        if die.random() < 0.3:
            day += timedelta(days=die.randint(1, 4))
            move(day)
        verb, role, work = die.choice(going.acts())
        by = going.mostly(role) if role else PLATFORM
        before, written = going.row, Decision.objects.filter(case__number=going.number).first()
        stood, told = kept(before), journal.entries_of(subject).count()
        found: list[Exception] = []
        with the_door(before, verb, by, found):
            work(by)
        entries = journal.entries_of(subject)
        if found:
            # The answer of an organ that comes too late is refused, and what the law says of its silence is written instead.
            assert kept(going.row) == stood or entries.filter(verb="deem_accepted").exists()
            assert entries.count() > told or not isinstance(found[0], Refused)
            assert entries.filter(refused=True).exists() or not isinstance(found[0], Refused)
        else:
            check(before, going.row, verb, written)
        assert services.verify_clocks().faults == (), f"after {verb}"
    return going


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_anybody_tries_the_law_of_the_case_holds(
    seed: int, stage: Stage, move: Callable[[date], None]
) -> None:
    _holds(seed, stage, move)


@pytest.mark.faults
@pytest.mark.parametrize("seed", MANY)
def test_the_same_for_many_more(seed: int, stage: Stage, move: Callable[[date], None]) -> None:
    _holds(seed, stage, move)


def _holds(seed: int, stage: Stage, move: Callable[[date], None]) -> None:
    move(START)
    row = walk(stage, seed, move).row
    drain()
    row.refresh_from_db()
    assert verify_stream(standing.subject_of(row)).whole
    if row.state in {known.code for known in CASE.states if known.final}:
        assert not CaseTask.objects.filter(case=row, state="open").exists()
        assert row.clock == ""


def test_every_state_that_is_not_final_is_left_by_somebody_who_has_to() -> None:
    assert CASE.problems() == ()
