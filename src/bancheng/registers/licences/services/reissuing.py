"""补发: one more printed copy of a licence that was lost or spoilt; the licence itself stays the same."""

from __future__ import annotations

from django.db import transaction

from bancheng.ground.access import AccessDenied, Actor, demand
from bancheng.ground.codes import scrub
from bancheng.ground.journal import services as journal
from bancheng.ground.law import Refused, today
from bancheng.registers.licences import rules
from bancheng.registers.licences.models import PrintTask
from bancheng.registers.licences.reading import PRINT, print_view, subject_of, target_of
from bancheng.registers.licences.types import PrintTaskView

LONGEST = 200


def reissue(*, task: int, reason: str, by: Actor) -> PrintTaskView:
    """Allow one copy beyond the limit, because the printed one was lost or spoilt; who, when and why is journaled.

    Raises AccessDenied, Refused: licences.reason, .not_ready (ended, or not signed), .copies_left (print those first).
    """
    said = scrub(" ".join(reason.replace("\x00", "").split()))
    if not said or len(said) > LONGEST:
        raise Refused("licences.reason", f"请写明补发的原因，例如遗失、损毁，最多 {LONGEST} 个字。")
    with transaction.atomic():
        row = PrintTask.objects.select_for_update(of=("self",)).select_related("licence__type").filter(pk=task).first()
        if row is None:
            raise AccessDenied("没有找到这项打印任务。", visible=False, action=PRINT)
        licence = row.licence
        demand(by, PRINT, target_of(licence))
        if not rules.in_force(licence.state, licence.valid_from, licence.valid_to, today()):
            raise Refused("licences.not_ready", "证照还没有签章或者已经失效，不能补发。")
        if row.copies < row.limit:
            raise Refused("licences.copies_left", "还有没有打印的份数，请直接打印，不需要补发。")
        row.limit += 1
        row.save(update_fields=["limit"])
        journal.append(subject_of(licence), "reissue", by=by, facts={"reason": said, "limit": row.limit})
    return print_view(row)
