"""内外有别、分级分事: the applicant is told of the public steps, the staff of the internal ones too."""

from __future__ import annotations

import pytest

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.tests.stage import STAGES, Stage

MEETING = {
    "key": "meeting",
    "name": "集体讨论",
    "kind": "review",
    "post": "reviewer",
    "days": 1,
    "after": ["inspect"],
    "internal": True,
    "level": "3",
    "criteria": ["会议记录写明结论"],
}
WITH_MEETING = [*STAGES[:4], MEETING, {**STAGES[4], "after": ["review", "meeting"]}, STAGES[5]]


@pytest.fixture
def discussed(stage: Stage) -> str:
    """A case whose organ has discussed it inside, after the inspection."""
    number = stage.reviewed(stage.item("食品经营许可（集体讨论）", stages=WITH_MEETING))
    stage.agree(number, "meeting")
    return number


@pytest.mark.demand("CAT-45")
def test_the_applicant_sees_public_steps_only_and_staff_see_the_internal_ones(stage: Stage, discussed: str):
    told = [step.label for step in selectors.own_case(stage.citizen(), discussed).steps]
    seen = selectors.staff_case(stage.staff("reviewer"), discussed)
    assert "材料审查" in told and "现场核查" in told and "集体讨论" not in told
    assert "集体讨论" in [step.label for step in seen.steps]
    assert ("meeting", "集体讨论", "done") in seen.stages
    assert {one.key: (one.internal, one.level) for one in seen.document.stages}["meeting"] == (True, "3")


def test_a_stranger_with_number_and_code_does_not_see_that_there_was_an_internal_step(stage: Stage, discussed: str):
    own = selectors.own_case(stage.citizen(), discussed)
    found = services.track(discussed, own.query_code, who="10.0.0.1")
    assert found is not None
    assert [step.verb for step in found.steps].count("review") == [step.verb for step in own.steps].count("review")


def test_a_return_to_an_internal_step_is_no_news_for_the_applicant(stage: Stage, discussed: str):
    services.send_back(discussed, by=stage.staff("approver"), stage="meeting", reason="会议记录没有签名")
    own = [step.verb for step in selectors.own_case(stage.citizen(), discussed).steps]
    staff = [step.verb for step in selectors.staff_case(stage.staff("reviewer"), discussed).steps]
    assert "send_back" not in own and "send_back" in staff
