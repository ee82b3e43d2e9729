"""An organ that charges, and who pays, for the tests of payments. Nobody real."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from bancheng.ground.access import Actor, Subject
from bancheng.ground.jobs import drain
from bancheng.ground.law import today
from bancheng.registers.catalog.models import GuideVersion
from bancheng.registers.catalog.tests.sample import COUNTY, PLATFORM, body, build_world, published, staff
from bancheng.registers.identity.models import NaturalPerson
from bancheng.registers.identity.tests.cast import actor, person
from bancheng.registers.payments import selectors, services
from bancheng.registers.payments.adapters.cashier import CashierDown, cashier
from bancheng.registers.payments.adapters.cashier.demo import DemoCashier
from bancheng.registers.payments.models import Attempt, Bill
from bancheng.registers.payments.types import BillDetail, BillView, Charge, Payer

LAW = {"law": "《中华人民共和国居民身份证法》", "article": "第二十一条"}
NEW, LOST = "换领工本费", "补领工本费"
FEES = {
    "charged": True,
    "items": [
        {"name": NEW, "standard": "每证20元", "basis": [LAW], "relief": "首次申领免费"},
        {"name": LOST, "standard": "每证40元", "basis": [LAW]},
        {"name": "加急费", "standard": "按省级主管部门公布的标准计收", "basis": [LAW]},
        {"name": "邮寄工本费", "standard": "12.5元/件", "basis": [LAW]},
    ],
}
CODE = "103040110"
FINANCE = ("payments.view", "payments.refund", "payments.reconcile", "payments.codes")


@dataclass(frozen=True)
class Till:
    """The organ `organ` charges for `guide`'s item; `payer` owes, `keeper` keeps the money of the organ."""

    guide: GuideVersion
    organ: Any
    elsewhere: Any
    payer: NaturalPerson
    keeper: Actor

    @property
    def him(self) -> Actor:
        return actor(self.payer)

    def raised(self, *charges: Charge, subject: Subject | None = None, **changes: Any) -> BillView:
        """A bill; each call is for another thing."""
        facts: dict[str, Any] = {
            "subject": subject or Subject("cases.case", uuid4().hex),
            "version": self.guide.pk,
            "charges": charges or (Charge(NEW), Charge(LOST, 2)),
            "payer": Payer(self.payer.name, person=self.payer.pk),
            "by": PLATFORM,
        }
        return services.raise_bill(**(facts | changes))

    def started(self, bill: BillView, channel: str = "wechat") -> str:
        """The number of a new order for a bill."""
        services.start_payment(number=bill.number, channel=channel, by=self.him)
        return Attempt.objects.filter(bill__number=bill.number).latest("pk").order

    def happens(self, order: str, course: str) -> list[str]:
        """What became of the callbacks of one course of the demo cashier."""
        return [one.verdict for one in services.demonstrate(order=order, course=course, by=self.him)]

    def paid(self, bill: BillView | None = None, channel: str = "wechat") -> BillDetail:
        made = bill or self.raised()
        assert self.happens(self.started(made, channel), "pay") == ["taken"]
        return self.seen(made)

    def seen(self, bill: BillView) -> BillDetail:
        """As finance sees it now."""
        return selectors.bill(bill.number, self.keeper)

    def state(self, bill: BillView) -> str:
        return Bill.objects.get(number=bill.number).state


def coded(item: int, codes: Mapping[str, str], on: date | None = None) -> None:
    for fee, code in codes.items():
        services.enter_code(item=item, fee=fee, code=code, valid_from=on or today(), by=PLATFORM)


def build_till() -> Till:
    world = build_world()
    guide = published(world.market, "居民身份证换领、补领", guide=body(fees=FEES))
    coded(guide.item_id, {NEW: CODE, LOST: CODE})
    keeper = staff(*FINANCE, region=COUNTY, name="钱会计")
    return Till(guide, world.market, world.elsewhere, person(), keeper)


class Silent(DemoCashier):
    """The demo cashier with its line cut."""

    down = True

    def start(self, order: Any) -> str:
        self._try()
        return super().start(order)

    def query(self, order: str) -> Any:
        self._try()
        return super().query(order)

    def refund(self, refund: Any) -> Any:
        self._try()
        return super().refund(refund)

    def close(self, order: str) -> Any:
        self._try()
        return super().close(order)

    def _try(self) -> None:
        if self.down:
            raise CashierDown


__all__ = ["COUNTY", "PLATFORM", "Silent", "Till", "build_till", "cashier", "coded", "drain"]
