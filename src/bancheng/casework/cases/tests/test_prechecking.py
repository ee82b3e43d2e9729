"""The check before handing in: what would come back is told with its reason, holds nothing up, and is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.models import Precheck
from bancheng.casework.cases.rules import prechecking as rules
from bancheng.casework.cases.standing import subject_of
from bancheng.casework.cases.tests.stage import PLAN, Stage, material
from bancheng.ground.access import AccessDenied
from bancheng.ground.journal import selectors as journal
from bancheng.registers.catalog.schema import Material

TODAY = date(2026, 11, 20)
CARD = Material.model_validate(material("M0144", "居民身份证", criteria="正反面都要，边框完整"))
PLANS = Material.model_validate(material("M0005", "布局图", notes="共 3 页"))


def sheet(paper: Material = CARD, line: int = 1, *files: tuple[str, int | None], missing: bool = False) -> rules.Sheet:
    return rules.Sheet(line, paper.name, paper, files, missing)


def told(*sheets: rules.Sheet, faces: Any = (), form: Any = None, names: Any = None) -> list[str]:
    labels = {"person_name": "姓名", "org_name": "单位名称"}
    found = rules.hints(sheets, faces, form or {}, labels, names or {}, TODAY)
    assert all(one.why for one in found), "every hint says why"
    return [f"{one.code}: {one.sentence}" for one in found]


@pytest.mark.parametrize(
    ("paper", "pages"), [(CARD, 2), (PLANS, 3), (CARD.model_copy(update={"criteria": "边框完整"}), 0)]
)
def test_the_words_of_the_guide_say_how_many_pages_there_are(paper: Material, pages: int) -> None:
    assert rules.expected_pages(paper) == pages


def test_a_back_that_was_forgotten_and_a_file_that_cannot_be_read_are_told() -> None:
    assert told(sheet(CARD, 1, ("a", 1))) == ["pages: “居民身份证”有 1 页，指南写的是 2 页"]
    assert told(sheet(CARD, 1, ("a", 1), ("b", 1))) == []
    assert told(sheet(CARD, 1, ("a", None))) == ["pages: “居民身份证”的页数读不出来，文件可能加密或者损坏"]


def test_one_file_for_two_materials_is_told_once() -> None:
    assert told(sheet(CARD, 1, ("a", 3)), sheet(PLANS, 2, ("a", 3))) == ["twice: “布局图”和“居民身份证”是同一个文件"]


def test_a_licence_that_has_ended_or_soon_will_and_a_name_that_differs_are_told() -> None:
    face = rules.Face(3, "营业执照", TODAY, {"org_name": "西峡小满面馆"})
    assert told(faces=[face], form={"org_name": "西峡 小满面馆"}) == ["expiring: “营业执照”2026-11-20 到期，还有 0 天"]
    assert told(faces=[replace(face, valid_to=date(2026, 11, 19))]) == ["expired: “营业执照”已于 2026-11-19 到期"]
    longer = replace(face, valid_to=None)
    assert told(faces=[longer], form={"org_name": "大满面馆"}) == ["name: “单位名称”与“营业执照”上的不一致"]


def test_a_form_that_names_another_than_the_applicant_is_told() -> None:
    names = {"person_name": "王小满"}
    assert told(form={"person_name": "王大满"}, names=names) == ["name: “姓名”与申请人“王小满”不一致"]
    assert told(form={"person_name": "王小满 "}, names=names) == [] == told(form={}, names=names)


@pytest.mark.django_db
def test_hints_hold_nothing_up_are_kept_with_the_case_and_the_window_reads_the_same_list(stage: Stage) -> None:
    citizen, later = stage.citizen(), {**PLAN, "necessity": "tolerable"}
    key = services.start(item_id=stage.item("可容缺的事", materials=[later]), by=citizen, answers={"shop_kind": "shop"})
    services.save_fields(key, by=citizen, values={"person_name": "王大满", "has_staff": "no"})
    hints, digest = selectors.hints_of_draft(citizen, key)
    assert [one.code for one in hints] == ["late", "name"]
    with pytest.raises(AccessDenied):
        selectors.hints_of_draft(stage.citizen("李不识", 9), key)
    number = services.submit(key, by=citizen, declared=True, shown=digest).number
    assert selectors.hints_of_case(stage.staff("clerk"), number) == (hints, True)
    with pytest.raises(AccessDenied):
        selectors.hints_of_case(citizen, number)
    entry = journal.entries_of(subject_of(stage.row(number))).filter(verb="submit").first()
    assert entry is not None and entry.facts["shown"] is True and len(entry.facts["precheck"]) == 2


@pytest.mark.django_db
def test_hints_that_were_not_shown_are_kept_as_such_and_a_clean_file_keeps_none(stage: Stage) -> None:
    stage.file()
    assert not Precheck.objects.exists()
    citizen = stage.citizen()
    key = stage.draft()
    services.save_fields(key, by=citizen, values={"person_name": "王大满"})
    number = services.submit(key, by=citizen, declared=True, shown="不是这些").number
    hints, shown = selectors.hints_of_case(stage.staff("clerk"), number)
    assert [one.code for one in hints] == ["name"] and not shown
