from __future__ import annotations

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from bancheng.ground.access import Actor, Subject
from bancheng.ground.journal import anchor, append
from bancheng.ground.journal.models import Entry
from bancheng.ground.journal.protection import lifted

pytestmark = pytest.mark.django_db

CLERK = Actor(kind="staff", key="staff:7", name="张*")


@pytest.fixture(autouse=True)
def _a_journal():
    for number in range(3):
        append(Subject("cases.case", "1"), "edit", by=CLERK, facts={"n": number})
    anchor(date(2026, 11, 22))


def run(*words: str) -> str:
    said = StringIO()
    call_command("verify_journal", *words, stdout=said, no_color=True)
    return said.getvalue()


def test_a_whole_journal_is_said_to_be_whole():
    assert run("--quiet").splitlines() == [
        "共核对 1 个日志流、3 条日志、1 个每日锚点。",
        "日志完整，没有发现改动。",
    ]


def test_progress_is_said_on_the_way():
    assert "已核对 3/3 条（100%），发现 0 处问题" in run()


@pytest.mark.demand("SEC-15")
def test_a_tampered_journal_is_told_fault_by_fault_and_ends_with_code_one(capsys):
    with lifted():
        Entry.objects.filter(number=2).update(verb="other")
    said = StringIO()
    with pytest.raises(SystemExit) as end:
        call_command("verify_journal", "--quiet", stdout=said, no_color=True)
    assert end.value.code == 1
    assert "发现问题：cases.case:1 第 2 条的内容被改动。" in said.getvalue()
    assert "共发现 1 处问题" in said.getvalue()
