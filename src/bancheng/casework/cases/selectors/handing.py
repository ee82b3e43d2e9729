"""Parcels and originals as doors show them: of one case, and for the desk that sends and takes in."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from bancheng.casework.cases import finding, forms, standing
from bancheng.casework.cases.adapters.courier import courier
from bancheng.casework.cases.models import Case, Original, Parcel
from bancheng.casework.cases.rules.texts import storable
from bancheng.casework.cases.selectors.cursors import before_id, size_of
from bancheng.casework.cases.selectors.scope import covered
from bancheng.casework.cases.types import IDENTITY_METHODS, MaterialView
from bancheng.casework.cases.types.handing import (
    Contact,
    Handed,
    HandStep,
    OriginalView,
    ParcelPage,
    ParcelView,
    ScanView,
)
from bancheng.ground.access import AccessDenied, Actor
from bancheng.ground.law import in_shanghai
from bancheng.registers.messages.types import PlugHealth

RECIPIENT = ("mail_recipient", "contact_name")
PHONE = ("mail_phone", "contact_phone", "person_phone")
ADDRESS = ("contact_address", "residence_address", "household_address", "org_address")
"""Elements of a form that say where a result goes, the most telling first."""


def handed_of(row: Case, materials: Iterable[MaterialView] = ()) -> Handed:
    """What passed from hand to hand. Two queries where something did, none where nothing did."""
    originals = tuple(_original(one) for one in row.originals.all()) if getattr(row, "held", True) else ()
    return Handed(_parcels(row), originals, _steps(row, tuple(materials), originals))


def _parcels(row: Case) -> tuple[ParcelView, ...]:
    if not getattr(row, "posted", True):
        return ()
    return tuple(parcel_view(one) for one in row.parcels.select_related("case").prefetch_related("scans"))


def _steps(row: Case, lines: tuple[MaterialView, ...], originals: tuple[OriginalView, ...]) -> tuple[HandStep, ...]:
    """A window takes paper: what it took is scanned, and originals go back (线上与线下分类处理, FLW-04)."""
    if row.channel != Case.Channel.WINDOW:
        return ()
    brought = [one for one in lines if one.given in {"paper", "uploaded"}]
    scanned = sum(bool(one.files) for one in brought)
    returned = sum(one.returned_at is not None for one in originals)
    return (
        HandStep("scan", "扫描收取的材料", scanned, len(brought)),
        HandStep("return", "退还原件", returned, len(originals)),
    )


def parcel_view(row: Parcel, *, scans: bool = True) -> ParcelView:
    """A parcel with where it was seen, the last place first."""
    seen = sorted(row.scans.all(), key=lambda one: (one.at, one.pk), reverse=True) if scans else []
    return ParcelView(
        key=row.key,
        direction=row.direction,
        state=row.state,
        label=row.get_state_display(),
        carrier=row.carrier,
        tracking=row.tracking,
        contact=row.contact_masked,
        contents=row.contents,
        created_at=in_shanghai(row.created_at),
        created_by=row.created_by,
        case=(row.case.number or row.case.key) if row.case else "",
        scans=tuple(ScanView(one.get_state_display(), in_shanghai(one.at), one.text) for one in seen),
        signed_at=in_shanghai(row.signed_at) if row.signed_at else None,
        signed_by=row.signed_by,
    )


def parcels_of(actor: Actor, *, direction: str = "", q: str = "", after: str = "", size: int = 50) -> ParcelPage:
    """Parcels of the desks in whose scope he takes in or hands out, newest first. Raises AccessDenied, visible."""
    rows = _parcels_seen(actor)
    if direction in Parcel.Direction.values:
        rows = rows.filter(direction=direction)
    if wanted := storable(q).strip()[:60]:
        rows = rows.filter(tracking__startswith=wanted) | rows.filter(case__number=wanted)
    count = size_of(size)
    found = list(before_id(rows.select_related("case"), after)[: count + 1])
    more = str(found[count - 1].pk) if len(found) > count else ""
    return ParcelPage(tuple(parcel_view(one, scans=False) for one in found[:count]), more)


def parcel(actor: Actor, key: str) -> ParcelView:
    """One parcel in his scope. Raises AccessDenied, invisible."""
    known = finding.KEY.fullmatch(key) is not None
    row = _parcels_seen(actor).filter(key=key).select_related("case").first() if known else None
    if row is None:
        raise AccessDenied("没有找到这个快件。", visible=False, action=standing.VIEW)
    return parcel_view(row)


def recipient_of(actor: Actor, case: str) -> Contact:
    """Where the applicant wants the result sent, as his form says; for the result desk, to be checked before booking.

    Raises AccessDenied for who may not hand it out.
    """
    row = standing.demand_sight(actor, finding.find(case))
    if "result_desk" not in standing.roles(actor, row):
        raise AccessDenied("寄送结果不由您的岗位办理。", visible=True, action=standing.DELIVER)
    kept = forms.values(row)
    name, phone, address = (
        next((str(kept[code]) for code in codes if kept.get(code)), "") for codes in (RECIPIENT, PHONE, ADDRESS)
    )
    return Contact(name or row.applicant_name, phone, address)


def courier_checks() -> tuple[PlugHealth, ...]:
    """The health of the courier plug, for the configuration check."""
    adapter = courier()
    try:
        problem = adapter.check()
    except Exception as error:  # whatever an adapter's own check raises
        problem = f"快递检查时出错：{type(error).__name__}"
    sentence = problem or ("只在本机演示，不连外部网络" if adapter.demo else "可以下单")
    return (PlugHealth("courier", adapter.label, adapter.demo, "fail" if problem else "ok", sentence),)


def _parcels_seen(actor: Actor) -> QuerySet[Parcel]:
    scope = [found for action in (standing.TAKE_IN, standing.DELIVER) if (found := covered(actor, action)) is not None]
    if not scope:
        raise AccessDenied("您的岗位没有收寄快件的权限。", visible=True, action=standing.DELIVER)
    rows = Parcel.objects.filter(scope[0])
    return rows | Parcel.objects.filter(scope[1]) if len(scope) > 1 else rows


def _original(row: Original) -> OriginalView:
    return OriginalView(
        id=row.pk,
        name=row.name,
        copies=row.copies,
        received_from=row.received_from,
        received_at=in_shanghai(row.received_at),
        received_by=row.received_by,
        paper=row.paper,
        returned_at=in_shanghai(row.returned_at) if row.returned_at else None,
        returned_to=row.returned_to,
        returned_masked=row.returned_masked,
        returned_method=IDENTITY_METHODS.get(row.returned_method, row.returned_method),
        returned_by=row.returned_by,
    )
