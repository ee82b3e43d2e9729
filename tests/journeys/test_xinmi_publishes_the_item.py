"""S-XM, 新密 2021, step 1: 市政务服务中心 publishes an item with its guide; a catch-all clause keeps it from being published."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from tests.journeys.scene import Scene, at

from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog import services as desk
from bancheng.registers.catalog.types import GuideRefused

ITEM, CATCH_ALL = "药品经营许可（零售）新办", "法律、法规规定的其他材料"


@pytest.fixture
def scene(db: None, time_machine: Any) -> Scene:
    time_machine.move_to(at(date(2021, 7, 8)), tick=False)
    return Scene.of("xinmi-2021", "xinmi", "410183000000")


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def test_the_centre_publishes_ten_days_of_twenty_and_one_trip_and_no_catch_all(scene: Scene) -> None:
    item, centre = scene.found(ITEM), scene.desk("hall")
    assert centre.name == "张保国" and scene.guide(item).identity.organ == "新密市市场监督管理局"
    draft = catalog.draft(centre, item)
    promised = {"unit": "workday", "n": 10}
    trip = {"visits": 1, "visit_reason": "现场核查时要有人在场", "visit_basis": draft.body["basis"][:1]}
    body = draft.body | {"promised": promised} | trip

    # A catch-all, be it a material or a requirement, is not even saved; what is published stays as it was.
    row, before = catalog.implementation(centre, item), scene.guide(item).version
    for vague in (
        {"materials": [*body["materials"][:-1], body["materials"][-1] | {"name": CATCH_ALL}]},
        {"requirements": [*body["requirements"], {"text": CATCH_ALL, "basis": body["basis"][:1]}]},
    ):
        with pytest.raises(GuideRefused) as refused:
            desk.save_draft(item=row, body=body | vague, revision=draft.revision, by=centre)
        fault = next(one for one in refused.value.faults if one.code == "lint.vague")
        assert fault.path.startswith(next(iter(vague))) and "兜底条款" in fault.sentence
    assert catalog.draft(centre, item).revision == draft.revision
    assert CATCH_ALL not in text(Client().get(f"/guide/{item}/"))

    # Named for what it is, it is published: ten working days promised of twenty, one trip, in every channel that version.
    desk.save_draft(item=row, body=body, revision=draft.revision, by=centre)
    desk.publish(item=catalog.implementation(centre, item), by=centre)
    document = scene.guide(item)
    assert document.version == before + 1
    assert (document.promised.n, document.statutory.n, document.visits) == (10, 20, 1)
    shown = text(Client().get(f"/guide/{item}/"))
    assert "10 个工作日" in shown and "20 个工作日" in shown
    told = Client().get(f"/api/v1/items/{item}").json()
    assert (told["version"], told["document"]["visits"]) == (document.version, 1)
