"""Which region a page shows: host, cookie, first served."""

from __future__ import annotations

import pytest

from bancheng.ground.law import Refused
from bancheng.registers.organisations import selectors, services

pytestmark = pytest.mark.django_db

XIXIA, XINMI, YUBEI = "411323000000", "410183000000", "500112000000"


@pytest.fixture
def served(places, by):
    services.serve_region(region=XINMI, order=20, by=by)
    services.serve_region(region=XIXIA, order=10, by=by)
    services.serve_region(region=YUBEI, order=30, host="yubei.example.cn", by=by)


def test_without_host_and_choice_the_first_served_region_shows(served):
    assert selectors.region_for(host="localhost:8000", chosen="").code == XIXIA


def test_the_chosen_region_shows_if_it_is_served(served):
    assert selectors.region_for(host="localhost", chosen=XINMI).code == XINMI
    for nonsense in ("411300000000", "999999999999", "'; DROP TABLE", "４１０１８３"):
        assert selectors.region_for(host="localhost", chosen=nonsense).code == XIXIA


def test_a_region_with_its_own_host_shows_there_whatever_was_chosen_elsewhere(served):
    assert selectors.region_for(host="Yubei.Example.cn:443", chosen=XINMI).code == YUBEI


def test_without_any_served_region_there_is_none(places):
    assert selectors.region_for(host="localhost", chosen=XIXIA) is None
    assert selectors.profile_of("").site_name == "政务服务"


def test_a_closed_region_is_no_longer_offered(served, by):
    services.serve_region(region=XIXIA, served=False, by=by)
    assert selectors.region_for(host="", chosen=XIXIA).code == XINMI


def test_a_host_belongs_to_one_region(served, by):
    with pytest.raises(Refused, match="已经用于其他区划"):
        services.serve_region(region=XINMI, host="yubei.example.cn", by=by)


def test_the_picker_lists_served_regions_under_those_above_in_their_order(served):
    def names(nodes):
        return [(node.region.name, names(node.children)) for node in nodes]

    assert names(selectors.served_regions()) == [
        ("河南省", [("南阳市", [("西峡县", [])]), ("郑州市", [("新密市", [])])]),
        ("重庆市", [("渝北区", [])]),
    ]
    assert selectors.region(YUBEI).full_name == "重庆市渝北区"
