"""Setting where decisions go that no window may make: online approval or the chief representative (FLW-11)."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q

from bancheng.casework.cases import routing, standing
from bancheng.casework.cases.models import DecisionRoute
from bancheng.casework.cases.rules.texts import one_line
from bancheng.casework.cases.services.drafts import pinned_for
from bancheng.ground.access import Actor, Subject, Target, demand
from bancheng.ground.journal import services as journal
from bancheng.ground.law import Refused, now, today
from bancheng.registers.identity import selectors as identity
from bancheng.registers.organisations import selectors as organisations

LONGEST = 200


def set_route(
    *,
    to: str,
    basis: str,
    valid_from: date,
    valid_to: date | None = None,
    item_id: int | None = None,
    organisation_id: int | None = None,
    by: Actor,
) -> int:
    """Route the decisions of one item, or of an organ, from a day on; returns the key. Tasks that are open stay where they are.

    Raises AccessDenied without `cases.grant` for the organ, Refused: cases.route_to, .route_basis, .route_dates,
    .route_no_chief, .route_twice, .route_organ, cases.item_gone.
    """
    organ, region = _whose(item_id, organisation_id)
    demand(by, standing.GRANT, Target(region=region, organisation=organ))
    said = one_line(basis, LONGEST)
    _check(to, said, valid_from, valid_to, organ)
    twice = Refused("cases.route_twice", "这个事项（机关）在这段时间已经设了去向。要改，请先收回原来的。")
    try:
        with transaction.atomic():
            # The organ, not its routes: of rows that do not exist yet none can be locked, and two would set at once.
            organisations.organisations(active=None).select_for_update(of=("self",), no_key=True).get(pk=organ)
            same = DecisionRoute.objects.filter(organisation=organ, item=item_id, revoked_at=None)
            same = same.filter(Q(valid_to=None) | Q(valid_to__gte=valid_from))
            if same.filter(Q() if valid_to is None else Q(valid_from__lte=valid_to)).exists():
                raise twice
            made = DecisionRoute.objects.create(
                organisation_id=organ,
                item_id=item_id,
                to=to,
                basis=said,
                valid_from=valid_from,
                valid_to=valid_to,
                set_by=by.name[:100],
            )
            facts = {"item": item_id, "organisation": organ, "to": to, "from": valid_from, "until": valid_to}
            journal.append(_subject(made.pk), "set_route", by=by, facts={**facts, "basis": said})
    except IntegrityError as error:
        raise twice from error
    return made.pk


def end_route(route_id: int, *, by: Actor) -> None:
    """Take a route back at once; what was routed stays where it is. Raises AccessDenied, Refused cases.route_gone."""
    gone = Refused("cases.route_gone", "这项设定已经收回。")
    with transaction.atomic():
        row = DecisionRoute.objects.select_for_update(of=("self",)).select_related("organisation")
        found = row.filter(pk=route_id).first()
        if found is None:
            raise gone
        demand(by, standing.GRANT, Target(region=found.organisation.region_id, organisation=found.organisation_id))
        if found.revoked_at is not None:
            raise gone
        found.revoked_at = now()
        found.save(update_fields=["revoked_at"])
        journal.append(_subject(found.pk), "end_route", by=by, facts={"to": found.to})


def _whose(item_id: int | None, organisation_id: int | None) -> tuple[int, str]:
    if item_id is not None:
        pinned = pinned_for(item_id)
        return pinned.organisation_id, pinned.document.identity.region_code
    organ = organisations.organisations().filter(pk=organisation_id or 0).first()
    if organ is None:
        raise Refused("cases.route_organ", "请选择一个事项，或者选择一个实施机关。")
    return organ.pk, organ.region_id


def _check(to: str, basis: str, start: date, end: date | None, organ: int) -> None:
    if to not in DecisionRoute.To.values:
        raise Refused("cases.route_to", "请选择在线审批或者首席代表审批。")
    if not basis:
        raise Refused("cases.route_basis", "请写明依据，例如本部门的文件名称和文号。")
    if end is not None and (end < start or end < today()):
        raise Refused("cases.route_dates", "截止日不能早于起始日，也不能早于今天。")
    if to == DecisionRoute.To.CHIEF and not identity.holders_of_power(routing.POWER, organ).exists():
        raise Refused("cases.route_no_chief", "本机关现在没有被授予决定权的首席代表，请先授权，再设为首席代表审批。")


def _subject(key: int) -> Subject:
    return Subject("cases.route", str(key))
