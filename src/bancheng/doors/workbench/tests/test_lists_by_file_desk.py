"""An edition of a list from above through the page: compared, taken in, and the items that follow wait for review."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bancheng.doors.workbench.tests.cast import Desk, text
from bancheng.ground.jobs import drain
from bancheng.registers.catalog.models import ImportRun, UpstreamEntry

pytestmark = pytest.mark.django_db
HEAD = "\ufeff序号,事项名称,主管部门,实施机关,设定和实施依据\n"
FIRST = HEAD + "1,食品经营许可,市场监管总局,县级市场监管部门,《食品安全法》\n2,电影放映许可,国家电影局,,\n"
SECOND = HEAD + "1,食品经营许可,市场监管总局,设区的市级市场监管部门,《食品安全法》\n"
GIVEN = {
    "list": "licences",
    "region": "411323000000",
    "on": "2026-12-01",
    "remark": "国办发〔2026〕5 号",
    "whole": "on",
}


def upload(client, content: str, year: str, **changes: str):
    file = SimpleUploadedFile("清单.csv", content.encode())
    return client.post("/work/upstream/import/", GIVEN | {"edition": year, "file": file} | changes)


def test_a_newer_edition_is_compared_first_and_taken_in_after(desk: Desk) -> None:
    client = desk.browser("service_officer")
    assert "导入清单" in text(client.get("/work/upstream/"))
    run = upload(client, FIRST, "2023 年版")["Location"]
    client.post(run, {"act": "start"})
    drain()
    assert UpstreamEntry.objects.count() == 2

    run = upload(client, SECOND, "2026 年版")["Location"]
    shown = text(client.get(run))
    assert "和现有的清单不同的" in shown and "电影放映许可" in shown and "设区的市级市场监管部门" in shown
    assert UpstreamEntry.objects.filter(state="cancelled").count() == 0
    assert client.post(run, {"act": "start"}).status_code == 302
    drain()
    report = text(client.get(run))
    assert "清单已取消" in report and "看待复核的事项" in report
    entry = UpstreamEntry.objects.get(name="电影放映许可")
    assert entry.state == "cancelled" and f"/work/upstream/{entry.pk}/" in report
    assert "2026 年版" in text(client.get("/work/imports/"))


@pytest.mark.parametrize("changes", [{"remark": ""}, {"edition": ""}, {"on": "明天"}, {"region": "x"}, {"list": "x"}])
def test_what_the_file_is_must_be_said_beside_its_field(desk: Desk, changes: dict[str, str]) -> None:
    answer = upload(desk.browser("service_officer"), FIRST, "2023 年版", **changes)
    assert answer.status_code == 422 and f'id="id_{next(iter(changes))}_error"' in text(answer)
    assert not ImportRun.objects.exists()


def test_a_file_that_is_no_list_comes_back_with_a_sentence(desk: Desk) -> None:
    answer = upload(desk.browser("service_officer"), "", "2023 年版")
    assert answer.status_code == 422 and 'id="id_file_error"' in text(answer)


def test_who_may_not_import_does_not_see_the_button_and_is_refused(desk: Desk) -> None:
    client = desk.browser("catalog_editor")
    assert "导入清单" not in text(client.get("/work/upstream/"))
    assert upload(client, FIRST, "2023 年版").status_code in {403, 422}
    assert not ImportRun.objects.exists()
