"""The codes of the finance bureau under which fees are collected."""

from __future__ import annotations

import re
from datetime import date

from django.db import IntegrityError, transaction

from bancheng.ground import journal
from bancheng.ground.access import AccessDenied, Actor, Subject, Target, demand
from bancheng.ground.law import Refused, now, today
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.payments import standing
from bancheng.registers.payments.models import FeeCode

CODE = re.compile(r"[0-9]{6,20}", re.ASCII)


def enter_code(*, item: int, fee: str, code: str, valid_from: date, by: Actor) -> int:
    """Say under which non-tax code a fee of an item's guide is collected from a day on; the key of the row.

    Raises AccessDenied without `payments.codes` for the organ; `Refused`: payments.code, payments.not_standard,
    payments.code_day (one begins on that day, or the day is past).
    """
    pinned = catalog.pin(item)
    if pinned is None:
        raise AccessDenied("没有找到这个事项。", visible=False, action=standing.CODES)
    place = pinned.document.identity
    demand(by, standing.CODES, Target(region=place.region_code, organisation=pinned.organisation_id))
    typed = code.strip()
    if not CODE.fullmatch(typed):
        raise Refused("payments.code", "非税项目编码是 6 到 20 位数字，请核对后再登记。")
    if fee not in {one.name for one in pinned.document.fees.items}:
        raise Refused("payments.not_standard", "办事指南没有这个收费项目，请先修改指南。")
    if valid_from < today():
        raise Refused("payments.code_day", "起用日期不能早于今天，已经开出的缴款单不变。")
    return _save(item, fee, typed, valid_from, by)


def _save(item: int, fee: str, code: str, valid_from: date, by: Actor) -> int:
    try:
        with transaction.atomic():
            row = FeeCode.objects.create(
                item_id=item,
                fee=fee,
                code=code,
                valid_from=valid_from,
                entered_by=by.name[:100],
                entered_at=now(),
            )
            facts = {"fee": fee, "code": code, "from": valid_from}
            journal.append(Subject("payments.codes", str(item)), "enter_code", by=by, facts=facts)
    except IntegrityError:
        raise Refused("payments.code_day", "这个收费项目当天已经登记过编码，请换一个起用日期。") from None
    return row.pk
