"""A case by its key or its number, for reading or locked for a change."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet

from bancheng.casework.cases import beside
from bancheng.casework.cases.models import (
    Case,
    Consultation,
    Correction,
    Original,
    Parcel,
    Precheck,
    Procedure,
    Renewal,
    Tolerance,
    WithdrawalRequest,
)
from bancheng.ground.access import Actor
from bancheng.ground.codes import CaseNumber, CodeError

KEY = re.compile(r"[0-9a-f]{32}", re.ASCII)
BESIDE = ("organisation__name", "region__name", "filer__name", "guide_version__digest")


def find(case: str, rows: QuerySet[Case] | None = None) -> Case | None:
    """The case with this key or number, however the number was typed; None when there is none."""
    rows = Case.objects.all() if rows is None else rows
    try:
        # Not `first()`: it would have one row put in order, which costs the ORM as much as all the rest of the statement.
        return rows.get(key=case) if KEY.fullmatch(case) else rows.get(number=str(CaseNumber.parse(case[:60])))
    except (CodeError, Case.DoesNotExist):
        return None


def with_names() -> QuerySet[Case]:
    """Cases with the names that a page of one shows beside its own columns, and the digest of its guide; no more is read."""
    rows = Case.objects.select_related("organisation", "region", "filer", "guide_version")
    # Most cases have no promise, no procedure, nothing asked: so that their pages need not ask for them.
    rows = rows.annotate(
        promised=Exists(Tolerance.objects.filter(case=OuterRef("pk"))),
        detoured=Exists(Procedure.objects.filter(case=OuterRef("pk"))),
        consulting=Exists(Consultation.objects.filter(case=OuterRef("pk"))),
        wanted_back=Exists(WithdrawalRequest.objects.filter(case=OuterRef("pk"))),
    )
    rows = rows.annotate(
        prechecked=Exists(Precheck.objects.filter(case=OuterRef("pk"))),
        corrected=Exists(Correction.objects.filter(case=OuterRef("pk"))),
        renewing=Exists(Renewal.objects.filter(case=OuterRef("pk"))),
        posted=Exists(Parcel.objects.filter(case=OuterRef("pk"))),
        held=Exists(Original.objects.filter(case=OuterRef("pk"))),
    )
    return rows.only(*(field.name for field in Case._meta.concrete_fields), *BESIDE)


def locked(case: str, by: Actor | None = None) -> Case | None:
    """The same, its row locked until the transaction ends: whoever comes second waits and sees what the first did.

    With what stands beside it (`beside`), also for who acts, where he is named.
    """
    row = find(case, beside.locked(by))
    return row if row is None else beside.keep(row, by)


def all_locked(keys: Iterable[str], by: Actor | None = None) -> list[Case]:
    """Those of several cases that there are, locked as one is; in one order, so that two who lock some of them never cross."""
    return [beside.keep(row, by) for row in beside.locked(by).filter(key__in=list(keys)).order_by("pk")]
