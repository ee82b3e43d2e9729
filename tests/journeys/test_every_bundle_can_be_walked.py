"""Every published bundle and package can be filled in once and handed in; those of full depth have walks of their own."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.journeys.bundling import Walk
from tests.journeys.scene import Scene, at

from bancheng.casework.bundles import selectors as bundles

FIRM = "西宁市城西区演示有限公司"
WALKED = {"restaurant", "newborn", "real-estate", "utilities", "firm-change", "green-computing"}
"""By tests of their own, from the first question to the last result."""


@pytest.fixture
def scene(db: None, time_machine: Any) -> Scene:
    time_machine.move_to(at(date(2024, 9, 30)), tick=False)
    return Scene.of("qinghai-2024", "chengxi", "630104000000")


def test_every_published_bundle_can_be_filled_in_and_handed_in(scene: Scene) -> None:
    who = scene.stranger("马永福")
    firm = scene.firm(who, FIRM)
    found = {line.key: line for line in bundles.public(scene.region)}
    assert found.keys() > WALKED
    for key in sorted(found.keys() - WALKED):
        page = bundles.page(scene.region, key)
        assert page is not None
        walk = Walk.begun(scene, key, who, uscc="" if "1" in page.body.audience else firm)
        walk.answer_most()
        assert len(walk.draft().parts) >= 2, key
        walk.fill()
        filed = walk.submit()
        opened = [one for one in walk.whole().parts if one.state == "open"]
        assert opened and all(one.number.startswith(filed.number) for one in opened), key
