from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bancheng.project.management.commands.prepare import Command
from bancheng.registers.organisations.models import Profile

pytestmark = pytest.mark.django_db


@pytest.fixture
def prepare(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Callable[[], list[str]]:
    """`prepare()` runs the command with the two long works replaced, and names those that it did."""
    settings.BANCHENG_DATA_DIR, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    done: list[str] = []

    def static(self: Command) -> None:
        settings.STATIC_ROOT.mkdir(exist_ok=True)
        (settings.STATIC_ROOT / "staticfiles.json").touch()
        done.append("static")

    def profiles(self: Command) -> None:
        Profile.objects.get_or_create(
            key="xixia-2018", defaults={"name": "西峡", "site_name": "西峡县政务服务", "in_force_from": "2018-01-01"}
        )
        done.append("profiles")

    monkeypatch.setattr(Command, "_static", static)
    monkeypatch.setattr(Command, "_profiles", profiles)

    def run() -> list[str]:
        done.clear()
        Command().handle()
        return list(done)

    return run


def test_what_is_done_is_not_done_again(prepare: Callable[[], list[str]]) -> None:
    assert prepare() == ["static", "profiles"]
    assert prepare() == []


def test_a_new_database_under_the_old_name_is_filled(prepare: Callable[[], list[str]]) -> None:
    prepare()
    Profile.objects.all().delete()
    assert prepare() == ["profiles"]


def test_pages_files_that_were_cleared_away_are_collected_again(
    prepare: Callable[[], list[str]], settings: Any
) -> None:
    prepare()
    (settings.STATIC_ROOT / "staticfiles.json").unlink()
    assert prepare() == ["static"]


def test_another_mode_is_prepared_anew(prepare: Callable[[], list[str]], settings: Any) -> None:
    prepare()
    settings.BANCHENG_MODE = "production"
    assert "profiles" in prepare()
