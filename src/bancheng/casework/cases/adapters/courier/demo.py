"""The demo courier: keeps books of its own, moves a parcel on by the hours since it was booked, signs its callbacks. No network.

Nothing is ever carried: in production mode it takes no order and tells nothing.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from secrets import compare_digest
from typing import Any

from django.conf import settings

from bancheng.casework.cases.adapters.courier import (
    DELIVERING,
    ORDERED,
    PICKED,
    RETURNED,
    SIGNED,
    STATES,
    TRANSIT,
    Booking,
    CourierDown,
    Forged,
    Notice,
    Seen,
    register,
)
from bancheng.casework.cases.models import DemoShipment
from bancheng.ground.codes import mask_name
from bancheng.ground.crypto import CanonicalFault, canonical_json, keyed_hash
from bancheng.ground.law import in_shanghai, now

PURPOSE = "cases.courier"
REFUSED = "演示快递不送快件，不能用于正式运行，请接入快递公司。"
COURSE = (
    (ORDERED, 0, "快递公司已接单"),
    (PICKED, 2, "快递员已揽收"),
    (TRANSIT, 8, "快件在途中"),
    (DELIVERING, 24, "快递员正在派送"),
    (SIGNED, 28, "快件已签收"),
)
"""State, hours since the booking, words."""


class DemoCourier:
    """Courier over rows of our own. Refuses in production mode."""

    key = "demo"
    label = "演示快递"
    demo = True

    def book(self, booking: Booking) -> str:
        self._demand_the_demonstration()
        row, _ = DemoShipment.objects.get_or_create(
            order=booking.order,
            defaults={
                "tracking": f"DEMO{secrets.randbelow(10**12):012d}",
                "signatory": mask_name(booking.name),
                "booked_at": now(),
            },
        )
        return row.tracking

    def track(self, tracking: str) -> tuple[Seen, ...]:
        self._demand_the_demonstration()
        row = DemoShipment.objects.filter(tracking=tracking).first()
        return () if row is None else _seen(row)

    def parse(self, payload: Mapping[str, Any]) -> Notice:
        told = {key: value for key, value in payload.items() if key != "signature"}
        try:
            right = compare_digest(str(payload.get("signature", "")).encode(), _sign(told).encode())
            if (
                self.check()
                or not right
                or told.keys() != {"tracking", "state", "at", "text", "signed_by"}
                or told["state"] not in STATES
            ):
                raise Forged
            at = datetime.fromisoformat(told["at"])
            if at.tzinfo is None:
                raise Forged
            return Notice(told["tracking"], (Seen(told["state"], at, told["text"], told["signed_by"]),))
        except (CanonicalFault, UnicodeError, TypeError, ValueError) as error:
            raise Forged from error

    def check(self) -> str:
        """The demonstration's courier serves the demonstration only."""
        return "" if settings.BANCHENG_MODE == "demo" else REFUSED

    def _demand_the_demonstration(self) -> None:
        if problem := self.check():
            raise CourierDown(problem)

    def send_back(self, tracking: str) -> None:
        """Let a parcel be refused at the door: it is returned from now on."""
        DemoShipment.objects.filter(tracking=tracking, returned_at=None).update(returned_at=now())

    def callback(self, tracking: str) -> dict[str, Any]:
        """What the courier would send of a parcel as it stands now, signed. Raises LookupError for none of its own."""
        seen = self.track(tracking)
        if not seen:
            raise LookupError(tracking)
        last = seen[-1]
        told = {
            "tracking": tracking,
            "state": last.state,
            "at": last.at.isoformat(),
            "text": last.text,
            "signed_by": last.signed_by,
        }
        return told | {"signature": _sign(told)}


def _seen(row: DemoShipment) -> tuple[Seen, ...]:
    until, found = row.returned_at or now(), []
    for state, hours, text in COURSE:
        at = in_shanghai(row.booked_at) + timedelta(hours=hours)
        if at > until or (row.returned_at and state == SIGNED):
            break
        found.append(Seen(state, at, text, row.signatory if state == SIGNED else ""))
    if row.returned_at:
        found.append(Seen(RETURNED, in_shanghai(row.returned_at), "收件人拒收，快件退回"))
    return tuple(found)


def _sign(told: Mapping[str, Any]) -> str:
    return keyed_hash(canonical_json(dict(told)).decode(), purpose=PURPOSE)


register("demo", DemoCourier)
