"""A department's own system sends a result: signed, once, with its route, and it stands in the project's time line (PRJ-04)."""

from __future__ import annotations

from typing import Any

import pytest

from bancheng.casework.projects import selectors, services
from bancheng.casework.projects.adapters.departments.demo import DemoOffice
from bancheng.casework.projects.models import Approval, Receipt
from bancheng.casework.projects.tests.ground import Ground
from bancheng.ground.law import Refused
from bancheng.registers.catalog.tests.sample import COUNTY

ROUTE = [
    {"node": "省级数据交换平台", "at": "2026-11-19T16:00:00+08:00"},
    {"node": "南阳市数据交换平台", "at": "2026-11-19T16:00:05+08:00"},
]


def message(code: str, **changes: Any) -> dict[str, Any]:
    told = {
        "message": "M-1",
        "code": code,
        "external": "HP-2026-007",
        "item_name": "建设项目环境影响报告表审批",
        "organ": "西峡县生态环境局",
        "region": COUNTY,
        "outcome": "granted",
        "happened_on": "2026-11-19",
        "document": "西环审〔2026〕7号",
        "stage": "works",
        "route": ROUTE,
    }
    return DemoOffice().signed(**(told | changes))


@pytest.mark.demand("PRJ-04")
def test_a_department_result_arrives_by_the_connector_and_appears_in_the_time_line(ground: Ground) -> None:
    row = ground.coded()
    receipt = services.take_result(message(row.code or ""))
    seen = selectors.project(ground.officer(), row.key)
    line = next(one for one in seen.timeline if one.label == "部门系统结果")
    assert "准予" in line.text and "西环审〔2026〕7号" in line.text and line.who == "西峡县生态环境局"
    works = next(one for one in seen.stages if one.key == "works")
    assert works.mark == "done" and works.approvals[0].system == "演示部门业务系统"
    kept = works.approvals[0].receipts[0]
    assert kept.number == receipt
    assert [node for node, _ in kept.route] == ["省级数据交换平台", "南阳市数据交换平台", "本平台"]
    assert kept.route[0][1] == "2026-11-19 16:00"


def test_the_same_message_again_gets_the_same_receipt_and_nothing_else(ground: Ground) -> None:
    row = ground.coded()
    first = services.take_result(message(row.code or ""))
    assert services.take_result(message(row.code or "")) == first
    assert Approval.objects.count() == Receipt.objects.count() == 1
    with pytest.raises(Refused, match="换一个编号"):
        services.take_result(message(row.code or "", outcome="refused"))


def test_what_is_not_signed_is_not_taken(ground: Ground) -> None:
    row = ground.coded()
    forged = message(row.code or "") | {"outcome": "refused"}
    for payload in (
        forged,
        forged | {"system": "nobody"},
        {},
        {"system": "demo-office", "signature": "é"},
        message("") | {"signature": None},
    ):
        with pytest.raises(services.ForgedResult):
            services.take_result(payload)
    assert Receipt.objects.count() == 0


def test_an_older_message_does_not_take_a_newer_one_back(ground: Ground) -> None:
    row = ground.coded()
    services.take_result(message(row.code or ""))
    services.take_result(
        message(row.code or "", message="M-0", outcome="accepted", happened_on="2026-11-10", document="")
    )
    kept = Approval.objects.get()
    assert kept.outcome == "granted" and kept.document == "西环审〔2026〕7号" and kept.receipts.count() == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"outcome": "perhaps"},
        {"stage": "moon"},
        {"region": "000000"},
        {"region": 411323},
        {"item_name": ""},
        {"external": "长" * 61},
        {"happened_on": "2026-11-21"},
        {"happened_on": "0001-01-01"},
        {"route": [{"node": "边缘", "at": "0001-01-01T00:00:00+14:00"}]},
        {"route": [{"node": "边缘", "at": "9999-12-31T23:59:59-14:00"}]},
        {"route": ROUTE * 11},
        {"organ": "\x00\x01"},
    ],
)
def test_what_does_not_fit_is_refused(ground: Ground, changes: dict[str, Any]) -> None:
    row = ground.coded()
    with pytest.raises(Refused):
        services.take_result(message(row.code or "", **changes))
    assert Receipt.objects.count() == 0


def test_an_unknown_project_and_anothers_number_are_refused(ground: Ground) -> None:
    row = ground.coded()
    with pytest.raises(Refused, match="没有这个代码"):
        services.take_result(message("2611-411323-04-01-000000"))
    services.take_result(message(row.code or ""))
    other = ground.coded(name="另一个项目的仓库")
    with pytest.raises(Refused, match="另一个项目"):
        services.take_result(message(other.code or "", message="M-2"))


def test_in_production_the_demo_system_is_nobody(ground: Ground, settings: Any) -> None:
    row = ground.coded()
    payload = message(row.code or "")
    settings.BANCHENG_MODE = "production"
    with pytest.raises(services.ForgedResult):
        services.take_result(payload)
