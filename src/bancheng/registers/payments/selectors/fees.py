"""What a guide charges, and whether it can be paid online."""

from __future__ import annotations

from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog.types import GuideDocument
from bancheng.registers.payments.adapters.cashier import cashier
from bancheng.registers.payments.fees import codes_of, standards
from bancheng.registers.payments.types import FeeStandard


def fee_standards(item: int, document: GuideDocument) -> tuple[FeeStandard, ...]:
    """The fees of an item's guide; none where it charges nothing, which is the rule. One query at most."""
    return standards(item, document, codes_of([item])) if document.fees.charged else ()


def fees_of_version(version: int) -> tuple[FeeStandard, ...]:
    """The fees of a published guide version by its id, as a case pins it; none for one that does not exist."""
    pinned = catalog.guide_document(version)
    return fee_standards(pinned.item_id, pinned.document) if pinned is not None else ()


def pays_online(item: int, document: GuideDocument) -> bool:
    """可网上缴费: the guide charges something, each of its fees has a price and a non-tax code, and the cashier a channel."""
    fees = fee_standards(item, document)
    return bool(fees) and all(fee.online for fee in fees) and bool(cashier().channels())
