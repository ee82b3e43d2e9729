"""线上远程协助: invited by a code, the helper looks and marks; values and submission stay with the applicant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.models import Assistance
from bancheng.casework.cases.tests.stage import PDF, Stage
from bancheng.ground.access import AccessDenied, Actor, Subject
from bancheng.ground.access.limits import TooManyTries
from bancheng.ground.journal import selectors as journal
from bancheng.ground.law import Refused, now


def begun(stage: Stage, by: Actor | None = None) -> str:
    """A draft with a name filled in and nothing uploaded."""
    who = by or stage.citizen()
    key = services.start(item_id=stage.item(), by=who, answers={"shop_kind": "shop"})
    services.save_fields(key, by=who, values={"person_name": who.name})
    return key


def joined(stage: Stage, key: str, helper: Actor) -> str:
    return services.join_help(services.invite_helper(key, by=stage.citizen()), by=helper)


def verbs(case: str) -> list[str]:
    return [entry.verb for entry in journal.entries_of(Subject("cases.case", case))]


@pytest.mark.demand("APP-24")
def test_a_helper_invited_by_code_marks_and_the_applicant_mends_and_submits_himself(stage: Stage) -> None:
    citizen, helper = stage.citizen(), stage.staff("clerk")
    key = begun(stage)
    code = services.invite_helper(key, by=citizen)
    assert len(code) == 8 and code.isdecimal()
    assistance = services.join_help(f" {code[:4]} {code[4:]} ", by=helper)
    page = selectors.helper_page(helper, assistance)
    assert page.applicant_name == "王**" and {one.key for one in page.problems} == {"has_staff", "1"}
    services.give_hint(assistance, part="field", place="has_staff", sentence="没有雇人的选“否”", by=helper)
    services.give_hint(assistance, part="material", place="1", sentence="拍照时把四个角都拍进去", by=helper)
    before = selectors.draft(citizen, key)
    refusals: list[Callable[[], Any]] = [
        lambda: services.save_fields(key, by=helper, values={"has_staff": "no"}),
        lambda: services.save_answers(key, by=helper, answers={"shop_kind": "diner"}),
        lambda: services.add_file(key, line=1, stream=BytesIO(PDF), name="图.pdf", by=helper),
        lambda: services.receive_paper(key, line=1, by=helper),
        lambda: services.submit(key, by=helper, declared=True),
        lambda: services.discard(key, by=helper),
    ]
    for act in refusals:
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "cases.assisting"
    assert selectors.draft(citizen, key) == before
    seen = selectors.assistance(citizen, key)
    assert seen is not None and seen.helper_name == "周敏" and seen.waiting == 2
    services.save_fields(key, by=citizen, values={"has_staff": "no"})
    services.settle_hint(key, hint=seen.hints[0].id, by=citizen)
    services.add_file(key, line=1, stream=BytesIO(PDF), name="图.pdf", by=citizen)
    seen = selectors.assistance(citizen, key)
    assert seen is not None and [one.settled for one in seen.hints] == [True, False]
    services.submit(key, by=citizen, declared=True)
    assert verbs(key)[:5] == ["start", "invite_helper", "join_help", "give_hint", "give_hint"]
    over = selectors.helper_page(helper, assistance)
    assert over.assistance.state == "ended" and over.sections == over.materials == ()
    with pytest.raises(Refused) as ended:
        services.give_hint(assistance, part="material", place="1", sentence="再看看", by=helper)
    assert ended.value.code == "cases.assist_over"


def test_a_mark_that_is_settled_twice_is_settled_until_it_is_opened_again(stage: Stage) -> None:
    citizen, helper, key = stage.citizen(), stage.staff("clerk"), begun(stage)
    services.give_hint(joined(stage, key, helper), part="field", place="has_staff", sentence="选“否”", by=helper)
    for wanted in (True, True, False, False):
        (hint,) = selectors.assistance(citizen, key).hints  # type: ignore[union-attr]
        services.settle_hint(key, hint=hint.id, by=citizen, settled=wanted)
        (hint,) = selectors.assistance(citizen, key).hints  # type: ignore[union-attr]
        assert hint.settled is wanted


def test_what_the_helper_sees_holds_no_personal_number(stage: Stage) -> None:
    citizen, helper = stage.citizen(), stage.staff("clerk")
    page = selectors.helper_page(helper, joined(stage, begun(stage), helper))
    assert citizen.name not in (page.applicant_name,)
    assert all(field.value is None for section in page.sections for field in section.fields)
    assert all(one.holdings == () and one.reusable == () for one in page.materials)


def test_a_code_is_kept_nowhere_and_serves_once_and_half_an_hour(stage: Stage, time_machine: Any) -> None:
    citizen, helper, other = stage.citizen(), stage.staff("clerk"), stage.staff("clerk", "宋佳")
    key = begun(stage)
    code = services.invite_helper(key, by=citizen)
    assert code not in str(list(Assistance.objects.values()))
    time_machine.move_to(now() + timedelta(minutes=31), tick=False)
    with pytest.raises(Refused) as late:
        services.join_help(code, by=helper)
    assert late.value.code == "cases.assist_code"
    fresh = services.invite_helper(key, by=citizen)
    services.join_help(fresh, by=helper)
    for wrong in (fresh, "00000000", "", "１２３４", "abc", code):
        with pytest.raises(Refused) as refused:
            services.join_help(wrong, by=other)
        assert refused.value.sentence == late.value.sentence


def test_a_second_invitation_ends_the_first(stage: Stage) -> None:
    key, helper = begun(stage), stage.staff("clerk")
    first = services.invite_helper(key, by=stage.citizen())
    assistance = joined(stage, key, helper)
    with pytest.raises(Refused):
        services.join_help(first, by=helper)
    services.invite_helper(key, by=stage.citizen())
    assert selectors.helper_page(helper, assistance).assistance.state == "ended"


def test_codes_cannot_be_guessed_at_will(stage: Stage) -> None:
    helper = stage.staff("clerk")
    for place in range(10):
        with pytest.raises(Refused):
            services.join_help(f"{place:08d}", by=helper)
    code = services.invite_helper(begun(stage), by=stage.citizen())
    with pytest.raises(TooManyTries):
        services.join_help(code, by=helper)


def test_only_the_applicant_invites_and_only_helpers_join(stage: Stage) -> None:
    key = begun(stage)
    with pytest.raises(AccessDenied):
        services.invite_helper(key, by=stage.staff("clerk"))
    with pytest.raises(AccessDenied):
        services.invite_helper(key, by=stage.citizen("李秀英", 2))
    code = services.invite_helper(key, by=stage.citizen())
    for nobody in (stage.staff("reviewer"), stage.citizen("李秀英", 2)):
        with pytest.raises(AccessDenied):
            services.join_help(code, by=nobody)
    far = stage.staff("clerk", "郑丽", organ=stage.world.elsewhere)
    assert selectors.helper_page(far, services.join_help(code, by=far)).assistance.state == "joined"


def test_an_assistance_is_nobody_elses_and_a_place_that_is_not_there_is_not_marked(stage: Stage) -> None:
    helper, other = stage.staff("clerk"), stage.staff("clerk", "宋佳")
    key = begun(stage)
    assistance = joined(stage, key, helper)
    for foreign in (other, stage.citizen("李秀英", 2)):
        with pytest.raises(AccessDenied):
            services.give_hint(assistance, part="material", place="1", sentence="看看", by=foreign)
        with pytest.raises(AccessDenied):
            services.end_help(assistance, by=foreign)
    with pytest.raises(AccessDenied):
        selectors.helper_page(other, assistance)
    for part, place in (("material", "99"), ("field", "nothing"), ("outcome", "1"), ("question", "has_staff")):
        with pytest.raises(Refused) as refused:
            services.give_hint(assistance, part=part, place=place, sentence="看看", by=helper)
        assert refused.value.code == "cases.hint_place"
    for sentence, code in ((" ", "cases.hint_missing"), ("长" * 201, "cases.too_long")):
        with pytest.raises(Refused) as refused:
            services.give_hint(assistance, part="material", place="1", sentence=sentence, by=helper)
        assert refused.value.code == code


def test_a_number_in_a_hint_is_masked_and_a_second_hint_replaces_the_first(stage: Stage) -> None:
    helper, key = stage.staff("clerk"), begun(stage)
    assistance = joined(stage, key, helper)
    for said in ("证件号 411323199001010011 抄错了", "电话少一位"):
        services.give_hint(assistance, part="field", place="person_name", sentence=said, by=helper)
        (hint,) = selectors.helper_page(helper, assistance).assistance.hints
        assert "411323199001010011" not in hint.sentence
    assert hint.sentence == "电话少一位"
    services.take_hint_back(assistance, hint=hint.id, by=helper)
    assert selectors.helper_page(helper, assistance).assistance.hints == ()


def test_either_side_ends_it_and_afterwards_the_window_may_work_again(stage: Stage) -> None:
    helper, key = stage.staff("clerk"), begun(stage)
    for who in (stage.citizen(), helper):
        assistance = joined(stage, key, helper)
        services.end_help(assistance, by=who)
        assert selectors.helper_page(helper, assistance).assistance.state == "ended"
    services.save_fields(key, by=helper, values={"has_staff": "no"})


def test_help_ends_by_itself_after_two_hours_and_a_submitted_case_needs_none(stage: Stage, time_machine: Any) -> None:
    helper, key = stage.staff("clerk"), begun(stage)
    assistance = joined(stage, key, helper)
    time_machine.move_to(now() + timedelta(hours=2), tick=False)
    assert selectors.helper_page(helper, assistance).assistance.state == "expired"
    assert selectors.live_assistance(key) is None
    number = stage.file(by=stage.citizen("李秀英", 2)).number
    with pytest.raises(Refused):
        services.invite_helper(number, by=stage.citizen("李秀英", 2))
    assert date(2026, 11, 20) == now().date()
