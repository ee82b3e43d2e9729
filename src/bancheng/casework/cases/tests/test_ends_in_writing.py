"""终止办理通知书: whoever ends a case without a decision, the applicant gets a dated paper with reason and remedies."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from bancheng.casework.cases import selectors, services, standing
from bancheng.casework.cases.tests.printed import printed
from bancheng.casework.cases.tests.stage import Stage
from bancheng.casework.cases.tests.test_pre_review import passed
from bancheng.ground.access import Subject
from bancheng.ground.journal import selectors as journal


def told(stage: Stage, number: str, verb: str, folder: Path) -> str:
    """The paper that the journal names, as the applicant reads it."""
    entry = journal.entries_of(standing.subject_of(stage.row(number))).filter(verb=verb).get()
    own = selectors.own_case(stage.citizen(), number)
    assert entry.facts["paper"] in {one.number for one in own.papers if one.title == "终止办理通知书"}
    return printed(entry.facts["paper"], folder)


def test_who_takes_it_back_before_acceptance_has_it_in_writing(stage: Stage, tmp_path: Path) -> None:
    number = stage.file().number
    services.withdraw(number, by=stage.citizen(), reason="店面不租了")
    said = told(stage, number, "withdraw", tmp_path)
    for words in ("受理以前，你（单位）撤回申请", "店面不租了。", "自2026年11月20日起终止办理", "行政诉讼"):
        assert words in said


def test_a_reason_is_not_invented(stage: Stage, tmp_path: Path) -> None:
    number = stage.file().number
    services.withdraw(number, by=stage.citizen())
    assert "申请人提出的理由" not in told(stage, number, "withdraw", tmp_path)


def test_with_the_consent_of_the_organ_both_wish_and_answer_stand_in_it(stage: Stage, tmp_path: Path) -> None:
    number = stage.accepted()
    services.ask_to_withdraw(number, by=stage.citizen(), reason="店面不租了")
    services.consent_to_withdraw(number, by=stage.staff("approver"), answer="尚未现场核查，同意撤回")
    said = told(stage, number, "consent_to_withdraw", tmp_path)
    assert "店面不租了。" in said and "尚未现场核查，同意撤回。" in said and "权利告知" in said


def test_a_pass_that_lapsed_ends_in_writing(stage: Stage, move: Callable[..., None], tmp_path: Path) -> None:
    number = passed(stage)
    move(date(2026, 12, 22))
    assert services.lapse_pre_reviews() == 1
    said = told(stage, number, "lapse", tmp_path)
    assert "没有到窗口核对原件" in said and "可以重新提出申请" in said


def test_a_draft_that_is_thrown_away_is_told_to_nobody(stage: Stage) -> None:
    key = stage.draft()
    services.discard(key, by=stage.citizen())
    assert not journal.entries_of(Subject(standing.KIND, key)).filter(verb="withdraw").exists()
