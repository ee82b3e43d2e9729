"""Dated grants by which a clerk decides one item on the spot (settled 12)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from bancheng.casework.cases import standing
from bancheng.casework.cases.models import ItemGrant
from bancheng.casework.cases.rules.texts import one_line, storable
from bancheng.casework.cases.services.drafts import pinned_for
from bancheng.ground.access import Actor, Subject, Target, demand
from bancheng.ground.journal import services as journal
from bancheng.ground.law import Refused, now, today
from bancheng.registers.identity import selectors as identity

LONGEST = 200


def grant_decision(*, item_id: int, staff_number: str, valid_from: date, valid_to: date, basis: str, by: Actor) -> int:
    """Let one member of staff decide one item from and until a day; returns the key of the grant.

    Raises AccessDenied without `cases.grant` for the item's organ, Refused: cases.grant_dates, .grant_basis, .grant_staff,
    .grant_self, .grant_twice, cases.item_gone.
    """
    pinned = pinned_for(item_id)
    target = Target(region=pinned.document.identity.region_code, organisation=pinned.organisation_id)
    demand(by, standing.GRANT, target)
    if valid_to < valid_from or valid_to < today():
        raise Refused("cases.grant_dates", "截止日不能早于起始日，也不能早于今天。")
    said = one_line(basis, LONGEST)
    if not said:
        raise Refused("cases.grant_basis", "请写明授权依据，例如授权书的名称和文号。")
    found = identity.staff_by_number(storable(staff_number).strip().lower())
    if found is None or not found.active:
        raise Refused("cases.grant_staff", "没有找到这位在岗的工作人员，请核对工号。")
    key = f"staff:{found.number}"
    if key == by.key:
        raise Refused("cases.grant_self", "不能给自己授权，请由本单位其他有权的人员授权。")
    with transaction.atomic():
        same = ItemGrant.objects.filter(staff=key, item=item_id, revoked_at=None)
        if same.filter(valid_from__lte=valid_to, valid_to__gte=valid_from).exists():
            raise Refused("cases.grant_twice", "这位工作人员在这段时间已经有这个事项的授权。")
        made = ItemGrant.objects.create(
            item_id=item_id,
            staff=key,
            staff_name=found.name,
            valid_from=valid_from,
            valid_to=valid_to,
            basis=said,
            granted_by=by.name[:100],
        )
        facts = {"item": item_id, "staff": key, "from": valid_from, "to": valid_to, "basis": made.basis}
        journal.append(Subject("cases.grant", str(made.pk)), "grant", by=by, facts=facts)
    return made.pk


def revoke_decision(grant_id: int, *, by: Actor) -> None:
    """Take a grant back at once; what was decided under it stands. Raises AccessDenied, Refused cases.grant_gone."""
    with transaction.atomic():
        row = ItemGrant.objects.select_for_update().select_related("item").filter(pk=grant_id).first()
        if row is None:
            raise Refused("cases.grant_gone", "这项授权已经收回。")
        demand(by, standing.GRANT, Target(region=row.item.region_id, organisation=row.item.organisation_id))
        if row.revoked_at is not None:
            raise Refused("cases.grant_gone", "这项授权已经收回。")
        row.revoked_at = now()
        row.save(update_fields=["revoked_at"])
        journal.append(Subject("cases.grant", str(row.pk)), "revoke", by=by, facts={"staff": row.staff})
