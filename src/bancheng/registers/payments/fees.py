"""Fee standards: the published guide's own lines, with their price, their code, and whether they can be paid online."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from bancheng.ground.law import today
from bancheng.registers.catalog.schema import GuideDocument
from bancheng.registers.payments.models import FeeCode
from bancheng.registers.payments.rules import unit_price
from bancheng.registers.payments.types import FeeStandard

NO_PRICE = "标准没有写明单价，要由执收单位核定"
NO_CODE = "还没有登记非税项目编码"

Codes = Mapping[tuple[int, str], str]


def codes_of(items: Iterable[int], on: date | None = None) -> Codes:
    """By (item, fee name) the code in force on a day. One query."""
    rows = FeeCode.objects.filter(item__in=set(items), valid_from__lte=on or today()).order_by("valid_from")
    return {(row.item_id, row.fee): row.code for row in rows}


def standards(item: int, document: GuideDocument, codes: Codes) -> tuple[FeeStandard, ...]:
    """The fees of a guide, in its order; none where it says that nothing is charged."""
    if not document.fees.charged:
        return ()
    found = []
    for line in document.fees.items:
        price, code = unit_price(line.standard), codes.get((item, line.name), "")
        found.append(
            FeeStandard(
                name=line.name,
                standard=line.standard,
                basis="；".join(f"{one.law}{one.article}" for one in line.basis),
                relief=line.relief,
                unit=price.unit if price else "",
                unit_fen=price.fen if price else None,
                nontax_code=code,
                why_not=NO_PRICE if price is None else "" if code else NO_CODE,
            )
        )
    return tuple(found)
