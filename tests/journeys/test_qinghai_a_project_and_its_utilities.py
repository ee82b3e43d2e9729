"""青海 2024, 13: 水电气网联合报装 out of the page of an investment project, filled with what the project has said."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from tests.journeys.scene import Scene, at

from bancheng.casework.bundles import selectors as bundles
from bancheng.casework.projects import services
from bancheng.casework.projects.types import ProjectData
from bancheng.ground.access import AccessDenied, Actor
from bancheng.ground.law import Refused
from bancheng.registers.identity.models import Account

REGION = "630104000000"
NAME, PLACE = "城西冷链物流园", "海湖新区西川南路 76 号"


@pytest.fixture
def scene(db: None, time_machine: Any) -> Scene:
    time_machine.move_to(at(date(2024, 9, 30)), tick=False)
    return Scene.of("qinghai-2024", "chengxi", REGION)


def coded(scene: Scene, owner: Actor, kind: str = "file") -> tuple[str, str]:
    """A project of his firm, handed in: its key and its code."""
    data = ProjectData(
        name=NAME,
        kind=kind,
        project_type="01",
        department="04",
        industry="G",
        investment=Decimal("8600"),
        starts_on=None,
        summary="",
        sites=((REGION, PLACE),),
    )
    key = services.begin(uscc=scene.firm(owner, "城西物流公司（演示）"), given=data, by=owner)
    return key, services.submit(key, by=owner)


@pytest.mark.demand("PRJ-08")
def test_the_project_page_offers_the_utilities_filled_with_the_projects_data(scene: Scene) -> None:
    owner = scene.stranger("马建设")
    key, code = coded(scene, owner)
    client = Client()
    client.force_login(Account.objects.get(pk=owner.account))
    page = client.get(f"/my/projects/{key}/").content.decode()
    assert f"/my/projects/{key}/utilities/" in page and "联合报装" in page
    answer = client.post(f"/my/projects/{key}/utilities/", {"region": REGION})
    assert answer.status_code == 302, answer.content.decode()
    started = str(answer.headers["Location"]).rstrip("/").rsplit("/", 1)[-1]
    draft = bundles.draft(owner, started)
    assert draft.project_code == code
    filled = {
        element: field.value
        for element in ("project_code", "project_name", "project_address", "org_name")
        if (field := draft.field(element))
    }
    assert filled == {
        "project_code": code,
        "project_name": NAME,
        "project_address": PLACE,
        "org_name": "城西物流公司（演示）",
    }
    assert not {problem.key for problem in draft.problems} & {"project_code", "project_name", "project_address"}
    assert client.get(answer.headers["Location"]).status_code == 200


def test_without_a_code_or_for_another_place_or_by_a_stranger_nothing_begins(scene: Scene) -> None:
    owner = scene.stranger("马建设")
    waiting, none = coded(scene, owner, kind="ratify")
    assert none == ""
    with pytest.raises(Refused, match="赋码以后"):
        services.begin_utilities(waiting, by=owner)
    services.accept(waiting, by=scene.desk("projects"))
    with pytest.raises(Refused, match="不是项目的建设地点"):
        services.begin_utilities(waiting, by=owner, region="411323000000")
    with pytest.raises(AccessDenied):
        services.begin_utilities(waiting, by=scene.desk("projects"))
