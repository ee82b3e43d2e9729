"""快递办件送达: a result is booked, followed and, when it is signed for, delivered; who is down is asked again (APP-23)."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from secrets import token_hex
from typing import Any

from django.db import transaction

from bancheng.casework.cases import finding, parcels, standing
from bancheng.casework.cases.adapters import courier as plug
from bancheng.casework.cases.adapters.courier import Booking, Seen
from bancheng.casework.cases.events import ParcelMoved
from bancheng.casework.cases.models import Case, Parcel, ParcelScan
from bancheng.casework.cases.rules.texts import one_line
from bancheng.casework.cases.services.doing import event_of
from bancheng.casework.cases.services.finishing import deliver_signed, ready
from bancheng.casework.cases.types.handing import Contact
from bancheng.ground.access import AccessDenied, Actor, system
from bancheng.ground.codes import mobile, person_name, scrub
from bancheng.ground.jobs import Progress, announce, enqueue, job
from bancheng.ground.journal import services as journal
from bancheng.ground.law import Refused, in_shanghai, now

log = logging.getLogger("bancheng.cases")
ForgedNotice = plug.Forged
"""What `take_notice` raises of a notice that the courier did not sign."""
State = Parcel.State
FOLLOWER = system("快递轨迹")
TEXT_LONGEST, ADDRESS_LONGEST = 200, 200
LONGEST_OUTAGE = 60
"""Attempts at booking: the pauses grow to an hour, so that a courier may be down for two days."""


def ship(case: str, *, by: Actor, name: str, phone: str, address: str, contents: str = "") -> str:
    """Hand a finished result to the courier; returns the key of the parcel, which is booked by a job.

    Raises AccessDenied, CodeError for name and phone, Refused: cases.not_to_ship, .result_not_ready, .parcel_under_way,
    .address_missing, .too_long.
    """
    contact = _contact(name, phone, address)
    said = one_line(contents, TEXT_LONGEST)
    with transaction.atomic():
        row = standing.demand_sight(by, finding.locked(case))
        if "result_desk" not in standing.roles(by, row):
            raise AccessDenied("寄送结果不由您的岗位办理。", visible=True, action=standing.DELIVER)
        if row.state != "decided":
            raise Refused("cases.not_to_ship", "作出决定、还没有送达的办件才能寄送结果。")
        if not ready(row):
            raise Refused("cases.result_not_ready", "决定书或者电子证照正在制作，请过一会儿再寄送。")
        demand_none_on_its_way(row)
        made = _new(row, contact, said or "决定书和证照", by)
        row.delivery = "post"
        row.save(update_fields=["delivery"])
        facts = {
            "parcel": made.pk,
            "recipient": made.contact_masked,
            "contents": made.contents,
            "carrier": made.carrier,
        }
        journal.append(standing.subject_of(row), "ship", by=by, facts=facts)
        enqueue(book_parcel, by=by, subject=standing.subject_of(row), parcel=made.pk)
    return made.key


def demand_none_on_its_way(case: Case) -> None:
    """Raises Refused cases.parcel_under_way."""
    if case.parcels.filter(direction=Parcel.Direction.OUT).exclude(state=State.RETURNED).exists():
        raise Refused("cases.parcel_under_way", "结果已经交给快递寄送，签收后自动登记送达；退回后可以重新寄送。")


def cancel_shipping(parcel: str, *, by: Actor, reason: str) -> None:
    """Take back what is not booked yet (a wrong address). Raises AccessDenied, Refused: cases.parcel_gone, .reason_missing."""
    said = one_line(reason, TEXT_LONGEST)
    if not said:
        raise Refused("cases.reason_missing", "请写明为什么取消寄送。")
    with transaction.atomic():
        row, case = _locked(Parcel.objects.filter(key=parcel, direction=Parcel.Direction.OUT))
        if row is None or case is None or not standing.sees(by, case):
            raise AccessDenied("没有找到这个快件。", visible=False, action=standing.DELIVER)
        if "result_desk" not in standing.roles(by, case):
            raise AccessDenied("寄送结果不由您的岗位办理。", visible=True, action=standing.DELIVER)
        if row.state != State.BOOKING:
            raise Refused("cases.parcel_gone", "快递公司已经接单，不能取消；请等它退回或者签收。")
        _move(row, case, [Seen(State.RETURNED, now(), f"没有寄出：{said}")], by=by)


@job(title="快递下单", max_attempts=LONGEST_OUTAGE)
def book_parcel(_progress: Progress, *, parcel: int) -> str:
    """Book it at the courier, outside any transaction; asked twice, the courier has one order. Raises CourierDown."""
    row = Parcel.objects.select_related("organisation").get(pk=parcel)
    if row.state != State.BOOKING:
        return row.tracking
    tracking = _booked(row)
    with transaction.atomic():
        locked, case = _locked(Parcel.objects.filter(pk=parcel))
        if locked is not None and locked.state == State.BOOKING:
            locked.tracking = tracking[:40]
            _move(locked, case, [Seen(State.ORDERED, now(), "快递公司已接单")], by=FOLLOWER)
    return tracking


def _booked(row: Parcel) -> str:
    """The tracking number. Whatever an adapter raises is told without what it did not declare: that may hold the address."""
    to, organ = parcels.contact_of(row), row.organisation
    booking = Booking(row.key, to.name, to.phone, to.address, row.contents, organ.name, organ.phone)
    try:
        return plug.courier().book(booking)
    except Exception as error:
        said = scrub(str(error))[:TEXT_LONGEST] if isinstance(error, plug.CourierDown) else ""
        raise plug.CourierDown(said or type(error).__name__) from None


def follow() -> int:
    """Ask the courier after every parcel on its way; returns how many moved. What it does not answer is asked next time.

    Raises CourierDown (or RuntimeError) in the end, so that the job shows it.
    """
    moved, down, broken = 0, 0, 0
    rows = Parcel.objects.filter(direction=Parcel.Direction.OUT, state__in=parcels.UNDER_WAY).exclude(tracking="")
    for key, tracking in list(rows.order_by("pk").values_list("pk", "tracking")):
        try:
            seen = plug.courier().track(tracking)
        except plug.CourierDown:
            down += 1
            continue
        except Exception as error:
            # By its kind only: what an adapter did not declare may hold who lives where.
            log.error("parcel %s is not told of: %s", key, type(error).__name__)
            broken += 1
            continue
        try:
            with transaction.atomic():
                row, case = _locked(Parcel.objects.filter(pk=key))
                moved += row is not None and _move(row, case, seen, by=FOLLOWER)
        except Exception:
            # One parcel that breaks it keeps none of the others waiting.
            log.exception("parcel %s cannot be followed", key)
            broken += 1
    if broken:
        raise RuntimeError(f"{broken} parcels cannot be followed")
    if down:
        raise plug.CourierDown(f"{down} 个快件没有查到轨迹，快递公司没有应答。")
    return moved


def take_notice(payload: Mapping[str, Any]) -> bool:
    """What a courier tells by itself; True when it moved a parcel of ours. Raises ForgedNotice."""
    notice = plug.courier().parse(payload)
    with transaction.atomic():
        row, case = _locked(Parcel.objects.filter(tracking=notice.tracking, direction=Parcel.Direction.OUT))
        return row is not None and _move(row, case, notice.seen, by=FOLLOWER)


def _contact(name: str, phone: str, address: str) -> Contact:
    to = " ".join(address.replace("\x00", "").split())
    if not 5 <= len(to) <= ADDRESS_LONGEST:
        raise Refused("cases.address_missing", f"请写明收件地址，写到街道门牌号，最多 {ADDRESS_LONGEST} 个字。")
    return Contact(person_name(name), mobile(phone), to)


def _new(case: Case, contact: Contact, contents: str, by: Actor) -> Parcel:
    key = token_hex(16)
    return Parcel.objects.create(
        key=key,
        direction=Parcel.Direction.OUT,
        case=case,
        organisation_id=case.organisation_id,
        region_id=case.region_id,
        carrier=plug.courier().label,
        state=State.BOOKING,
        contact=parcels.sealed(key, contact),
        contact_masked=parcels.masked(contact),
        contents=contents,
        created_at=now(),
        created_by=by.name[:100],
    )


def _locked(rows: Any) -> tuple[Parcel | None, Case | None]:
    """The parcel and its case, both locked, the case first: as every verb of a case does."""
    found = rows.values_list("pk", "case").first()
    if found is None:
        return None, None
    case = Case.objects.select_for_update().filter(pk=found[1]).first() if found[1] else None
    return Parcel.objects.select_for_update().filter(pk=found[0]).first(), case


def _move(row: Parcel, case: Case | None, seen: Iterable[Seen], *, by: Actor) -> bool:
    """Write down where it was seen, and move it on; a signature delivers the result. False when nothing was new."""
    before = row.state
    known = (one for one in seen if one.state in plug.STATES)
    for one in sorted(known, key=lambda one: one.at):
        # An order is taken once: when we hear of it and when the courier took it are two moments of the same thing.
        seen_as = {"state": one.state} if one.state == State.ORDERED else {"state": one.state, "at": one.at}
        kept, new = ParcelScan.objects.get_or_create(
            parcel=row, **seen_as, defaults={"at": one.at, "text": scrub(one.text)[:TEXT_LONGEST]}
        )
        if new:
            row.seen_at = max(row.seen_at or kept.at, kept.at)
        if parcels.is_later(one.state, row.state):
            row.state = one.state
            if one.state == State.SIGNED:
                row.signed_at, row.signed_by = one.at, scrub(one.signed_by)[:60]
    row.save()
    if row.state == before:
        return False
    if case is not None:
        _tell(row, case, by)
    return True


def _tell(row: Parcel, case: Case, by: Actor) -> None:
    facts = {"parcel": row.pk, "state": row.get_state_display(), "tracking": row.tracking}
    journal.append(standing.subject_of(case), "parcel", by=by, facts=facts)
    announce(event_of(ParcelMoved, case, at=now(), by=by, parcel=row.pk, state=row.state))
    if row.state == State.SIGNED and case.state == "decided" and row.signed_at is not None:
        deliver_signed(case, at=in_shanghai(row.signed_at), signed_by=row.signed_by)
