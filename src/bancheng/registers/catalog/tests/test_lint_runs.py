"""A run examines a whole catalogue as a job, within the scope of who started it, and its clean-up is one action."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bancheng.ground.access import AccessDenied
from bancheng.ground.jobs import drain
from bancheng.ground.jobs import services as jobs
from bancheng.ground.jobs.models import Job
from bancheng.ground.journal.models import Entry
from bancheng.ground.law import Refused
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.models import GuideVersion, LintRow, LintRun
from bancheng.registers.catalog.selectors import linting as linting_selectors
from bancheng.registers.catalog.services import linting
from bancheng.registers.catalog.tests.sample import (
    CITY,
    COUNTY,
    OTHER_COUNTY,
    PLATFORM,
    World,
    body,
    make_item,
    published,
    staff,
)

MANAGER = staff("catalog.*")


def drafted(organ: Any, name: str, guide: dict[str, Any]) -> GuideVersion:
    return services.save_draft(item=make_item(organ, name), body=guide, revision=0, by=PLATFORM, keep_incomplete=True)


def run_over(region: str = COUNTY, **more: Any) -> LintRun:
    run = services.start_lint(region=region, by=PLATFORM, **more)
    drain()
    run.refresh_from_db()
    return run


def vague() -> dict[str, Any]:
    guide = body()
    guide["materials"][0]["name"] = "其他材料"
    return guide


def unfounded() -> dict[str, Any]:
    """A letter on no law, a form whose seal has no article, and one that is in order."""
    guide = body()
    letter = guide["materials"][1] | {"name": "单位介绍信", "basis": [{"law": "惯例"}]}
    sealed = guide["materials"][0] | {"basis": [{"law": "《食品经营许可和备案管理办法》"}], "signature": "both"}
    return guide | {"materials": [sealed, letter, guide["materials"][1]]}


def test_a_run_counts_what_it_found_and_keeps_every_finding_with_its_place(world: World):
    published(world.market)
    wrong = drafted(world.town, "摆摊备案", vague())
    drafted(world.elsewhere, "别处的事项", vague())
    run = run_over()
    assert (run.state, run.total, run.done, run.sound) == ("done", 2, 2, 1)
    assert run.counts == {"lint.vague": 1}
    row = LintRow.objects.get(run=run)
    assert (row.item_id, row.version, row.path, row.phrase) == (wrong.item_id, None, "materials.0.name", "其他材料")
    assert row.severity == "block" and row.article and row.mend
    page = selectors.lint_findings(MANAGER, run.pk)
    assert page.rules == (("lint.vague", "模糊条款、兜底条款", 1),) and page.rows[0].fault.phrase == "其他材料"
    assert Entry.objects.filter(stream__kind="catalog.lint", verb="lint_done").count() == 1


def test_drafts_and_guides_in_force_are_told_apart_and_one_organ_may_be_examined_alone(world: World):
    item = published(world.market).item
    services.save_draft(item=item, body=vague(), revision=0, by=PLATFORM, keep_incomplete=True)
    drafted(world.water, "供水报装", vague())
    assert run_over(what="current").counts == {}
    assert run_over(what="draft").counts == {"lint.vague": 2}
    alone = run_over(organisation=world.water.pk)
    assert (alone.total, alone.counts) == (1, {"lint.vague": 1})


def test_an_unfinished_draft_is_examined_as_far_as_it_goes(world: World):
    drafted(world.market, "刚开始", {"summary": "刚开始写", "materials": [{"name": "其他材料"}]})
    run = run_over()
    assert run.counts["lint.vague"] == 1 and run.counts["guide.missing"] > 3
    assert LintRow.objects.get(run=run, path="materials.0.basis").phrase == "其他材料"


def test_findings_are_narrowed_and_paged(world: World):
    for number in range(3):
        drafted(world.market, f"事项{number}", vague() | {"basis": [{"law": "食品安全法"}]})
    run = run_over()
    find = lambda **given: selectors.lint_findings(MANAGER, run.pk, **given)  # noqa: E731
    assert len(find().rows) == 6
    assert {row.fault.code for row in find(severity="warn").rows} == {"lint.basis_form"}
    assert len(find(code="lint.vague").rows) == 3 and len(find(q="事项1").rows) == 2
    assert find(organisation=world.water.pk).rows == ()
    first = find(size=4)
    assert len(first.rows) == 4 and len(find(after=first.next_cursor, size=4).rows) == 2
    assert len(list(selectors.every_lint_finding(MANAGER, run.pk, code="lint.vague"))) == 3
    assert len(find(after="x", severity="no", code="no' OR 1").rows) == 0


def test_a_stranger_neither_sees_nor_starts_a_run(world: World):
    run = run_over()
    stranger = staff("catalog.*", region=OTHER_COUNTY)
    with pytest.raises(AccessDenied) as refusal:
        selectors.lint_run(stranger, run.pk)
    assert not refusal.value.visible
    assert selectors.lint_runs(stranger) == ()
    with pytest.raises(AccessDenied):
        services.start_lint(region=COUNTY, by=stranger)
    with pytest.raises(AccessDenied):
        services.start_lint(region=COUNTY, by=staff("catalog.view"))
    with pytest.raises(AccessDenied):
        services.start_lint(region=COUNTY, by=staff("catalog.edit", organisation=world.market.pk))
    own = staff("catalog.view", "catalog.edit", organisation=world.market.pk)
    assert services.start_lint(region=COUNTY, organisation=world.market.pk, by=own).pk
    with pytest.raises(AccessDenied):
        selectors.lint_run(MANAGER, 2**70)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"region": "999999000000"}, "请选择要检查的地区"),
        ({"region": "不是地区"}, "请选择要检查的地区"),
        ({"region": COUNTY, "what": "all"}, "请选择检查现行指南"),
        ({"region": COUNTY, "organisation": 999999}, "请选择这个地区的机构"),
    ],
)
def test_a_run_over_nothing_is_refused(world: World, given: dict[str, Any], sentence: str):
    with pytest.raises(Refused, match=sentence):
        services.start_lint(by=PLATFORM, **given)


def test_the_same_scope_is_examined_once_at_a_time(world: World):
    services.start_lint(region=COUNTY, by=PLATFORM)
    with pytest.raises(Refused, match="正在检查"):
        services.start_lint(region=COUNTY, by=PLATFORM)
    services.start_lint(region=CITY, by=PLATFORM)


def test_a_run_whose_worker_died_is_begun_anew_and_finds_nothing_twice(world: World):
    drafted(world.market, "摆摊备案", vague())
    run = services.start_lint(region=COUNTY, by=PLATFORM)
    linting._begin(run)
    batch = list(GuideVersion.objects.select_related("item__basic"))
    linting._write(run, batch, linting.examiner((COUNTY,)), linting.dictionary())
    assert LintRow.objects.filter(run=run).count() == 1
    drain()
    run.refresh_from_db()
    assert (run.state, run.done, run.counts) == ("done", 1, {"lint.vague": 1})
    assert LintRow.objects.filter(run=run).count() == 1


def test_a_cancelled_run_is_shown_as_stopped_and_may_be_started_again(world: World):
    run = services.start_lint(region=COUNTY, by=PLATFORM)
    jobs.cancel(Job.objects.get(subject_kind="catalog.lint").pk, PLATFORM)
    drain()
    run.refresh_from_db()
    assert run.state == "failed" and "取消" in run.error
    assert services.start_lint(region=COUNTY, by=PLATFORM).pk != run.pk


def test_a_catalogue_of_many_batches_is_walked_whole(world: World, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(linting, "BATCH", 2)
    for number in range(5):
        drafted(world.market, f"事项{number}", vague())
    run = run_over()
    assert (run.done, run.counts["lint.vague"]) == (5, 5)


@pytest.mark.demand("CAT-33")
def test_the_report_lists_what_has_no_basis_and_one_action_retires_it(world: World):
    first = drafted(world.market, "食品摊贩登记", unfounded())
    second = drafted(world.market, "小作坊登记", unfounded())
    run = run_over()
    report = selectors.lint_unfounded(MANAGER, run.pk).items
    assert [(row.item_id, row.materials, row.stamps) for row in report] == [
        (one.item_id, ("单位介绍信",), ("食品经营许可申请书",)) for one in (first, second)
    ]
    keys = [row.item_id for row in report]
    gone = services.retire_unfounded(materials=keys, stamps=keys, by=MANAGER)
    assert (gone.items, gone.materials, gone.stamps) == (2, 2, 2)
    for draft in (first, second):
        draft.refresh_from_db()
        assert [row["name"] for row in draft.body["materials"]] == ["食品经营许可申请书", "从业人员健康证明"]
        assert draft.body["materials"][0]["signature"] == "signature", "his own signature stays"
        entry = Entry.objects.get(stream__key=str(draft.item_id), verb="retire_unfounded")
        assert entry.facts["materials"] == ["单位介绍信"] and entry.facts["stamps"] == ["食品经营许可申请书"]
    assert selectors.lint_unfounded(MANAGER, run_over().pk).items == ()


def test_a_guide_in_force_gets_a_draft_and_changes_only_when_that_is_published(world: World):
    sealed = body()
    sealed["materials"][0] |= {"basis": [{"law": "《食品经营许可和备案管理办法》"}], "signature": "seal"}
    item = published(world.market, guide=sealed).item
    services.retire_unfounded(stamps=[item.pk], by=MANAGER)
    draft = GuideVersion.objects.get(item=item, state="draft")
    assert draft.number == 2 and draft.body["materials"][0]["signature"] == "none"
    page = selectors.guide(item.pk)
    assert page is not None and page.document.materials[0].signature == "seal"
    services.publish(item=item, by=PLATFORM)
    page = selectors.guide(item.pk)
    assert page is not None and page.document.materials[0].signature_note == "没有法定依据，取消盖章"


def test_nothing_is_retired_out_of_scope_or_twice(world: World):
    draft = drafted(world.market, "食品摊贩登记", unfounded())
    with pytest.raises(AccessDenied):
        services.retire_unfounded(materials=[draft.item_id], by=staff("catalog.edit", region=OTHER_COUNTY))
    services.retire_unfounded(materials=[draft.item_id], by=MANAGER)
    with pytest.raises(Refused, match="没有要清理的"):
        services.retire_unfounded(materials=[draft.item_id, 999999], by=MANAGER)


def test_a_report_too_long_to_be_shown_says_what_it_leaves_out(world: World, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(linting_selectors, "MOST_UNFOUNDED", 3)
    for name in ("食品摊贩登记", "小作坊登记"):
        drafted(world.market, name, unfounded())
    found = selectors.lint_unfounded(MANAGER, run_over().pk)
    assert (found.shown, found.findings, found.left) == (3, 4, 1)


def test_the_report_of_what_one_may_edit_leaves_the_others_out(world: World):
    own = drafted(world.market, "食品摊贩登记", unfounded())
    drafted(world.water, "供水报装", unfounded())
    run, editor = run_over(), staff("catalog.edit", organisation=world.market.pk, name="局里")
    grants = (*staff("catalog.view").grants, *editor.grants)
    found = selectors.lint_unfounded(replace(editor, grants=grants), run.pk, action="catalog.edit")
    assert [row.item_id for row in found.items] == [own.item_id]
