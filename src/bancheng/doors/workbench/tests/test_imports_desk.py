"""A stranger's catalogue through the page: looked at, mapped, taken in as a job, reported row by row."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bancheng.doors.workbench.tests.cast import Desk, text
from bancheng.ground.jobs import drain
from bancheng.ground.jobs.models import Job
from bancheng.registers.catalog.models import ImplementationItem, ImportRun
from bancheng.registers.catalog.tests.sample import PLATFORM
from bancheng.registers.organisations import services as organisations

pytestmark = pytest.mark.django_db
CSV = "\ufeff事项,部门,类型,区划代码\n食品经营许可,西峡县市场监督管理局,01,411323000000\n=2+3,西峡县市场监督管理局,01,411323000000\n,西峡县市场监督管理局,01,411323000000\n"


def upload(client, content: bytes | str = CSV, name: str = "目录.csv"):
    data = content.encode() if isinstance(content, str) else content
    return client.post("/work/imports/", {"file": SimpleUploadedFile(name, data), "region": ""})


def test_a_file_is_looked_at_first_then_taken_in_and_reported_row_by_row(desk: Desk) -> None:
    client = desk.browser("service_officer")
    led = upload(client)
    assert led.status_code == 302
    run = led["Location"]
    shown = text(client.get(run))
    assert "共 3 行" in shown and "事项名称" in shown and not ImplementationItem.objects.exists()

    assert client.post(run, {"act": "start"}).status_code == 302
    assert "正在排队" in text(client.get(run))
    drain()
    report = text(client.get(run))
    assert "已完成" in report and ImplementationItem.objects.filter(name="食品经营许可").exists()
    refused = text(client.get(run, {"outcome": "refused"}))
    rows = refused[refused.index("逐行结果") :]
    assert "未导入" in rows and "食品经营许可" not in rows.split("<tbody>")[-1]
    assert "1" in client.get(run).context["report"].run.counts.values().__repr__()


def test_a_second_start_is_refused_and_the_same_file_again_changes_nothing(desk: Desk) -> None:
    client = desk.browser("service_officer")
    for _ in range(2):
        run = upload(client)["Location"]
        client.post(run, {"act": "start"})
        drain()
    assert ImplementationItem.objects.filter(name="食品经营许可").count() == 1
    assert ImportRun.objects.order_by("pk").last().counts["unchanged"] >= 1


def test_columns_are_put_right_by_hand(desk: Desk) -> None:
    client = desk.browser("service_officer")
    strange = "甲,乙,丙,丁\n食品经营许可,西峡县市场监督管理局,01,411323000000\n"
    answer = upload(client, strange)
    assert answer.status_code == 302
    run = answer["Location"]
    assert "请指定这些列" in text(client.get(run))
    mapped = {"column-0": "name", "column-1": "department", "column-2": "item_type", "column-3": "region"}
    looked = text(client.post(run, {**mapped, "act": "look"}))
    assert "请指定这些列" not in looked and "食品经营许可" in looked
    assert client.post(run, {**mapped, "act": "start"}).status_code == 302
    drain()
    assert ImplementationItem.objects.filter(name="食品经营许可").exists()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "empty.csv"),
        (b"%PDF-1.7\n%....", "list.csv"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 100, "list.xlsx"),
        (b"PK\x03\x04" + b"0" * 100, "list.xlsx"),
        (b"a,b\n1,2\n", "list.exe"),
        (b"\xff\xfe\x00\x00" * 50, "list.csv"),
    ],
)
def test_a_file_that_is_none_is_refused_with_a_sentence_beside_the_field(desk: Desk, content: bytes, name: str) -> None:
    answer = upload(desk.browser("service_officer"), content, name)
    assert answer.status_code == 422
    assert 'id="id_file_error"' in text(answer)
    assert not ImportRun.objects.exists()


def test_the_report_is_downloaded_and_no_cell_acts_as_a_formula(desk: Desk) -> None:
    import python_calamine

    client = desk.browser("service_officer")
    run = upload(client)["Location"]
    client.post(run, {"act": "start"})
    drain()
    csv = client.get(run + "report/csv/")
    assert csv.content.decode("utf-8-sig").startswith("行号") and ",=2+3" not in csv.content.decode()
    xlsx = client.get(run + "report/xlsx/")
    rows = python_calamine.CalamineWorkbook.from_filelike(BytesIO(xlsx.content)).get_sheet_by_index(0).to_python()
    assert len(rows) == 4
    assert client.get(run + "report/exe/").status_code == 404


def test_another_county_does_not_see_the_run(desk: Desk) -> None:
    run = upload(desk.browser("service_officer"))["Location"]
    stranger = desk.browser("service_officer", number="Other", organ=desk.world.elsewhere, region="410183000000")
    assert stranger.get(run).status_code == 404
    assert stranger.get(run + "report/csv/").status_code == 404


def test_a_forged_column_is_told_and_nothing_breaks(desk: Desk) -> None:
    client = desk.browser("service_officer")
    run = upload(client)["Location"]
    for mapped in (
        {"column-99": "name"},
        {"column-0": "no_such"},
        {"column-x": "name"},
        {"column-0": "name", "column-1": "name"},
    ):
        assert client.post(run, {**mapped, "act": "look"}).status_code in {200, 422}


def test_a_cancelled_import_is_shown_as_stopped_and_goes_on_when_started_again(desk: Desk) -> None:
    client = desk.browser("service_officer")
    run = upload(client)["Location"]
    client.post(run, {"act": "start"})
    job = Job.objects.get(subject_kind="catalog.import")
    assert client.post(f"/work/jobs/{job.pk}/cancel/", {"confirm": "yes"}).status_code == 302
    drain()
    stopped = text(client.get(run))
    assert "导入任务已取消" in stopped and "接着导入" in stopped and not ImplementationItem.objects.exists()
    assert client.post(run, {"act": "start"}).status_code == 302
    assert "接着导入" not in text(client.get(run))
    drain()
    assert ImportRun.objects.get().state == "done" and ImplementationItem.objects.exists()
    assert "接着导入" not in text(client.get(run))


def test_a_start_while_the_import_goes_on_says_so_and_changes_nothing(desk: Desk) -> None:
    client = desk.browser("service_officer")
    run = upload(client)["Location"]
    for _ in range(2):
        led = client.post(run, {"act": "start"})
    assert "已经开始导入" in text(client.get(led["Location"]))
    assert Job.objects.filter(subject_kind="catalog.import").count() == 1


def test_the_administrator_imports_into_any_registered_region_and_a_county_only_into_its_own(desk: Desk) -> None:
    for code, name in (("510000000000", "四川省"), ("511600000000", "广安市"), ("511602000000", "广安区")):
        organisations.create_region(code=code, name=name, by=PLATFORM)
    admin = desk.administrator()
    assert 'href="/work/imports/"' in text(admin.get("/work/"))
    assert 'value="511602000000"' in text(admin.get("/work/imports/"))
    file = SimpleUploadedFile("目录.csv", "事项,部门,类型\n食品经营许可,区市场监督管理局,01\n".encode())
    run = admin.post("/work/imports/", {"file": file, "region": "511602000000"})["Location"]
    admin.post(run, {"act": "start"})
    drain()
    assert ImplementationItem.objects.get().region_id == "511602000000"
    local = text(desk.browser("service_officer").get("/work/imports/"))
    assert 'value="411323000000"' in local and 'value="511602000000"' not in local


LINE = (
    '{"TASK_NAME": "食品经营许可", "DEPT_NAME": "西峡县市场监督管理局", "TASK_TYPE": "01", "AREACODE": "411323", '
    '"handle_time_limit": "7(工作日)", "material_intro": ["营业执照", "申请表"], "ORGCODE": "=006939756"}\n'
)


def test_lines_of_json_begin_guides_and_what_is_not_used_can_be_downloaded(desk: Desk) -> None:
    client = desk.browser("service_officer")
    run = upload(client, LINE, "目录.jsonl")["Location"]
    shown = text(client.get(run))
    assert "列“ORGCODE”没有对应到字段" in shown and "ORGCODE" in shown
    client.post(run, {"act": "start"})
    drain()
    report = text(client.get(run))
    assert "关于整个文件" in report and "没有采用的内容" in report
    left = b"".join(client.get(run + "leftover/csv/").streaming_content).decode("utf-8-sig")
    assert left.splitlines()[1] == "1,ORGCODE,'=006939756"
    assert client.get(run + "leftover/exe/").status_code == 404
    item = ImplementationItem.objects.get()
    for address in (f"/work/items/{item.pk}/", f"/work/items/{item.pk}/guide/materials/"):
        page = client.get(address)
        assert page.status_code == 200 and "申请表" in text(page), address


def test_a_column_that_looks_like_a_field_is_pointed_out(desk: Desk) -> None:
    client = desk.browser("service_officer")
    rows = "".join(f"食品经营许可{n},西峡县市场监督管理局,行政许可\n" for n in range(4))
    shown = text(client.get(upload(client, f"甲,乙,丙\n{rows}")["Location"]))
    assert "内容像“实施部门”" in shown and "内容像“事项类型（名称）”" in shown
