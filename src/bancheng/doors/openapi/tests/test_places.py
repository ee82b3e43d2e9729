from __future__ import annotations

import pytest
from django.test import Client

from bancheng.registers.catalog.tests.sample import CITY, COUNTY, PROVINCE, TOWN, World
from bancheng.registers.organisations.models import Region

REGIONS = "/api/v1/regions"


def test_a_region_names_those_above_and_those_below(client: Client, world: World) -> None:
    told = client.get(f"{REGIONS}/411323").json()
    assert (told["code"], told["parent"], told["level"]) == (COUNTY, CITY, "county")
    assert told["path"] == ["河南省", "南阳市", "西峡县"]
    assert [(below["code"], below["path"][-1], below["children"]) for below in told["children"]] == [
        (TOWN, "丁河镇", [])
    ]


def test_a_region_is_the_same_under_its_short_and_its_long_code(client: Client, world: World) -> None:
    assert client.get(f"{REGIONS}/41").json() == client.get(f"{REGIONS}/{PROVINCE}").json()
    assert client.get(f"{REGIONS}/11").status_code == 404


def test_the_served_regions_come_as_trees_from_their_provinces(client: Client, world: World) -> None:
    assert client.get(REGIONS).json() == []
    county = Region.objects.get(code=COUNTY)
    county.served = True
    county.save()
    (province,) = client.get(REGIONS).json()
    (city,) = province["children"]
    (leaf,) = city["children"]
    assert (province["code"], leaf["code"]) == (PROVINCE, COUNTY)
    assert (province["served"], leaf["served"]) == (False, True)


@pytest.mark.parametrize(
    ("kind", "word"),
    [("theme", {"code": "licence", "label": "准营准办", "audience": "legal"}),
     ("nature", {"code": "power", "label": "依申请行政权力事项", "audience": ""}),
     ("item_type", {"code": "01", "label": "行政许可", "audience": ""})],
)  # fmt: skip
def test_a_vocabulary_gives_codes_with_their_words(client: Client, world: World, kind: str, word: dict) -> None:
    assert client.get(f"/api/v1/vocabulary/{kind}").json()[0] == word


def test_health_tells_what_works(client: Client, db: None) -> None:
    answer = client.get("/api/v1/health")
    assert (answer.status_code, answer.json()["status"], answer.json()["checks"]["database"]) == (200, "ok", True)
    assert answer["Cache-Control"] == "no-store"
