"""With all five profiles in one installation, no public list of a place cites the plan or the measures of another."""

from __future__ import annotations

import pytest

from bancheng.ground.access import system
from bancheng.profiles.loader import HERE, names
from bancheng.profiles.loader_reading import read_profile, read_regions
from bancheng.registers.lists import selectors
from bancheng.registers.organisations import services

# What a document of each profile is called by, and a county where it holds.
PLACES = {
    "xixia-2018": ("西峡", "411323000000"),
    "xinmi-2021": ("新密", "410183000000"),
    "qinghai-2024": ("青海", "630104000000"),
    "chongqing-2020": ("重庆", "500112000000"),
    "shanxi-2017": ("山西", "140105000000"),
}


@pytest.fixture
def installed(db: None) -> None:
    by = system("测试")
    services.take_in_regions(regions=read_regions(), by=by)
    for name in names():
        services.take_in_profile(seed=read_profile(HERE / f"{name}.yaml"), by=by)


def articles(region: str) -> dict[str, str]:
    return {line.code: line.article for line in selectors.public_lists(region)}


@pytest.mark.parametrize("name", PLACES)
def test_no_list_cites_a_document_of_another_place(installed: None, name: str) -> None:
    others = [word for other, (word, _county) in PLACES.items() if other != name]
    for code, article in articles(PLACES[name][1]).items():
        assert not [word for word in others if word in article], (code, article)


def test_each_place_cites_its_own_document_where_that_names_the_list(installed: None) -> None:
    found = {name: articles(county) for name, (_word, county) in PLACES.items()}
    assert "西峡县" in found["xixia-2018"]["once"] and found["xixia-2018"]["negative"] != found["xixia-2018"]["once"]
    assert found["xixia-2018"]["four-ends"] == "《优化营商环境条例》第三十七条"
    assert "第十二条" in found["xinmi-2021"]["four-ends"] and found["xinmi-2021"]["once"].endswith("第三十六条")
    assert "重庆市" in found["chongqing-2020"]["cross-province"]
    assert found["qinghai-2024"]["cross-province"] == "国办发〔2020〕35号"
