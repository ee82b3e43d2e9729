"""A catalogue goes out as an archive and comes in elsewhere whole: nothing altered, nothing overwritten, everything told."""

from __future__ import annotations

import hashlib
import io
import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction

from bancheng.ground import files
from bancheng.ground.jobs import cancel, drain
from bancheng.ground.jobs.models import Job
from bancheng.ground.law import Refused
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.models import (
    Element,
    GuideVersion,
    ImplementationItem,
    Interchange,
    Synonym,
)
from bancheng.registers.catalog.tests.archives import (
    PDF,
    TODAY,
    build_catalogue,
    codes,
    exported,
    imported,
    parts,
    rewritten,
)
from bancheng.registers.catalog.tests.sample import (
    COUNTY,
    PLATFORM,
    World,
    body,
    build_world,
    published,
)
from bancheng.registers.catalog.types import SearchQuery
from bancheng.registers.organisations.models import Organisation

pytestmark = pytest.mark.usefixtures("archive_room")


def test_an_archive_taken_in_elsewhere_and_exported_again_is_the_same(elsewhere: bytes):
    run = imported(elsewhere)
    assert (run.state, run.notes) == ("done", [])
    assert (run.counts["items_added"], run.counts["versions_added"], run.counts["attachments"]) == (5, 7, 1)
    assert parts(exported()) == parts(elsewhere)


def test_what_came_in_is_in_force_as_it_was(elsewhere: bytes, time_machine_at):
    run = imported(elsewhere)
    assert run.state == "done"
    first = ImplementationItem.objects.get(name="食品经营许可")
    page = selectors.guide(first.pk)
    assert (page.version, page.state, page.document.summary) == (2, "published", "第二版。")
    assert [line.number for line in page.versions] == [3, 2, 1]
    states = dict(ImplementationItem.objects.values_list("name", "state"))
    assert states == {
        "食品经营许可": "published",
        "食品生产许可": "draft",
        "乡村建设规划许可": "suspended",
        "旧事项": "cancelled",
        "供水报装": "draft",
    }
    assert [hit.title for hit in selectors.find(SearchQuery(q="食品")).results] == ["食品经营许可"]
    draft = GuideVersion.objects.get(state="draft")
    assert (draft.item.name, draft.body, draft.number) == ("食品生产许可", {"summary": "写了一半"}, 2)
    assert files.open_file(hashlib.sha256(PDF).hexdigest()).read() == PDF
    assert Organisation.objects.get(name="西峡县市场监督管理局").uscc_valid
    time_machine_at(TODAY + timedelta(days=30))
    services.take_effect()
    assert selectors.guide(first.pk).version == 3


def test_a_second_time_nothing_changes(elsewhere: bytes):
    imported(elsewhere)
    before = list(ImplementationItem.objects.order_by("pk").values())
    again = imported(elsewhere)
    assert (again.notes, again.counts["items_known"], again.counts["versions_known"]) == ([], 5, 7)
    assert "items_added" not in again.counts and list(ImplementationItem.objects.order_by("pk").values()) == before


def test_what_is_here_and_differs_is_told_and_kept(elsewhere: bytes):
    imported(elsewhere)
    item = ImplementationItem.objects.get(name="食品经营许可")
    services.edit_item(item=item, main_item="别的主项", by=PLATFORM)
    Element.objects.filter(code="person_name").update(label="名字")
    Synonym.objects.filter(term="饭店证").update(means=["餐饮"])
    draft = GuideVersion.objects.get(state="draft")
    services.save_draft(item=draft.item, body={"summary": "这里写的"}, revision=1, by=PLATFORM, keep_incomplete=True)
    run = imported(elsewhere)
    assert codes(run) == {"item.differs", "elements.differs", "synonyms.differs", "version.differs"}
    item.refresh_from_db()
    assert item.main_item == "别的主项" and Element.objects.get(code="person_name").label == "名字"
    assert GuideVersion.objects.get(state="draft").body == {"summary": "这里写的"}
    for note in run.notes:
        assert note["sentence"].endswith("。") and note["where"]


def test_a_known_guide_takes_only_the_versions_that_follow(elsewhere: bytes):
    def without_the_third(lines: bytes) -> bytes:
        return b"".join(line for line in lines.splitlines(keepends=True) if "以后的第三版".encode() not in line)

    imported(rewritten(elsewhere, "versions.jsonl", without_the_third, honest=True))
    item = ImplementationItem.objects.get(name="食品经营许可")
    assert GuideVersion.objects.filter(item=item).count() == 2
    run = imported(elsewhere)
    assert (run.counts["versions_added"], run.notes) == (1, [])
    assert list(GuideVersion.objects.filter(item=item).values_list("number", flat=True)) == [3, 2, 1]


def test_a_guide_published_here_under_the_same_number_is_not_overwritten(elsewhere: bytes):
    world = build_world()
    ours = published(world.market, guide=body(summary="这里自己写的。"))
    run = imported(elsewhere)
    assert "version.differs" in codes(run)
    assert selectors.guide(ours.item_id).document.summary == "这里自己写的。"
    assert selectors.guide(ours.item_id).digest == ours.digest


def test_the_export_of_a_county_holds_what_its_organs_offer_and_no_more(world: World):
    published(world.market)
    published(world.elsewhere)
    found = parts(exported(COUNTY))
    organs = [json.loads(line)["name"] for line in found["organisations.jsonl"].splitlines()]
    assert organs == ["西峡县市场监督管理局"]
    assert [json.loads(line)["code"] for line in found["regions.jsonl"].splitlines()] == [
        "410000000000",
        "411300000000",
        COUNTY,
    ]
    assert len(found["items.jsonl"].splitlines()) == len(found["basics.jsonl"].splitlines()) == 1


def test_a_run_that_was_cancelled_or_stopped_says_so_and_may_be_started_again(elsewhere: bytes):
    run = services.upload_archive(stream=io.BytesIO(elsewhere), file_name="目录.zip", by=PLATFORM)
    job = services.import_archive(run=run, by=PLATFORM)
    with pytest.raises(Refused, match="已经开始"):
        services.import_archive(run=run, by=PLATFORM)
    cancel(job.pk, PLATFORM)
    drain()
    run.refresh_from_db()
    assert run.state == "failed" and "取消" in run.error
    services.import_archive(run=run, by=PLATFORM)
    drain()
    run.refresh_from_db()
    assert run.state == "done" and ImplementationItem.objects.count() == 5
    assert Job.objects.filter(state="done").exists()


def test_files_are_deleted_after_thirty_days_and_the_run_still_tells(world: World, time_machine_at):
    published(world.market)
    exported()
    run = Interchange.objects.get()
    time_machine_at(TODAY + timedelta(days=31))
    assert services.sweep_interchange() == 1
    view = selectors.interchange(PLATFORM, run.pk)
    assert not view.kept and view.counts["实施清单事项"] == 1
    with pytest.raises(files.FileMissing):
        selectors.interchange_file(PLATFORM, run.pk)


def test_an_attachment_that_the_store_lost_is_told_on_both_sides(db: None):
    with transaction.atomic():
        build_catalogue()
        for stored in (Path(settings.BANCHENG_DATA_DIR) / "files").glob("*/*/*"):
            stored.unlink()
        content = exported()
        assert codes(Interchange.objects.get()) == {"attachment.missing"}
        transaction.set_rollback(True)
    assert codes(imported(content)) == {"attachment.missing"}
