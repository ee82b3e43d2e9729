"""Bills as staff keep them: those that their grants for `payments.view` cover."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import Count, Q, QuerySet, Sum

from bancheng.ground.access import EVERYWHERE, Actor, Target, may, region_stem
from bancheng.registers.payments import rules, standing
from bancheng.registers.payments.models import Bill, Callback
from bancheng.registers.payments.selectors.own import detail
from bancheng.registers.payments.types import BillDetail, BillPage, CallbackView, Sums
from bancheng.registers.payments.views import bill_view, callback_view

SIZE = 50
LONGEST = 60
MOST_CALLBACKS = 200


def bills(
    actor: Actor, *, q: str = "", state: str = "", region: str = "", after: int = 0, size: int = SIZE
) -> BillPage:
    """Bills in the actor's scope, newest first, behind the key `after`. `q`: number of bill, case, order or ticket, or a name."""
    rows = _narrowed(actor, q, region).select_related("organisation").order_by("-pk")
    rows = rows.filter(state=state) if state else rows
    rows = rows.filter(pk__lt=after) if after else rows
    found = list(rows[: size + 1])
    cursor = str(found[size - 1].pk) if len(found) > size else ""
    return BillPage(tuple(bill_view(row) for row in found[:size]), cursor)


def sums(actor: Actor, *, q: str = "", region: str = "") -> Sums:
    """How many bills, and how much, in each state, under the same conditions. One query."""
    rows = _narrowed(actor, q, region).order_by().values("state").annotate(n=Count("pk"), fen=Sum("amount_fen"))
    found = list(rows)
    return Sums({row["state"]: row["n"] for row in found}, {row["state"]: row["fen"] for row in found})


def bill(number: str, actor: Actor) -> BillDetail:
    """A bill with all that happened to it, callbacks too. Raises AccessDenied."""
    row = standing.kept_bill(number, actor, standing.VIEW)
    heard = Callback.objects.filter(attempt__bill=row).order_by("-pk")[:MOST_CALLBACKS]
    return replace(detail(row), callbacks=tuple(callback_view(one) for one in reversed(heard)))


def callbacks(actor: Actor, *, verdict: str = "", after: int = 0, size: int = SIZE) -> tuple[CallbackView, ...]:
    """The log of callbacks, newest first: those of bills in the actor's scope; of unknown orders for who may see all."""
    scope = Q(attempt__bill__in=Bill.objects.filter(standing.covered(actor)))
    if may(actor, standing.VIEW, Target(region=EVERYWHERE)).allowed:
        scope |= Q(attempt=None)
    rows = Callback.objects.filter(scope).order_by("-pk")
    rows = rows.filter(verdict=verdict) if verdict in Callback.Verdict.values else rows
    rows = rows.filter(pk__lt=after) if after else rows
    return tuple(callback_view(row) for row in rows[: max(1, min(size, 200))])


def _narrowed(actor: Actor, q: str, region: str) -> QuerySet[Bill]:
    rows = Bill.objects.filter(standing.covered(actor))
    if region:
        rows = rows.filter(region__code__startswith=region_stem(region))
    words = q.replace("\x00", "").strip()[:LONGEST]
    return rows.filter(_meant(words)) if words else rows


def _meant(words: str) -> Q:
    number = words.upper()
    if rules.is_number(number):
        return Q(number=number) | Q(tickets__number=number)
    if rules.is_number(number[:22]):
        return Q(attempts__order=number)
    return Q(about=number) | Q(payer_name__icontains=words) | Q(item_name__icontains=words)
