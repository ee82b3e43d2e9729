"""服务标准: five families and the platform's own; who still follows an earlier version is listed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from bancheng.ground.access import AccessDenied
from bancheng.ground.law import Refused
from bancheng.registers.catalog.tests import sample
from bancheng.registers.catalog.tests.sample import COUNTY, OTHER_COUNTY, PLATFORM, World, staff
from bancheng.registers.lists import selectors, services
from bancheng.registers.lists.models import Standard
from bancheng.registers.lists.types.standards import StandardSeed
from bancheng.registers.organisations import services as organisations

DAY = date(2026, 11, 20)
KEEPER = staff("lists.view", "lists.standards", name="中心")


def hall(region: str, name: str) -> Any:
    return organisations.create_organisation(
        region=region, name=name, kind="service_centre", function="service_centre", imported=True, by=PLATFORM
    )


def entered(**changes: Any) -> Standard:
    facts = {"code": "GB/T 36112", "name": "政务服务中心服务现场管理规范", "family": "centres", "issuer": "国家标准委"}
    return services.enter_standard(**(facts | {"by": PLATFORM} | changes))


def version(of: Standard, label: str = "2018 年版", day: date = date(2018, 10, 1)) -> Any:
    return services.publish_version(standard=of.pk, label=label, effective_from=day, by=PLATFORM)


@pytest.mark.demand("CAT-07")
def test_after_version_two_the_halls_still_on_version_one_are_listed(
    world: World, move: Callable[[date], None]
) -> None:
    move(DAY)
    here, there = hall(COUNTY, "西峡县政务服务中心"), hall(OTHER_COUNTY, "新密市政务服务中心")
    standard = entered()
    first = version(standard)
    for organ in (here, there):
        services.follow(version=first.pk, organisation=organ.pk, by=PLATFORM)
    assert selectors.followers(PLATFORM, standard.pk, behind=True) == ()
    second = version(standard, "2026 年版", date(2026, 11, 1))
    assert [one.organ for one in selectors.followers(PLATFORM, standard.pk, behind=True)] == [there.name, here.name]
    services.follow(version=second.pk, organisation=there.pk, by=PLATFORM)
    (left,) = selectors.followers(PLATFORM, standard.pk, behind=True)
    assert (left.organ, left.version, left.behind, left.kind) == (here.name, 1, True, "hall")
    view = selectors.standard(PLATFORM, standard.pk)
    assert (view.behind, view.followers, [one.followers for one in view.versions]) == (1, 2, [1, 1])


@pytest.mark.demand("CAT-07")
def test_the_library_has_five_families_and_the_platforms_own_and_items_and_processes_follow_too(
    world: World, move: Callable[[date], None]
) -> None:
    move(DAY)
    labels = [label for _value, label in selectors.families()]
    assert labels == [
        "政务服务事项管理", "政务服务中心建设", "政务服务实施", "政务服务评估评价", "12345便民服务热线", "平台标准规范",
    ]  # fmt: skip
    standard = entered(code="GB/T 39554.1", name="编码要求", family="items")
    first = version(standard)
    item = sample.make_item(world.market)
    services.follow(version=first.pk, organisation=world.market.pk, item=item.pk, by=KEEPER)
    use = services.follow(version=first.pk, organisation=world.market.pk, process="帮办代办", by=KEEPER)
    kinds = {one.kind: one.name for one in selectors.followers(KEEPER, standard.pk)}
    assert kinds == {"item": item.name, "process": "帮办代办"}
    assert [one.version_label for one in selectors.standards_of(item=item.pk)] == ["2018 年版"]
    services.stop_following(use=use.pk, by=KEEPER)
    assert selectors.standards_of(organisation=world.market.pk) == ()


def test_a_version_of_a_day_to_come_leaves_nobody_behind_yet(world: World, move: Callable[[date], None]) -> None:
    move(DAY)
    organ, standard = hall(COUNTY, "西峡县政务服务中心"), entered()
    services.follow(version=version(standard).pk, organisation=organ.pk, by=KEEPER)
    version(standard, "2027 年版", date(2027, 1, 1))
    assert selectors.followers(KEEPER, standard.pk, behind=True) == ()
    move(date(2027, 1, 4))
    assert [one.organ for one in selectors.followers(KEEPER, standard.pk, behind=True)] == [organ.name]
    with pytest.raises(Refused) as refused:
        version(standard, "旧版", date(2020, 1, 1))
    assert refused.value.code == "standards.order"


def test_who_keeps_and_who_sees_stops_at_the_grant(world: World, move: Callable[[date], None]) -> None:
    move(DAY)
    there = hall(OTHER_COUNTY, "新密市政务服务中心")
    standard = entered()
    first = version(standard)
    with pytest.raises(AccessDenied):
        entered(code="X", by=KEEPER)
    with pytest.raises(AccessDenied):
        services.follow(version=first.pk, organisation=there.pk, by=KEEPER)
    services.follow(version=first.pk, organisation=there.pk, by=PLATFORM)
    assert selectors.followers(KEEPER, standard.pk) == ()
    local = entered(code="DB 4113/1", region=COUNTY, by=KEEPER)
    local_version = services.publish_version(standard=local.pk, label="一", effective_from=DAY, by=KEEPER)
    with pytest.raises(Refused) as refused:
        services.follow(version=local_version.pk, organisation=there.pk, by=PLATFORM)
    assert refused.value.code == "standards.not_here"
    with pytest.raises(Refused) as twice:
        entered()
    assert twice.value.code == "standards.twice"


def test_the_public_list_names_the_version_in_force(world: World, move: Callable[[date], None]) -> None:
    move(DAY)
    standard = entered()
    version(standard)
    services.refresh_stale()
    version(standard, "2027 年版", date(2027, 1, 1))
    services.refresh_stale()
    page = selectors.list_page("standards", COUNTY)
    assert page is not None and [row["version"] for row in page.rows] == ["2018 年版"]
    move(date(2027, 1, 4))
    services.refresh_all()
    page = selectors.list_page("standards", COUNTY)
    assert page is not None and [row["version"] for row in page.rows] == ["2027 年版"]


def test_content_is_taken_in_once(world: World) -> None:
    hall(COUNTY, "西峡县政务服务中心")
    seed = StandardSeed(
        "GB/T 1", "名", "centres", "委", (("甲", "2018-01-01", ""), ("乙", "2020-01-01", "改")), ("service_centre",)
    )
    assert [services.take_in_standards(seeds=[seed], by=PLATFORM) for _ in range(2)] == [1, 0]
    assert [services.take_in_followers(seeds=[seed], region=COUNTY, by=PLATFORM) for _ in range(2)] == [1, 0]
    (use,) = selectors.followers(PLATFORM, Standard.objects.get().pk)
    assert (use.version, use.behind) == (2, False)
