"""Five levels, and a unit that moves keeps its history (ORG-01)."""

from __future__ import annotations

from datetime import date

import pytest

from bancheng.ground.access import AccessDenied
from bancheng.ground.journal.models import Entry
from bancheng.ground.law import Refused
from bancheng.registers.organisations import selectors, services
from bancheng.registers.organisations.models import Organisation, Placement

pytestmark = pytest.mark.django_db

MOVED = date(2024, 6, 1)


@pytest.fixture
def centre(places, by):
    return services.create_organisation(
        region="411323000000",
        name="西峡县行政审批服务中心",
        kind="service_centre",
        on=date(2018, 4, 11),
        by=by,
    )


@pytest.mark.demand("ORG-01")
def test_the_tree_shows_five_levels_and_a_moved_unit_keeps_its_history(centre, by):
    station = services.create_organisation(
        region="411323104000", name="回车镇便民服务中心", kind="institution", on=date(2018, 4, 11), by=by
    )
    (henan,) = selectors.tree("410000000000")
    levels = {node.region.level.value for node in henan.walk()}
    assert levels == {"province", "city", "county", "town", "village"}
    village = [node.region.full_name for node in henan.walk() if node.region.level == "village"]
    assert village == ["河南省南阳市西峡县回车镇杜店村"]

    services.move_organisation(
        organisation=station, region="411323000000", parent=centre, on=MOVED, reason="县编〔2024〕3号", by=by
    )

    before = selectors.organisation_at(station, date(2024, 5, 31))
    after = selectors.organisation_at(station, MOVED)
    assert (before.region_name, before.parent) == ("回车镇", None)
    assert (after.region_name, after.parent, after.reason) == ("西峡县", centre.pk, "县编〔2024〕3号")
    assert [(one.valid_from, one.valid_to) for one in selectors.history(station)] == [
        (date(2018, 4, 11), MOVED),
        (MOVED, None),
    ]
    (county,) = selectors.tree("411323000000", levels=0)
    assert [child.name for child in county.organisations[0].children] == ["回车镇便民服务中心"]


def test_a_renamed_unit_is_found_by_both_names(centre, by):
    services.rename_organisation(organisation=centre, name="西峡县政务服务中心", on=MOVED, reason="机构改革", by=by)
    assert selectors.organisation_at(centre, date(2024, 5, 31)).name == "西峡县行政审批服务中心"
    assert selectors.organisation_at(centre, MOVED).name == "西峡县政务服务中心"
    assert list(selectors.organisations(q="行政审批")) == [centre]
    assert list(selectors.organisations(q="西峡县政务服务中心")) == [centre]


def test_before_it_was_set_up_an_organisation_stood_nowhere(centre):
    assert selectors.organisation_at(centre, date(2018, 4, 10)) is None


def test_each_change_is_journaled_and_announced(centre, by, monkeypatch):
    announced = []
    monkeypatch.setattr("bancheng.registers.organisations.services.organs.announce", announced.append)
    services.rename_organisation(organisation=centre, name="西峡县政务服务中心", on=MOVED, reason="机构改革", by=by)
    entries = Entry.objects.filter(stream__kind="organisations.organisation", stream__key=str(centre.pk))
    assert [entry.verb for entry in entries.order_by("number")] == ["create_organisation", "rename_organisation"]
    (event,) = announced
    assert (event.organisation, event.name, event.on) == (centre.pk, "西峡县政务服务中心", MOVED)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"on": date(2018, 4, 11)}, "organisation.date"),
        ({"on": date(2999, 1, 1)}, "organisation.date"),
        ({"reason": " "}, "organisation.reason"),
        ({"region": "411323000000", "parent": None}, "organisation.same"),
        ({"region": "419999000000"}, "region.unknown"),
    ],
)
def test_a_move_that_cannot_be_is_refused_and_changes_nothing(centre, by, change, code):
    asked = {"region": "411323104000", "parent": None, "on": MOVED, "reason": "机构改革", **change}
    with pytest.raises(Refused) as refusal:
        services.move_organisation(organisation=centre, by=by, **asked)
    assert refusal.value.code == code
    assert Placement.objects.filter(organisation=centre).count() == 1


def test_an_organisation_cannot_stand_under_its_own_unit(centre, by):
    office = services.create_organisation(
        region="411323000000", name="综合股", kind="institution", parent=centre, by=by
    )
    with pytest.raises(Refused, match="不能是它自己"):
        services.move_organisation(
            organisation=centre, region="411323000000", parent=office, on=MOVED, reason="改革", by=by
        )


def test_a_retired_unit_keeps_its_past_and_takes_no_more_changes(centre, by):
    services.retire_organisation(organisation=centre, on=MOVED, reason="撤销", by=by)
    assert selectors.organisation_at(centre, date(2024, 5, 31)) is not None
    assert selectors.organisation_at(centre, MOVED) is None
    assert not selectors.organisations(region="411323000000").exists()
    with pytest.raises(Refused, match="已经撤销"):
        services.rename_organisation(organisation=centre, name="新名称", on=date(2024, 7, 1), reason="改名", by=by)


def test_a_county_administrator_cannot_move_a_unit_out_of_his_county(centre, county_admin):
    with pytest.raises(AccessDenied):
        services.move_organisation(
            organisation=centre, region="410183000000", parent=None, on=MOVED, reason="改革", by=county_admin
        )
    assert Organisation.objects.get(pk=centre.pk).region_id == "411323000000"


@pytest.mark.parametrize(
    ("code", "name", "expected"),
    [
        ("41132", "某地", "region.code"),
        ("411323000000", "西峡县", "region.twice"),
        ("420100000000", "武汉市", "region.parent"),
        ("411324", "  ", "region.name"),
    ],
)
def test_a_region_that_cannot_be_is_refused(places, by, code, name, expected):
    with pytest.raises(Refused) as refusal:
        services.create_region(code=code, name=name, by=by)
    assert refusal.value.code == expected


def test_a_new_region_takes_level_and_parent_from_its_code(places, by):
    row = services.create_region(code="411323101", name="丹水镇", by=by)
    assert (row.code, row.level, row.parent_id) == ("411323101000", "town", "411323000000")
    assert [view.name for view in selectors.ancestors(row.code)] == ["西峡县", "南阳市", "河南省"]
    assert selectors.region("411323101").full_name == "河南省南阳市西峡县丹水镇"
    assert selectors.region("没有") is None
