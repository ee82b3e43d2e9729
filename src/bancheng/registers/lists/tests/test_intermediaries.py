"""行政审批中介服务: a listed service, a free choice in neutral order, no subordinate of the approving organ, open commissions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any

import pytest
from stdnum.cn import uscc as credit

from bancheng.ground.access import AccessDenied, Actor, Subject
from bancheng.ground.law import Refused
from bancheng.registers.catalog import selectors as guides
from bancheng.registers.catalog import services as catalog
from bancheng.registers.catalog.tests import sample
from bancheng.registers.catalog.tests.sample import BASIS, COUNTY, OTHER_COUNTY, PLATFORM, World, staff
from bancheng.registers.catalog.types import GuideRefused
from bancheng.registers.identity import services as identity
from bancheng.registers.identity.models import NaturalPerson
from bancheng.registers.identity.roles import ROLES
from bancheng.registers.identity.tests import cast
from bancheng.registers.lists import selectors, services
from bancheng.registers.lists.intermediaries import rules
from bancheng.registers.lists.models import Bid, Commission, FirmService, IntermediaryChoice
from bancheng.registers.organisations import services as organisations

KEEPER = staff("lists.view", "lists.intermediaries", name="中心")
TEXTS = {
    "name": "安全评价",
    "matters": "危险化学品经营许可",
    "conditions": "具有安全评价资质",
    "process": "委托、现场勘查、出具报告",
    "time_limit": "20 个工作日",
    "fee": "双方协商，明码标价",
    "basis": "《中华人民共和国安全生产法》第三十二条",
}
DAY = date(2026, 11, 20)
ABOUT = Subject("tests.application", "1")


def code(stem: str) -> str:
    return stem + credit.calc_check_digit(stem + "0")


def listed(*organs: int, **changes: Any) -> Any:
    return services.list_service(
        **({"region": COUNTY, "code": "ZJ0001", "organs": organs, "by": KEEPER} | TEXTS | changes)
    )


def firm(place: int, name: str = "", **changes: Any) -> Any:
    facts = {"region": COUNTY, "uscc": code(f"91411323MA0DEM{place:03d}"), "name": name or f"安评公司{place}"}
    facts |= {"kind": "enterprise", "contact": "0377-1", "services": ["ZJ0001"], "by": KEEPER}
    return services.register_firm(**(facts | changes))


def using(*, basis: bool = False, service: str = "ZJ0001", **more: Any) -> dict[str, Any]:
    return sample.body(intermediaries=[{"service": service, "basis": [BASIS] if basis else []} | more])


@pytest.mark.demand("CAT-34")
def test_the_public_list_shows_conditions_process_term_and_fee_of_each_service(world: World) -> None:
    listed()
    page = selectors.list_page("intermediaries", COUNTY)
    assert page is not None and page.edition is not None
    (row,) = page.rows
    assert {key: row[key] for key in TEXTS} == TEXTS
    for missing in TEXTS:
        with pytest.raises(Refused) as refused:
            listed(code="ZJ0002", **{missing: " "})
        assert refused.value.code == f"intermediaries.{missing}"
    for wrong, reason in (("ZJ1", "intermediaries.code"), ("ZJ0001", "intermediaries.twice")):
        with pytest.raises(Refused) as refused:
            listed(code=wrong)
        assert refused.value.code == reason


@pytest.mark.demand("CAT-34")
def test_a_guide_step_may_only_use_a_listed_service(world: World) -> None:
    item = sample.make_item(world.market)
    catalog.save_draft(item=item, body=using(stage="accept"), revision=0, by=PLATFORM, keep_incomplete=True)
    with pytest.raises(GuideRefused) as refused:
        catalog.publish(item=item, by=PLATFORM)
    assert [one.path for one in refused.value.faults if one.code == "lists.intermediary_unlisted"] == [
        "intermediaries.0.service"
    ]
    row = listed()
    assert catalog.publish(item=item, by=PLATFORM).number == 1
    services.cancel_service(service=row.pk, by=KEEPER)
    catalog.save_draft(item=item, body=using(stage="nowhere"), revision=0, by=PLATFORM, keep_incomplete=True)
    with pytest.raises(GuideRefused) as again:
        catalog.publish(item=item, by=PLATFORM)
    codes = {one.code for one in again.value.faults}
    assert {"lists.intermediary_unlisted", "lists.intermediary_stage"} <= codes


@pytest.mark.demand("CAT-35")
def test_all_registered_firms_are_shown_in_an_order_that_no_name_can_buy(
    world: World, move: Callable[[date], None]
) -> None:
    listed()
    for place, name in enumerate(("AAA第一评价", "安安评价", "正大评价", "中天评价", "振华评价", "ZZZ评价")):
        firm(place, name)
    orders = set()
    for day in range(20):
        move(DAY + timedelta(days=day))
        names = tuple(one.name for one in selectors.firms_for(COUNTY, "ZJ0001"))
        assert len(names) == 6
        orders.add(names)
        assert tuple(one.name for one in selectors.firms_for(COUNTY, "ZJ0001")) == names, "the same all day"
    assert len({names[0] for names in orders}) > 2 and len(orders) > 10
    assert "随机次序" in selectors.ORDER_NOTE
    services.remove_firm(firm=selectors.firms_for(COUNTY, "ZJ0001")[0].id, reason="注销", by=KEEPER)
    assert len(selectors.firms_for(COUNTY, "ZJ0001")) == 5


@pytest.mark.demand("CAT-35")
def test_no_role_may_assign_a_firm_and_who_tries_hears_why(world: World) -> None:
    listed()
    chosen = firm(1)
    document = guides.guide(sample.published(world.market, guide=using()).item_id).document  # type: ignore[union-attr]
    assert not [
        key for role in ROLES.values() for key in role.actions if "assign" in key or "intermediaries.choose" in key
    ]
    everything = sorted({key for role in ROLES.values() for key in role.actions})
    for by in (staff(*everything, "*"), KEEPER, PLATFORM):
        with pytest.raises(AccessDenied) as denied:
            services.choose_firm(subject=ABOUT, document=document, service="ZJ0001", firm=chosen.pk, by=by)
        assert denied.value.visible and "不得指定" in denied.value.sentence
    assert not IntermediaryChoice.objects.exists()


def person(name: str, place: int) -> NaturalPerson:
    """Somebody with an account; the same for the same place."""
    found = NaturalPerson.objects.filter(name=name).first()
    return found or cast.person(name, stem=f"411323199003{place:02d}001", phone=f"1380000{place:04d}")


def citizen(name: str = "王小满", place: int = 1) -> Actor:
    return cast.actor(person(name, place))


@pytest.mark.demand("CAT-35")
def test_nothing_is_owed_unless_a_legal_basis_is_recorded(world: World) -> None:
    listed()
    free = guides.guide(sample.published(world.market, "甲", guide=using()).item_id).document  # type: ignore[union-attr]
    bound = guides.guide(sample.published(world.market, "乙", guide=using(basis=True)).item_id).document  # type: ignore[union-attr]
    assert selectors.owed_intermediaries(free, ABOUT) == ()
    (need,) = selectors.owed_intermediaries(bound, ABOUT)
    assert need.obligatory and "食品安全法" in need.basis
    services.choose_firm(subject=ABOUT, document=bound, service="ZJ0001", name="外地评价公司", by=citizen())
    assert selectors.owed_intermediaries(bound, ABOUT) == ()
    assert [one.chosen for one in selectors.needs_of(bound, ABOUT)] == ["外地评价公司"]
    with pytest.raises(Refused) as refused:
        services.choose_firm(subject=ABOUT, document=bound, service="ZJ0009", name="x", by=citizen())
    assert refused.value.code == "intermediaries.not_asked"


@pytest.mark.demand("CAT-37")
def test_a_body_under_the_approving_organ_is_refused_with_the_reason(world: World) -> None:
    planning = organisations.create_organisation(
        region=COUNTY, name="西峡县规划局", kind="department", imported=True, by=PLATFORM
    )
    institute = organisations.create_organisation(
        region=COUNTY, name="西峡县规划设计院", kind="institution", parent=planning, imported=True, by=PLATFORM
    )
    listed(planning.pk)
    for place, parent in enumerate((planning, institute)):
        with pytest.raises(Refused) as refused:
            firm(place, "规划学会", kind="association", parent=parent.pk)
        assert refused.value.code == "firms.conflict"
        assert "西峡县规划局" in str(refused.value) and "第四十三条" in str(refused.value)
    assert firm(5, "另一局下属", kind="institution", parent=world.water.pk).pk
    allowed = firm(
        6, "法定机构", kind="institution", parent=institute.pk, exceptions={"ZJ0001": "《测绘法》第二十七条"}
    )
    assert FirmService.objects.get(firm=allowed).exception_basis == "《测绘法》第二十七条"
    shown = {one.name: one.exception_basis for one in selectors.firms_for(COUNTY, "ZJ0001")}
    assert shown["法定机构"] == "《测绘法》第二十七条"


def test_a_firm_under_the_organ_of_the_very_item_cannot_be_chosen_for_it(world: World) -> None:
    listed()
    own = firm(1, "市场局检测所", kind="institution", parent=world.market.pk)
    document = guides.guide(sample.published(world.market, guide=using()).item_id).document  # type: ignore[union-attr]
    facts = {"subject": ABOUT, "document": document, "service": "ZJ0001", "firm": own.pk, "by": citizen()}
    with pytest.raises(Refused) as refused:
        services.choose_firm(**facts, organ=world.market.pk)
    assert refused.value.code == "firms.conflict"
    services.choose_firm(**facts, organ=world.water.pk)


def test_a_firm_is_registered_once_with_a_right_code_for_listed_services(world: World) -> None:
    listed()
    firm(1)
    for changes, reason in (
        ({}, "firms.twice"),
        ({"uscc": "123"}, "firms.uscc"),
        ({"uscc": code("91411323MA0DEM009"), "services": []}, "firms.services"),
        ({"uscc": code("91411323MA0DEM009"), "services": ["ZJ0007"]}, "firms.service"),
        ({"uscc": code("91411323MA0DEM009"), "kind": "x"}, "firms.kind"),
        ({"uscc": code("91411323MA0DEM009"), "parent": 10**9}, "firms.parent"),
    ):
        with pytest.raises(Refused) as refused:
            firm(1, **changes)
        assert refused.value.code == reason
    with pytest.raises(AccessDenied):
        firm(2, by=staff("lists.intermediaries", region=OTHER_COUNTY))


# -- commissions


def bidder(place: int) -> tuple[Actor, Any]:
    """A registered firm with somebody who represents it."""
    made = firm(place)
    head = person(f"法人{'甲乙丙'[place - 1]}", 20 + place)
    identity.register_legal_person(uscc=made.uscc, name=made.name, representative=head, by=PLATFORM)
    return cast.actor(head), made


def commission(by: Actor, **changes: Any) -> Commission:
    facts = {
        "region": COUNTY,
        "service": "ZJ0001",
        "title": "储罐区安全评价",
        "requirement": "甲级资质",
        "method": "lot",
    }
    return services.open_commission(**(facts | {"closes_on": DAY + timedelta(days=5), "by": by} | changes))


def test_the_lot_falls_where_the_published_seed_says_and_the_owner_alone_draws_it(
    world: World, move: Callable[[date], None]
) -> None:
    move(DAY)
    listed()
    owner, bidders = citizen(), [bidder(place) for place in range(1, 4)]
    row = commission(owner)
    for place, (actor, made) in enumerate(bidders):
        services.bid(commission=row.number, firm=made.pk, price=Decimal(1000 + place), days=10, by=actor)
    sealed = selectors.commission(row.number, owner)
    assert sealed is not None and (sealed.bid_count, sealed.bids, sealed.bidding) == (3, (), True)
    with pytest.raises(Refused) as early:
        services.award(commission=row.number, by=owner)
    assert early.value.code == "commissions.early"
    move(DAY + timedelta(days=6))
    for other in (KEEPER, PLATFORM, bidders[0][0], staff("*")):
        with pytest.raises(AccessDenied):
            services.award(commission=row.number, by=other)
    done = services.award(commission=row.number, by=owner)
    codes = [made.uscc for _actor, made in bidders]
    expected = min(codes, key=lambda one: sha256(f"{done.seed}:{one}".encode()).hexdigest())
    assert Bid.objects.get(won=True).firm.uscc == expected == rules.drawn(done.seed, codes[::-1])
    with pytest.raises(Refused) as ended:
        services.award(commission=row.number, by=owner)
    assert ended.value.code == "commissions.ended"


def test_the_owner_chooses_with_a_reason(world: World, move: Callable[[date], None]) -> None:
    move(DAY)
    listed()
    owner, (actor, made) = citizen(), bidder(1)
    row = commission(owner, method="choice")
    offer = services.bid(commission=row.number, firm=made.pk, price=Decimal("99.5"), days=3, by=actor)
    for wrong, reason in (
        ({"price": Decimal(-1)}, "commissions.price"),
        ({"price": Decimal("NaN")}, "commissions.price"),
        ({"days": 0}, "commissions.days"),
        ({}, "commissions.bid_twice"),
    ):
        with pytest.raises(Refused) as refused:
            services.bid(
                **({"commission": row.number, "firm": made.pk, "price": Decimal(1), "days": 1, "by": actor} | wrong)
            )
        assert refused.value.code == reason
    with pytest.raises(AccessDenied):
        services.bid(commission=row.number, firm=made.pk, price=Decimal(1), days=1, by=owner)
    move(DAY + timedelta(days=6))
    with pytest.raises(Refused) as late:
        services.bid(commission=row.number, firm=bidder(2)[1].pk, price=Decimal(1), days=1, by=bidder_of(row))
    assert late.value.code == "commissions.closed"
    with pytest.raises(Refused) as reasonless:
        services.award(commission=row.number, bid=offer.pk, by=owner)
    assert reasonless.value.code == "commissions.reason"
    done = services.award(commission=row.number, bid=offer.pk, reason="方案最完整", by=owner)
    view = selectors.commission(done.number, actor)
    assert view is not None and [(one.firm, one.won) for one in view.bids] == [(made.name, True)]


def bidder_of(row: Commission) -> Actor:
    return cast.actor(person("法人乙", 22))


def test_a_commission_is_ones_own_or_of_ones_organ_and_may_be_taken_back(
    world: World, move: Callable[[date], None]
) -> None:
    move(DAY)
    listed()
    with pytest.raises(AccessDenied) as denied:
        commission(KEEPER)
    assert denied.value.visible
    own = staff("lists.commission", organisation=world.market.pk)
    row = commission(own, organisation=world.market.pk)
    with pytest.raises(AccessDenied):
        commission(own, organisation=world.water.pk)
    with pytest.raises(AccessDenied):
        services.cancel_commission(
            commission=row.number, reason="x", by=staff("lists.commission", organisation=world.water.pk)
        )
    assert services.cancel_commission(commission=row.number, reason="不再需要", by=own).state == "cancelled"
    for changes, reason in (
        ({"closes_on": DAY}, "commissions.day"),
        ({"method": "x"}, "commissions.method"),
        ({"service": "ZJ0100"}, "commissions.service"),
        ({"title": ""}, "commissions.title"),
    ):
        with pytest.raises(Refused) as refused:
            commission(citizen(), **changes)
        assert refused.value.code == reason
