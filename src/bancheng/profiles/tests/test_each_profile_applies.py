"""Start with each profile: its limits and names apply (OPS-11)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bancheng.ground.access import system
from bancheng.ground.law import Pause, SpecialProcedure, Term, TermUnit
from bancheng.profiles.loader import HERE, names
from bancheng.profiles.loader_reading import read_profile, read_regions
from bancheng.registers.organisations import selectors, services
from bancheng.registers.organisations.models import RuleVersion

pytestmark = pytest.mark.django_db

BY = system("测试")

# profile, its demo county, site name, goal word, service authority, script, special procedures within the promise, warning days
EXPECTED = {
    "xixia-2018": ("411323000000", "西峡政务服务", "一次办妥", "县行政审批服务中心", "hans", False, 2),
    "xinmi-2021": ("410183000000", "新密政务服务", "一网通办、一次办成", "市政务服务中心", "hans", True, 3),
    "qinghai-2024": ("630104000000", "青海政务服务", "高效办成一件事", "省数据局", "hans", False, 2),
    "chongqing-2020": ("500112000000", "重庆政务服务", "跨省通办", "市政府办公厅", "hans", False, 2),
    "shanxi-2017": ("140105000000", "山西政务服务", "一号一窗一网", "省政务办", "hant", False, 2),
}


def take_in(*wanted):
    services.take_in_regions(regions=read_regions(), by=BY)
    for name in wanted:
        services.take_in_profile(seed=read_profile(HERE / f"{name}.yaml"), by=BY)


def check(name):
    county, site_name, goal_word, authority, script, runs_on, warn_days = EXPECTED[name]
    profile = selectors.profile_of(county)
    assert (profile.key, profile.site_name, profile.script) == (name, site_name, script)
    assert (profile.label("goal_word"), profile.label("service_authority")) == (goal_word, authority)
    accepted = date(2024, 9, 9)
    clocks = selectors.clocks(
        county, accepted=accepted, promised=Term(5, TermUnit.WORKDAY), statutory=Term(20, TermUnit.WORKDAY)
    ).with_pauses([Pause(date(2024, 9, 10), date(2024, 9, 12), SpecialProcedure.HEARING)])
    # Two working days of hearing: given back to the promise everywhere but in 新密 (第三十四条), to the law's term always.
    assert clocks.promised.due(accepted + timedelta(30)) == (date(2024, 9, 14) if runs_on else date(2024, 9, 19))
    assert clocks.statutory.due(accepted + timedelta(30)) == date(2024, 10, 15)
    assert selectors.rule("clock.warn_days", county, accepted) == warn_days


@pytest.mark.demand("OPS-11")
@pytest.mark.parametrize("name", EXPECTED)
def test_started_with_one_profile_its_limits_and_names_apply(name):
    take_in(name)
    assert selectors.region_for(host="localhost", chosen="").code == EXPECTED[name][0]
    check(name)


@pytest.mark.demand("OPS-11")
def test_all_five_live_in_one_installation_and_each_region_keeps_its_own():
    assert set(names()) == set(EXPECTED)
    take_in(*names())
    for name in names():
        check(name)


def test_before_its_day_a_rule_of_xinmi_does_not_apply():
    take_in("xinmi-2021")
    key = "clock.promised_runs_during_special"
    assert selectors.rule(key, "410183000000", date(2021, 7, 6)) is False
    assert selectors.rule(key, "410183000000", date(2021, 7, 7)) is True


def test_chengdu_stands_beside_yubei_under_its_own_names():
    take_in("chongqing-2020")
    yubei, chengdu = selectors.profile_of("500112000000"), selectors.profile_of("510107000000")
    assert (yubei.key, chengdu.key) == ("chongqing-2020", "chongqing-2020")
    assert (yubei.site_name, chengdu.site_name) == ("重庆政务服务", "成都政务服务")
    assert chengdu.branding["organiser"] == "成都市人民政府办公厅"
    assert chengdu.label("goal_word") == "跨省通办"
    assert chengdu.label("service_authority") != yubei.label("service_authority")


def test_every_profile_gives_every_label_and_the_branding_pages_show():
    keys = set(read_profile(HERE / "xixia-2018.yaml").labels)
    for name in names():
        seed = read_profile(HERE / f"{name}.yaml")
        assert set(seed.labels) == keys, name
        assert {"organiser", "operator", "hotline", "slogan", "demo_mark"} <= set(seed.branding), name


@pytest.mark.parametrize(
    ("profile", "region", "day", "value"),
    [
        ("xixia-2018", "411323000000", date(2018, 4, 11), "none"),
        ("shanxi-2017", "140105000000", date(2017, 5, 11), "none"),
        ("qinghai-2024", "630104000000", date(2024, 4, 2), "none"),
        ("chongqing-2020", "500112000000", date(2020, 10, 1), "none"),
        ("xinmi-2021", "410183000000", date(2021, 7, 7), "escalate"),
    ],
)
def test_each_profile_says_by_which_source_the_silence_of_a_consulted_unit_is_no_consent(profile, region, day, value):
    take_in(profile)
    assert selectors.rule("cases.consultation_silence", region, day) == value
    kept = RuleVersion.objects.filter(key="cases.consultation_silence", profile__key=profile)
    assert kept and all("《行政许可法》第二十六条第二款" in one.basis for one in kept)
