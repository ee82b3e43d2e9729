"""The life-cycle kit: guards, buttons, progress and picture come from one table."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bancheng.ground.law import Lifecycle, Place, Refused, check, state, step, 行政许可法

LICENCE = Lifecycle(
    name="办件",
    states=(
        state("submitted", "已提交"),
        state("correcting", "待补正", beside="submitted"),
        state("not_accepted", "不予受理", final=True, beside="submitted"),
        state("accepted", "已受理"),
        state("suspended", "特别程序", beside="accepted"),
        state("decided", "已决定"),
        state("closed", "已办结", final=True),
    ),
    steps=(
        step("ask_fix", "一次告知补正", "submitted", "correcting", "clerk", 行政许可法("第三十二条")),
        step("resubmit", "补正", "correcting", "submitted", "applicant", 行政许可法("第三十二条")),
        step("accept", "受理", "submitted", "accepted", "clerk", 行政许可法("第三十二条")),
        step("turn_away", "不予受理", ("submitted", "correcting"), "not_accepted", "clerk", 行政许可法("第三十二条")),
        step("suspend", "特别程序", "accepted", "suspended", "reviewer", 行政许可法("第四十五条")),
        step("resume", "恢复办理", "suspended", "accepted", "reviewer", 行政许可法("第四十五条")),
        step("decide", "作出决定", "accepted", "decided", ("approver", "chief"), 行政许可法("第三十八条")),
        step("close", "办结", "decided", "closed", "clerk"),
        step("urge", "催办", ("accepted", "suspended"), None, ("applicant", "lead")),
    ),
)


def test_the_table_is_sound() -> None:
    check(LICENCE)


def test_every_step_refuses_every_state_it_does_not_start_from() -> None:
    for verb in LICENCE.verbs:
        starts = {code for line in LICENCE.steps if line.verb == verb for code in line.from_}
        for known in LICENCE.states:
            if known.code in starts:
                assert LICENCE.find(verb, known.code).verb == verb
            else:
                with pytest.raises(Refused) as refusal:
                    LICENCE.find(verb, known.code)
                assert refusal.value.code == "lifecycle.not_open"


def test_a_step_out_of_order_is_refused_with_its_article_and_what_can_be_done() -> None:
    with pytest.raises(Refused) as refusal:
        LICENCE.find("decide", "submitted")
    assert refusal.value.sentence == (
        "办件现在是“已提交”，不能办理“作出决定”。可以办理：一次告知补正、受理、不予受理。"
    )
    assert refusal.value.article is 行政许可法("第三十八条")
    assert str(refusal.value).endswith("（《行政许可法》第三十八条）")


def test_after_the_end_nothing_is_open() -> None:
    with pytest.raises(Refused, match="办理已经结束"):
        LICENCE.find("accept", "closed")
    assert LICENCE.open_to("closed", "clerk", "approver") == ()


def test_a_step_of_somebody_else_is_refused() -> None:
    assert LICENCE.find("decide", "accepted", "clerk", "chief").to == "decided"
    with pytest.raises(Refused) as refusal:
        LICENCE.find("decide", "accepted", "clerk")
    assert refusal.value.code == "lifecycle.not_yours"


def test_an_unknown_verb_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        LICENCE.find("bless", "accepted")
    assert refusal.value.code == "lifecycle.unknown_verb"


def test_the_buttons_are_the_steps_open_to_a_role() -> None:
    assert [line.label for line in LICENCE.open_to("submitted", "clerk")] == ["一次告知补正", "受理", "不予受理"]
    assert [line.verb for line in LICENCE.open_to("accepted", "applicant")] == ["urge"]
    assert LICENCE.open_to("submitted") == ()


def test_a_step_without_a_target_changes_no_state() -> None:
    assert LICENCE.find("urge", "suspended").target("suspended") == "suspended"
    assert LICENCE.find("accept", "submitted").target("submitted") == "accepted"


@pytest.mark.parametrize(
    ("code", "bar"),
    [
        ("submitted", "[已提交] 已受理 已决定 已办结"),
        ("accepted", "已提交✓ [已受理] 已决定 已办结"),
        ("suspended", "已提交✓ (特别程序) 已决定 已办结"),
        ("not_accepted", "[不予受理]"),
        ("closed", "已提交✓ 已受理✓ 已决定✓ [已办结]"),
    ],
)
def test_progress_follows_the_main_path(code: str, bar: str) -> None:
    looks = {Place.DONE: "{}✓", Place.NOW: "[{}]", Place.HELD: "({})", Place.WAIT: "{}"}
    assert " ".join(looks[point.place].format(point.label) for point in LICENCE.progress(code)) == bar


def test_the_picture_shows_every_step_with_its_article() -> None:
    picture = LICENCE.diagram()
    assert picture.startswith("stateDiagram-v2\n")
    assert "    [*] --> submitted\n" in picture
    assert "    submitted --> accepted: 受理（第三十二条）\n" in picture
    assert "    correcting --> not_accepted: 不予受理（第三十二条）\n" in picture
    assert "    closed --> [*]\n" in picture
    assert "催办" not in picture


def _without(*verbs: str) -> Lifecycle:
    return replace(LICENCE, steps=tuple(line for line in LICENCE.steps if line.verb not in verbs))


@pytest.mark.parametrize(
    ("broken", "complaint"),
    [
        (_without("accept"), "accepted is never reached"),
        (_without("resume"), "suspended is never left"),
        (_without("close"), "closed is never reached"),
        (_without("close", "turn_away"), "submitted never comes to an end"),
        (
            replace(LICENCE, steps=(*LICENCE.steps, step("reopen", "重开", "closed", "accepted", "clerk"))),
            "closed is final but left by reopen",
        ),
    ],
)
def test_a_hole_in_the_table_is_found(broken: Lifecycle, complaint: str) -> None:
    assert complaint in broken.problems()
    with pytest.raises(AssertionError, match=complaint):
        check(broken)


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        (step("accept", "受理", "submitted", "decided", "clerk"), "two steps accept from submitted"),
        (step("lose", "遗失", "submitted", "lost", "clerk"), "unknown states"),
        (step("drift", "漂移", (), "accepted", "clerk"), "needs a state"),
        (step("drift", "漂移", "submitted", "accepted", ()), "needs a state"),
    ],
)
def test_an_impossible_line_is_an_error_when_the_table_is_built(line: object, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        replace(LICENCE, steps=(*LICENCE.steps, line))


def test_impossible_states_are_an_error_when_the_table_is_built() -> None:
    with pytest.raises(ValueError, match="twice"):
        replace(LICENCE, states=(*LICENCE.states, state("closed", "已办结")))
    with pytest.raises(ValueError, match="beside no state"):
        replace(LICENCE, states=(*LICENCE.states, state("odd", "其他", beside="suspended")))
