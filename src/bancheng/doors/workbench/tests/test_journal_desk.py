"""The journal at the auditor's desk: found by who, what and when; every entry with its hash; the whole verified."""

from __future__ import annotations

import pytest
from django.db import connection

from bancheng.doors.workbench.tests.cast import Desk, text
from bancheng.ground.jobs import drain
from bancheng.ground.journal import protection
from bancheng.ground.journal.models import Entry
from bancheng.registers.catalog.tests.sample import make_item

pytestmark = pytest.mark.django_db


def test_entries_are_found_by_thing_person_verb_result_and_day(desk: Desk) -> None:
    item, auditor = make_item(desk.world.market), desk.browser("security_officer", region=None)
    page = text(auditor.get("/work/journal/", {"kind": "catalog.item", "key": str(item.pk)}))
    assert "登记事项" in page
    assert "登记事项" not in text(auditor.get("/work/journal/", {"day": "2026-11-19"})).split("</form>")[-1]
    nothing = text(auditor.get("/work/journal/", {"refused": "yes"}))
    assert "没有符合条件的日志。" in nothing
    number = desk.staff("security_officer", region=None).number
    assert "登录" in text(auditor.get("/work/journal/", {"actor": number}))


def test_an_entry_shows_its_hash_the_one_before_and_whether_it_still_fits(desk: Desk) -> None:
    item = make_item(desk.world.market)
    auditor = desk.browser("security_officer", region=None)
    entry = Entry.objects.get(stream__kind="catalog.item", stream__key=str(item.pk))
    page = text(auditor.get(f"/work/journal/entries/{entry.pk}/"))
    assert entry.digest in page and "重新计算的摘要一致" in page
    with protection.lifted(), connection.cursor() as cursor:
        cursor.execute("UPDATE journal_entry SET actor_name = 'X' WHERE id = %s", [entry.pk])
    assert "摘要不一致，内容被改动过" in text(auditor.get(f"/work/journal/entries/{entry.pk}/"))


def test_a_verification_runs_as_a_job_and_finds_what_was_tampered_with(desk: Desk) -> None:
    auditor = desk.browser("security_officer", region=None)
    made = make_item(desk.world.market)
    run = auditor.post("/work/journal/verify/")["Location"]
    drain()
    assert "日志完整，没有发现改动" in text(auditor.get(run))
    with protection.lifted(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE journal_entry SET verb = 'x' WHERE stream_id = (SELECT id FROM journal_stream WHERE kind = %s AND key = %s)",
            ["catalog.item", str(made.pk)],
        )
    second = auditor.post("/work/journal/verify/")["Location"]
    drain()
    page = text(auditor.get(second))
    assert "发现 1 处问题" in page and f"catalog.item:{made.pk}" in page
    assert "发现 1 处问题" in text(auditor.get("/work/journal/verify/"))


def test_the_export_holds_the_same_rows_with_their_hashes(desk: Desk) -> None:
    auditor = desk.browser("security_officer", region=None)
    made = make_item(desk.world.market)
    answer = auditor.get("/work/journal/export/csv/", {"kind": "catalog.item"})
    content = b"".join(answer.streaming_content).decode("utf-8-sig")
    entry = Entry.objects.get(stream__kind="catalog.item", stream__key=str(made.pk))
    assert entry.digest in content and len(content.splitlines()) == 2
