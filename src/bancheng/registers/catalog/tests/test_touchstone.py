"""The whole real catalogue of a county-level district, as strangers publish it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import override_settings

from bancheng.registers.catalog import selectors
from bancheng.registers.catalog.models import BasicItem, ImplementationItem, ImportRow, ImportRun
from bancheng.registers.catalog.tests.sample import PLATFORM
from bancheng.registers.organisations.models import Organisation

TOUCHSTONE = next(
    (
        found
        for above in Path(__file__).resolve().parents
        if (found := above.parent / "shared" / "data" / "items_guangan_1135.csv").exists()
    ),
    None,
)
REGION = "511602000000"

pytestmark = pytest.mark.skipif(TOUCHSTONE is None, reason="../shared is not here: the touchstone file of 1,135 items")


def run_command(tmp_path: Path, capsys) -> tuple[ImportRun, str]:
    with override_settings(BANCHENG_DATA_DIR=tmp_path):
        call_command("import_items", str(TOUCHSTONE), "--region", REGION, "--yes", "--report", str(tmp_path / "r.csv"))
    return ImportRun.objects.latest("pk"), capsys.readouterr().out


def rows_with(run: ImportRun, code: str) -> int:
    return sum(code in {reason["code"] for reason in row.reasons} for row in ImportRow.objects.filter(run=run))


def test_one_command_takes_in_1135_items_of_34_departments_and_a_second_changes_nothing(db, tmp_path, capsys):
    run, said = run_command(tmp_path, capsys)
    assert (run.state, run.total, run.done) == ("done", 1135, 1135)
    assert run.counts.get("refused", 0) == 0 and sum(run.counts.values()) == 1135
    items = ImplementationItem.objects.filter(region=REGION)
    assert items.count() == 1135
    assert Organisation.objects.filter(region=REGION, items__in=items).distinct().count() == 34
    coded = items.exclude(basic=None)
    assert coded.count() == BasicItem.objects.count() == 62
    assert set(coded.values_list("basic__code", flat=True)) == set(BasicItem.objects.values_list("code", flat=True))
    assert all(code.startswith("5120") for code in BasicItem.objects.values_list("code", flat=True))
    assert rows_with(run, "code.missing") == 56 and rows_with(run, "code.local") == 1135 - 62 - 56
    assert rows_with(run, "uscc.missing") + rows_with(run, "uscc.invalid") == 154
    assert "1135 行" in said and len((tmp_path / "r.csv").read_text("utf-8-sig").splitlines()) == 1136
    before = list(items.order_by("pk").values())
    again, _ = run_command(tmp_path, capsys)
    assert again.counts == {"unchanged": 1135}
    assert list(ImplementationItem.objects.order_by("pk").values()) == before
    assert selectors.import_report(PLATFORM, again.pk, outcome="unchanged").total == 1135


def test_the_preview_takes_nothing(db, tmp_path, capsys):
    with override_settings(BANCHENG_DATA_DIR=tmp_path):
        call_command("import_items", str(TOUCHSTONE), "--region", REGION, "--preview")
    assert "没有导入任何内容" in capsys.readouterr().out
    assert not ImplementationItem.objects.exists() and not Organisation.objects.exists()
