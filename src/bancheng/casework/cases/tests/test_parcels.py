"""Results go out by courier and are delivered by its signature; envelopes that come in open their intake (APP-23)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db.models import F

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.adapters import courier as plug
from bancheng.casework.cases.adapters.courier.demo import DemoCourier
from bancheng.casework.cases.models import DemoShipment, Parcel, ParcelScan
from bancheng.casework.cases.tests.stage import Stage
from bancheng.ground.access import AccessDenied
from bancheng.ground.codes import CodeError
from bancheng.ground.jobs import drain
from bancheng.ground.jobs.models import Job
from bancheng.ground.journal import selectors as journal
from bancheng.ground.law import Refused
from bancheng.registers.messages.models import Message

TO = {"name": "王小满", "phone": "13800000001", "address": "河南省南阳市西峡县白羽街道灌河路36号"}
SATURDAY, SUNDAY = date(2026, 11, 21), date(2026, 11, 22)


def by_post(stage: Stage, by: Any = None) -> str:
    """A case decided, its papers made, to be sent by post."""
    number = stage.reviewed(stage.licensed(), by)
    row = stage.row(number)
    row.delivery = "post"
    row.save(update_fields=["delivery"])
    services.decide(number, by=stage.staff("approver"), outcome="granted")
    drain()
    assert stage.row(number).state == "decided"
    return number


class Down(DemoCourier):
    """A courier that does not answer until it is mended."""

    down = True

    def book(self, booking: plug.Booking) -> str:
        if self.down:
            raise plug.CourierDown("没有应答")
        return super().book(booking)

    def track(self, tracking: str) -> tuple[plug.Seen, ...]:
        if self.down:
            raise plug.CourierDown("没有应答")
        return super().track(tracking)


@pytest.fixture
def down() -> Iterator[Down]:
    made = Down()
    plug.use(made)
    yield made
    plug.use(None)


@pytest.mark.demand("APP-23")
def test_a_result_is_shipped_tracked_by_the_applicant_and_delivered_by_the_signature(
    stage: Stage, move: Callable[..., None]
) -> None:
    number, desk, citizen = by_post(stage), stage.staff("result_desk"), stage.citizen()
    services.ship(number, by=desk, **TO)
    drain()
    (parcel,) = selectors.own_case(citizen, number).handed.parcels
    assert (parcel.state, parcel.carrier) == ("ordered", "演示快递") and parcel.tracking.startswith("DEMO")
    assert parcel.contact == "王** 138****0001 河南省南阳市西峡县白羽街道****"
    assert parcel.tracking in Message.objects.get(template__key="cases.parcel_sent").body
    move(SATURDAY, 10)
    assert services.follow_parcels() == 1
    (parcel,) = selectors.own_case(citizen, number).handed.parcels
    assert [one.label for one in parcel.scans] == ["派送", "在途", "揽收", "已下单"]
    assert stage.row(number).state == "decided"
    move(SATURDAY, 20)
    assert services.follow_parcels() == 1 and services.follow_parcels() == 0
    row = stage.row(number)
    assert (row.state, row.delivery, row.collected_by, row.unclaimed) == ("closed", "post", "王**", False)
    assert row.delivered_at == row.collected_at == Parcel.objects.get().signed_at
    steps = {one.verb: one.text for one in selectors.own_case(citizen, number).steps}
    assert steps["deliver"] == "邮寄送达" and "close" in steps
    drain()
    assert "签收" in Message.objects.get(template__key="cases.delivered").body


@pytest.mark.demand("APP-23")
def test_an_inbound_parcel_is_registered_and_opens_the_intake_of_its_draft(stage: Stage) -> None:
    key, clerk = stage.draft(), stage.staff("clerk")
    services.take_parcel(
        by=clerk, carrier="邮政EMS", tracking="ea 123 456 789 cn", contents="营业执照复印件", name="王小满", case=key
    )
    (line,) = selectors.parcels_of(clerk, direction="in").rows
    assert (line.tracking, line.case, line.label, line.contact) == ("EA123456789CN", key, "窗口已收件", "王**")
    # Its intake is open to the clerk, who goes on with the same draft.
    draft = selectors.draft(clerk, line.case)
    filed = services.submit(draft.key, by=clerk, declared=True)
    (parcel,) = stage.seen(filed.number, clerk).handed.parcels
    assert parcel.direction == "in"
    assert [one.tracking for one in selectors.own_case(stage.citizen(), filed.number).handed.parcels] == [line.tracking]


@pytest.mark.demand("APP-23")
def test_an_envelope_of_nobody_waits_until_its_case_is_known_and_then_gets_a_receipt(stage: Stage) -> None:
    clerk = stage.staff("clerk")
    parcel = services.take_parcel(by=clerk, carrier="顺丰", tracking="SF1", contents="原件一份", name="李秀英")
    assert selectors.parcel(clerk, parcel).case == ""
    number = stage.file(by=stage.citizen("李秀英", 2)).number
    services.attach_parcel(parcel, case=number, by=clerk)
    assert selectors.parcel(clerk, parcel).case == number
    drain()
    paper = next(one for one in stage.seen(number).papers if one.title == "材料接收凭证")
    assert paper.ready
    with pytest.raises(Refused) as again:
        services.attach_parcel(parcel, case=number, by=clerk)
    assert again.value.code == "cases.parcel_attached"
    with pytest.raises(Refused) as twice:
        services.take_parcel(by=clerk, carrier="顺丰", tracking="sf 1", contents="原件一份", name="李秀英")
    assert twice.value.code == "cases.parcel_twice"


def test_a_courier_that_is_down_loses_nothing(stage: Stage, move: Callable[..., None], down: Down) -> None:
    number = by_post(stage)
    services.ship(number, by=stage.staff("result_desk"), **TO)
    drain()
    assert Parcel.objects.get().state == "booking"
    job = Job.objects.get(task__endswith="book_parcel")
    assert (job.state, job.attempts) == ("waiting", 1) and job.max_attempts >= 24
    down.down = False
    move(SATURDAY)
    drain()
    parcel = Parcel.objects.get()
    assert parcel.state == "ordered" and DemoShipment.objects.count() == 1
    # The courier took the order before we heard of it: one order, not two.
    DemoShipment.objects.update(booked_at=F("booked_at") - timedelta(minutes=1))
    services.follow_parcels()
    assert ParcelScan.objects.filter(state="ordered").count() == 1
    down.down = True
    move(date(2026, 11, 23), 14)
    with pytest.raises(plug.CourierDown):
        services.follow_parcels()
    assert Parcel.objects.get().state == "ordered"
    down.down = False
    assert services.follow_parcels() == 1
    assert stage.row(number).state == "closed"


def test_one_parcel_that_the_courier_chokes_on_keeps_no_other_waiting(
    stage: Stage, move: Callable[..., None], down: Down, caplog: pytest.LogCaptureFixture
) -> None:
    down.down = False
    first, second = by_post(stage), by_post(stage, stage.citizen("李秀英", 2))
    for number in (first, second):
        services.ship(number, by=stage.staff("result_desk"), **TO)
    drain()
    bad = Parcel.objects.get(case__number=first).tracking
    honest = down.track

    def choking(tracking: str) -> tuple[plug.Seen, ...]:
        if tracking == bad:
            raise KeyError("收件人 王小满 灌河路36号")
        return honest(tracking)

    down.track = choking  # type: ignore[method-assign]
    move(SUNDAY)
    with pytest.raises(RuntimeError, match="1 parcels"):
        services.follow_parcels()
    assert (stage.row(first).state, stage.row(second).state) == ("decided", "closed")
    assert "KeyError" in caplog.text and "灌河路" not in caplog.text
    down.track = honest  # type: ignore[method-assign]
    assert services.follow_parcels() == 1
    assert stage.row(first).state == "closed"


def test_what_came_back_is_told_to_the_desk_and_may_be_sent_again(stage: Stage, move: Callable[..., None]) -> None:
    number, desk = by_post(stage), stage.staff("result_desk")
    services.ship(number, by=desk, **TO)
    drain()
    with pytest.raises(Refused) as twice:
        services.ship(number, by=desk, **TO)
    assert twice.value.code == "cases.parcel_under_way"
    with pytest.raises(Refused) as by_hand:
        services.deliver(number, by=desk, method="window")
    assert by_hand.value.code == "cases.parcel_under_way"
    move(SUNDAY)
    plug.courier().send_back(Parcel.objects.get().tracking)  # type: ignore[attr-defined]
    services.follow_parcels()
    assert Parcel.objects.get().state == "returned" and stage.row(number).state == "decided"
    drain()
    assert Message.objects.filter(template__key="cases.parcel_back").count() == 1
    services.ship(number, by=desk, **TO | {"address": "河南省南阳市西峡县人民路18号"})
    assert Parcel.objects.filter(state="booking").count() == 1


def test_a_callback_counts_once_and_only_if_the_courier_signed_it(stage: Stage, move: Callable[..., None]) -> None:
    number, demo = by_post(stage), plug.courier()
    assert isinstance(demo, DemoCourier)
    services.ship(number, by=stage.staff("result_desk"), **TO)
    drain()
    tracking = Parcel.objects.get().tracking
    move(SUNDAY)
    told = demo.callback(tracking)
    for forged in ({**told, "state": "returned"}, {**told, "signature": "0" * 64}, {}, {**told, "more": 1}):
        with pytest.raises(plug.Forged):
            services.take_courier_notice(forged)
    assert services.take_courier_notice(told) is True and services.take_courier_notice(told) is False
    assert stage.row(number).state == "closed"
    assert ParcelScan.objects.filter(state="signed").count() == 1
    steps = [one.verb for one in selectors.own_case(stage.citizen(), number).steps]
    assert steps.count("deliver") == steps.count("close") == 1


def test_the_address_is_sealed_and_stands_in_no_journal_and_no_job(stage: Stage) -> None:
    number = by_post(stage)
    services.ship(number, by=stage.staff("result_desk"), **TO)
    row = Parcel.objects.get()
    kept = bytes(row.contact or b"")
    assert "灌河路".encode() not in kept and b"13800000001" not in kept
    written = str([one.facts for one in journal.latest(kind="cases.case")]) + str(list(Job.objects.values()))
    assert "灌河路" not in written and "13800000001" not in written


def test_who_may_ship_what_and_where_to(stage: Stage) -> None:
    number, desk = by_post(stage), stage.staff("result_desk")
    for who in (stage.staff("clerk"), stage.staff("reviewer"), stage.citizen()):
        with pytest.raises(AccessDenied):
            services.ship(number, by=who, **TO)
    with pytest.raises(CodeError):
        services.ship(number, by=desk, **TO | {"phone": "12345"})
    with pytest.raises(Refused) as nowhere:
        services.ship(number, by=desk, **TO | {"address": "西峡"})
    assert nowhere.value.code == "cases.address_missing"
    with pytest.raises(Refused) as early:
        services.ship(stage.accepted(by=stage.citizen("李秀英", 2)), by=desk, **TO)
    assert early.value.code == "cases.not_to_ship"
    assert not Parcel.objects.exists()


def test_a_booking_with_a_wrong_address_is_taken_back_before_the_courier_has_it(stage: Stage) -> None:
    number, desk = by_post(stage), stage.staff("result_desk")
    parcel = services.ship(number, by=desk, **TO)
    services.cancel_shipping(parcel, by=desk, reason="地址写错")
    drain()
    assert Parcel.objects.get().state == "returned" and not DemoShipment.objects.exists()
    second = services.ship(number, by=desk, **TO)
    drain()
    with pytest.raises(Refused) as late:
        services.cancel_shipping(second, by=desk, reason="地址写错")
    assert late.value.code == "cases.parcel_gone"
    with pytest.raises(AccessDenied):
        services.cancel_shipping("0" * 32, by=desk, reason="没有的")


def test_the_demo_courier_carries_nothing_in_a_real_installation(
    stage: Stage, move: Callable[..., None], settings: Any
) -> None:
    number = by_post(stage)
    services.ship(number, by=stage.staff("result_desk"), **TO)
    drain()
    told = DemoCourier().callback(Parcel.objects.get().tracking)
    settings.BANCHENG_MODE = "production"
    move(SUNDAY)
    with pytest.raises(plug.CourierDown):
        services.follow_parcels()
    with pytest.raises(plug.Forged):
        services.take_courier_notice(told)
    with pytest.raises(plug.CourierDown):
        DemoCourier().book(plug.Booking("0" * 32, "", "", "", "", "", ""))
    assert stage.row(number).state == "decided"
    (health,) = selectors.courier_checks()
    assert health.state == "fail" and "不能用于正式运行" in health.sentence


def test_a_tracking_number_that_looks_like_a_mobile_number_stays_whole(stage: Stage) -> None:
    clerk, sent = stage.staff("clerk"), {"carrier": "中通", "contents": "原件一份", "name": "李秀英"}
    for tracking in ("13812340001", "138 5678 0001"):
        services.take_parcel(by=clerk, tracking=tracking, **sent)
    found = [line.tracking for line in selectors.parcels_of(clerk, direction="in").rows]
    assert found == ["13856780001", "13812340001"]


def test_what_an_adapter_did_not_declare_leaves_no_address_in_a_job(stage: Stage, down: Down) -> None:
    number = by_post(stage)

    def broken(booking: plug.Booking) -> str:
        raise ValueError(f"bad address: {booking.name} {booking.address}")

    down.book = broken  # type: ignore[method-assign]
    services.ship(number, by=stage.staff("result_desk"), **TO)
    drain()
    job = Job.objects.get(task__endswith="book_parcel")
    assert job.state == "waiting" and job.error.startswith("CourierDown: ValueError")
    assert "灌河路" not in str(list(Job.objects.values())) and "王小满" not in job.error
