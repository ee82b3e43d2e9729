"""What the seeds demand of two public lists stands on their pages for everybody: the heads, and under them the words kept."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from bancheng.registers.catalog.models import MaterialType
from bancheng.registers.catalog.tests.sample import COUNTY, PLATFORM, build_world
from bancheng.registers.lists import services
from bancheng.registers.organisations import services as organisations

PROOF = {
    "name": "从业人员健康证明",
    "basis": "《中华人民共和国食品安全法》第四十五条",
    "asked_by": "西峡县市场监督管理局",
    "issued_by": "疾病预防控制中心",
    "guidance": "凭身份证体检后开具",
}
SERVICE = {
    "name": "安全评价",
    "matters": "危险化学品经营许可",
    "conditions": "具有安全评价资质",
    "process": "委托、现场勘查、出具报告",
    "time_limit": "20 个工作日",
    "fee": "双方协商，明码标价",
    "basis": "《中华人民共和国安全生产法》第三十二条",
}
TAG = re.compile(r"<[^>]+>")


@pytest.fixture
def stranger(db: None) -> Client:
    """Somebody without an account, in 西峡县, where both lists hold one entry."""
    build_world()
    organisations.serve_region(region=COUNTY, by=PLATFORM)
    MaterialType.objects.get_or_create(code="M0005", defaults={"name": "健康证明", "kind": "other"})
    services.list_proof(region=COUNTY, code="M0005", material="M0005", by=PLATFORM, **PROOF)
    services.list_service(region=COUNTY, code="ZJ0001", organs=[], by=PLATFORM, **SERVICE)
    services.refresh_stale()
    return Client()


def only_row(page: str) -> dict[str, str]:
    """The one row of the one table: head → words."""
    heads = [TAG.sub("", one) for one in re.findall(r'<th scope="col"[^>]*>(.*?)</th>', page)]
    (body,) = re.findall(r"<tbody>(.*?)</tbody>", page, re.S)
    (row,) = re.findall(r"<tr>(.*?)</tr>", body, re.S)
    cells = [TAG.sub("", one).strip() for one in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)]
    return dict(zip(heads, cells, strict=True))


@pytest.mark.demand("CAT-30")
@pytest.mark.parametrize("view", ["", "print/"])
def test_a_proof_is_read_with_basis_who_asks_who_issues_and_how_it_is_got(stranger: Client, view: str) -> None:
    row = only_row(stranger.get(f"/lists/proofs/{view}").content.decode())
    assert {key: row[key] for key in ("设定依据", "索要单位", "开具单位", "办理指南")} == {
        "设定依据": PROOF["basis"],
        "索要单位": PROOF["asked_by"],
        "开具单位": PROOF["issued_by"],
        "办理指南": PROOF["guidance"],
    }


@pytest.mark.demand("CAT-34")
@pytest.mark.parametrize("view", ["", "print/"])
def test_a_service_is_read_with_conditions_process_time_limit_and_fee(stranger: Client, view: str) -> None:
    row = only_row(stranger.get(f"/lists/intermediaries/{view}").content.decode())
    assert {key: row[key] for key in ("办理条件", "办理流程", "办理时限", "收费标准")} == {
        "办理条件": SERVICE["conditions"],
        "办理流程": SERVICE["process"],
        "办理时限": SERVICE["time_limit"],
        "收费标准": SERVICE["fee"],
    }
