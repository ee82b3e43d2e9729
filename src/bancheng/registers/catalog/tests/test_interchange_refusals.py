"""What of an archive is not taken: altered, unsound, hostile or not allowed; said, and nothing broken."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bancheng.ground.access import AccessDenied
from bancheng.ground.files import FileRefused
from bancheng.ground.journal.models import Entry
from bancheng.ground.law import Refused
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.models import (
    ImplementationItem,
    Interchange,
)
from bancheng.registers.catalog.tests.archives import (
    PDF,
    codes,
    imported,
    rewritten,
    zipped,
)
from bancheng.registers.catalog.tests.sample import (
    COUNTY,
    OTHER_COUNTY,
    PLATFORM,
    World,
    build_regions,
    staff,
)
from bancheng.registers.organisations.models import Region

pytestmark = pytest.mark.usefixtures("archive_room")


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("items.jsonl", lambda lines: lines.replace("西峡县".encode(), "某某县".encode())),
        ("versions.jsonl", lambda lines: lines + b"{}\n"),
        ("versions.jsonl", lambda lines: b""),
        ("attachments/" + hashlib.sha256(PDF).hexdigest(), lambda content: content + b"x"),
    ],
)
def test_an_archive_altered_on_the_way_is_refused_before_anything_is_taken(elsewhere: bytes, name: str, change: Any):
    run = imported(rewritten(elsewhere, name, change, honest=False))
    assert run.state == "failed" and "不一致" in run.error
    assert not ImplementationItem.objects.exists() and not Region.objects.exists()


def test_a_document_that_was_changed_under_its_digest_is_not_taken(elsewhere: bytes):
    def forged(lines: bytes) -> bytes:
        return lines.replace("第二版。".encode(), "不用交材料。".encode())

    run = imported(rewritten(elsewhere, "versions.jsonl", forged, honest=True))
    assert codes(run) == {"version.unsound"} and run.counts["versions_refused"] == 1
    assert selectors.guide(ImplementationItem.objects.get(name="食品经营许可").pk).version == 1


@pytest.mark.parametrize(
    "line",
    [
        b"not json\n",
        b"[]\n",
        b'{"key": "x"}\n',
        b'{"key":"c:1","region":"411323000000","organ":"\\u0000","name":"x","item_type":"01"}\n',
        b'{"surprise": 1}\n',
        b"\xff\xfe\n",
        b"[" * 5000 + b"\n",
    ],
)
def test_a_line_that_is_none_is_told_and_the_others_come_in(elsewhere: bytes, line: bytes):
    run = imported(rewritten(elsewhere, "items.jsonl", lambda lines: lines + line, honest=True))
    assert run.state == "done" and codes(run) == {"archive.line"} and run.counts["items_added"] == 5


@pytest.mark.parametrize(
    ("part", "change", "code"),
    [
        (
            "items",
            lambda lines: lines.replace('"name":"旧事项"'.encode(), '"name":"旧\\u0000事项"'.encode()),
            "archive.line",
        ),
        ("items", lambda lines: lines + lines.splitlines(keepends=True)[-1], "item.twice"),
        ("items", lambda lines: lines.replace(b'"item_type":"20"', b'"item_type":"99"'), "item.type"),
        ("versions", lambda lines: b"".join(line * 2 for line in lines.splitlines(keepends=True)), "version.twice"),
        ("versions", lambda lines: b"".join(reversed(lines.splitlines(keepends=True))), "version.stray"),
        ("basics", lambda lines: lines.replace(b'"code":"41', b'"code":"99'), "basics.code"),
        ("natures", lambda lines: lines.replace(b'"internal"', b'"inner"').replace("内部".encode(), b""), None),
        ("elements", lambda lines: b"", "version.unsound"),
        ("materials", lambda lines: b"", "version.unsound"),
        ("organisations", lambda lines: b"", "item.organ"),
    ],
)
def test_what_does_not_hang_together_is_told_and_breaks_nothing(
    elsewhere: bytes, part: str, change: Callable[[bytes], bytes], code: str | None
):
    run = imported(rewritten(elsewhere, f"{part}.jsonl", change, honest=True))
    assert run.state == "done", run.error
    assert code in codes(run) if code else not codes(run), (run.notes, run.counts)
    for item in ImplementationItem.objects.all():
        assert selectors.guide(item.pk) or not item.current_id


@pytest.mark.parametrize(
    "content",
    [
        b"no package",
        b"PK\x03\x04 cut off",
        zipped(**{"readme.txt": b"hello"}),
        zipped(**{"manifest.json": b"{}"}),
        zipped(**{"manifest.json": b"\xff"}),
        zipped(**{"manifest.json": b"[" * 100_000}),
        zipped(**{"manifest.json": json.dumps({"format": "bancheng-catalogue", "form": 2}).encode()}),
        zipped(**{"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b""}),
    ],
)
def test_a_file_that_is_no_archive_is_refused_and_not_kept(world: World, content: bytes, tmp_path: Path):
    with pytest.raises(Refused):
        services.upload_archive(stream=io.BytesIO(content), file_name="x.zip", by=PLATFORM)
    assert not Interchange.objects.exists() and not list((tmp_path / "interchange").iterdir())


def test_an_empty_file_is_refused(world: World):
    with pytest.raises(FileRefused):
        services.upload_archive(stream=io.BytesIO(b""), file_name="x.zip", by=PLATFORM)


def test_an_archive_that_unfolds_too_far_is_refused(elsewhere: bytes, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("bancheng.registers.catalog.interchange.archive.LARGEST_UNFOLDED", 10_000)
    with pytest.raises(Refused, match="展开"):
        services.upload_archive(stream=io.BytesIO(elsewhere), file_name="x.zip", by=PLATFORM)


def test_a_line_without_end_is_refused(elsewhere: bytes, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("bancheng.registers.catalog.interchange.archive.LONGEST_LINE", 500)
    run = imported(elsewhere)
    assert run.state == "failed" and "行，不能导入" in run.error


def test_who_may_not_is_refused_and_sees_nothing(world: World):
    for act in (services.export_catalogue, services.export_national):
        with pytest.raises(AccessDenied):
            act(region=COUNTY, by=staff("catalog.view", "catalog.edit"))
        with pytest.raises(AccessDenied):
            act(region="", by=staff("catalog.import"))
    with pytest.raises(AccessDenied):
        services.upload_archive(stream=io.BytesIO(b"x"), file_name="x", by=staff("catalog.import"))
    run = services.export_catalogue(region=COUNTY, by=staff("catalog.import"))
    stranger = staff("catalog.import", region=OTHER_COUNTY, name="钱主任")
    assert selectors.interchanges(stranger) == ()
    with pytest.raises(AccessDenied) as denied:
        selectors.interchange(stranger, run.pk)
    assert not denied.value.visible


def test_an_officer_of_a_county_takes_in_only_what_is_his(elsewhere: bytes):
    build_regions()
    officer = staff("catalog.import", "catalog.publish", name="周敏")
    run = imported(elsewhere, by=officer)
    assert run.state == "done" and {"item.organ", "elements.scope"} <= codes(run)
    assert set(ImplementationItem.objects.values_list("region_id", flat=True)) <= {COUNTY, "411323101000"}
    assert run.counts["items_refused"] >= 1
    names = Entry.objects.filter(verb="take_in_item").values_list("actor_name", flat=True)
    assert set(names) == {"周敏"}
