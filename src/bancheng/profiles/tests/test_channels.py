"""Each profile brings the channels that its document names, once."""

from __future__ import annotations

from bancheng.profiles.channels import read_channels
from bancheng.profiles.loader import names


def test_every_profile_has_the_platforms_own_pages_and_its_outside_channels() -> None:
    own = ["portal", "hall-screen", "print", "api"]
    for name in names():
        seeds = read_channels(name)
        assert [seed.code for seed in seeds if seed.kind == "own"] == own
        assert all(seed.region for seed in seeds if seed.kind == "feed") and len(seeds) > len(own)


def test_the_channels_of_xixia_are_the_five_of_its_plan() -> None:
    """西峡县实施方案三（六）3: 政府门户网站、大厅显示屏、部门微信公众号、河南政务服务网、南阳政务服务网."""
    labels = {seed.label for seed in read_channels("xixia-2018")}
    assert {"政府门户网站", "大厅显示屏", "部门微信公众号", "河南政务服务网", "南阳政务服务网"} < labels


def test_no_two_profiles_share_the_code_of_a_feed() -> None:
    codes = [seed.code for name in names() for seed in read_channels(name) if seed.kind == "feed"]
    assert len(codes) == len(set(codes))
