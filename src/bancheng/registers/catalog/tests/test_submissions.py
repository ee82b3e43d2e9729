"""送审: a draft goes to the reviewers, and comes back published, returned with a reason, or taken out of review."""

from __future__ import annotations

from typing import Any

import pytest

from bancheng.ground import law
from bancheng.ground.access import AccessDenied, Actor
from bancheng.ground.journal.models import Entry
from bancheng.ground.law import Refused
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.models import GuideVersion, ImplementationItem, Submission
from bancheng.registers.catalog.tests.sample import (
    BASIS,
    COUNTY,
    OTHER_COUNTY,
    PLATFORM,
    World,
    body,
    make_item,
    published,
    staff,
)
from bancheng.registers.catalog.tests.seated import seated, told
from bancheng.registers.catalog.types import GuideRefused, StaffFilters
from bancheng.registers.organisations import services as organisations


@pytest.fixture
def editor(world: World) -> Actor:
    return seated(world, "周敏", "catalog_editor")


@pytest.fixture
def reviewer(world: World) -> Actor:
    return seated(world, "赵工", "catalog_reviewer")


@pytest.fixture
def item(world: World, editor: Actor) -> ImplementationItem:
    """An item whose first draft the editor has written."""
    made = make_item(world.market)
    services.save_draft(item=made, body=body(), revision=0, by=editor)
    return made


def verbs(item: ImplementationItem) -> list[str]:
    return list(
        Entry.objects.filter(stream__kind="catalog.guide", stream__key=str(item.pk))
        .order_by("number")
        .values_list("verb", flat=True)
    )


def refusal(act: Any, **given: Any) -> str:
    with pytest.raises(Refused) as refused:
        act(**given)
    return refused.value.code


def four_eyes() -> None:
    organisations.set_rule(key="catalog.four_eyes", region=COUNTY, value=True, valid_from=law.today(), by=PLATFORM)


def test_a_submitted_draft_waits_for_who_may_publish_it_and_they_are_told(
    world: World, item: ImplementationItem, editor: Actor, reviewer: Actor
) -> None:
    elsewhere = seated(world, "外县", "catalog_reviewer", region=OTHER_COUNTY)
    other_organ = seated(world, "水司", "catalog_reviewer", organisation=world.water.pk)
    reached = services.submit_draft(item=item, revision=1, note="缩短\n时限", by=editor)
    assert reached == 1
    assert told(reviewer) == ["待审核：食品经营许可办事指南第 1 版"]
    assert told(elsewhere) == told(other_organ) == told(editor) == []
    assert verbs(item) == ["save_draft", "submit_draft"]
    seen = selectors.draft(editor, item.pk).submission
    assert seen is not None and seen.waiting and seen.mine and seen.note == "缩短 时限"
    theirs = selectors.draft(reviewer, item.pk).submission
    assert theirs is not None and theirs.waiting and not theirs.mine and theirs.submitted_by == "周敏"
    assert [selectors.submissions_waiting(one) for one in (reviewer, editor, elsewhere, other_organ)] == [1, 0, 0, 0]
    found = selectors.staff_items(reviewer, StaffFilters(submitted="1"))
    assert [one.id for one in found.items] == [item.pk]
    facets = {facet.key: facet.values for facet in selectors.overview(reviewer, StaffFilters()).facets}
    assert facets["submitted"] == (("1", "待审核", 1),)


def test_a_draft_that_its_author_can_put_right_is_not_submitted(
    world: World, item: ImplementationItem, editor: Actor
) -> None:
    faulty = body(fees={"charged": False})
    services.save_draft(item=item, body=faulty, revision=1, by=editor, keep_incomplete=True)
    with pytest.raises(GuideRefused) as refused:
        services.submit_draft(item=item, revision=2, by=editor)
    assert any(fault.path.startswith("fees") for fault in refused.value.faults)
    assert not Submission.objects.exists() and "submit_draft" not in verbs(item)


def test_what_a_reviewer_must_settle_does_not_keep_a_draft_from_being_submitted(world: World, editor: Actor) -> None:
    uncoded = make_item(world.market, "待赋码的事项", coded=False)
    services.save_draft(item=uncoded, body=body(), revision=0, by=editor)
    services.submit_draft(item=uncoded, revision=1, by=editor)
    assert Submission.objects.get().state == "waiting"


def test_only_the_draft_that_was_looked_at_is_submitted_and_only_once(
    world: World, item: ImplementationItem, editor: Actor
) -> None:
    services.save_draft(item=item, body=body(summary="别人写的。"), revision=1, by=PLATFORM)
    assert refusal(services.submit_draft, item=item, revision=1, by=editor) == "guide.outdated"
    services.submit_draft(item=item, revision=2, by=editor)
    assert refusal(services.submit_draft, item=item, revision=2, by=editor) == "guide.submitted"
    assert (
        refusal(services.submit_draft, item=make_item(world.water, "报装"), revision=0, by=editor) == "guide.no_draft"
    )
    assert refusal(services.submit_draft, item=item, revision=2, note="长" * 501, by=editor) == "guide.note"


def test_who_may_not_write_does_not_submit_and_who_may_not_publish_does_not_return(
    world: World, item: ImplementationItem, editor: Actor, reviewer: Actor
) -> None:
    with pytest.raises(AccessDenied):
        services.submit_draft(item=item, revision=1, by=reviewer)
    services.submit_draft(item=item, revision=1, by=editor)
    with pytest.raises(AccessDenied):
        services.return_draft(item=item, revision=1, reason="改", by=editor)
    with pytest.raises(AccessDenied):
        services.recall_draft(item=item, by=reviewer)
    assert Submission.objects.get().state == "waiting"


def test_a_cancelled_item_waits_for_nobody(item: ImplementationItem, editor: Actor, reviewer: Actor) -> None:
    services.submit_draft(item=item, revision=1, by=editor)
    services.cancel_item(item=item, on=law.today(), reason="国发〔2026〕1号", by=PLATFORM)
    assert selectors.submissions_waiting(reviewer) == 0
    item.refresh_from_db()
    assert told(editor) == ["不用审核了：食品经营许可办事指南第 1 版"]
    assert refusal(services.submit_draft, item=item, revision=1, by=editor) == "item.cancelled"


def test_a_returned_draft_tells_its_author_why_until_he_submits_it_again(
    item: ImplementationItem, editor: Actor, reviewer: Actor
) -> None:
    services.submit_draft(item=item, revision=1, by=editor)
    assert refusal(services.return_draft, item=item, revision=1, reason=" \n ", by=reviewer) == "guide.reason"
    assert refusal(services.return_draft, item=item, revision=7, reason="改", by=reviewer) == "guide.outdated"
    services.return_draft(item=item, revision=1, reason="承诺时限\n没有依据", by=reviewer)
    assert told(editor) == ["退回修改：食品经营许可办事指南第 1 版"]
    seen = selectors.draft(editor, item.pk).submission
    assert seen is not None and seen.returned
    assert (seen.answer, seen.answered_by) == ("承诺时限 没有依据", "赵工")
    assert refusal(services.return_draft, item=item, revision=1, reason="再退", by=reviewer) == "guide.not_submitted"
    services.save_draft(item=item, body=body(summary="改好了。"), revision=1, by=editor)
    still = selectors.draft(editor, item.pk).submission
    assert still is not None and still.returned, "the reason stays while he works on it"
    services.submit_draft(item=item, revision=2, by=editor)
    again = selectors.draft(editor, item.pk).submission
    assert again is not None and again.waiting
    assert verbs(item) == ["save_draft", "submit_draft", "return_draft", "save_draft", "submit_draft"]


def test_nobody_returns_what_he_has_submitted_himself(world: World, item: ImplementationItem) -> None:
    both = seated(world, "全能", "service_officer")
    services.submit_draft(item=item, revision=1, by=both)
    assert refusal(services.return_draft, item=item, revision=1, reason="改", by=both) == "guide.own"
    services.recall_draft(item=item, by=both)
    assert Submission.objects.get().state == "recalled"


@pytest.mark.parametrize("change", ["save", "drop", "recall"])
def test_a_draft_under_review_is_not_changed_silently(
    item: ImplementationItem, editor: Actor, reviewer: Actor, change: str
) -> None:
    services.submit_draft(item=item, revision=1, by=editor)
    if change == "save":
        services.save_draft(item=item, body=body(summary="又改了。"), revision=1, by=editor)
    elif change == "drop":
        services.drop_draft(item=item, by=editor)
    else:
        services.recall_draft(item=item, by=editor)
    row = Submission.objects.get()
    assert row.state == "recalled" and row.answer and row.answered_by == "周敏"
    assert told(reviewer)[0] == "不用审核了：食品经营许可办事指南第 1 版"
    assert "recall_draft" in verbs(item) and selectors.submissions_waiting(reviewer) == 0
    assert selectors.draft(editor, item.pk).submission is None
    assert refusal(services.return_draft, item=item, revision=1, reason="改", by=reviewer) in {
        "guide.not_submitted",
        "guide.no_draft",
    }


def test_somebody_elses_change_is_told_to_who_submitted(world: World, item: ImplementationItem, editor: Actor) -> None:
    services.submit_draft(item=item, revision=1, by=editor)
    services.save_draft(item=item, body=body(summary="又改了。"), revision=1, by=staff("catalog.edit", name="钱科"))
    assert told(editor) == ["不用审核了：食品经营许可办事指南第 1 版"]


def test_taking_over_the_matter_and_the_clean_up_take_a_draft_out_of_review(world: World, editor: Actor) -> None:
    items = []
    for name in ("甲许可", "乙许可"):
        item = published(world.market, name).item
        weak = {**body()["materials"][0], "code": "M0005", "name": "盖章的表", "basis": [], "signature": "seal"}
        services.save_draft(item=item, body=body(), revision=0, by=editor)
        services.submit_draft(item=item, revision=1, by=editor)
        GuideVersion.objects.filter(item=item, state="draft").update(body=body(materials=[*body()["materials"], weak]))
        items.append(item)
    services.retire_unfounded(materials=[items[0].pk], stamps=[], by=PLATFORM)
    basic = items[1].basic
    assert basic is not None
    basis = [{**BASIS, "article": "第三十五条第一款"}]
    services.edit_basic_item(
        basic=basic, name=basic.name, main_item="", basis=basis, reason="豫政〔2026〕1号", by=PLATFORM
    )
    services.take_over_basic(basic=basic, by=PLATFORM)
    assert set(Submission.objects.values_list("item", "state")) == {(one.pk, "recalled") for one in items}


def test_publishing_answers_the_submission_and_tells_who_submitted(
    item: ImplementationItem, editor: Actor, reviewer: Actor
) -> None:
    services.submit_draft(item=item, revision=1, by=editor)
    services.publish(item=item, by=reviewer, revision=1)
    row = Submission.objects.get()
    assert (row.state, row.answered_by) == ("published", "赵工")
    assert told(editor) == ["已发布：食品经营许可办事指南第 1 版"]
    services.save_draft(item=item, body=body(summary="第二版。"), revision=0, by=editor)
    assert selectors.draft(editor, item.pk).submission is None, "a new draft begins without it"


def test_a_reason_given_to_a_draft_that_was_dropped_is_not_told_of_the_next(
    item: ImplementationItem, editor: Actor, reviewer: Actor
) -> None:
    services.submit_draft(item=item, revision=1, by=editor)
    services.return_draft(item=item, revision=1, reason="重写", by=reviewer)
    services.drop_draft(item=item, by=editor)
    services.save_draft(item=item, body=body(), revision=0, by=editor)
    assert selectors.draft(editor, item.pk).submission is None


def test_an_author_who_may_publish_does_so_himself_where_the_locality_asks_for_no_more(
    world: World,
) -> None:
    both, item = seated(world, "全能", "service_officer"), make_item(world.market)
    services.save_draft(item=item, body=body(), revision=0, by=both)
    assert selectors.why_not_alone(both, item.pk) == ""
    assert services.publish(item=item, by=both).number == 1


def test_with_four_eyes_a_draft_is_published_by_another_and_only_after_submission(
    world: World, item: ImplementationItem, editor: Actor, reviewer: Actor
) -> None:
    four_eyes()
    assert refusal(services.publish, item=item, by=reviewer, revision=1) == "guide.not_submitted"
    assert "请先送审" in selectors.why_not_alone(reviewer, item.pk)
    services.submit_draft(item=item, revision=1, by=editor)
    assert selectors.why_not_alone(reviewer, item.pk) == ""
    assert services.publish(item=item, by=reviewer, revision=1).published_by == "赵工"


def test_with_four_eyes_neither_who_submitted_nor_who_wrote_publishes_alone_or_in_a_batch(
    world: World, item: ImplementationItem, editor: Actor
) -> None:
    four_eyes()
    both = seated(world, "全能", "service_officer")
    services.save_draft(item=item, body=body(summary="他也写过。"), revision=1, by=both)
    services.save_draft(item=item, body=body(summary="最后是编辑写的。"), revision=2, by=editor)
    services.submit_draft(item=item, revision=3, by=editor)
    assert refusal(services.publish, item=item, by=both, revision=3) == "guide.own"
    draft = GuideVersion.objects.get(item=item, state="draft")
    lines = services.publish_batch(drafts=[(draft.pk, 3)], effective_from=law.today(), by=both)
    assert lines[0].number == 0 and "另一人审核" in lines[0].sentences[0]
    assert "编写或者送审" in selectors.why_not_alone(both, item.pk)
    second = seated(world, "另一", "service_officer")
    services.recall_draft(item=item, by=second)
    services.submit_draft(item=item, revision=3, by=second)
    assert refusal(services.publish, item=item, by=second, revision=3) == "guide.own"


def test_a_version_restored_meanwhile_does_not_make_an_author_a_stranger(
    world: World, editor: Actor, reviewer: Actor
) -> None:
    first = published(world.market)
    services.save_draft(item=first.item, body=body(summary="第二版。"), revision=0, by=PLATFORM)
    services.publish(item=first.item, by=PLATFORM)
    both = seated(world, "全能", "service_officer")
    services.save_draft(item=first.item, body=body(summary="第三版。"), revision=0, by=both)
    services.restore_version(version=first, by=PLATFORM)
    four_eyes()
    services.submit_draft(item=first.item, revision=1, by=editor)
    assert refusal(services.publish, item=first.item, by=both, revision=1) == "guide.own"
    assert services.publish(item=first.item, by=reviewer, revision=1).number == 4
