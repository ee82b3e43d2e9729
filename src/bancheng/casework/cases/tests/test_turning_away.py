"""不予受理: only on a ground that the law names, with the office to go to instead, told in a dated paper (第三十二条)."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

from bancheng.casework.cases import services, standing
from bancheng.casework.cases.rules.not_accepting import GROUNDS
from bancheng.casework.cases.tests.printed import printed
from bancheng.casework.cases.tests.stage import PDF, Stage
from bancheng.casework.cases.types import Gap
from bancheng.ground.journal import selectors as journal
from bancheng.ground.law import Refused

WHY = "经营场所位于内乡县境内。"


@pytest.mark.parametrize("ground", ["", "99", "不归我们管"])
def test_a_reason_alone_is_no_ground(ground: str, stage: Stage) -> None:
    number = stage.file().number
    with pytest.raises(Refused) as refused:
        services.not_accept(number, by=stage.staff("clerk"), ground=ground, reason=WHY)
    assert refused.value.code == "cases.not_accept_ground" and stage.row(number).state == "submitted"


def test_who_is_not_competent_names_who_is(stage: Stage) -> None:
    number = stage.file().number
    with pytest.raises(Refused) as refused:
        services.not_accept(number, by=stage.staff("clerk"), ground="not_competent", reason=WHY, right_office=" ")
    assert refused.value.code == "cases.office_missing" and stage.row(number).state == "submitted"


def test_no_other_office_is_named_where_no_licence_is_needed(stage: Stage) -> None:
    number = stage.file().number
    with pytest.raises(Refused) as refused:
        services.not_accept(
            number, by=stage.staff("clerk"), ground="not_needed", reason=WHY, right_office="内乡县市场监督管理局"
        )
    assert refused.value.code == "cases.office_idle"


def test_what_was_never_asked_for_is_not_held_against_him(stage: Stage) -> None:
    number, clerk, citizen = stage.file().number, stage.staff("clerk"), stage.citizen()
    with pytest.raises(Refused) as refused:
        services.not_accept(number, by=clerk, ground="uncorrected", reason="图纸不全。")
    assert refused.value.code == "cases.never_told"
    services.request_supplement(number, by=clerk, gaps=[Gap(1, "缺少比例尺")])
    services.add_file(number, line=1, stream=BytesIO(PDF + b"%2"), name="图.pdf", by=citizen)
    services.supplement(number, by=citizen)
    services.not_accept(number, by=clerk, ground="uncorrected", reason="补正后仍然没有比例尺。")
    assert stage.row(number).state == "not_accepted"


def test_the_paper_prints_ground_office_remedies_and_both_dates(stage: Stage, tmp_path: Path) -> None:
    number = stage.file().number
    paper = services.not_accept(
        number, by=stage.staff("clerk"), ground="not_competent", reason=WHY, right_office="内乡县市场监督管理局"
    )
    said = printed(paper, tmp_path)
    for words in (
        *("第三十二条第一款第二项", "申请事项依法不属于本行政机关职权范围。", WHY),
        *("请向“内乡县市场监督管理局”提出申请", "于2026年11月20日收到", "权利告知", "行政诉讼"),
    ):
        assert words in said
    entry = journal.entries_of(standing.subject_of(stage.row(number))).filter(verb="not_accept").get()
    assert entry.article == "《行政许可法》第三十二条第一款第二项"
    assert entry.facts["not_accept_ground"] == "not_competent"


def test_false_material_is_turned_away_under_its_own_article(stage: Stage, tmp_path: Path) -> None:
    number = stage.file().number
    paper = services.not_accept(number, by=stage.staff("clerk"), ground="untrue", reason="健康证明系伪造。")
    said = printed(paper, tmp_path)
    assert "第七十八条" in said and "隐瞒有关情况或者提供虚假材料" in said and "受理机关" not in said


def test_every_ground_stands_in_its_article() -> None:
    assert all(one.article.says(one.words) for one in GROUNDS.values() if one.code in {"not_needed", "not_competent"})
    assert GROUNDS["untrue"].article.says(GROUNDS["untrue"].words)
