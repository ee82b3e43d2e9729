"""S-CQ, 重庆 2020, step 1: the 58 targets of the first batch, and the board of their progress."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.journeys.scene import Scene, at

from bancheng.registers.lists import selectors


def test_the_list_has_58_targets_and_the_board_shows_progress(db: None, time_machine: Any) -> None:
    time_machine.move_to(at(date(2020, 12, 1)), tick=False)
    scene = Scene.of("chongqing-2020", "yubei", "500112000000")
    board = selectors.cross_board(scene.region)
    assert board.target == 58 and board.done == sum(line.state == "done" for line in board.lines) > 0
    assert not any(line.late for line in board.lines)
    lines = {line.name: line for line in board.lines}
    for name in ("社会保障卡申领", "户口迁移", "住房公积金转移接续"):
        assert lines[name].item_id is not None and lines[name].situations > 0, name
    public = selectors.list_page("cross-province", scene.region)
    assert public is not None and public.total == 58

    time_machine.move_to(at(date(2021, 1, 1)), tick=False)
    after = selectors.cross_board(scene.region)
    waiting = [line for line in after.lines if line.state != "done"]
    assert {line.late for line in waiting if line.due_on == date(2020, 12, 31)} == {True}
    # Three that the plan names were given to the end of 2021 by the State Council's meeting of 17 September 2020.
    assert {line.late for line in waiting if line.due_on == date(2021, 12, 31)} <= {False}
