"""办件统计: the month's share of paper with its files, and the two channels of an item side by side."""

from __future__ import annotations

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from bancheng.casework.cases import services
from bancheng.casework.cases.models import Case
from bancheng.doors.workbench.tests.cast import text
from bancheng.doors.workbench.tests.window import PNG, Window
from bancheng.registers.identity.tests import cast as citizens

pytestmark = pytest.mark.django_db
PERIOD = "?since=2026-11-01&until=2026-11-30"


def online(window: Window) -> str:
    """The same item applied for at home, both papers uploaded."""
    by = citizens.actor(citizens.person("张三", stem="41132319900307003", phone="13800000003"))
    key = services.start(item_id=window.item, by=by, answers={"shop_kind": "shop"})
    services.save_fields(key, by=by, values={"person_name": "张三", "has_staff": "no"})
    for line in (1, 2):
        services.add_file(key, line=line, stream=BytesIO(PNG), name="图.png", by=by)
    return services.submit(key, by=by, declared=True).number


@pytest.mark.demand("APP-27")
def test_the_month_report_shows_the_share_of_paper_by_item_and_department(window: Window) -> None:
    window.received()
    online(window)
    page = text(window.clerk.get("/work/measures/"))
    assert "2026年11月收件 2 件" in page and "50.0%" in page and "西峡县市场监督管理局" in page
    assert text(window.clerk.get("/work/measures/?month=2026-11&region=411323000000")).count("50.0%") >= 3
    assert "这个月没有收件" in text(window.clerk.get("/work/measures/?month=2026-10"))
    part = text(window.clerk.get("/work/measures/", headers={"HX-Request": "true", "HX-Target": "list"}))
    assert "<html" not in part and "50.0%" in part
    answer = window.clerk.get("/work/measures/export/xlsx/?month=2026-11")
    book = CalamineWorkbook.from_filelike(BytesIO(b"".join(answer.streaming_content)))
    rows = book.get_sheet_by_index(0).to_python()
    assert [row[1] for row in rows[1:]] == ["部门", "事项", "合计"]
    assert all([str(row[7]), str(row[8]), row[11]] == ["4.0", "2.0", "50.0"] for row in rows[1:])


@pytest.mark.demand("FLW-05")
def test_the_comparison_of_an_item_shows_both_channels_and_what_differs(window: Window) -> None:
    case, number = window.received(), online(window)
    listed = text(window.clerk.get(f"/work/measures/channels/{PERIOD}"))
    at = f"/work/measures/channels/{window.item}/"
    assert f'href="{at}' in listed
    for one in (case.number, number):
        services.accept(one, by=citizens.actor(window.desk.staff("clerk")))
    page = text(window.clerk.get(at + PERIOD))
    assert "没有规则差异" in page and "15 个工作日" in page and "营业执照" in page
    Case.objects.filter(number=number).update(due_on="2026-12-30")
    page = text(window.clerk.get(at + PERIOD))
    assert "发现 1 处规则差异" in page and "办理时限" in page and number in page
    exported = b"".join(window.clerk.get(f"{at}export/csv/{PERIOD}").streaming_content).decode()
    assert "办理时限" in exported and "规则差异,1" in exported


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?month=x",
        "?month=2026-13",
        "?since=2026-12-01&until=2026-01-01",
        "?since=x",
        "?since=0001-01-01",
        "?until=9999-12-31",
    ],
)
def test_addresses_that_make_no_sense_break_nothing(window: Window, query: str) -> None:
    for path in ("/work/measures/", "/work/measures/channels/"):
        assert window.clerk.get(path + query + ("&" if query else "?") + "organisation=99999999999").status_code == 200


def test_what_is_out_of_scope_is_not_there(window: Window) -> None:
    window.received()
    water = window.desk.browser("clerk", number="Water", organisation_id=window.desk.world.water.pk)
    assert "这个月没有收件" in text(water.get("/work/measures/"))
    assert water.get(f"/work/measures/channels/{window.item}/").status_code == 404
    assert window.clerk.get("/work/measures/channels/999999999/").status_code == 404
    editor = window.desk.browser("catalog_editor")
    assert editor.get("/work/measures/").status_code == 403
