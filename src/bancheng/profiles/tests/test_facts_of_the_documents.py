"""What the five documents name is there, and the demo organs are complete."""

from __future__ import annotations

from collections import Counter

import pytest
import yaml
from stdnum.cn import uscc

from bancheng.ground.access import system
from bancheng.profiles.loader import HERE, names
from bancheng.profiles.loader_codes import demo_credit_code
from bancheng.profiles.loader_reading import read_profile, read_regions
from bancheng.registers.organisations import selectors, services
from bancheng.registers.organisations.models import Organisation

BY = system("测试")
DEMO_COUNTIES = ("411323000000", "410183000000", "630104000000", "500112000000", "510107000000", "140105000000")


def taken_in(name):
    services.take_in_regions(regions=read_regions(), by=BY)
    services.take_in_profile(seed=read_profile(HERE / f"{name}.yaml"), by=BY)


def roster(key):
    (found,) = [one for one in selectors.rosters() if one.key == key]
    return [place.organisation for place in found.places.all()]


@pytest.mark.django_db
def test_xixia_has_its_five_pilot_departments_and_seven_towns():
    taken_in("xixia-2018")
    assert [one.short_name for one in roster("pilot-departments")] == [
        "发改委",
        "人社局",
        "市场监管局",
        "公安局",
        "规划局",
    ]
    towns = [one.short_name for one in roster("pilot-towns")]
    assert towns == ["回车镇", "五里桥镇", "西坪镇", "双龙镇", "白羽街道", "紫金街道", "莲花街道"]
    market = Organisation.objects.get(seed_key="411323-market_regulation")
    in_2018 = selectors.organisation_at(market, read_profile(HERE / "xixia-2018.yaml").in_force_from)
    assert (in_2018.name, market.name) == ("西峡县食药工商局", "西峡县市场监督管理局")


@pytest.mark.django_db
def test_qinghai_has_its_leading_group_of_26_bodies():
    taken_in("qinghai-2024")
    members = roster("leading-group")
    assert len({one.pk for one in members}) == 26
    assert {"青海省发展和改革委员会", "中华人民共和国西宁海关", "中国人民银行青海省分行", "青海省数据局"} <= {
        one.name for one in members
    }
    assert len(roster("task-force")) == 4
    assert len(selectors.tree("630000000000", levels=1)[0].children) == 8


@pytest.mark.django_db
@pytest.mark.demand("ORG-02")
def test_departments_towns_and_institutions_are_present_and_filterable():
    taken_in("xixia-2018")
    county = "411323000000"
    by_kind = {
        kind: {one.short_name for one in selectors.organisations(region=county, kind=kind)}
        for kind in Organisation.Kind.values
    }
    assert {"公安局", "人社局", "发改委", "财政局"} <= by_kind["department"]
    assert len(by_kind["town"]) == 19
    assert {"回车镇", "白羽街道", "寨根乡"} <= by_kind["town"]
    assert {"信息中心", "平台建设办公室", "疾控中心"} <= by_kind["institution"]
    supply = {"自来水公司", "供电公司", "燃气公司", "供热公司", "通信公司"}
    assert supply | {"公证处"} == by_kind["public_enterprise"]
    assert by_kind["service_centre"] == {"行政审批服务中心"}
    shown = [one for names_of_kind in by_kind.values() for one in names_of_kind]
    assert selectors.organisations(region=county).count() == len(shown), "every unit has one kind, none is lost"
    (by_function,) = selectors.organisations(region=county, function="market_regulation")
    assert by_function.kind == "department"
    assert not selectors.organisations(region=county, kind="department").filter(name__contains="公司").exists()


def test_every_demo_county_has_an_organ_for_every_function():
    vocabulary = yaml.safe_load((HERE / "catalogue" / "vocabulary.yaml").read_text(encoding="utf-8"))
    functions = {row["code"] for row in vocabulary["organ_kinds"]}
    have = Counter(
        (one.region, one.function)
        for name in names()
        for one in read_profile(HERE / f"{name}.yaml").organisations
        if one.region in DEMO_COUNTIES
    )
    # Towns and villages are regions of their own below the county.
    wanted = {(county, function) for county in DEMO_COUNTIES for function in functions - {"town", "village"}}
    assert wanted - set(have) == set()
    assert all(have[one] == 1 for one in wanted)


def test_owner_types_follow_the_vocabulary():
    seeds = {one.key: one for one in read_profile(HERE / "xinmi-2021.yaml").organisations}
    assert seeds["410183-water_supply"].owner_type == "public_enterprise"
    assert seeds["410183-notary"].owner_type == "public_enterprise"
    assert seeds["410183-health"].owner_type == "administrative"


def test_demo_credit_codes_pass_their_check_and_say_that_they_are_demo():
    seeds = [one for name in names() for one in read_profile(HERE / f"{name}.yaml").organisations]
    for one in seeds:
        assert uscc.is_valid(one.uscc), one
        assert one.uscc[2:8] == one.region[:6]
        assert one.uscc[8:11] == "DEM"
    shared = [code for code, n in Counter(one.uscc for one in seeds).items() if n > 1]
    assert shared == [demo_credit_code("11", "630000000000", "630000-general_office")], "only inner units share a code"
    assert len({one.key for one in seeds}) == len(seeds)


def test_the_region_table_holds_whole_paths_and_stays_small():
    codes = {one.code for one in read_regions()}
    assert {"630100000000", "632800000000", "510107000000", "511602000000", "140105000000"} <= codes
    assert (HERE / "regions.yaml").stat().st_size < 150_000
