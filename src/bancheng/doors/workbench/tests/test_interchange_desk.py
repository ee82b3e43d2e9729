"""Whole catalogues through the page: exported, downloaded, taken in again, and the sheets for the nation."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from bancheng.doors.workbench.tests.cast import Desk, text
from bancheng.ground.jobs import drain
from bancheng.registers.catalog import services
from bancheng.registers.catalog.models import ImplementationItem, Interchange
from bancheng.registers.catalog.tests.sample import COUNTY, PLATFORM, make_item, published

PAGE = "/work/interchange/"


@pytest.fixture(autouse=True)
def files_apart(tmp_path: Any) -> Any:
    with override_settings(BANCHENG_DATA_DIR=tmp_path):
        yield


@pytest.fixture
def officer(desk: Desk) -> Client:
    return desk.browser("service_officer")


def made(client: Client, shape: str = "archive", region: str = COUNTY) -> str:
    led = client.post(PAGE, {"act": "export", "region": region, "shape": shape})
    assert led.status_code == 302
    return str(led["Location"])


def upload(client: Client, content: bytes) -> Any:
    return client.post(PAGE, {"act": "upload", "file": SimpleUploadedFile("目录.zip", content)})


def downloaded(client: Client, run: str) -> bytes:
    return b"".join(client.get(run + "file/").streaming_content)


def test_a_catalogue_goes_out_and_comes_in_again_through_the_page(desk: Desk, officer: Client) -> None:
    published(desk.world.market)
    run = made(officer)
    assert "正在排队" in text(officer.get(run)) and officer.get(run + "file/").status_code == 404
    drain()
    shown = text(officer.get(run))
    assert "已完成" in shown and "没有冲突，也没有遗漏" in shown and "下载" in shown
    content = downloaded(officer, run)
    assert zipfile.ZipFile(BytesIO(content)).testzip() is None

    item = ImplementationItem.objects.get()
    services.edit_item(item=item, main_item="别的主项", by=PLATFORM)
    back = str(upload(officer, content)["Location"])
    assert "还没有导入" in text(officer.get(back))
    assert officer.post(back)["Location"] == back
    assert "已经开始导入" in text(officer.post(back, follow=True))
    drain()
    told = text(officer.get(back))
    assert "已有事项" in told and "没有覆盖，请核对" in told
    sheet = b"".join(officer.get(back + "notes/csv/").streaming_content).decode("utf-8-sig")
    assert "item.differs" in sheet and officer.get(back + "notes/exe/").status_code == 404
    item.refresh_from_db()
    assert item.main_item == "别的主项"


def test_the_national_sheets_name_what_is_not_in_them(desk: Desk, officer: Client) -> None:
    published(desk.world.market)
    make_item(desk.world.market, "还没有编指南的事项")
    run = made(officer, "national")
    drain()
    assert "还没有编指南的事项" in text(officer.get(run)) and "没有现行办事指南" in text(officer.get(run))
    names = zipfile.ZipFile(BytesIO(downloaded(officer, run))).namelist()
    assert "国家交换表.xlsx" in names and "csv/不能导出.csv" in names


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"a,b\n", b"%PDF-1.7"])
def test_a_file_that_is_no_archive_is_refused_beside_the_field(desk: Desk, officer: Client, content: bytes) -> None:
    answer = upload(officer, content)
    assert answer.status_code == 422 and 'id="id_file_error"' in text(answer)
    assert not Interchange.objects.exists()


@pytest.mark.parametrize(
    "given",
    [
        {"act": "export"},
        {"act": "export", "region": "410183000000", "shape": "archive"},
        {"act": "x"},
        {"act": "upload"},
    ],
)
def test_a_form_that_makes_no_sense_starts_nothing(desk: Desk, officer: Client, given: dict[str, str]) -> None:
    assert officer.post(PAGE, given).status_code in {200, 422}
    assert not Interchange.objects.exists()


def test_another_county_neither_sees_nor_downloads_the_archive(desk: Desk, officer: Client) -> None:
    run = made(officer)
    drain()
    stranger = desk.browser("service_officer", number="Other", organ=desk.world.elsewhere, region="410183000000")
    for address in (run, run + "file/", run + "notes/csv/"):
        assert stranger.get(address).status_code == 404
    assert desk.browser("catalog_editor").get(PAGE).status_code == 403
    admin = text(desk.administrator().get(PAGE))
    assert "全部地区" in admin and "上传并查看" not in admin
