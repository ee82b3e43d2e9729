"""A guide changes: running cases keep their version, drafts are told what changed and keep what was filled in (CAT-24)."""

from __future__ import annotations

from typing import Any

import pytest

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.models import Case, MaterialFile
from bancheng.casework.cases.rules.changes import same_lines
from bancheng.casework.cases.tests.stage import PLAN, STAGES, Stage, material
from bancheng.casework.cases.types import Gap
from bancheng.ground.access import system
from bancheng.ground.law import Refused, today
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog import services as guides
from bancheng.registers.catalog.models import ImplementationItem
from bancheng.registers.catalog.tests.sample import PLATFORM, body, republish

HEALTH = material("M0002", "营业执照")
EDITOR = system("冯晓燕")


def change(item: int, *, by: Any = PLATFORM, **changes: Any) -> None:
    """Another version of the item's guide, in force at once."""
    guide = body(**{"stages": STAGES, "materials": [PLAN], "questions": body()["questions"][:1]} | changes)
    row = ImplementationItem.objects.get(pk=item)
    guides.save_draft(item=row, body=guide, revision=0, by=by)
    guides.publish(item=row, by=by)


@pytest.mark.demand("CAT-24")
def test_yesterdays_case_keeps_its_list_and_the_history_says_who_changed_what(stage: Stage) -> None:
    old = stage.file().number
    change(stage.item(), by=EDITOR, materials=[PLAN, HEALTH])
    assert [one.name for one in stage.seen(old).materials] == ["经营场所布局图"]
    assert stage.seen(old).guide_version == 1 and len(stage.seen(old).document.materials) == 1
    new = services.start(item_id=stage.item(), by=stage.citizen("李秀英", 2))
    assert len(selectors.draft(stage.citizen("李秀英", 2), new).document.materials) == 2
    page = catalog.guide(stage.item())
    assert page is not None and page.document.identity.organ == "西峡县市场监督管理局"
    assert [(line.number, line.published_by) for line in page.versions] == [(2, "冯晓燕"), (1, "测试")]
    then = [catalog.guide(stage.item(), version=number) for number in (1, 2)]
    assert [[one.name for one in old_page.document.materials] for old_page in then if old_page] == [
        ["经营场所布局图"],
        ["经营场所布局图", "营业执照"],
    ]


def test_a_case_to_be_supplemented_is_not_moved_to_another_guide(stage: Stage) -> None:
    number = stage.file().number
    services.request_supplement(number, by=stage.staff("clerk"), gaps=[Gap(1, "缺少比例尺")])
    change(stage.item(), materials=[HEALTH])
    with pytest.raises(Refused) as refused:
        services.refresh_guide(number, by=stage.citizen())
    assert refused.value.code == "cases.submitted"
    assert stage.seen(number).guide_version == 1
    assert selectors.draft(stage.citizen(), number).change is None


def test_a_draft_is_told_what_changed_and_submits_only_after_that(stage: Stage) -> None:
    citizen = stage.citizen()
    key = stage.draft()
    change(stage.item(), materials=[PLAN, HEALTH], promised={"unit": "workday", "n": 10})
    told = selectors.draft(citizen, key).change
    assert told is not None and (told.old_version, told.new_version) == (1, 2)
    assert told.lines == ("增加了材料：营业执照。", "承诺办结时限由“15 个工作日”改为“10 个工作日”。")
    with pytest.raises(Refused) as refused:
        services.submit(key, by=citizen, declared=True)
    assert refused.value.code == "cases.guide_changed"
    assert services.refresh_guide(key, by=citizen) == told
    assert services.refresh_guide(key, by=citizen) is None
    assert [problem.sentence for problem in selectors.draft(citizen, key).problems] == ["请提交“营业执照”"]


def test_values_and_files_stay_by_code_also_when_lines_change_places(stage: Stage) -> None:
    citizen = stage.citizen()
    item = stage.item("两份材料", materials=[HEALTH, PLAN])
    key = stage.draft(item)
    before = {one.code: [file.digest for file in one.files] for one in selectors.draft(citizen, key).materials}
    change(item, materials=[PLAN, material("M0001", "申请书"), HEALTH], fields=[{"element": "person_name"}])
    change_told = services.refresh_guide(key, by=citizen)
    view = selectors.draft(citizen, key)
    after = {one.code: [file.digest for file in one.files] for one in view.materials}
    assert after == {**before, "M0001": []} and all(before.values())
    assert [one.code for one in view.materials] == ["M0005", "M0001", "M0002"]
    assert [one.value for one in view.sections[0].fields] == [citizen.name]
    assert change_told is not None and "表单减少了 1 项，已填的不再需要。" in change_told.lines
    assert {problem.key for problem in view.problems} == {"2"}


def test_a_material_that_is_dropped_takes_its_files_along_and_no_other(stage: Stage) -> None:
    item = stage.item("两份材料", materials=[HEALTH, PLAN])
    key = stage.draft(item)
    change(item, materials=[PLAN])
    services.refresh_guide(key, by=stage.citizen())
    assert list(MaterialFile.objects.values_list("material__code", "material__line")) == [("M0005", 1)]
    assert services.submit(key, by=stage.citizen(), declared=True).number


def test_what_is_asked_for_otherwise_is_told_and_not_called_a_matter_of_words(stage: Stage) -> None:
    item = stage.item("可选材料", materials=[PLAN, {**HEALTH, "necessity": "optional"}])
    key = stage.draft(item)
    change(
        item, materials=[PLAN, HEALTH], fields=[{"element": "person_name"}, {"element": "has_staff", "required": False}]
    )
    told = selectors.draft(stage.citizen(), key).change
    assert told is not None
    assert told.lines == ("要求有变化的材料：营业执照，请核对。", "表单有 1 项的填写要求有变化，请核对。")
    change(item, materials=[PLAN, {**HEALTH, "necessity": "optional"}], summary="换一种说法。")
    told = selectors.draft(stage.citizen(), key).change
    assert told is not None and told.lines == ("文字有调整，需要您做的事没有变化。",)


def test_a_paper_no_longer_spared_must_be_handed_in_and_one_spared_now_need_not(stage: Stage) -> None:
    citizen = stage.citizen()
    spared = {**HEALTH, "exempt": "sharing", "exempt_note": "由法人基础信息库核对。"}
    item = stage.item("免交材料", materials=[spared, PLAN])
    key = stage.draft(item)
    Case.objects.get(key=key).materials.create(line=1, code="M0002", name="营业执照", given="shared", reason="已核对")
    change(item, materials=[HEALTH, {**PLAN, "exempt": "sharing", "exempt_note": "本机关自己有。"}])
    services.refresh_guide(key, by=citizen)
    view = selectors.draft(citizen, key)
    assert [(one.code, one.missing) for one in view.materials] == [("M0002", True), ("M0005", False)]
    assert [problem.key for problem in view.problems] == ["1"]


def test_a_code_that_stands_twice_goes_to_the_line_of_its_own_name(stage: Stage) -> None:
    mother, father = (material("M0002", f"居民身份证（{who}）", specification=who) for who in ("母亲", "父亲"))
    item = stage.item("两张身份证", materials=[mother, father])
    old = catalog.pin(item)
    change(item, materials=[father, PLAN, mother])
    new = catalog.pin(item)
    assert old is not None and new is not None
    assert same_lines(old.document, new.document) == {1: 3, 2: 1}


@pytest.mark.parametrize("how", ["suspended", "cancelled", "withdrawn"])
def test_an_item_that_is_gone_takes_no_application_and_stops_no_running_case(stage: Stage, how: str) -> None:
    key, running = stage.draft(), stage.accepted(by=stage.citizen("李秀英", 2))
    row = ImplementationItem.objects.get(pk=stage.item())
    ways = {
        "suspended": lambda: guides.suspend_item(item=row, reason="场所整修", by=PLATFORM),
        "cancelled": lambda: guides.cancel_item(item=row, on=today(), reason="依据废止", by=PLATFORM),
        "withdrawn": lambda: guides.withdraw(version=row.current, reason="写错了", by=PLATFORM),
    }
    ways[how]()
    view = selectors.draft(stage.citizen(), key)
    assert view.gone and not view.ready
    for refused_one in (
        lambda: services.submit(key, by=stage.citizen(), declared=True),
        lambda: services.start(item_id=stage.item(), by=stage.citizen()),
        lambda: services.refresh_guide(key, by=stage.citizen()),
    ):
        with pytest.raises(Refused) as refused:
            refused_one()
        assert refused.value.code == "cases.item_gone"
    stage.agree(running, "review")
    services.discard(key, by=stage.citizen())
    assert not Case.objects.filter(key=key).exists()


def test_a_republished_guide_with_the_same_words_keeps_the_draft_ready(stage: Stage) -> None:
    key = stage.draft()
    republish(
        ImplementationItem.objects.get(pk=stage.item()),
        body(stages=STAGES, materials=[PLAN], questions=body()["questions"][:1]),
    )
    services.refresh_guide(key, by=stage.citizen())
    assert selectors.draft(stage.citizen(), key).ready
