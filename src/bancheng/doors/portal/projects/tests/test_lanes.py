"""The picture of a project: what runs side by side overlaps on one axis, every bar lies on it, today is where it is."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bancheng.casework.projects.types import ApprovalView, StageView
from bancheng.doors.frame.lanes import WIDTH, lanes_of

DAY = date(2026, 11, 20)


def approval(since: date, until: date | None = None, place: str = "running", **more: Any) -> ApprovalView:
    told: dict[str, Any] = {
        **dict.fromkeys(("item_name", "organ_name", "region_name", "number", "state_label"), "名称"),
        "id": 1,
        "stage": "works",
        "case": "",
        "item": 0,
        "system": "",
        "steps": (),
        "due_on": None,
    }
    return ApprovalView(**told | {"place": place, "started_on": since, "ended_on": until, "overdue": False} | more)


def picture(*approvals: ApprovalView) -> Any:
    found: Any = SimpleNamespace(stages=(StageView("works", "工程建设许可", "running", approvals),))
    return lanes_of(found, DAY)


def test_two_that_run_side_by_side_overlap_and_one_after_the_other_does_not() -> None:
    first = approval(DAY - timedelta(days=20), DAY - timedelta(days=11), "done")
    beside = approval(DAY - timedelta(days=15), DAY - timedelta(days=5), "refused")
    after = approval(DAY - timedelta(days=9), overdue=True)
    made = picture(first, beside, after)
    bars = [(lane.x, lane.x + lane.width, lane.tone) for lane in made.stages[0][1]]
    assert [tone for *_rest, tone in bars] == ["ok", "bad", "late"]
    assert bars[0][0] < bars[1][0] < bars[0][1] < bars[1][1] and bars[2][0] >= bars[0][1]
    assert (made.first, made.last) == (DAY - timedelta(days=20), DAY)


def test_a_project_without_approvals_has_nothing_to_draw() -> None:
    made = picture()
    assert not made.any and made.first == made.last == DAY


@given(st.lists(st.tuples(st.integers(-900, 60), st.integers(0, 400), st.booleans()), min_size=1, max_size=8))
def test_every_bar_lies_on_the_axis_and_is_seen(spans: list[tuple[int, int, bool]]) -> None:
    made = picture(
        *(
            approval(DAY + timedelta(days=start), DAY + timedelta(days=start + length) if ended else None)
            for start, length, ended in spans
        )
    )
    for lane in made.stages[0][1]:
        assert 0 <= lane.x < lane.x + lane.width <= WIDTH and lane.width > 0
    assert 0 <= made.today <= WIDTH


@pytest.mark.parametrize("days", [0, 1, 4000])
def test_a_bar_says_in_words_since_when_and_until_when(days: int) -> None:
    lane = picture(approval(DAY - timedelta(days=days))).stages[0][1][0]
    assert lane.words.endswith("至现在") and "年" in lane.words
