"""延续: a licence whose renewal the law grants by silence holds on under its own number (行政许可法第五十条第二款)."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from bancheng.ground.access import AccessDenied, Actor, demand
from bancheng.ground.journal import services as journal
from bancheng.ground.law import Refused
from bancheng.registers.licences import rules
from bancheng.registers.licences.lifecycle import LICENCE, VALID
from bancheng.registers.licences.models import Licence
from bancheng.registers.licences.reading import REVOKE, subject_of, target_of, view_of
from bancheng.registers.licences.types import LicenceView


def prolong(*, licence: int, ended_on: date, by: Actor) -> LicenceView:
    """Lengthen a licence by one more term from the day after its end: as long as its type says, else as it was.

    `ended_on` is the end that the caller knows, so that one renewal never lengthens twice. Its file stays as signed; who
    verifies it reads the new end and why. In the caller's transaction. Raises AccessDenied, Refused: licences.prolonged,
    lifecycle.not_open.
    """
    with transaction.atomic(savepoint=False):
        row = Licence.objects.select_for_update(of=("self",)).select_related("type").filter(pk=licence).first()
        if row is None:
            raise AccessDenied("没有找到这本证照。", visible=False, action=REVOKE)
        demand(by, REVOKE, target_of(row))
        step = LICENCE.find("prolong", row.state)
        if row.valid_to != ended_on:
            raise Refused("licences.prolonged", "这本证照的有效期已经变更，不能按原来的日期延续。", step.basis)
        start = ended_on + timedelta(days=1)
        row.valid_to = (
            rules.last_day(start, row.type.months) if row.type.months else start + (ended_on - row.valid_from)
        )
        if row.state == VALID:  # of a suspended one the holder goes on reading why it is suspended
            row.reason = f"原有效期到 {ended_on:%Y-%m-%d}，届满前没有作出是否准予延续的决定，依法视为准予延续。"
        row.save(update_fields=["valid_to", "reason"])
        facts = {"from": ended_on, "to": row.valid_to}
        journal.append(subject_of(row), "prolong", by=by, facts=facts, article=str(step.basis or ""))
    return view_of(row)
