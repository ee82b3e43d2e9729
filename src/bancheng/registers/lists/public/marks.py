"""Marks: a change says, in its own transaction, which lists it may have changed; whoever publishes next takes them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection, transaction

from bancheng.ground.jobs import announce
from bancheng.registers.lists.events import ListsMarked
from bancheng.registers.lists.models import ListMark

TAKE = "DELETE FROM lists_listmark RETURNING code, region_id"


def mark_stale(codes: Iterable[str], *, region: str) -> int:
    """Say that lists may have changed in the served regions at, above and below a region, "" being all; returns how many lists.

    They are looked at within a minute (`refresh_stale`). One statement.
    """
    return _mark(codes, region)


def mark_changed(codes: Iterable[str], *, region: str) -> None:
    """The same for a change that people wait to see: a job publishes as soon as the caller's transaction has committed.

    Where such a mark waits already its job waits too and none is added, so that many changes in a row make few editions;
    should that job run before this transaction commits, the mark is taken within a minute.
    """
    wanted = tuple(sorted(set(codes)))
    waiting = ListMark.objects.filter(code__in=wanted, region=region, called=True).values_list("code", flat=True)
    called = not set(waiting).issuperset(wanted)
    with transaction.atomic():
        _mark(wanted, region, called=called)
        if called:
            announce(ListsMarked(wanted, region))


def _mark(codes: Iterable[str], region: str, *, called: bool = False) -> int:
    rows = [ListMark(code=code, region_id=region or None, called=called) for code in codes]
    return len(ListMark.objects.bulk_create(rows))


def taken() -> set[tuple[str, str]]:
    """Take every mark that is committed by now: (list, region, "" for all). In the caller's transaction, which must act on them."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE)
        return {(code, region or "") for code, region in cursor}
