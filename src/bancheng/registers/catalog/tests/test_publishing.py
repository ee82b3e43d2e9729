"""Publishing turns a draft into a document that cannot change, and the public catalogue shows it at once."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from bancheng.ground import law
from bancheng.ground.access import AccessDenied
from bancheng.ground.crypto import canonical_sm3
from bancheng.ground.journal.models import Entry
from bancheng.ground.law import Refused
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.models import GuideVersion, PublishedIsFinal
from bancheng.registers.catalog.tests.sample import (
    BASIS,
    COUNTY,
    PLATFORM,
    World,
    body,
    make_item,
    published,
    republish,
    staff,
)
from bancheng.registers.catalog.types import GuideRefused, SearchQuery


def titles(**query: str) -> list[str]:
    return [hit.title for hit in selectors.find(SearchQuery(**query)).results]


@pytest.mark.demand("CAT-01")
def test_a_published_item_is_listed_at_once_and_a_draft_is_not(world: World):
    item = make_item(world.market)
    services.save_draft(item=item, body=body(), revision=0, by=PLATFORM)
    assert titles(region=COUNTY) == []
    services.publish(item=item, by=PLATFORM)
    assert titles(region=COUNTY) == ["食品经营许可"]
    page = selectors.guide(item.pk)
    assert page is not None and page.can_be_applied_for
    assert page.document.identity.organ == "西峡县市场监督管理局"


def test_the_document_carries_identity_codes_and_its_digest(world: World):
    version = published(world.market)
    stored = GuideVersion.objects.get(pk=version.pk)
    identity = stored.document["identity"]
    assert stored.digest == canonical_sm3(stored.document)
    assert len(identity["basic_code"]) == 12 and identity["basic_code"].startswith("4101")
    assert identity["implementation_code"] == f"11411323MB1912345E4{identity['basic_code']}"
    assert identity["places"][0]["address"] == "白羽路 99 号"
    assert (stored.number, stored.document["version"]) == (1, 1)


def test_without_a_valid_credit_code_the_implementation_code_stays_empty(world: World):
    version = published(world.water, "供水报装", item_type="20", nature="convenience")
    assert version.document["identity"]["implementation_code"] == ""
    assert selectors.guide(version.item_id) is not None


def test_the_31_digit_code_finds_the_guide(world: World):
    version = published(world.market)
    page = selectors.guide(version.document["identity"]["implementation_code"])
    assert page is not None and page.item_id == version.item_id
    assert selectors.guide("no such code") is None


@pytest.mark.parametrize("change", ["body", "document", "digest", "number", "published_by"])
def test_the_database_refuses_to_change_a_published_version(world: World, change: str):
    version = published(world.market)
    value = {"body": {"x": 1}, "document": {"x": 1}, "digest": "0" * 64, "number": 9, "published_by": "别人"}[change]
    with pytest.raises(DatabaseError, match="final"), transaction.atomic():
        GuideVersion.objects.filter(pk=version.pk).update(**{change: value})
    with pytest.raises(DatabaseError, match="final"), transaction.atomic():
        GuideVersion.objects.filter(pk=version.pk).update(state="draft")


def test_a_published_version_cannot_be_deleted(world: World):
    version = published(world.market)
    with pytest.raises(PublishedIsFinal):
        version.delete()
    with pytest.raises(PublishedIsFinal):
        GuideVersion.objects.filter(pk=version.pk).delete()


def test_an_item_to_be_coded_cannot_be_published(world: World):
    item = make_item(world.market, coded=False)
    services.save_draft(item=item, body=body(), revision=0, by=PLATFORM)
    with pytest.raises(Refused, match="待赋码"):
        services.publish(item=item, by=PLATFORM)
    assert services.assign_codes(items=[item.pk], by=PLATFORM) == 1
    item.refresh_from_db()
    assert services.publish(item=item, by=PLATFORM).number == 1


def test_publishing_needs_a_draft_and_a_day_not_past(world: World):
    item = make_item(world.market)
    with pytest.raises(Refused, match="还没有草稿"):
        services.publish(item=item, by=PLATFORM)
    services.save_draft(item=item, body=body(), revision=0, by=PLATFORM)
    with pytest.raises(Refused, match="不能早于今天"):
        services.publish(item=item, by=PLATFORM, effective_from=law.today() - timedelta(days=1))


def test_a_version_takes_effect_on_its_day(world: World, time_machine_at):
    item = published(world.market).item
    day = law.today() + timedelta(days=10)
    republish(item, body(visits=1, visit_reason="核对原件", visit_basis=[BASIS]), effective_from=day)
    page = selectors.guide(item.pk)
    assert page is not None and page.version == 1 and len(page.versions) == 2
    future = selectors.guide(item.pk, version=2)
    assert future is not None and future.state == "scheduled" and not future.can_be_applied_for
    time_machine_at(day)
    pinned = selectors.pin(item.pk)
    assert pinned is not None and pinned.number == 2, (
        "a case filed that morning stands under it before the night work ran"
    )
    assert services.take_effect() == 1
    page = selectors.guide(item.pk)
    assert page is not None and page.version == 2 and page.can_be_applied_for
    old = selectors.guide(item.pk, version=1)
    assert old is not None and old.state == "superseded"
    assert services.take_effect() == 0


def test_withdrawing_brings_the_older_version_back_and_then_unlists(world: World):
    first = published(world.market)
    second = republish(first.item, body(visits=1, visit_reason="核对原件", visit_basis=[BASIS]))
    item = services.withdraw(version=second, reason="材料写错了", by=PLATFORM)
    assert item.current_id == first.pk and titles() == ["食品经营许可"]
    withdrawn = selectors.guide(item.pk, version=2)
    assert (
        withdrawn is not None
        and withdrawn.state == "withdrawn"
        and withdrawn.versions[0].withdrawn_reason == "材料写错了"
    )
    item = services.withdraw(version=first, reason="事项调整", by=PLATFORM)
    assert item.state == "draft" and titles() == []
    page = selectors.guide(item.pk)
    assert page is not None and page.state == "withdrawn" and not page.can_be_applied_for
    with pytest.raises(Refused, match="不能撤下"):
        services.withdraw(version=first, reason="再撤一次", by=PLATFORM)


def test_a_pinned_version_stays_readable_whatever_becomes_of_it(world: World):
    first = published(world.market)
    pinned = selectors.pin(first.item_id)
    republish(first.item, body(visits=1, visit_reason="核对原件", visit_basis=[BASIS]))
    services.withdraw(version=first, reason="写错了", by=PLATFORM)
    kept = selectors.guide_document(first.pk)
    assert pinned is not None and kept is not None
    assert kept.document == pinned.document and kept.digest == pinned.digest


def test_a_cancelled_item_answers_with_its_date(world: World, time_machine_at):
    item = published(world.market).item
    day = law.today() + timedelta(days=3)
    services.cancel_item(item=item, on=day, reason="国发〔2026〕1号", by=PLATFORM)
    assert titles() == ["食品经营许可"], "it is handled until then"
    time_machine_at(day)
    services.take_effect()
    assert titles() == []
    page = selectors.guide(item.pk)
    assert page is not None
    assert (page.state, page.cancelled_on, page.cancelled_reason) == ("cancelled", day, "国发〔2026〕1号")
    assert selectors.pin(item.pk) is None
    with pytest.raises(Refused, match="取消"):
        services.save_draft(item=item, body=body(), revision=0, by=PLATFORM)


def test_a_suspended_item_leaves_the_list_and_comes_back(world: World):
    item = published(world.market).item
    services.suspend_item(item=item, reason="系统升级", by=PLATFORM)
    page = selectors.guide(item.pk)
    assert titles() == [] and page is not None and page.state == "suspended"
    services.resume_item(item=item, reason="升级完成", by=PLATFORM)
    assert titles() == ["食品经营许可"]


def test_every_version_leaves_one_journal_entry_on_its_stream(world: World):
    first = published(world.market)
    republish(first.item, body(visits=1, visit_reason="核对原件", visit_basis=[BASIS]))
    entries = Entry.objects.filter(stream__kind="catalog.guide", stream__key=str(first.item_id), verb="publish")
    assert [entry.facts["number"] for entry in entries.order_by("id")] == [1, 2]
    assert entries.order_by("id")[0].facts["digest"] == first.digest


def test_an_editor_may_not_publish_and_another_county_may_not_edit(world: World):
    item = make_item(world.market)
    services.save_draft(item=item, body=body(), revision=0, by=staff("catalog.edit"))
    with pytest.raises(AccessDenied) as within:
        services.publish(item=item, by=staff("catalog.edit"))
    assert within.value.visible
    with pytest.raises(AccessDenied) as outside:
        services.save_draft(item=item, body=body(), revision=1, by=staff("catalog.edit", region="410183000000"))
    assert not outside.value.visible
    with pytest.raises(AccessDenied):
        services.save_draft(item=item, body=body(), revision=1, by=staff("catalog.edit", organisation=world.water.pk))


def test_the_stored_document_reads_back_as_it_was_hashed(world: World):
    version = published(world.market)
    again = json.loads(json.dumps(GuideVersion.objects.get(pk=version.pk).document))
    assert canonical_sm3(again) == version.digest
    assert date.fromisoformat(again["effective_from"]) == law.today()


def test_a_refused_guide_publishes_nothing(world: World):
    item = make_item(world.market)
    services.save_draft(item=item, body=body(fees=None), revision=0, by=PLATFORM, keep_incomplete=True)
    with pytest.raises(GuideRefused):
        services.publish(item=item, by=PLATFORM)
    assert titles() == [] and selectors.guide(item.pk) is None
