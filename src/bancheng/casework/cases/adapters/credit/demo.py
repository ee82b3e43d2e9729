"""The demonstration's credit platform: it acknowledges what it is told, and remembers who broke a commitment."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction

from bancheng.casework.cases.adapters.credit import Bar, CreditDown, Report, register
from bancheng.casework.cases.models import DemoCredit
from bancheng.ground.crypto import keyed_hash, sm3_hex
from bancheng.ground.law import now, today

PURPOSE = "cases.demo_credit"
REFUSED = "演示信用平台不能用于正式运行，请设置 BANCHENG_CREDIT。"


class DemoCreditPlug:
    """Takes a reference once and gives it the same receipt ever after. Refuses in production mode."""

    key = "demo"
    label = "演示信用平台（不连外部网络）"
    demo = True

    def report(self, report: Report) -> str:
        """Keep the record by a keyed hash of its subject."""
        if problem := self.check():
            raise CreditDown(problem)
        with transaction.atomic():
            DemoCredit.objects.get_or_create(
                reference=report.reference,
                defaults={
                    "subject_hash": _hash(report.kind, report.identifier),
                    "breached": report.result == "breached",
                    "barred_until": report.barred_until,
                    "received_at": now(),
                },
            )
        return f"XY{sm3_hex(report.reference.encode())[:16].upper()}"

    def bar_of(self, kind: str, identifier: str, *, timeout: float) -> Bar | None:
        """Barred is whose breach was reported, until its last day."""
        if problem := self.check():
            raise CreditDown(problem)
        mine = DemoCredit.objects.filter(subject_hash=_hash(kind, identifier), breached=True, barred_until__gte=today())
        last = mine.order_by("-barred_until").first()
        return None if last is None else Bar("省信用信息共享平台记有未履行承诺的记录", last.barred_until)

    def check(self) -> str:
        """The demonstration's adapter serves the demonstration only."""
        return "" if settings.BANCHENG_MODE == "demo" else REFUSED


def _hash(kind: str, identifier: str) -> str:
    return keyed_hash(f"{kind}:{identifier}", purpose=PURPOSE)


register(DemoCreditPlug.key, DemoCreditPlug)
