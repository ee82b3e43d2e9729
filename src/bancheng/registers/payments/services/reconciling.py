"""Daily reconciliation: our books beside the cashier's; what we had missed is taken in, what differs is listed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from bancheng.ground import journal
from bancheng.ground.access import AccessDenied, Actor, Subject, demand, system
from bancheng.ground.codes import scrub
from bancheng.ground.law import Refused, now, today
from bancheng.registers.payments import rules, standing
from bancheng.registers.payments.adapters.cashier import PAID, Channel, Result, StatementLine, cashier
from bancheng.registers.payments.days import bounds
from bancheng.registers.payments.lifecycle import DONE, SUCCEEDED
from bancheng.registers.payments.models import Attempt, Bill, Difference, Reconciliation, Refund
from bancheng.registers.payments.rules import Booked, Gap
from bancheng.registers.payments.services.results import apply

CLOCK = system("每日对账")
EARLIEST = date(2000, 1, 1)
"""No money was ever taken here before; a day far out of the calendar has no bounds either."""
AGREED = "再次对账时两边已经一致"
NOTE, LONGEST = 300, 34


def reconcile(*, day: date, by: Actor = CLOCK) -> int:
    """Compare a past day with the cashier's statement, each channel; how many differences are open then. May run again.

    Money in the statement that we knew nothing of is taken in first (a lost callback, a lost query); it is listed all the
    same, so that somebody looks why. The books are compared whole, of all organs alike, whoever has `payments.reconcile`
    anywhere: what he learns of it, here as on the pages, are the differences that he may settle. Raises AccessDenied;
    `Refused`: payments.day; CashierDown.
    """
    demand(by, standing.RECONCILE)
    if day < EARLIEST:
        raise Refused("payments.day", "请选择 2000 年以后的日期。")
    if day >= today():
        raise Refused("payments.day", "当天还没有结束，请选择今天以前的日期。")
    for channel in cashier().channels():
        _compare(day, channel, cashier().statement(day, channel.code), by)
    rows = Difference.objects.filter(standing.differences_of(by), reconciliation__day=day, settled_at=None)
    return rows.count()


def settle_difference(*, difference: int, note: str, by: Actor) -> None:
    """Say what became of a difference; it stays listed. Raises AccessDenied without `payments.reconcile`; `Refused`."""
    said = scrub(" ".join(note.replace("\x00", "").split()))[:NOTE]
    if not said:
        raise Refused("payments.note", "请写明怎样处理的。")
    with transaction.atomic():
        row = Difference.objects.select_for_update().filter(pk=difference).first()
        if row is None:
            raise AccessDenied("没有找到这条差异。", visible=False, action=standing.RECONCILE)
        bill = row.bill
        # What belongs to no bill of ours is for whoever keeps the money of all.
        demand(by, standing.RECONCILE, standing.target_of(bill) if bill else standing.EVERYTHING)
        if row.settled_at is not None:
            raise Refused("payments.settled", "这条差异已经处理过了。")
        row.settled_at, row.settled_by, row.note = now(), by.name[:100], said
        row.save(update_fields=["settled_at", "settled_by", "note"])
        facts = {"order": row.order, "kind": row.kind, "note": said}
        journal.append(Subject("payments.difference", str(row.pk)), "settle", by=by, facts=facts)


def _compare(day: date, channel: Channel, theirs: Sequence[StatementLine], by: Actor) -> None:
    """Take in what was missed and list it, in one transaction: who is killed between the two would hide what was found."""
    with transaction.atomic():
        found = _gaps(day, channel, theirs)
        missed = {gap.order for gap in found if gap.flow == "pay"}
        for line in theirs:
            if line.flow == "pay" and line.number in missed:
                apply(_result(line), learnt_by="statement")
        _write(day, channel, theirs, found, by)


def _gaps(day: date, channel: Channel, theirs: Sequence[StatementLine]) -> tuple[Gap, ...]:
    return rules.gaps(_ours(day, channel.code), _booked(theirs))


def _ours(day: date, channel: str) -> list[Booked]:
    start, end = bounds(day)
    paid = Attempt.objects.filter(channel=channel, state=SUCCEEDED, paid_at__gte=start, paid_at__lt=end)
    back = Refund.objects.filter(attempt__channel=channel, state=DONE, done_at__gte=start, done_at__lt=end)
    books = [Booked("pay", order, fen) for order, fen in paid.values_list("order", "amount_fen")]
    return [*books, *(Booked("refund", number, fen) for number, fen in back.values_list("number", "amount_fen"))]


def _booked(lines: Sequence[StatementLine]) -> list[Booked]:
    return [Booked(one.flow, one.number, one.amount_fen) for one in lines]


def _result(line: StatementLine) -> Result:
    return Result(line.number, PAID, line.amount_fen, line.channel, line.transaction, line.at)


def _write(day: date, channel: Channel, theirs: Sequence[StatementLine], found: Sequence[Gap], by: Actor) -> None:
    ours, other = _ours(day, channel.code), _booked(theirs)
    told = {
        "channel_label": channel.label,
        "ours_count": len(ours),
        "ours_fen": rules.net(ours),
        "theirs_count": len(other),
        "theirs_fen": rules.net(other),
        "run_at": now(),
    }
    row, _made = Reconciliation.objects.update_or_create(day=day, channel=channel.code, defaults=told)
    for gap in found:
        _list(row, gap, by)
    _agreed(row, found)
    facts = {"ours_fen": told["ours_fen"], "theirs_fen": told["theirs_fen"], "differences": len(found)}
    about = Subject("payments.reconciliation", f"{day:%Y%m%d}:{channel.code}")
    journal.append(about, "reconcile", by=by, facts=facts)


def _list(row: Reconciliation, gap: Gap, by: Actor) -> None:
    """List a difference as it is now. What somebody settled stays so while it is the same; else it is open again."""
    told = {"kind": gap.kind, "ours_fen": gap.ours, "theirs_fen": gap.theirs}
    first = told | {"bill": _bill(gap), "found_at": now()}
    one, made = Difference.objects.get_or_create(
        reconciliation=row, flow=gap.flow, order=gap.order[:LONGEST], defaults=first
    )
    changed = any(getattr(one, name) != value for name, value in told.items())
    reopened = one.settled_at is not None and (changed or (one.settled_by, one.note) == (CLOCK.name, AGREED))
    if made or not (changed or reopened):
        return
    facts = {"order": one.order, **told, "settled_by": one.settled_by, "note": one.note}
    one.kind, one.ours_fen, one.theirs_fen = gap.kind, gap.ours, gap.theirs
    if reopened:
        one.settled_at, one.settled_by, one.note, one.found_at = None, "", "", now()
    one.save()
    about = Subject("payments.difference", str(one.pk))
    journal.append(about, "reopen" if reopened else "change", by=by, facts=facts)


def _agreed(row: Reconciliation, found: Sequence[Gap]) -> None:
    """What was open and is no difference any more is settled by the clock."""
    still = {(gap.flow, gap.order[:LONGEST]) for gap in found}
    for one in row.differences.filter(settled_at=None):
        if (one.flow, one.order) not in still:
            one.settled_at, one.settled_by, one.note = now(), CLOCK.name, AGREED
            one.save(update_fields=["settled_at", "settled_by", "note"])


def _bill(gap: Gap) -> Bill | None:
    if gap.flow == "pay":
        return Bill.objects.filter(attempts__order=gap.order).first()
    return Bill.objects.filter(refunds__number=gap.order).first()
