"""The operating procedure in a case: points judged by rule, the same for every reviewer, and what follows when he judges otherwise."""

from __future__ import annotations

from typing import Any

import pytest

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.models import Deviation
from bancheng.casework.cases.standing import subject_of
from bancheng.casework.cases.tests.judging import judged
from bancheng.casework.cases.tests.stage import ONE, STAGES, TWO, Stage
from bancheng.casework.cases.types import Criterion
from bancheng.ground.access import AccessDenied
from bancheng.ground.journal import selectors as journal
from bancheng.ground.law import Refused
from bancheng.registers.catalog.tests.sample import BASIS

pytestmark = pytest.mark.django_db
AREA = "经营场所面积"
POINTS = [
    {
        "stage": "review",
        "text": AREA,
        "kind": "value",
        "least": "20",
        "unit": "平方米",
        "element": "business_area",
        "basis": [BASIS],
    },
    {"stage": "review", "text": "雇有食品安全管理人员", "holds": "has_staff == true", "basis": [BASIS]},
    {"stage": "review", "text": "餐馆设有专间", "when": 'shop_kind == "diner"', "basis": [BASIS]},
    {"stage": "inspect", "text": "布局与图纸一致", "material": "M0005", "basis": [BASIS]},
]
FIELDS = [{"element": "person_name"}, {"element": "has_staff"}, {"element": "business_area"}]


def item(stage: Stage) -> int:
    return stage.item("有规程的许可", points=POINTS, fields=FIELDS)


def filed(stage: Stage, place: int = 1, *, area: str = "45", staff: str = "yes") -> str:
    """An application that was accepted; its number."""
    who = stage.citizen(f"王小满{'甲乙丙丁'[place % 4]}", place)
    key = services.start(item_id=item(stage), by=who, answers={"shop_kind": "shop"})
    values = {"person_name": who.name, "has_staff": staff, "business_area": area}
    assert services.save_fields(key, by=who, values=values) == ()
    for line in selectors.draft(who, key).materials:
        if line.missing:
            services.receive_paper(key, line=line.line, by=stage.staff("clerk"))
    number = services.submit(key, by=who, declared=True).number
    services.accept(number, by=stage.staff("clerk"))
    return number


def sheet(stage: Stage, number: str, who: str = "赵建平", key: str = "review") -> Any:
    by = stage.staff("reviewer", who)
    return selectors.review_sheet(by, number, task_of(stage, number, key))


def task_of(stage: Stage, number: str, key: str = "review") -> int:
    return next(one.id for one in stage.seen(number).tasks if one.stage == key and one.state == "open")


def give(
    stage: Stage, number: str, who: str = "赵建平", *, outcome: str = "agree", said: str = "已核对", **more: Any
) -> bool:
    told = {"task": task_of(stage, number), "outcome": outcome, "opinion": said} | more
    return services.review(number, by=stage.staff("reviewer", who), **told)


def all_met(area: str = "45", staff: bool = True) -> list[Criterion]:
    return [
        Criterion(ONE, True),
        Criterion(TWO, True),
        Criterion(AREA, True, value=area),
        Criterion("雇有食品安全管理人员", staff),
    ]


@pytest.mark.demand("CAT-29")
def test_the_points_of_the_situation_stand_before_the_reviewer_with_criterion_outcome_and_basis(stage: Stage) -> None:
    found = sheet(stage, filed(stage))
    assert [one.text for one in found.points] == [ONE, TWO, AREA, "雇有食品安全管理人员"], "no point of a diner"
    area = found.points[2]
    assert (area.kind, area.bounds, area.basis) == (
        "value",
        "不少于 20 平方米",
        ("《中华人民共和国食品安全法》第三十五条",),
    )
    assert (area.value, area.met) == ("45", True) and "是 45 平方米" in area.why
    assert found.points[0].met is None and found.outcome == "" and "还有 2 条要由您判断" in found.sentence


@pytest.mark.demand("CAT-29")
def test_no_opinion_is_taken_before_every_point_is_judged(stage: Stage) -> None:
    number = filed(stage)
    for outcome in ("agree", "disagree"):
        with pytest.raises(Refused, match="还没有判断") as refused:
            give(stage, number, outcome=outcome, criteria=all_met()[:3])
        assert refused.value.code == "cases.criteria"
    with pytest.raises(Refused, match="填写数值"):
        give(stage, number, criteria=all_met(area="很大"))
    assert give(stage, number, criteria=all_met())
    kept = next(one for one in stage.seen(number).tasks if one.stage == "review").criteria[2]
    assert (kept["value"], kept["unit"], kept["bounds"], kept["met"]) == ("45", "平方米", "不少于 20 平方米", True)


@pytest.mark.demand("FLW-29")
def test_two_reviewers_with_identical_files_are_proposed_the_same(stage: Stage) -> None:
    small, alike = filed(stage, 1, area="12"), filed(stage, 2, area="12")
    one, other = sheet(stage, small, "赵建平"), sheet(stage, alike, "何永生")
    assert (one.points, one.outcome, one.sentence) == (other.points, other.outcome, other.sentence)
    assert one.outcome == "disagree" and "1 条不符合" in one.sentence


@pytest.mark.demand("FLW-29")
def test_a_value_decides_by_its_bounds_whatever_is_ticked(stage: Stage) -> None:
    number = filed(stage, area="12")
    with pytest.raises(Refused, match="要求不少于 20 平方米") as refused:
        give(stage, number, criteria=all_met(area="12"))
    assert refused.value.code == "cases.criteria"
    assert give(stage, number, outcome="disagree", said="面积不够", criteria=all_met(area="12.0"))
    assert not Deviation.objects.exists(), "the rules said the same"


@pytest.mark.demand("FLW-29")
def test_who_judges_otherwise_than_the_rules_says_why_and_supervision_reads_it(stage: Stage) -> None:
    number = filed(stage, area="12")
    with pytest.raises(Refused, match="判断与系统不同") as refused:
        give(stage, number, criteria=all_met(area="26"))
    assert refused.value.code == "cases.deviation" and not Deviation.objects.exists()
    assert give(stage, number, criteria=all_met(area="26"), deviation="现场测量为 26 平方米，申请时漏填了库房")
    supervisor = stage.staff("supervisor")
    (row,) = selectors.deviations(supervisor).rows
    assert (row.number, row.proposed_label, row.outcome_label) == (number, "不同意", "同意")
    (point,) = row.points
    assert (point.text, point.proposed, point.given) == (AREA, "不符合", "符合") and "是 12 平方米" in point.why
    assert "漏填了库房" in row.reason and row.by_name == "赵建平"
    entry = journal.entries_of(subject_of(stage.row(number))).filter(verb="review").last()
    assert entry is not None and entry.facts["deviation"] == row.reason


@pytest.mark.demand("FLW-29")
def test_all_points_met_and_yet_against_it_is_a_deviation_too(stage: Stage) -> None:
    number = filed(stage)
    with pytest.raises(Refused, match="建议“同意”"):
        give(stage, number, outcome="disagree", said="不宜", criteria=all_met())
    assert give(stage, number, outcome="disagree", said="不宜", criteria=all_met(), deviation="正在被立案调查")
    (row,) = selectors.deviations(stage.staff("supervisor")).rows
    assert (row.proposed_label, row.outcome_label, row.points) == ("同意", "不同意", ())


def test_deviations_are_seen_in_ones_own_scope_only(stage: Stage) -> None:
    give(stage, filed(stage), outcome="disagree", said="不宜", criteria=all_met(), deviation="正在被立案调查")
    elsewhere = stage.world.elsewhere
    assert selectors.deviations(stage.staff("supervisor", "外地监察", organ=elsewhere)).rows == ()
    with pytest.raises(AccessDenied):
        selectors.deviations(stage.staff("clerk"))
    with pytest.raises(AccessDenied):
        sheet_of_another(stage)


def sheet_of_another(stage: Stage) -> None:
    number = filed(stage, 2)
    stranger = stage.staff("reviewer", "外地审查", organ=stage.world.elsewhere)
    selectors.review_sheet(stranger, number, task_of(stage, number))


def test_a_material_that_a_desk_checked_is_proposed_with_who_checked_it(stage: Stage) -> None:
    number = filed(stage)
    give(stage, number, criteria=all_met())
    assert sheet(stage, number, key="inspect").points[0].met is None
    services.check_material(number, line=1, result="bad", note="没有盖章", by=stage.staff("reviewer", "赵建平"))
    (point,) = sheet(stage, number, key="inspect").points
    assert point.met is False and "没有盖章" in point.why and point.lines == (1,)


def test_old_guides_have_their_criteria_as_points_without_bounds_or_basis(stage: Stage) -> None:
    number = stage.accepted()
    found = sheet(stage, number)
    assert [(one.text, one.kind, one.basis, one.met) for one in found.points] == [
        (ONE, "yes_no", (), None),
        (TWO, "yes_no", (), None),
    ]
    assert give(stage, number, criteria=judged(stage.seen(number), "review"))


def test_a_point_of_a_stage_that_lists_nothing_proposes_nothing(stage: Stage) -> None:
    stages = [{key: value for key, value in one.items() if key != "criteria"} for one in STAGES]
    number = stage.accepted(stage.item("没有要点的许可", stages=stages))
    found = sheet(stage, number)
    assert found.points == () and found.outcome == ""
    assert give(stage, number, outcome="disagree", said="不符合条件")
    assert not Deviation.objects.exists()
