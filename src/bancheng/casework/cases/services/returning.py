"""送达回证: the sheet on which the receiver signed for a decision is kept as a scan beside it (行政许可法第四十四条)."""

from __future__ import annotations

from django.db import transaction

from bancheng.casework.cases import finding, standing
from bancheng.casework.cases.models import SignedScan
from bancheng.casework.cases.services import scanning
from bancheng.casework.cases.services.materials_in import Upload
from bancheng.ground.access import AccessDenied, Actor
from bancheng.ground.journal import services as journal
from bancheng.ground.law import Refused

HANDED_OVER = frozenset({"delivered", "collected", "closed"})


def attach_return(case: str, *, scan: Upload | None, by: Actor) -> str:
    """Keep the signed 送达回证 of a case whose decision was handed over; returns the key of its file.

    `scan`: from `receive_upload`. One for a decision; nothing of the case moves. Raises AccessDenied without the result desk;
    Refused: cases.scan_missing, cases.scan_kind, cases.not_delivered, cases.return_twice.
    """
    if scan is None:
        raise Refused("cases.scan_missing", "请上传受送达人签收的送达回证扫描件或者照片。")
    sheet = scanning.demand_scan(scan)
    with transaction.atomic():
        row = standing.demand_sight(by, finding.locked(case))
        if "result_desk" not in standing.roles(by, row):
            raise AccessDenied("登记送达回证不由您的岗位办理。", visible=True, action=standing.DELIVER)
        decision = getattr(row, "decision", None)
        if row.state not in HANDED_OVER or decision is None:
            raise Refused("cases.not_delivered", "决定送达以后才能登记送达回证。")
        if SignedScan.objects.filter(case=row, paper=decision.number).exists():
            raise Refused("cases.return_twice", "这份决定的送达回证已经登记过。")
        kept = scanning.keep_scan(row, sheet, purpose=SignedScan.Purpose.RETURN, paper=decision.number, by=by)
        facts = {"paper": decision.number, "scan": kept.digest}
        journal.append(standing.subject_of(row), "attach_return", by=by, facts=facts)
    return kept.key
