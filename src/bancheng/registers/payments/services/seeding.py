"""The codes of a demonstration, taken in where an item has none."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from bancheng.ground.access import Actor
from bancheng.ground.law import today
from bancheng.registers.payments.fees import codes_of
from bancheng.registers.payments.services.codes import enter_code


def take_in_codes(*, codes: Mapping[int, Mapping[str, str]], by: Actor) -> int:
    """By item, the code of each fee of its guide; how many were entered. A fee that has one is left as it is.

    They hold from today on. Raises what `enter_code` raises.
    """
    with transaction.atomic():
        known = codes_of(codes)
        missing = [
            (item, fee, code) for item, fees in codes.items() for fee, code in fees.items() if (item, fee) not in known
        ]
        for item, fee, code in missing:
            enter_code(item=item, fee=fee, code=code, valid_from=today(), by=by)
    return len(missing)
