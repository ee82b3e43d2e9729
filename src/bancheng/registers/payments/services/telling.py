"""Messages to those whose bill it is."""

from __future__ import annotations

from typing import Any

from bancheng.ground.access import Subject
from bancheng.registers.documents.services import public_address
from bancheng.registers.identity import selectors as identity
from bancheng.registers.messages import services as messages
from bancheng.registers.payments.models import Bill
from bancheng.registers.payments.rules import yuan


def tell(bill: Bill, template: str, **facts: Any) -> int:
    """Tell the payer and who acts for him, each account once, in the caller's transaction; how many were told."""
    persons = [one for one in (bill.payer_id, bill.filer_id) if one is not None]
    accounts = [identity.account_of_person(one) for one in persons]
    if bill.legal_person_id is not None:
        accounts += identity.accounts_of_legal_person(bill.legal_person_id)
    told = dict.fromkeys(one for one in accounts if one)
    for account in told:
        messages.notify(
            account,
            template,
            subject=Subject(bill.subject_kind, bill.subject_key),
            item=bill.item_name,
            amount=yuan(bill.amount_fen),
            link=public_address(f"/my/bills/{bill.number}/"),
            **facts,
        )
    return len(told)
