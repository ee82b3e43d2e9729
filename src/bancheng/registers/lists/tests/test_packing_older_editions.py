"""Editions published before contents were kept once: they move over and read as before, there and back."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.apps import apps as installed
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

REGION = "410000000000"
ROWS = [{"name": "甲", "subject": "catalog.item:1"}, {"name": "乙"}]
COLUMNS = [{"key": "name", "label": "名称"}]


def migrated(name: str):
    """The models as they stood after a migration of the lists."""
    executor = MigrationExecutor(connection)
    executor.migrate([("lists", name)])
    return executor.loader.project_state([("lists", name)]).apps


@pytest.mark.django_db(transaction=True)
def test_older_editions_move_to_contents_and_back() -> None:
    installed.get_model("organisations", "Region").objects.get_or_create(
        code=REGION, defaults={"name": "河南省", "level": "province"}
    )
    told = {"code": "board", "region_id": REGION, "day": date(2026, 11, 20), "published_at": datetime.now(UTC)}
    try:
        edition = migrated("0001_initial").get_model("lists", "ListEdition")
        for number, rows in ((1, ROWS), (2, []), (3, ROWS)):
            edition.objects.create(**told, number=number, digest=f"{number}" * 64, columns=COLUMNS, rows=rows)
        after = migrated("0002_contents_kept_once")
        assert after.get_model("lists", "ListContent").objects.count() == 2
        kept = installed.get_model("lists", "ListEdition").objects.order_by("number")
        assert [(one.number, one.size, one.columns, one.rows) for one in kept] == [
            (1, 2, COLUMNS, ROWS),
            (2, 0, COLUMNS, []),
            (3, 2, COLUMNS, ROWS),
        ]
        back = migrated("0001_initial").get_model("lists", "ListEdition").objects.order_by("number")
        assert [(one.columns, one.rows) for one in back] == [(COLUMNS, ROWS), (COLUMNS, []), (COLUMNS, ROWS)]
    finally:
        migrated("0002_contents_kept_once")
