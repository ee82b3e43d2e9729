"""Notes of the house, messages with the applicant, like cases, suggested reasons."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.selectors import talking
from bancheng.casework.cases.standing import subject_of
from bancheng.casework.cases.tests.stage import ONE, TWO, Stage
from bancheng.casework.cases.types import Criterion, Gap
from bancheng.ground.access import AccessDenied
from bancheng.ground.jobs import drain
from bancheng.ground.journal import selectors as journal
from bancheng.ground.law import Refused, now
from bancheng.registers.messages import selectors as inbox

pytestmark = pytest.mark.django_db


def verbs(stage: Stage, number: str) -> list[str]:
    return [one.verb for one in journal.entries_of(subject_of(stage.row(number)))]


def test_a_note_is_read_by_colleagues_and_never_by_the_applicant(stage: Stage) -> None:
    number, citizen = stage.accepted(), stage.citizen()
    services.note(number, by=stage.staff("clerk"), text="电话里说周五来，身份证 411323199001010017")
    (found,) = selectors.notes(stage.staff("reviewer"), number)
    assert found.by_name == "周敏" and "411323199001010017" not in found.text
    with pytest.raises(AccessDenied):
        selectors.notes(citizen, number)
    with pytest.raises(AccessDenied):
        services.note(number, by=citizen, text="我也写一条")
    assert "note" in verbs(stage, number)
    told = " ".join(f"{one.label}{one.text}" for one in selectors.own_case(citizen, number).steps)
    assert "备注" not in told and "周五" not in told
    with pytest.raises(Refused, match="请写备注"):
        services.note(number, by=stage.staff("clerk"), text=" \x00 ")


def test_a_message_of_the_applicant_waits_on_the_desk_until_it_is_answered(stage: Stage) -> None:
    number, citizen, clerk = stage.accepted(), stage.citizen(), stage.staff("clerk")
    services.talk(number, by=citizen, text="营业执照换了新的，要重新交吗？")
    (waiting,) = selectors.waiting_talks(clerk)
    assert waiting.case.number == number and "营业执照" in waiting.text
    assert selectors.waiting_talks(stage.staff("clerk", "外地受理", organ=stage.world.elsewhere)) == ()
    services.talk(number, by=clerk, text="不用，我们自己核验。")
    assert selectors.waiting_talks(clerk) == ()
    mine, theirs = selectors.thread(citizen, number), selectors.thread(clerk, number)
    assert [one.side for one in mine.talks] == ["applicant", "staff"] and not mine.waits
    assert mine.talks[1].who == "西峡县市场监督管理局" and theirs.talks[1].who == "周敏"
    drain()
    titles = [one.title for one in inbox.inbox(stage.person().account).messages]
    assert any("办理机关给您留言" in title for title in titles)
    assert verbs(stage, number).count("talk") == 2
    entry = journal.entries_of(subject_of(stage.row(number))).filter(verb="talk").first()
    assert entry is not None and set(entry.facts) == {"side", "text_digest"}


def test_of_many_words_the_newest_are_shown(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    number, clerk = stage.accepted(), stage.staff("clerk")
    monkeypatch.setattr(talking, "MOST", 2)
    for text in ("第一", "第二", "第三"):
        services.note(number, by=clerk, text=text)
        services.talk(number, by=clerk, text=text)
    assert [one.text for one in selectors.notes(clerk, number)] == ["第二", "第三"]
    assert [one.text for one in selectors.thread(clerk, number).talks] == ["第二", "第三"]


def test_what_is_sent_twice_at_once_is_kept_once_and_later_again(stage: Stage, time_machine: Any) -> None:
    number, citizen, clerk = stage.accepted(), stage.citizen(), stage.staff("clerk")

    def kept() -> tuple[int, int]:
        for _click in range(2):
            services.note(number, by=clerk, text="电话没人接")
            services.talk(number, by=citizen, text="在吗？")
        return len(selectors.notes(clerk, number)), len(selectors.thread(clerk, number).talks)

    assert kept() == (1, 1)
    time_machine.move_to(now() + timedelta(minutes=2), tick=False)
    assert kept() == (2, 2)


def test_thanks_need_no_answer(stage: Stage) -> None:
    number, clerk = stage.accepted(), stage.staff("clerk")
    services.talk(number, by=stage.citizen(), text="谢谢")
    services.hear_talk(number, by=clerk)
    assert selectors.waiting_talks(clerk) == ()
    with pytest.raises(Refused, match="没有等待答复"):
        services.hear_talk(number, by=clerk)


def test_nobody_else_talks_and_nobody_floods(stage: Stage) -> None:
    number, citizen = stage.accepted(), stage.citizen()
    for stranger in (stage.citizen("李不识", 9), stage.staff("reviewer", "外地审查", organ=stage.world.elsewhere)):
        with pytest.raises(AccessDenied):
            services.talk(number, by=stranger, text="你好")
        with pytest.raises(AccessDenied):
            selectors.thread(stranger, number)
    for place in range(20):
        services.talk(number, by=citizen, text=f"第 {place} 条")
    with pytest.raises(Refused, match="今天已经留言"):
        services.talk(number, by=citizen, text="再来一条")


def test_an_ended_case_is_talked_about_no_more(stage: Stage) -> None:
    number = stage.file().number
    services.withdraw(number, by=stage.citizen())
    with pytest.raises(Refused, match="没有在办理"):
        services.talk(number, by=stage.citizen(), text="我想想")
    assert not selectors.thread(stage.citizen(), number).open


def test_like_cases_have_the_same_item_and_answers_and_stand_with_outcome_and_reason(stage: Stage) -> None:
    refused = stage.decided(outcome="refused", by=stage.citizen("李甲", 2))
    other = stage.file(stage.item("另一件事"), stage.citizen("李乙", 3)).number
    mine = stage.accepted()
    reviewer = stage.staff("reviewer")
    found = selectors.like_cases(reviewer, mine)
    (row,) = found.rows
    assert (row.line.number, row.outcome_label, found.granted, found.refused) == (refused, "不予", 0, 1)
    assert "污染源距离不足" in row.reason and found.answers
    assert selectors.like_cases(reviewer, other).rows == ()
    with pytest.raises(AccessDenied):
        selectors.like_cases(stage.citizen(), mine)


def test_reasons_of_a_refusal_are_suggested_out_of_the_points_and_what_was_taken_is_written_down(stage: Stage) -> None:
    number, reviewer = stage.accepted(), stage.staff("reviewer")
    task = next(one.id for one in stage.seen(number).tasks if one.stage == "review")
    points = [Criterion(ONE, False, "生熟交叉"), Criterion(TWO, True)]
    services.review(number, by=reviewer, task=task, outcome="disagree", opinion="布局不行", criteria=points)
    stage.agree(number, "inspect")
    stage.agree(number, "inspect", "何永生")
    approver = stage.staff("approver")
    (suggested,) = selectors.suggested_reasons(approver, number)
    assert suggested == f"“{ONE}”（生熟交叉），不符合要求。"
    services.decide(number, by=approver, outcome="refused", reason=f"经审查，{suggested}")
    entry = journal.entries_of(subject_of(stage.row(number))).filter(verb="decide").first()
    assert entry is not None and entry.facts["suggested"] == [suggested] == entry.facts["taken"]


def test_a_supplement_is_suggested_in_the_words_of_the_guide_and_overruling_it_is_written_down(stage: Stage) -> None:
    number, clerk = stage.file().number, stage.staff("clerk")
    (plan,) = stage.seen(number, clerk).materials
    assert selectors.suggested_gap(plan) == "请按要求重新提交：标明各功能区。"
    services.request_supplement(number, by=clerk, gaps=[Gap(1, "缺少比例尺")])
    entry = journal.entries_of(subject_of(stage.row(number))).filter(verb="request_supplement").first()
    assert entry is not None and entry.facts["suggested"] and entry.facts["taken"] == []
