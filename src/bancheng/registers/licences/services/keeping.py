"""What becomes of a licence after it was signed: suspended, taken up again, revoked, expired."""

from __future__ import annotations

from django.db import transaction

from bancheng.ground.access import AccessDenied, Actor, demand, system
from bancheng.ground.jobs import announce
from bancheng.ground.journal import services as journal
from bancheng.ground.law import Refused, now, today
from bancheng.registers.licences.events import LicenceEnded
from bancheng.registers.licences.lifecycle import LICENCE
from bancheng.registers.licences.models import Licence
from bancheng.registers.licences.reading import REVOKE, subject_of, target_of, view_of
from bancheng.registers.licences.types import LicenceView, under_renewal

CLOCK = system("证照到期")
LONGEST_REASON = 300
BATCH = 500
ALIVE = ("valid", "suspended")


def revoke(*, licence: int, reason: str, by: Actor) -> LicenceView:
    """Take a licence off (注销); one that still waits for its signature is never signed then.

    A room above that revokes by a decision of its own does so as `system(…)`. Raises
    AccessDenied, Refused: licences.reason, lifecycle.not_open.
    """
    return _step("revoke", licence, reason, by)


def suspend(*, licence: int, reason: str, by: Actor) -> LicenceView:
    """Hold a licence for the time being. Raises AccessDenied, Refused: licences.reason, lifecycle.not_open."""
    return _step("suspend", licence, reason, by)


def resume(*, licence: int, reason: str, by: Actor) -> LicenceView:
    """Take a suspended licence up again. Raises AccessDenied, Refused: licences.reason, lifecycle.not_open."""
    return _step("resume", licence, reason, by)


def expire_due() -> int:
    """Write 已过期 on all whose last day is over, 已换发 where another follows; returns how many. May run again, beside itself.

    One whose renewal nobody decided is left to who renews it (`types.provide_under_renewal`).
    """
    done = 0
    due = Licence.objects.filter(state__in=ALIVE, valid_to__lt=today())
    keys = list(due.order_by("pk").values_list("pk", flat=True)[:BATCH])
    held = under_renewal(keys) if keys else frozenset()
    for key in (one for one in keys if one not in held):
        with transaction.atomic():
            row = due.select_for_update(of=("self",)).filter(pk=key).first()
            if row is not None:
                _end_of_term(row)
                done += 1
    return done


def _end_of_term(row: Licence) -> None:
    """A licence renewed before its end holds until its last day; then the one that follows stands in its place."""
    follower = row.renewals.filter(state="valid").first()
    if follower is None:
        end(row, "expire", by=CLOCK)
    else:
        end(row, "replace", by=CLOCK, reason=f"已换发为第 {follower.version} 版")


def end(row: Licence, verb: str, *, by: Actor, reason: str = "") -> None:
    """Take one step of the table with a locked row, in the caller's transaction, and tell of it."""
    found = LICENCE.find(verb, row.state)
    row.state = found.target(row.state)
    row.ended_at = now() if row.state in LICENCE.final else None
    row.reason = reason[:LONGEST_REASON]
    row.save(update_fields=["state", "ended_at", "reason"])
    article = found.basis.cite if found.basis else ""
    journal.append(subject_of(row), verb, by=by, facts={"state": row.state, "reason": row.reason}, article=article)
    if verb != "resume":
        announce(LicenceEnded(row.pk, row.type_id, row.state, row.subject))


def _step(verb: str, licence: int, reason: str, by: Actor) -> LicenceView:
    with transaction.atomic():
        row = Licence.objects.select_for_update(of=("self",)).select_related("type").filter(pk=licence).first()
        if row is None:
            raise AccessDenied("没有找到这本证照。", visible=False, action=REVOKE)
        demand(by, REVOKE, target_of(row))
        said = " ".join(reason.replace("\x00", "").split())
        if not said:
            raise Refused("licences.reason", "请写明原因。")
        end(row, verb, by=by, reason=said)
    return view_of(row)
