"""Intermediary services and firms: for the public in neutral order, for staff within their scope."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet

from bancheng.ground.access import AccessDenied, Actor
from bancheng.ground.codes import ancestor_codes
from bancheng.ground.law import today
from bancheng.registers.lists.authority import VIEW, regions_within
from bancheng.registers.lists.intermediaries import rules
from bancheng.registers.lists.intermediaries.keeping import service_in
from bancheng.registers.lists.models import Firm, FirmService, IntermediaryService
from bancheng.registers.lists.types.intermediaries import FirmView, ServiceView

ORDER_NOTE = rules.ORDER_NOTE


def intermediary_services(region: str) -> tuple[ServiceView, ...]:
    """The services listed in a region and above it, by code. Two queries."""
    places = [region, *ancestor_codes(region)]
    rows = _services().filter(state=IntermediaryService.State.LISTED, region__in=places)
    return tuple(_service(row) for row in rows.order_by("code", "pk"))


def intermediary_service(region: str, code: str) -> ServiceView | None:
    """The service of a code as it holds in a region; None when it is not listed there."""
    found = service_in(region, code[:6])
    return _service(_services().get(pk=found.pk)) if found else None


def firms_for(region: str, code: str) -> tuple[FirmView, ...]:
    """Every registered firm of a service, in an order that is new each day and that nobody can buy or name himself into."""
    found = service_in(region, code[:6])
    if found is None:
        return ()
    rows = FirmService.objects.select_related("firm__parent").filter(service=found, firm__state=Firm.State.ACTIVE)
    ordered = rules.neutral(((row.firm.uscc, row) for row in rows), day=today(), about=code)
    return tuple(_firm(row.firm, exception=row.exception_basis) for row in ordered)


def staff_services(actor: Actor, *, q: str = "", state: str = "") -> tuple[ServiceView, ...]:
    """Services of the regions in the actor's scope, by region and code."""
    rows = regions_within(actor, VIEW, _services())
    if state in IntermediaryService.State.values:
        rows = rows.filter(state=state)
    for word in q.replace("\x00", " ").split()[:5]:
        rows = rows.filter(Q(name__icontains=word) | Q(matters__icontains=word) | Q(code__iexact=word))
    return tuple(_service(row) for row in rows.order_by("region", "code", "pk")[:500])


def staff_service(actor: Actor, service_id: int) -> ServiceView:
    """One of them. Raises AccessDenied (not visible) when it is absent or out of scope."""
    rows = regions_within(actor, VIEW, _services())
    row = rows.filter(pk=service_id).first() if 0 < service_id < 2**63 else None
    if row is None:
        raise AccessDenied("没有找到这项中介服务，或者它不在您的管理范围内。", visible=False, action=VIEW)
    return _service(row)


def staff_firms(
    actor: Actor, *, q: str = "", state: str = "", service: str = "", after: int = 0, size: int = 50
) -> tuple[tuple[FirmView, ...], str]:
    """Firms of the regions in the actor's scope by rising id, and the cursor of the next page. Two queries."""
    rows = regions_within(actor, VIEW, Firm.objects.select_related("parent"))
    if state in Firm.State.values:
        rows = rows.filter(state=state)
    if service:
        rows = rows.filter(services__service__code=service)
    for word in q.replace("\x00", " ").split()[:5]:
        rows = rows.filter(Q(name__icontains=word) | Q(uscc__iexact=word))
    count = max(1, min(size, 200))
    found = list(rows.filter(pk__gt=max(after, 0)).order_by("pk").distinct()[: count + 1])
    cursor = str(found[count - 1].pk) if len(found) > count else ""
    offered: dict[int, list[tuple[str, str]]] = {}
    pairs = FirmService.objects.filter(firm__in=found[:count]).order_by("service__code")
    for firm, code, name in pairs.values_list("firm_id", "service__code", "service__name"):
        offered.setdefault(firm, []).append((code, name))
    return tuple(_firm(row, tuple(offered.get(row.pk, ()))) for row in found[:count]), cursor


def staff_firm(actor: Actor, firm_id: int) -> FirmView:
    """One firm. Raises AccessDenied (not visible) when it is absent or out of scope."""
    rows = regions_within(actor, VIEW, Firm.objects.select_related("parent"))
    row = rows.filter(pk=firm_id).first() if 0 < firm_id < 2**63 else None
    if row is None:
        raise AccessDenied("没有找到这家机构，或者它不在您的管理范围内。", visible=False, action=VIEW)
    pairs = row.services.order_by("service__code").values_list("service__code", "service__name")
    return _firm(row, tuple(pairs))


def _services() -> QuerySet[Any]:
    firms = Count("firms", filter=Q(firms__firm__state=Firm.State.ACTIVE))
    return IntermediaryService.objects.select_related("region").prefetch_related("organs").annotate(n=firms)


def _service(row: IntermediaryService) -> ServiceView:
    return ServiceView(
        id=row.pk,
        code=row.code,
        name=row.name,
        matters=row.matters,
        organs=tuple((organ.pk, organ.name) for organ in row.organs.all()),
        conditions=row.conditions,
        process=row.process,
        time_limit=row.time_limit,
        fee=row.fee,
        basis=row.basis,
        region_code=row.region_id,
        region_name=row.region.name,
        state=row.state,
        state_label=row.get_state_display(),
        listed_on=row.listed_on,
        cancelled_on=row.cancelled_on,
        firms=getattr(row, "n", 0),
    )


def _firm(row: Firm, services: tuple[tuple[str, str], ...] = (), exception: str = "") -> FirmView:
    return FirmView(
        id=row.pk,
        uscc=row.uscc,
        name=row.name,
        kind_label=row.get_kind_display(),
        parent=row.parent.name if row.parent else "",
        contact=row.contact,
        address=row.address,
        region_code=row.region_id,
        registered_on=row.registered_on,
        state=row.state,
        state_label=row.get_state_display(),
        services=services,
        exception_basis=exception,
    )
