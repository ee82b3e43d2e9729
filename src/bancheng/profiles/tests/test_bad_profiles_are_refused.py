"""A profile file that is wrong is refused whole, with a sentence that says where."""

from __future__ import annotations

import pytest

from bancheng.ground.access import system
from bancheng.ground.law import Refused
from bancheng.profiles.loader import HERE, load
from bancheng.profiles.loader_reading import ProfileError, read_profile, read_regions
from bancheng.registers.organisations import services
from bancheng.registers.organisations.models import Organisation, Profile

GOOD = (HERE / "xinmi-2021.yaml").read_text(encoding="utf-8")
BY = system("测试")


def written(tmp_path, text):
    path = tmp_path / "test-2024.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.django_db
def test_an_invented_rule_key_is_refused_and_nothing_is_left(tmp_path):
    services.take_in_regions(regions=read_regions(), by=BY)
    seed = read_profile(written(tmp_path, GOOD.replace("clock.warn_days", "clock.magic_days")))
    with pytest.raises(Refused, match="方案 xinmi-2021：没有“clock.magic_days”这个规则键"):
        services.take_in_profile(seed=seed, by=BY)
    assert not Profile.objects.exists()
    assert not Organisation.objects.exists()


@pytest.mark.django_db
def test_a_value_of_the_wrong_kind_is_refused(tmp_path):
    services.take_in_regions(regions=read_regions(), by=BY)
    seed = read_profile(written(tmp_path, GOOD.replace("- value: 3", "- value: 三天")))
    with pytest.raises(Refused, match="应当是整数"):
        services.take_in_profile(seed=seed, by=BY)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("      valid_from: 2021-07-07\n", "", "规则 cases.consultation_silence缺少日期 valid_from"),
        ("in_force_from: 2021-07-07\n", "", "缺少日期 in_force_from，请写成 2021-07-07 的形式"),
        ("in_force_from: 2021-07-07", "in_force_from: 去年", "缺少日期 in_force_from"),
        ("- value: true\n      valid_from", "- valid_from", "缺少 value，请写明取值"),
        ("site_name: 新密政务服务", "", "缺少 site_name"),
        ("    prefix: 新密市\n", "", "410183000000缺少 prefix"),
        ("      data_bureau: {", "      moon_bureau: {", "moon_bureau 不在 organs.yaml 中"),
        ("rules:\n", "rules: [1]\nold:\n", "rules 应当由"),
        ("branding:\n", "branding: {{\n", "不是合法的 YAML 文件"),
    ],
)
def test_what_is_missing_is_named_with_its_file(tmp_path, old, new, sentence):
    assert old in GOOD
    with pytest.raises(ProfileError, match=sentence) as error:
        read_profile(written(tmp_path, GOOD.replace(old, new, 1)))
    assert str(error.value).startswith("test-2024.yaml：")


def test_an_empty_file_is_refused(tmp_path):
    with pytest.raises(ProfileError, match="键: 值"):
        read_profile(written(tmp_path, ""))


@pytest.mark.django_db
def test_a_profile_of_an_unregistered_region_is_refused():
    with pytest.raises(Refused, match="还没有登记，请先补上区划"):
        services.take_in_profile(seed=read_profile(HERE / "xinmi-2021.yaml"), by=BY)


def test_an_unknown_name_is_told_what_there_is():
    with pytest.raises(ProfileError, match="没有名为“beijing”的方案。可以装载：xixia-2018"):
        load(["beijing"])
