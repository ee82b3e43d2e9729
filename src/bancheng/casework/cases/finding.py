"""A case by its key or its number, for reading or locked for a change."""

from __future__ import annotations

import re

from django.db.models import QuerySet

from bancheng.casework.cases.models import Case
from bancheng.ground.codes import CaseNumber, CodeError

KEY = re.compile(r"[0-9a-f]{32}", re.ASCII)


def find(case: str, rows: QuerySet[Case] | None = None) -> Case | None:
    """The case with this key or number, however the number was typed; None when there is none."""
    rows = Case.objects.all() if rows is None else rows
    if KEY.fullmatch(case):
        return rows.filter(key=case).first()
    try:
        number = str(CaseNumber.parse(case[:60]))
    except CodeError:
        return None
    return rows.filter(number=number).first()


def locked(case: str) -> Case | None:
    """The same, its row locked until the transaction ends: whoever comes second waits and sees what the first did."""
    return find(case, Case.objects.select_for_update())
