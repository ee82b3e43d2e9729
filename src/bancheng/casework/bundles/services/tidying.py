"""What the night does: overall dates counted anew, drafts that nobody goes on with deleted."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import transaction

from bancheng.casework.bundles import running
from bancheng.casework.bundles.models import BundleCase, BundlePart
from bancheng.casework.bundles.services.advancing import advance
from bancheng.casework.bundles.services.membering import drop_draft
from bancheng.casework.cases import services as cases
from bancheng.casework.cases.keys import DRAFT_DAYS
from bancheng.ground.access import system
from bancheng.ground.journal import append
from bancheng.ground.law import now
from bancheng.registers.organisations import selectors as organisations

log = logging.getLogger("bancheng.bundles")
NIGHT = system("一件事清理")
SHORTEST = timedelta(days=7)
CLEARED = "随前置事项停止；填写的内容已经按期清理，需要办理的，请另行申请"


def recount() -> int:
    """Work out every running bundle anew, one after the other; returns how many there are.

    One that breaks it keeps none of the others waiting. Raises RuntimeError in the end, so that the job shows it.
    """
    keys = list(BundleCase.objects.filter(state=BundleCase.State.RUNNING).order_by("pk").values_list("key", flat=True))
    broken = []
    for key in keys:
        try:
            advance(key)
        except Exception:
            log.exception("bundle %s cannot be worked out", key)
            broken.append(key)
    if broken:
        raise RuntimeError(f"{len(broken)} bundles cannot be worked out, first {broken[0]}")
    return len(keys)


def drop_old_drafts() -> int:
    """Delete drafts nobody has touched for as long as the profile says, with their members' drafts; returns how many."""
    gone = 0
    old = BundleCase.objects.filter(state=BundleCase.State.DRAFT, saved_at__lt=now() - SHORTEST)
    for key, region in list(old.values_list("key", "region")):
        days = int(organisations.rule(DRAFT_DAYS.key, region))
        with transaction.atomic():
            # Somebody may go on with it, or submit it, in this very moment.
            row = running.find(key, lock=True)
            if row is None or row.state != BundleCase.State.DRAFT or row.saved_at > now() - timedelta(days=days):
                continue
            for part in running.parts_of(row):
                drop_draft(part, by=NIGHT, reason="草稿过期")
            append(running.subject_of(row), "expire_draft", by=NIGHT, facts={"days": days})
            row.delete()
            gone += 1
    return gone


def drop_stopped_drafts() -> int:
    """Delete what was filled in for members that stopped, as long after their whole was closed; returns how many."""
    gone = 0
    stopped = BundlePart.objects.filter(
        state=BundlePart.State.STOPPED,
        case__isnull=False,
        bundle_case__state=BundleCase.State.CLOSED,
        bundle_case__closed_at__lt=now() - SHORTEST,
    )
    for pk, key, region in list(stopped.values_list("pk", "bundle_case__key", "bundle_case__region")):
        days = int(organisations.rule(DRAFT_DAYS.key, region))
        with transaction.atomic():
            # Who applied may file again, in this very moment, what stopped it.
            row = running.find(key, lock=True)
            part = stopped.filter(pk=pk).select_related("case").first()
            case = part.case if part is not None else None
            if row is None or part is None or case is None or not row.closed_at:
                continue
            if row.closed_at > now() - timedelta(days=days):
                continue
            part.case, part.note = None, CLEARED
            part.save(update_fields=["case", "note"])
            cases.drop_part(case.key, by=NIGHT, reason="草稿过期")
            append(running.subject_of(row), "expire_draft", by=NIGHT, facts={"days": days, "part": part.key})
            gone += 1
    return gone
