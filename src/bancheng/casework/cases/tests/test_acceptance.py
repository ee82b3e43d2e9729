"""Accept, tell once, or not accept: each with its paper; nothing outside the guide, nothing asked twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.services import FormRefused
from bancheng.casework.cases.tests.stage import PDF, PLAN, Stage, material
from bancheng.casework.cases.types import Gap
from bancheng.ground.access import AccessDenied
from bancheng.ground.jobs import drain
from bancheng.ground.law import Refused
from bancheng.registers.documents.models import Document

HEALTH = material("M0002", "营业执照")


def kinds(number: str) -> dict[str, str]:
    """The papers of a case: kind → number."""
    return dict(
        Document.objects.filter(subject_kind="cases.case").exclude(kind="cases.receipt").values_list("kind", "number")
    )


@pytest.mark.demand("FLW-18")
def test_each_of_the_three_outcomes_has_its_own_numbered_paper_with_its_reason(stage: Stage) -> None:
    clerk = stage.staff("clerk")
    yes, gap, no = (
        stage.file(by=stage.citizen(name, place)).number for name, place in (("王一", 1), ("王二", 2), ("王三", 3))
    )
    given = {
        "cases.acceptance_notice": services.accept(yes, by=clerk),
        "cases.supplement_notice": services.request_supplement(gap, by=clerk, gaps=[Gap(1, "缺少比例尺")]),
        "cases.not_accepted": services.not_accept(
            no, by=clerk, ground="not_competent", reason="属于农业农村部门", right_office="西峡县农业农村局"
        ),
    }
    assert kinds(yes) == given and len(set(given.values())) == 3
    assert all("〔2026〕第" in number for number in given.values())
    drain()
    assert set(Document.objects.values_list("state", flat=True)) == {"ready"}
    assert selectors.own_case(stage.citizen("王三", 3), no).steps[-1].text.startswith("属于农业农村部门")
    assert "缺少比例尺" in selectors.own_case(stage.citizen("王二", 2), gap).steps[-1].text


@pytest.mark.demand("APP-10")
def test_a_promised_case_gets_a_receipt_of_acceptance_and_an_instant_one_its_result_only(stage: Stage) -> None:
    clerk = stage.staff("clerk")
    promised = stage.file().number
    assert "受理" in services.accept(promised, by=clerk)
    instant = stage.file(stage.instant(), by=stage.citizen("李秀英", 2)).number
    assert services.accept(instant, by=clerk) == ""
    services.decide(instant, by=stage.staff("approver"), outcome="granted")
    drain()
    own = selectors.own_case(stage.citizen("李秀英", 2), instant)
    assert own.line.state == "closed"
    assert {paper.title for paper in own.papers} == {"收件凭证", "决定书"}


@pytest.mark.demand("CAT-23")
def test_only_materials_of_the_guide_can_be_asked_for(stage: Stage) -> None:
    number = stage.file().number
    with pytest.raises(Refused) as refused:
        services.request_supplement(number, by=stage.staff("clerk"), gaps=[Gap(7, "再交一份无犯罪记录证明")])
    assert refused.value.code == "cases.unlisted_material"
    assert selectors.own_case(stage.citizen(), number).notice is None
    assert stage.row(number).state == "submitted"


def test_a_gap_without_words_or_no_gap_at_all_is_refused(stage: Stage) -> None:
    number = stage.file().number
    for gaps in ([], [Gap(1, "  ")]):
        with pytest.raises(Refused) as refused:
            services.request_supplement(number, by=stage.staff("clerk"), gaps=gaps)
        assert refused.value.code == "cases.no_gaps"


def test_what_was_visible_at_the_first_notice_is_not_asked_later_but_a_new_fact_is_and_is_flagged(stage: Stage) -> None:
    clerk, citizen = stage.staff("clerk"), stage.citizen()
    number = stage.file(stage.item("两份材料", materials=[PLAN, HEALTH])).number
    services.request_supplement(number, by=clerk, gaps=[Gap(1, "缺少比例尺")])
    services.add_file(number, line=1, stream=BytesIO(PDF + b"%2"), name="新图.pdf", by=citizen)
    services.supplement(number, by=citizen)
    with pytest.raises(Refused) as refused:
        services.request_supplement(number, by=clerk, gaps=[Gap(2, "营业执照不清楚")])
    assert refused.value.code == "cases.asked_late"
    services.request_supplement(number, by=clerk, gaps=[Gap(2, "营业执照昨天被吊销", new_fact=True)])
    notices = stage.seen(number).notices
    assert [notice.items[0][3] for notice in notices] == [False, True]


def test_a_supplement_must_bring_what_was_asked_and_nothing_else(stage: Stage, move: Callable[..., None]) -> None:
    citizen = stage.citizen()
    number = stage.file(stage.item("两份材料", materials=[PLAN, HEALTH])).number
    services.request_supplement(number, by=stage.staff("clerk"), gaps=[Gap(1, "缺少比例尺")])
    move(date(2026, 11, 20), 11)
    with pytest.raises(FormRefused) as refused:
        services.supplement(number, by=citizen)
    assert refused.value.problems[0].key == "1"
    with pytest.raises(Refused) as other:
        services.add_file(number, line=2, stream=BytesIO(PDF), name="执照.pdf", by=citizen)
    assert other.value.code == "cases.not_asked"
    services.add_file(number, line=1, stream=BytesIO(PDF + b"%3"), name="图.pdf", by=citizen)
    services.supplement(number, by=citizen)
    row = stage.row(number)
    assert (row.state, row.received_on, row.due_on) == ("submitted", date(2026, 11, 20), date(2026, 11, 27))


def test_the_clock_of_acceptance_starts_anew_with_what_was_handed_in_later(
    stage: Stage, move: Callable[..., None]
) -> None:
    citizen = stage.citizen()
    number = stage.file().number
    services.request_supplement(number, by=stage.staff("clerk"), gaps=[Gap(1, "缺少比例尺")])
    assert stage.row(number).clock == ""
    move(date(2026, 12, 15))
    assert services.watch() == 0
    services.add_file(number, line=1, stream=BytesIO(PDF + b"%4"), name="图.pdf", by=citizen)
    services.supplement(number, by=citizen)
    assert stage.row(number).due_on == date(2026, 12, 22)


def test_not_accepting_needs_a_reason(stage: Stage) -> None:
    number = stage.file().number
    with pytest.raises(Refused) as refused:
        services.not_accept(number, by=stage.staff("clerk"), ground="not_needed", reason=" ")
    assert refused.value.code == "cases.reason_missing"


def test_a_material_found_unfit_keeps_a_case_from_being_accepted(stage: Stage) -> None:
    number, clerk = stage.file().number, stage.staff("clerk")
    services.check_material(number, line=1, result="bad", note="看不清", by=clerk)
    with pytest.raises(Refused) as refused:
        services.accept(number, by=clerk)
    assert refused.value.code == "cases.materials_unfit"
    services.check_material(number, line=1, result="ok", by=clerk)
    services.accept(number, by=clerk)


def test_a_reviewer_may_not_accept_and_a_stranger_finds_nothing(stage: Stage) -> None:
    number = stage.file().number
    with pytest.raises(AccessDenied) as refused:
        services.accept(number, by=stage.staff("reviewer"))
    assert refused.value.visible
    with pytest.raises(AccessDenied) as unseen:
        services.accept(number, by=stage.staff("clerk", "郑丽", organ=stage.world.elsewhere))
    assert not unseen.value.visible


def test_the_second_clerk_is_told_who_was_first(stage: Stage) -> None:
    number = stage.file().number
    seen = stage.row(number).version
    services.accept(number, by=stage.staff("clerk"), expected=seen)
    with pytest.raises(Refused) as refused:
        other = stage.staff("clerk", "宋佳")
        services.not_accept(number, by=other, ground="not_needed", reason="不需要许可", expected=seen)
    assert refused.value.code == "cases.moved_on" and "周敏于 11月20日 09:00 办理了“受理”" in refused.value.sentence


def test_an_applicant_may_take_the_application_back_until_it_is_accepted(stage: Stage) -> None:
    citizen = stage.citizen()
    number = stage.file().number
    services.withdraw(number, by=citizen, reason="不办了")
    assert selectors.own_case(citizen, number).line.public_state == "已撤回"
    other = stage.accepted(by=stage.citizen("李秀英", 2))
    with pytest.raises(Refused):
        services.withdraw(other, by=stage.citizen("李秀英", 2))
