"""Which fees have a code, and how far the lead fields of online payment are (PAY-06)."""

from __future__ import annotations

import re

from django.db.models import Q

from bancheng.ground.access import Actor, region_stem
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.organisations import selectors as organisations
from bancheng.registers.payments import standing
from bancheng.registers.payments.adapters.cashier import cashier
from bancheng.registers.payments.fees import codes_of, standards
from bancheng.registers.payments.keys import LEAD_FIELDS, NONE
from bancheng.registers.payments.published import charging_items
from bancheng.registers.payments.types import FeeLine, LeadField, LeadItem

SEPARATORS = re.compile(r"[、,，;；\s]+")
LABELS = {
    "industry": "工信委（工业和信息化主管部门）",
    "human_resources": "人社局",
    "emergency": "安监局（应急管理局）",
    "public_security": "公安（含交警）",
}
"""Names of the lead fields by the function of their organs; a function without one shows as its organ is called."""


def fee_lines(actor: Actor, *, region: str = "") -> tuple[FeeLine, ...]:
    """Every fee of guides in force that the actor's grants for `payments.view` cover, with its code. Three queries."""
    covered = {row.id for row in catalog.item_facts(actor=actor, action=standing.VIEW, region=region)}
    items = [(row, document) for row, document in charging_items(region) if row.id in covered]
    codes = codes_of(row.id for row, _document in items)
    return tuple(
        FeeLine(row.id, line, row.name, row.organ, row.region_code, fee)
        for row, document in items
        for line, fee in enumerate(standards(row.id, document, codes))
    )


def lead_board(region: str) -> tuple[LeadField, ...]:
    """The lead fields that the rule names for a region, each with its organs there and their items that charge something.

    Empty where the rule names none. Public: it shows guides and counts only.
    """
    named = str(organisations.rule(LEAD_FIELDS.key, region))
    functions = tuple(dict.fromkeys(one for one in SEPARATORS.split(named) if one and one != NONE))
    return tuple(_field(function, region) for function in functions)


def _field(function: str, region: str) -> LeadField:
    stem = region_stem(region)
    organs = organisations.organisations().filter(function=function, region__code__startswith=stem).order_by("pk")
    names = {row.pk: row.name for row in organs}
    found = list(charging_items(region, Q(organisation__in=list(names))))
    codes = codes_of(row.id for row, _document in found)
    taking = bool(cashier().channels())
    items = tuple(
        LeadItem(row.id, row.name, row.organ, standards(row.id, document, codes), taking) for row, document in found
    )
    label = LABELS.get(function) or next(iter(names.values()), function)
    return LeadField(function, label, tuple(names.values()), items)
