"""A program that applies for an item that has closed is told since when, and who handles it now (CAT-26)."""

from __future__ import annotations

import pytest

from bancheng.casework.cases.models import Case
from bancheng.casework.cases.tests.stage import Stage
from bancheng.doors.openapi.tests.calling import caller
from bancheng.ground.law import today
from bancheng.registers.catalog import services
from bancheng.registers.catalog.models import ImplementationItem
from bancheng.registers.catalog.tests.sample import PLATFORM

FILING = {"answers": {"shop_kind": "shop"}, "values": {"person_name": "王小满", "has_staff": "no"}, "declared": True}


@pytest.mark.demand("CAT-26")
def test_applying_for_a_cancelled_item_answers_with_its_day(stage: Stage) -> None:
    item = ImplementationItem.objects.get(pk=stage.instant())
    services.record_change(kind="cancel", item=item, on=today(), basis="国发〔2026〕20号", by=PLATFORM)
    mine = caller(stage, stage.citizen())
    for path, sent in (("cases", {"item": item.pk}), ("cases/filings", {"item": item.pk, **FILING})):
        answer = mine.post(path, sent)
        assert answer.status_code in {409, 422} and answer.json()["code"] == "cases.item_gone"
        assert "2026 年 11 月 20 日取消" in answer.json()["detail"] and "国发〔2026〕20号" in answer.json()["detail"]
    assert not Case.objects.exists()
    guide = mine.get(f"items/{item.pk}").json()
    assert (guide["state"], guide["cancelled_on"]) == ("cancelled", "2026-11-20")
