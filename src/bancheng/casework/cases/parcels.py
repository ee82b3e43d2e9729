"""How a parcel keeps whose it is: sealed for the courier, masked for everybody else; and the order of its states."""

from __future__ import annotations

import json
from dataclasses import asdict

from bancheng.casework.cases.models import Parcel
from bancheng.casework.cases.types.handing import Contact
from bancheng.ground.codes import mask_address, mask_mobile, mask_name
from bancheng.ground.crypto import open_text, seal

PURPOSE = "cases.parcel"
State = Parcel.State
WAY = (State.BOOKING, State.ORDERED, State.PICKED, State.TRANSIT, State.DELIVERING, State.SIGNED)
"""The states of a parcel that goes out, in order; 退回 may follow any of them but the last."""
UNDER_WAY = WAY[:-1]


def sealed(key: str, contact: Contact) -> bytes:
    """Name, phone and address as stored: opens for this parcel only."""
    return seal(json.dumps(asdict(contact), ensure_ascii=False), purpose=PURPOSE, bound_to=key)


def contact_of(row: Parcel) -> Contact:
    """What was sealed."""
    return Contact(**json.loads(open_text(bytes(row.contact or b""), purpose=PURPOSE, bound_to=row.key)))


def masked(contact: Contact) -> str:
    """王** 138****5678 南阳市西峡县****"""
    parts = (mask_name(contact.name), mask_mobile(contact.phone), mask_address(contact.address))
    return " ".join(part for part in parts if part)[:200]


def is_later(state: str, than: str) -> bool:
    """Whether a courier's word moves a parcel on: never back, and nothing follows its end."""
    if than in {State.SIGNED, State.RETURNED}:
        return False
    return state == State.RETURNED or WAY.index(State(state)) > WAY.index(State(than))
