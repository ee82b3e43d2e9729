"""走流程体验 at the desk: a problem is entered with its owner and its day, stands in the ledger and is struck out."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from bancheng.casework.bundles import services
from bancheng.casework.bundles.running import person_key
from bancheng.casework.bundles.tests.running import Running, build_running
from bancheng.casework.cases.tests.stage import at, build_stage
from bancheng.doors.workbench.tests.cast import Desk, text
from bancheng.registers.catalog.tests.sample import COUNTY, PLATFORM
from bancheng.registers.organisations import services as organisations

pytestmark = pytest.mark.django_db
LEDGER = "/work/plans/walks/"


@pytest.fixture
def running(db: None, time_machine: Any) -> Running:
    time_machine.move_to(at(date(2026, 11, 20)), tick=False)
    made = build_running(build_stage())
    organisations.serve_region(region=COUNTY, by=PLATFORM)
    return made


@pytest.fixture
def officer(running: Running) -> Client:
    return Desk(running.stage.world).browser("service_officer")


@pytest.fixture
def walk(running: Running) -> str:
    person = person_key(running.stage.citizen())
    return services.begin_at_window(
        bundle_id=running.bundle.pk, person_id=person, by=PLATFORM, identity_method="id_card", trial=True
    )


@pytest.mark.demand("ONE-14")
def test_a_problem_is_entered_listed_taken_along_and_struck_out(walk, running, officer) -> None:
    page = officer.get(reverse("workbench:walk", args=[walk]))
    assert "不进统计" in text(page) and "还没有登记问题" in text(page)
    problem = {"text": "核对页看不出缺哪份材料", "organ": running.bundle.lead_id, "due": "2026-11-27"}
    address = reverse("workbench:walk-report", args=[walk])
    for changes, sentence in (
        ({"text": ""}, "请填写发现的问题"),
        ({"due": "2026-11-19"}, "整改期限不能早于今天"),
        ({"due": "9999-12-31"}, "最长两年"),
        ({"organ": "999999"}, "请从列表中选择责任单位"),
        ({"due": "下周"}, "请写成 2026-12-03 的样子"),
    ):
        answer = officer.post(address, problem | changes)
        assert answer.status_code == 422 and sentence in text(answer)
    assert officer.post(address, problem).status_code == 302
    twice = officer.post(address, problem)
    assert twice.status_code == 422 and "这个问题已经登记" in text(twice)
    listed = officer.get(LEDGER)
    assert "核对页看不出缺哪份材料" in text(listed) and "开办餐饮店" in text(listed)
    (one,) = listed.context["rows"]
    assert [officer.get(LEDGER, {"q": q}).context["rows"] == [one] for q in ("核对", "餐饮", "没有的")] == [
        True,
        True,
        False,
    ]

    settle = reverse("workbench:walk-settle", args=[one.duty.id])
    assert officer.post(settle, {"result": ""}).status_code == 422
    assert officer.post(settle, {"result": "核对页已列出缺的材料"}).status_code == 302
    file = officer.get(reverse("workbench:walks-export", args=["xlsx"]), {"standing": "done"})
    sheet = (
        CalamineWorkbook.from_filelike(io.BytesIO(b"".join(file.streaming_content))).get_sheet_by_index(0).to_python()
    )
    assert [(row[0], row[6], row[9]) for row in sheet[1:]] == [
        ("核对页看不出缺哪份材料", "已办结", "核对页已列出缺的材料")
    ]


def test_a_real_application_and_what_is_absent_are_not_found(running, officer) -> None:
    real = running.filed()
    for key in (real, "0" * 32, "nothing"):
        assert officer.get(reverse("workbench:walk", args=[key])).status_code == 404
        assert officer.post(reverse("workbench:walk-report", args=[key]), {}).status_code == 404


def test_who_does_not_coordinate_reads_and_does_not_enter(walk, running) -> None:
    desk = Desk(running.stage.world)
    reader = desk.browser("clerk")
    page = reader.get(reverse("workbench:walk", args=[walk]))
    assert page.status_code == 200 and "登记问题</a>" not in text(page)
    problem = {"text": "x", "organ": running.bundle.lead_id, "due": "2026-11-27"}
    assert reader.post(reverse("workbench:walk-report", args=[walk]), problem).status_code == 403
    assert "还没有登记走流程发现的问题" in text(reader.get(LEDGER))
