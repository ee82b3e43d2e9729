"""延续: a renewed licence begins where the old one ends, and silence lengthens the old one (行政许可法第五十条)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest

from bancheng.casework.cases import selectors, services, standing
from bancheng.casework.cases.models import Renewal
from bancheng.casework.cases.tests.stage import PDF, Stage
from bancheng.ground.jobs import Progress, drain
from bancheng.ground.law import Refused
from bancheng.registers.licences import schedule as nightly
from bancheng.registers.licences import selectors as licences
from bancheng.registers.licences.types import LicenceCard

END = date(2027, 3, 31)


def card_of(stage: Stage, number: str) -> LicenceCard:
    (card,) = licences.of_subject(standing.subject_of(stage.row(number)))
    return card


def given_out(stage: Stage) -> str:
    """A closed case whose licence ends on END."""
    number = stage.reviewed(stage.licensed())
    services.decide(number, by=stage.staff("approver"), outcome="granted", valid_to=END)
    drain()
    return number


def renewed(stage: Stage, number: str, *, reviewed: bool = True) -> str:
    """Its renewal, handed in and accepted."""
    citizen = stage.citizen()
    key = services.renew(number, by=citizen)
    for line in selectors.draft(citizen, key).materials:
        if line.missing:
            services.add_file(key, line=line.line, stream=BytesIO(PDF), name="布局图.pdf", by=citizen)
    second = services.submit(key, by=citizen, declared=True).number
    services.accept(second, by=stage.staff("clerk"))
    if reviewed:
        for step, who in (("review", "赵建平"), ("inspect", "赵建平"), ("inspect", "何永生")):
            stage.agree(second, step, who)
    return second


def test_decided_in_time_it_begins_the_day_after_the_old_one_ends(stage: Stage, move: Callable[..., None]) -> None:
    number = given_out(stage)
    move(date(2027, 1, 4))
    second, approver = renewed(stage, number), stage.staff("approver")
    assert selectors.decision_preview(approver, second).starts_on == date(2027, 4, 1)
    services.decide(second, by=approver, outcome="granted")
    drain()
    old, new = card_of(stage, number), card_of(stage, second)
    assert (new.valid_from, new.valid_to) == (date(2027, 4, 1), date(2032, 3, 31))
    assert (old.state, old.usable, new.usable) == ("valid", True, False), "no day is left without a licence"
    assert "从 2027-04-01 起有效" in licences.verify(new.identifier).sentence  # type: ignore[union-attr]


def test_the_old_one_holds_to_its_last_day_and_the_new_one_follows(stage: Stage, move: Callable[..., None]) -> None:
    number = given_out(stage)
    move(date(2027, 1, 4))
    second = renewed(stage, number)
    services.decide(second, by=stage.staff("approver"), outcome="granted")
    drain()
    move(END, 23)
    nightly.expire.function(Progress())
    assert (card_of(stage, number).usable, card_of(stage, second).usable) == (True, False)
    move(date(2027, 4, 1), 1)
    nightly.expire.function(Progress())
    assert (card_of(stage, number).state, card_of(stage, second).usable) == ("replaced", True)


def test_another_first_day_is_refused(stage: Stage, move: Callable[..., None]) -> None:
    number = given_out(stage)
    move(date(2027, 1, 4))
    second = renewed(stage, number)
    for day in (date(2027, 1, 4), END, date(2027, 4, 2)):
        with pytest.raises(Refused) as refused:
            services.decide(second, by=stage.staff("approver"), outcome="granted", valid_from=day)
        assert refused.value.code == "cases.renewal_start" and "2027-04-01" in refused.value.sentence
    services.decide(second, by=stage.staff("approver"), outcome="refused", reason="不再具备条件。")


def test_silence_lengthens_the_old_licence_and_a_stranger_reads_why(stage: Stage, move: Callable[..., None]) -> None:
    number = given_out(stage)
    move(date(2027, 1, 4))
    renewed(stage, number)
    move(date(2027, 4, 1), 0)
    nightly.expire.function(Progress())
    assert Renewal.objects.get().licence.state == "valid", "what silence renews is not written as expired meanwhile"
    services.watch()
    services.watch()
    card = card_of(stage, number)
    assert (card.state, card.usable, card.valid_to) == ("valid", True, date(2032, 3, 31))
    seen = licences.verify(card.identifier)
    assert seen is not None and seen.valid
    for words in ("2027-03-31", "《行政许可法》第五十条", "视为准予延续", "2032-03-31"):
        assert words in seen.note


def test_a_licence_that_nobody_renewed_expires_and_says_nothing_of_silence(
    stage: Stage, move: Callable[..., None]
) -> None:
    number = given_out(stage)
    move(date(2027, 4, 1), 1)
    nightly.expire.function(Progress())
    card = card_of(stage, number)
    assert card.state == "expired" and licences.verify(card.identifier).note == ""  # type: ignore[union-attr]


def test_an_application_that_came_too_late_is_renewed_by_no_silence(stage: Stage, move: Callable[..., None]) -> None:
    number = given_out(stage)
    move(date(2027, 3, 10))
    second = renewed(stage, number)
    move(date(2027, 4, 1), 1)
    nightly.expire.function(Progress())
    services.watch()
    assert card_of(stage, number).state == "expired" and Renewal.objects.get().deemed_at is None
    services.decide(second, by=stage.staff("approver"), outcome="granted")
    drain()
    assert card_of(stage, second).valid_from == date(2027, 4, 1)


def test_what_is_granted_after_the_silence_begins_where_the_old_term_ended(
    stage: Stage, move: Callable[..., None]
) -> None:
    number = given_out(stage)
    move(date(2027, 1, 4))
    second = renewed(stage, number)
    move(date(2027, 4, 12))
    services.watch()
    services.decide(second, by=stage.staff("approver"), outcome="granted")
    drain()
    old, new = card_of(stage, number), card_of(stage, second)
    assert (new.valid_from, new.valid_to, new.usable) == (date(2027, 4, 1), date(2032, 3, 31), True)
    assert old.state == "replaced"
