"""A whole catalogue out and in from the command line, in the name of a person, with no limit of a browser."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from bancheng.ground.journal.models import Entry
from bancheng.registers.catalog import services
from bancheng.registers.catalog.models import ImplementationItem, Interchange
from bancheng.registers.catalog.tests.sample import COUNTY, PLATFORM, World, build_world, make_item, published
from bancheng.registers.identity import services as identity

NUMBER = "ml0001"


@pytest.fixture
def world(db: None, settings: Any, tmp_path: Path) -> World:
    settings.BANCHENG_DATA_DIR = tmp_path / "data"
    made = build_world()
    staff = identity.create_staff(
        number=NUMBER, name="周敏", organisation_id=made.market.pk, password="Catalogue-2026!", by=PLATFORM
    )
    identity.grant_role(staff=staff, role="service_officer", by=PLATFORM)
    return made


@pytest.fixture
def archive(world: World, tmp_path: Path) -> Path:
    published(world.market)
    make_item(world.elsewhere, "旧事项")
    file = tmp_path / "目录.zip"
    call_command("export_catalogue", str(file), by=NUMBER, stdout=io.StringIO())
    return file


def told(name: str, *args: str, **options: Any) -> str:
    out = io.StringIO()
    call_command(name, *args, by=NUMBER, stdout=out, **options)
    return out.getvalue()


def counts() -> tuple[int, int, int]:
    return ImplementationItem.objects.count(), Interchange.objects.count(), Entry.objects.count()


def test_the_archive_is_written_in_the_name_of_who_asked_and_progress_is_told_beside_it(
    world: World, archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with zipfile.ZipFile(archive) as package:
        assert package.read("items.jsonl").count(b"\n") == 2
    verbs = Entry.objects.filter(stream__kind="catalog.interchange").values_list("verb", "actor_name")
    assert set(verbs) == {("start_export", "周敏"), ("export_done", "周敏")}
    assert "实施清单事项 1" in told("export_catalogue", str(archive), region=COUNTY)
    assert "2 / 2 行" in capsys.readouterr().err


def test_a_preview_says_what_would_come_and_keeps_nothing(world: World, archive: Path) -> None:
    ImplementationItem.objects.filter(name="旧事项").delete()
    before = counts()
    said = told("import_catalogue", str(archive), preview=True)
    assert "新增事项 1" in said and "已有事项 1" in said
    assert counts() == before
    said = told("import_catalogue", str(archive), yes=True)
    assert "新增事项 1" in said and ImplementationItem.objects.filter(name="旧事项").exists()
    verbs = Entry.objects.filter(stream__kind="catalog.interchange", verb="import_done")
    assert verbs.get().actor_name == "周敏"


def test_an_archive_taken_in_twice_changes_nothing(world: World, archive: Path) -> None:
    said = told("import_catalogue", str(archive), yes=True)
    assert "新增事项" not in said and "已有事项 2" in said and "新增指南版本 0" in said
    assert ImplementationItem.objects.count() == 2


@pytest.mark.parametrize("name", ["export_catalogue", "import_catalogue"])
def test_nobody_acts_without_a_name(world: World, tmp_path: Path, name: str) -> None:
    with pytest.raises(CommandError, match="没有工号"):
        call_command(name, str(tmp_path / "x.zip"), by="nobody")
    with pytest.raises(CommandError, match="--by"):
        call_command(name, str(tmp_path / "x.zip"))


def test_who_may_not_is_told_so_and_no_file_is_left(world: World, tmp_path: Path) -> None:
    identity.create_staff(
        number="ml0002", name="王芳", organisation_id=world.market.pk, password="Catalogue-2026!", by=PLATFORM
    )
    file = tmp_path / "x.zip"
    with pytest.raises(CommandError):
        call_command("export_catalogue", str(file), by="ml0002")
    assert not file.exists() and not Interchange.objects.exists()


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04 broken"])
def test_what_is_no_archive_is_refused_with_a_sentence(world: World, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x.zip"
    file.write_bytes(content)
    for options in ({"preview": True}, {"yes": True}):
        with pytest.raises(CommandError):
            call_command("import_catalogue", str(file), by=NUMBER, **options)
    with pytest.raises(CommandError, match="不能读取"):
        call_command("import_catalogue", str(tmp_path / "absent.zip"), by=NUMBER, yes=True)


def test_a_command_that_is_stopped_leaves_its_run_failed_and_what_was_taken(
    world: World, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*args: Any, **more: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as interrupted:
        interrupted.setattr("bancheng.registers.catalog.interchange.taking.take_in", stopped)
        with pytest.raises(KeyboardInterrupt):
            call_command("import_catalogue", str(archive), by=NUMBER, yes=True)
    run = Interchange.objects.get(kind="import")
    assert (run.state, run.error) == ("failed", "中途停止，可以重新开始。")
    services.take_archive(run=run, by=PLATFORM)
    run.refresh_from_db()
    assert run.state == "done"
