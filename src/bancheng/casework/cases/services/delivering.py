"""The ten working days in which a granted result is handed over (行政许可法第四十四条), watched and told once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from bancheng.casework.cases import standing
from bancheng.casework.cases.delivery import due_after
from bancheng.casework.cases.events import DeliveryOverdue
from bancheng.casework.cases.models import Case
from bancheng.casework.cases.services.doing import event_of
from bancheng.ground.access import system
from bancheng.ground.jobs import announce
from bancheng.ground.journal import services as journal
from bancheng.ground.law import DELIVERY, now, today, 行政许可法

CLOCK = system("时限监测")
ARTICLE = 行政许可法("第四十四条")
LATE = {"state": "decided", "outcome": "granted", "undelivered_told": False}


def overdue() -> Iterable[int]:
    """Keys of granted cases decided so long ago that the result should be with the applicant, and it is not."""
    # Working days are never fewer than days: who was decided later than that cannot be late.
    rows = Case.objects.filter(**LATE, decided_at__lt=now() - timedelta(days=DELIVERY.n))
    day = today()
    return [pk for pk, decided in rows.values_list("pk", "decided_at") if decided and due_after(decided) < day]


def tell(key: int) -> bool:
    """Journal and announce it, once, in the caller's transaction."""
    if not Case.objects.filter(pk=key, **LATE).update(undelivered_told=True):
        return False
    case = Case.objects.get(pk=key)
    assert case.decided_at is not None
    due = due_after(case.decided_at)
    journal.append(standing.subject_of(case), "delivery_overdue", by=CLOCK, facts={"due_on": due}, article=str(ARTICLE))
    announce(event_of(DeliveryOverdue, case, at=now(), by=CLOCK, due=due))
    return True
