"""Archives of a small catalogue for the tests of interchange, and what strangers may do to them."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from bancheng.ground import files
from bancheng.ground.files import Kind
from bancheng.ground.jobs import drain
from bancheng.registers.catalog import selectors, services
from bancheng.registers.catalog.models import (
    Interchange,
    Synonym,
)
from bancheng.registers.catalog.tests.sample import (
    PLATFORM,
    World,
    body,
    build_world,
    make_item,
    published,
    republish,
)

TODAY = date(2026, 11, 20)

PDF = b"%PDF-1.7\nblank form"


def build_catalogue() -> World:
    """Items with history: two versions, one to come, one withdrawn, a draft, a suspended, a cancelled and an uncoded item."""
    world = build_world()
    blank = files.store(io.BytesIO(PDF), name="申请书.pdf", limit_bytes=1000, allowed=[Kind.PDF])
    given = {
        "kind": "blank",
        "name": "申请书",
        "file": blank.digest,
        "media_type": "application/pdf",
        "size": blank.size,
    }
    materials = body()["materials"]
    materials[0]["attachments"] = [given]
    first = published(world.market, guide=body(materials=materials), weight=9)
    republish(first.item, body(summary="第二版。"))
    republish(first.item, body(summary="以后的第三版。"), effective_from=TODAY + timedelta(days=30))
    taken_back = published(world.market, "食品生产许可")
    services.withdraw(version=taken_back, reason="有误", by=PLATFORM)
    unfinished = {"summary": "写了一半"}
    services.save_draft(item=taken_back.item, body=unfinished, revision=0, by=PLATFORM, keep_incomplete=True)
    resting = published(world.town, "乡村建设规划许可")
    services.suspend_item(item=resting.item, reason="系统升级", by=PLATFORM)
    gone = published(world.elsewhere, "旧事项")
    services.cancel_item(item=gone.item, on=TODAY, reason="国发〔2026〕1号", by=PLATFORM)
    make_item(world.water, "供水报装", item_type="20", nature="convenience", coded=False, local_code="GS-01")
    Synonym.objects.create(term="饭店证", means=["食品经营许可"])
    services.add_nature(code="internal", label="内部事项", by=PLATFORM)
    return world


def exported(region: str = "") -> bytes:
    run = services.export_catalogue(region=region, by=PLATFORM)
    drain()
    run.refresh_from_db()
    assert run.state == "done", run.error
    with selectors.interchange_file(PLATFORM, run.pk) as file:
        return file.read()


def imported(content: bytes, *, by: Any = PLATFORM) -> Interchange:
    run = services.upload_archive(stream=io.BytesIO(content), file_name="目录.zip", by=by)
    services.import_archive(run=run, by=by)
    drain()
    run.refresh_from_db()
    return run


def codes(run: Interchange) -> set[str]:
    return {note["code"] for note in run.notes}


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist() if name != "manifest.json"}


def rewritten(content: bytes, name: str, change: Callable[[bytes], bytes], *, honest: bool) -> bytes:
    """The archive with one file changed; `honest` also puts the manifest right, as a stranger's program would."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(out, "w") as made:
        manifest = json.loads(package.read("manifest.json"))
        for one in package.namelist():
            held = package.read(one)
            if one == name:
                held = change(held)
                part = one.removesuffix(".jsonl")
                if honest and part in manifest["parts"]:
                    facts = {"lines": held.count(b"\n"), "sha256": hashlib.sha256(held).hexdigest()}
                    manifest["parts"][part] = facts
            if one != "manifest.json" or name == one:
                made.writestr(one, held)
        if name != "manifest.json":
            made.writestr("manifest.json", json.dumps(manifest))
    return out.getvalue()


def zipped(**entries: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in entries.items():
            package.writestr(name, content)
    return out.getvalue()
