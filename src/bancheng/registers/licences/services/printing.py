"""Printing: each copy counted, never more than the limit."""

from __future__ import annotations

from django.db import transaction

from bancheng.ground.access import AccessDenied, Actor, demand
from bancheng.ground.journal import services as journal
from bancheng.ground.law import Refused, now, today
from bancheng.registers.licences import rules
from bancheng.registers.licences.models import PrintTask
from bancheng.registers.licences.reading import PRINT, print_view, subject_of, target_of
from bancheng.registers.licences.types import PrintTaskView


def print_copy(*, task: int, by: Actor) -> PrintTaskView:
    """Count one more copy of a signed licence that is in force; its file may then be printed.

    Raises AccessDenied, Refused: licences.not_ready, licences.print_limit.
    """
    with transaction.atomic():
        rows = PrintTask.objects.select_for_update(of=("self",)).select_related("licence__type")
        row = rows.filter(pk=task).first()
        if row is None:
            raise AccessDenied("没有找到这项打印任务。", visible=False, action=PRINT)
        licence = row.licence
        demand(by, PRINT, target_of(licence))
        if not rules.in_force(licence.state, licence.valid_from, licence.valid_to, today()) and not _ahead(row):
            raise Refused("licences.not_ready", "证照还没有签章或者已经失效，不能打印。")
        if row.copies >= row.limit:
            raise Refused("licences.print_limit", f"这本证照已打印 {row.copies} 份，达到上限，不能再打印。")
        row.copies, row.state = row.copies + 1, PrintTask.State.PRINTED
        row.printed_at, row.printed_by = now(), by.name[:100]
        row.save(update_fields=["copies", "state", "printed_at", "printed_by"])
        journal.append(subject_of(licence), "print", by=by, facts={"copy": row.copies, "limit": row.limit})
    return print_view(row)


def _ahead(task: PrintTask) -> bool:
    """Signed, and in force only from a day to come: what is handed out today may be printed today."""
    return task.licence.state == "valid" and task.licence.valid_from > today()
