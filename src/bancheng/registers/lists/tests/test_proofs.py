"""证明事项清单: four elements, seven working days, and nothing may be asked for that is not on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from bancheng.ground.access import AccessDenied
from bancheng.ground.law import Refused
from bancheng.registers.catalog import services as catalog
from bancheng.registers.catalog.models import ImplementationItem
from bancheng.registers.catalog.tests import sample
from bancheng.registers.catalog.tests.sample import COUNTY, OTHER_COUNTY, PLATFORM, PROVINCE, World, staff
from bancheng.registers.catalog.types import GuideRefused
from bancheng.registers.duties import selectors as open_duties
from bancheng.registers.duties import services as duties
from bancheng.registers.identity import services as identity
from bancheng.registers.identity.tests.cast import actor
from bancheng.registers.lists import selectors, services
from bancheng.registers.lists.models import ProofEvent, ProofItem
from bancheng.registers.lists.types.proofs import ProofSeed
from bancheng.registers.messages import selectors as inbox
from bancheng.registers.organisations import services as organisations

MONDAY, LAST, OVERDUE = date(2021, 7, 12), date(2021, 7, 21), date(2021, 7, 22)
KEEPER = staff("lists.view", "lists.proofs", name="司法")
WHOLE = {
    "code": "M0005",
    "material": "M0005",
    "name": "从业人员健康证明",
    "basis": "《中华人民共和国食品安全法》第四十五条",
    "asked_by": "西峡县市场监督管理局",
    "issued_by": "疾病预防控制中心",
    "guidance": "凭身份证到疾病预防控制中心体检后开具",
}


def listed(**changes: Any) -> ProofItem:
    return services.list_proof(**({"region": COUNTY, "by": KEEPER} | WHOLE | changes))


def asking(**changes: Any) -> dict[str, Any]:
    """A guide that asks for the health certificate of the staff as a proof that another body issues."""
    guide = sample.body()
    guide["materials"][1] |= {"kind": "proof", "source": "other"} | changes
    return guide


def member(number: str, role: str, organ: Any, *, own: bool = False) -> Any:
    made = identity.create_staff(
        number=number, name="韩梅", organisation_id=organ.pk, password="Chun-2026-x!", by=PLATFORM
    )
    identity.grant_role(staff=made, role=role, region=COUNTY, organisation_id=organ.pk if own else None, by=PLATFORM)
    return made


@pytest.mark.demand("CAT-30")
def test_an_entry_without_an_issuing_unit_cannot_be_saved(world: World) -> None:
    for missing in ("basis", "asked_by", "issued_by", "guidance", "name"):
        with pytest.raises(Refused) as refused:
            listed(**{missing: "  "})
        assert refused.value.code == f"proofs.{missing}"
    row = listed()
    with pytest.raises(IntegrityError), transaction.atomic():
        ProofItem.objects.filter(pk=row.pk).update(issued_by="")
    with pytest.raises(Refused):
        services.correct_proof(proof=row.pk, issued_by="", by=KEEPER)
    page = selectors.list_page("proofs", COUNTY)
    assert page is not None and page.edition is not None
    assert [(one["basis"], one["asked_by"], one["issued_by"], one["guidance"]) for one in page.rows] == [
        (WHOLE["basis"], WHOLE["asked_by"], WHOLE["issued_by"], WHOLE["guidance"])
    ]


def test_the_list_is_kept_by_its_keepers_within_their_region(world: World) -> None:
    row = listed()
    for other, visible in ((staff("lists.view", name="甲"), True), (staff("lists.proofs", region=OTHER_COUNTY), False)):
        with pytest.raises(AccessDenied) as denied:
            services.cancel_proof(proof=row.pk, basis="文件", by=other)
        assert denied.value.visible is visible
    with pytest.raises(Refused) as refused:
        listed()
    assert refused.value.code == "proofs.twice"
    assert selectors.proof(KEEPER, row.pk).name == WHOLE["name"]
    with pytest.raises(AccessDenied):
        selectors.proof(staff("lists.view", region=OTHER_COUNTY), row.pk)


def test_an_edit_is_a_new_edition_and_a_cancelled_proof_leaves_the_list(world: World) -> None:
    row = listed()
    services.correct_proof(proof=row.pk, guidance="网上预约后体检", by=KEEPER)
    services.cancel_proof(proof=row.pk, basis="国务院令第 797 号", by=KEEPER)
    editions = selectors.list_editions("proofs", COUNTY)
    assert [(one.number, one.size) for one in editions] == [(3, 0), (2, 1), (1, 1)]
    with pytest.raises(Refused) as refused:
        services.correct_proof(proof=row.pk, name="别的", by=KEEPER)
    assert refused.value.code == "proofs.cancelled"
    assert listed().pk != row.pk, "what was cancelled may be listed again as an entry of its own"


def test_a_list_of_the_province_holds_in_its_counties(world: World) -> None:
    listed(region=PROVINCE, by=PLATFORM)
    services.refresh_stale()
    page = selectors.list_page("proofs", COUNTY)
    assert page is not None and [row["name"] for row in page.rows] == [WHOLE["name"]]


@pytest.mark.demand("CAT-31")
def test_on_working_day_eight_the_overdue_alert_reaches_the_unit_and_the_keeper(
    world: World, move: Callable[[date], None]
) -> None:
    move(MONDAY)
    office = justice_office()
    unit, keeper = member("editor", "catalog_editor", world.market, own=True), member("justice", "proof_keeper", office)
    stranger = member("water", "catalog_editor", world.water, own=True)
    row = listed()
    event = services.register_event(
        kind="cancel",
        organisation=world.market.pk,
        proof=row.pk,
        basis="法释〔2021〕1 号",
        happened_on=MONDAY,
        by=KEEPER,
    )
    assert (event.due_on, selectors.proof_event(KEEPER, event.pk).left) == (LAST, 7)

    def told(day: date) -> tuple[int, int, int]:
        move(day)
        duties.remind()
        return tuple(inbox.unread_count(one.account) for one in (unit, keeper, stranger))  # type: ignore[return-value]

    assert told(LAST)[1] == 0, "on the last day nothing is overdue yet"
    before = inbox.unread_count(unit.account)
    assert told(OVERDUE) == (before + 1, 1, 0)
    for one in (unit, keeper):
        assert inbox.inbox(one.account).messages[0].title.startswith("限期任务已逾期 1 个工作日")
    assert selectors.proof_event(KEEPER, event.pk).overdue


def justice_office() -> Any:
    return organisations.create_organisation(
        region=COUNTY, name="西峡县司法局", kind="department", function="justice", imported=True, by=PLATFORM
    )


def cancelled_law(world: World, **changes: Any) -> ProofEvent:
    facts = {"kind": "cancel", "organisation": world.market.pk, "basis": "法释〔2021〕1 号", "happened_on": MONDAY}
    return services.register_event(**({"by": KEEPER} | facts | changes))


@pytest.mark.demand("CAT-31")
def test_a_weekend_after_the_seventh_working_day_alarms_nobody(world: World, move: Callable[[date], None]) -> None:
    wednesday, friday = date(2021, 7, 14), date(2021, 7, 23)
    move(wednesday)
    keeper = member("justice", "proof_keeper", justice_office())
    event = cancelled_law(world, proof=listed().pk, happened_on=wednesday)
    assert event.due_on == friday
    stands = []
    for day in (friday, date(2021, 7, 24), date(2021, 7, 25), date(2021, 7, 26)):
        move(day)
        duties.remind()
        view = selectors.proof_event(KEEPER, event.pk)
        stands.append((view.left, view.overdue, inbox.unread_count(keeper.account)))
    assert stands == [(0, False, 0), (0, False, 0), (0, False, 0), (-1, True, 1)]
    (message,) = inbox.inbox(keeper.account).messages
    assert message.title.startswith("限期任务已逾期 1 个工作日")


@pytest.mark.demand("CAT-31")
def test_a_keeper_whose_role_is_for_his_own_office_is_told_sees_it_and_updates_the_list(
    world: World, move: Callable[[date], None]
) -> None:
    move(MONDAY)
    office = justice_office()
    keeper, waterworks = (
        member("justice", "proof_keeper", office, own=True),
        member("water", "proof_keeper", world.water, own=True),
    )
    row = listed()
    event = cancelled_law(world, proof=row.pk, by=actor(keeper))
    move(OVERDUE)
    duties.remind()
    assert (inbox.unread_count(keeper.account), inbox.unread_count(waterworks.account)) == (1, 0)
    (seen,) = selectors.proof_events(actor(keeper), open_only=True)
    assert (seen.id, seen.overdue) == (event.pk, True)
    assert event.duty is not None
    assert open_duties.duty(actor(keeper), event.duty.pk).overdue
    with pytest.raises(AccessDenied):
        open_duties.duty(actor(waterworks), event.duty.pk)
    with pytest.raises(AccessDenied):
        services.cancel_proof(proof=row.pk, basis="文件", by=actor(waterworks))
    services.cancel_proof(proof=row.pk, basis="文件", by=actor(keeper))
    assert ProofEvent.objects.get().duty.state == "done"


@pytest.mark.demand("CAT-31")
def test_an_update_in_time_closes_the_duty_and_nobody_is_alerted(world: World, move: Callable[[date], None]) -> None:
    move(MONDAY)
    keeper = member("justice", "proof_keeper", world.market)
    row = listed()
    cancelled = services.register_event(
        kind="cancel", organisation=world.market.pk, proof=row.pk, basis="文件一", happened_on=MONDAY, by=KEEPER
    )
    made = services.register_event(
        kind="add", organisation=world.market.pk, name="培训证明", basis="文件二", happened_on=MONDAY, by=KEEPER
    )
    move(LAST)
    services.cancel_proof(proof=row.pk, basis="文件一", by=KEEPER)
    listed(code="ZM0001", material="", name="培训证明", event=made.pk)
    for event in ProofEvent.objects.filter(pk__in=[cancelled.pk, made.pk]):
        assert (event.updated_on, event.duty.state) == (LAST, "done")
    move(OVERDUE)
    duties.remind()
    assert inbox.unread_count(keeper.account) == 0
    with pytest.raises(Refused) as refused:
        listed(code="ZM0002", material="", name="又一个", event=made.pk)
    assert refused.value.code == "proofs.event"


def test_a_change_is_registered_once_by_the_unit_or_the_keeper_with_its_basis(
    world: World, move: Callable[[date], None]
) -> None:
    move(MONDAY)
    row = listed()
    facts = {"kind": "cancel", "organisation": world.market.pk, "proof": row.pk, "basis": "文件", "happened_on": MONDAY}
    for changes, code in (
        ({"basis": " "}, "proofs.event_basis"),
        ({"happened_on": LAST}, "proofs.day"),
        ({"proof": None}, "proofs.entry"),
        ({"kind": "other"}, "proofs.kind"),
        ({"kind": "add", "proof": None}, "proofs.name"),
    ):
        with pytest.raises(Refused) as refused:
            services.register_event(**(facts | changes), by=KEEPER)
        assert refused.value.code == code
    own = staff("catalog.edit", organisation=world.market.pk)
    services.register_event(**facts, by=own)
    with pytest.raises(Refused) as refused:
        services.register_event(**facts, by=KEEPER)
    assert refused.value.code == "proofs.event_twice"
    with pytest.raises(AccessDenied):
        services.register_event(**facts, by=staff("catalog.edit", organisation=world.water.pk))
    with pytest.raises(AccessDenied):
        services.register_event(**(facts | {"organisation": 10**30}), by=KEEPER)


@pytest.mark.demand("CAT-32")
def test_an_unlisted_proof_keeps_a_guide_from_being_published(world: World) -> None:
    item: ImplementationItem = sample.make_item(world.market)
    catalog.save_draft(item=item, body=asking(), revision=0, by=PLATFORM, keep_incomplete=True)
    with pytest.raises(GuideRefused) as refused:
        catalog.publish(item=item, by=PLATFORM)
    (fault,) = [one for one in refused.value.faults if one.code == "lists.proof_unlisted"]
    assert fault.path == "materials.1.name" and "第四十四条" in fault.article and fault.mend
    listed()
    assert catalog.publish(item=item, by=PLATFORM).number == 1


def test_a_proof_listed_for_one_unit_may_not_be_asked_for_by_another(world: World) -> None:
    listed(organisation=world.market.pk)
    water = sample.make_item(world.water)
    catalog.save_draft(item=water, body=asking(), revision=0, by=PLATFORM, keep_incomplete=True)
    with pytest.raises(GuideRefused):
        catalog.publish(item=water, by=PLATFORM)
    market = sample.make_item(world.market)
    catalog.save_draft(item=market, body=asking(), revision=0, by=PLATFORM, keep_incomplete=True)
    assert catalog.publish(item=market, by=PLATFORM).number == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"exempt": "sharing", "exempt_note": "与疾控中心系统核对"},
        {"kind": "certificate"},
        {"kind": "other", "source": "applicant"},
    ],
)
def test_what_nobody_has_to_fetch_is_no_proof_to_list(world: World, changes: dict[str, str]) -> None:
    listed(code="ZM0009", material="", name="别的证明")
    item = sample.make_item(world.market)
    catalog.save_draft(item=item, body=asking(**changes), revision=0, by=PLATFORM, keep_incomplete=True)
    assert catalog.publish(item=item, by=PLATFORM).number == 1


def test_a_paper_called_a_proof_and_issued_by_others_is_one_where_a_list_is_kept(world: World) -> None:
    item = sample.make_item(world.market)
    catalog.save_draft(item=item, body=asking(kind="other"), revision=0, by=PLATFORM, keep_incomplete=True)
    listed(code="ZM0009", material="", name="别的证明")
    with pytest.raises(GuideRefused):
        catalog.publish(item=item, by=PLATFORM)
    listed(code="ZM0010", material="", name="从业人员 健康证明")
    assert catalog.publish(item=item, by=PLATFORM).number == 1


def test_content_is_taken_in_once_and_only_for_organs_that_are_there(world: World) -> None:
    told = {key: value for key, value in WHOLE.items() if key != "asked_by"}
    seeds = [
        ProofSeed(asked_by="market_regulation", **told),
        ProofSeed(**(told | {"asked_by": "press", "code": "ZM1"})),
    ]
    assert services.take_in_proofs(seeds=seeds, region=COUNTY, by=PLATFORM) == 1
    assert services.take_in_proofs(seeds=seeds, region=COUNTY, by=PLATFORM) == 0
    assert ProofItem.objects.get().asked_by == world.market.name
