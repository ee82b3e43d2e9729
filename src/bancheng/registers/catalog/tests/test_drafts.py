"""Two editors cannot overwrite each other, and unfinished work is kept."""

from __future__ import annotations

import pytest

from bancheng.ground.law import Refused
from bancheng.registers.catalog import services
from bancheng.registers.catalog.models import GuideVersion
from bancheng.registers.catalog.tests.sample import PLATFORM, World, body, make_item, published, staff
from bancheng.registers.catalog.types import DraftConflict, GuideRefused


def test_each_save_counts_the_revision_up(world: World):
    item = make_item(world.market)
    first = services.save_draft(item=item, body=body(), revision=0, by=PLATFORM)
    second = services.save_draft(item=item, body=body(visits=0), revision=first.revision, by=PLATFORM)
    assert (first.revision, second.revision, second.number) == (1, 2, 1)
    assert GuideVersion.objects.filter(item=item).count() == 1


def test_the_second_of_two_editors_is_told_and_loses_nothing(world: World):
    item = make_item(world.market)
    services.save_draft(item=item, body=body(), revision=0, by=PLATFORM)
    theirs, yours = body(summary="周敏写的"), body(summary="赵工写的")
    services.save_draft(item=item, body=theirs, revision=1, by=staff("catalog.edit", name="周敏"))
    with pytest.raises(DraftConflict, match="周敏在您编辑期间保存了第 2 次修改") as conflict:
        services.save_draft(item=item, body=yours, revision=1, by=staff("catalog.edit", name="赵工"))
    assert conflict.value.theirs == theirs and conflict.value.yours == yours and conflict.value.revision == 2
    assert GuideVersion.objects.get(item=item).body == theirs
    services.save_draft(item=item, body=yours, revision=2, by=staff("catalog.edit", name="赵工"))
    assert GuideVersion.objects.get(item=item).body == yours


def test_an_editor_who_was_overtaken_by_publication_is_told(world: World):
    item = make_item(world.market)
    services.save_draft(item=item, body=body(), revision=0, by=PLATFORM)
    services.publish(item=item, by=PLATFORM)
    with pytest.raises(DraftConflict, match="已经发布或者放弃"):
        services.save_draft(item=item, body=body(), revision=1, by=PLATFORM)


def test_unfinished_work_is_kept_only_when_asked_for(world: World):
    item = make_item(world.market)
    with pytest.raises(GuideRefused):
        services.save_draft(item=item, body={"summary": "刚开始写"}, revision=0, by=PLATFORM)
    draft = services.save_draft(item=item, body={"summary": "刚开始写"}, revision=0, by=PLATFORM, keep_incomplete=True)
    assert draft.body == {"summary": "刚开始写"}
    with pytest.raises(GuideRefused):
        services.publish(item=item, by=PLATFORM)


def test_a_draft_after_publication_is_the_next_version_and_may_be_dropped(world: World):
    item = published(world.market).item
    draft = services.save_draft(item=item, body=body(), revision=0, by=PLATFORM)
    assert draft.number == 2
    services.drop_draft(item=item, by=PLATFORM)
    assert GuideVersion.objects.filter(item=item).count() == 1
    with pytest.raises(Refused, match="没有草稿"):
        services.drop_draft(item=item, by=PLATFORM)


@pytest.mark.parametrize(
    "hostile",
    [["a list"], "text", {"summary": "\ud800"}, {"x": "长" * 600_000}, {"n": float("nan")}, {"x": "\0"}, {"x": "\\\0"}],
)
def test_a_body_that_is_no_guide_at_all_is_refused(world: World, hostile: object):
    with pytest.raises(Refused):
        services.save_draft(
            item=make_item(world.market),
            body=hostile,  # type: ignore[arg-type]
            revision=0,
            by=PLATFORM,
            keep_incomplete=True,
        )
    assert not GuideVersion.objects.exists()


def test_a_backslash_before_what_looks_like_an_escape_is_only_text(world: World):
    text = "路径 C:\\u0000"
    services.save_draft(item=make_item(world.market), body=body(summary=text), revision=0, by=PLATFORM)
    assert GuideVersion.objects.get().body["summary"] == text


def test_markup_in_a_guide_is_only_text(world: World):
    item = make_item(world.market)
    services.save_draft(
        item=item, body=body(summary="<script>alert(1)</script>'; DROP TABLE x;--"), revision=0, by=PLATFORM
    )
    version = services.publish(item=item, by=PLATFORM)
    assert version.document["summary"] == "<script>alert(1)</script>'; DROP TABLE x;--"
