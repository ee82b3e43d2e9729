"""竞争性委托: whoever needs a service says so in public, firms bid under seal, the owner chooses or has the lot drawn."""

from __future__ import annotations

import secrets
from datetime import date, timedelta
from decimal import Decimal

from django.db import IntegrityError, transaction

from bancheng.ground import law
from bancheng.ground.access import AccessDenied, Actor, Subject, Target, demand
from bancheng.ground.codes import mask_name, scrub
from bancheng.ground.journal import append
from bancheng.ground.law import Refused
from bancheng.registers.identity import selectors as identity
from bancheng.registers.lists.authority import COMMISSION
from bancheng.registers.lists.intermediaries import rules
from bancheng.registers.lists.intermediaries.keeping import refuse_conflict, service_in
from bancheng.registers.lists.models import Bid, Commission, Firm, FirmService
from bancheng.registers.lists.typed import sentence
from bancheng.registers.organisations import selectors as organisations

LONGEST_OPEN = 90
FEWEST = 2
MOST = Decimal("9999999999.99")
NOT_THERE = "没有找到这项委托。"
State, Method = Commission.State, Commission.Method


def open_commission(
    *,
    region: str,
    service: str,
    title: str,
    requirement: str,
    method: str,
    closes_on: date,
    by: Actor,
    legal_person: int | None = None,
    organisation: int | None = None,
) -> Commission:
    """Publish what is needed: as oneself, for a legal person one may act for, or for one's organ, which then pays itself.

    Raises AccessDenied, Refused: commissions.service, .title, .requirement, .method, .day.
    """
    owner_key, owner_name = _owner(by, legal_person, organisation)
    listed = service_in(region, service)
    if listed is None:
        raise Refused("commissions.service", "请从中介服务事项清单中选择。")
    row = _wanted(title, requirement, method, closes_on)
    row.owner_key, row.owner_name, row.organisation_id = owner_key, owner_name, organisation
    row.number = f"WT{region[:6]}{law.today():%Y%m%d}{secrets.token_hex(3).upper()}"
    row.region_id, row.service, row.opened_at = region, listed, law.now()
    with transaction.atomic():
        row.save(force_insert=True)
        facts = {"service": service, "title": row.title, "method": method, "closes_on": closes_on}
        append(_subject(row), "open_commission", by=by, facts=facts, article=rules.FREE_CHOICE)
    return row


def _wanted(title: str, requirement: str, method: str, closes_on: date) -> Commission:
    """What is needed, as it is typed: checked, not saved. Everybody reads it: numbers of persons are masked.

    Raises Refused: commissions.title, .requirement, .method, .day.
    """
    name = sentence(scrub(title), code="commissions.title", ask="请填写委托名称，最多 200 个字。", longest=200)
    ask = "请写明委托要求，最多 4000 个字。"
    told = sentence(scrub(requirement), code="commissions.requirement", ask=ask, longest=4000)
    if method not in Method.values:
        raise Refused("commissions.method", "请选择由业主选定，或者随机抽取。")
    if not law.today() < closes_on <= law.today() + timedelta(days=LONGEST_OPEN):
        raise Refused("commissions.day", f"报价截止日应当在明天到 {LONGEST_OPEN} 天之内。")
    return Commission(title=name, requirement=told, method=method, closes_on=closes_on)


def bid(*, commission: str, firm: int, price: Decimal, days: int, by: Actor, proposal: str = "") -> Bid:
    """Offer a price and a term for one's firm, once; sealed until the day of closing is over.

    Raises AccessDenied, Refused: commissions.closed, .firm, .price, .days, .bid_twice, firms.conflict.
    """
    told = sentence(scrub(proposal), code="commissions.proposal", ask="方案最多 1000 个字。", longest=1000, blank=True)
    if not price.is_finite() or not 0 <= price <= MOST:
        raise Refused("commissions.price", "请填写报价，单位元，不能是负数。")
    if not 1 <= days <= 1000:
        raise Refused("commissions.days", "请填写完成天数，1 到 1000 个工作日。")
    with transaction.atomic():
        row = _locked(commission)
        offered = FirmService.objects.select_related("firm").filter(
            firm=firm, service=row.service, firm__state=Firm.State.ACTIVE
        )
        found = offered.first() if 0 < firm < 2**63 else None
        if found is None or not _acts_for(by, found.firm):
            raise AccessDenied("只有登记承接这项服务的机构可以报价。", visible=True, action=COMMISSION)
        if row.state != State.OPEN or law.today() > row.closes_on:
            raise Refused("commissions.closed", "这项委托的报价已经截止。")
        refuse_conflict(found.firm, row.service, organ=row.organisation_id, exception=found.exception_basis)
        try:
            with transaction.atomic():
                made = Bid.objects.create(
                    commission=row,
                    firm=found.firm,
                    price=price.quantize(Decimal("0.01")),
                    days=days,
                    proposal=told,
                    offered_at=law.now(),
                )
        except IntegrityError as error:
            raise Refused("commissions.bid_twice", f"{found.firm.name}已经报过价，不能再报。") from error
        append(_subject(row), "bid", by=by, facts={"firm": found.firm.uscc})
    return made


def award(*, commission: str, by: Actor, bid: int | None = None, reason: str = "") -> Commission:
    """End a commission after its day of closing: the owner's choice with his reason, or the lot, whose seed is published.

    Nobody but the owner may, and of no member of staff for another's commission. Raises AccessDenied, Refused:
    commissions.early, .few, .bid, .reason, .ended.
    """
    with transaction.atomic():
        row = _of_owner(commission, by)
        if law.today() <= row.closes_on:
            raise Refused("commissions.early", "报价还没有截止，截止的第二天起才能选定。")
        bids = list(row.bids.select_related("firm").order_by("pk"))
        if row.method == Method.LOT:
            if len(bids) < FEWEST:
                raise Refused("commissions.few", "报价不足两家，不能抽取。请撤销后重新委托。")
            row.seed = secrets.token_hex(32)
            uscc = rules.drawn(row.seed, [one.firm.uscc for one in bids])
            winner = next(one for one in bids if one.firm.uscc == uscc)
            row.reason = "随机抽取"
        else:
            chosen = next((one for one in bids if one.pk == bid), None)
            if chosen is None:
                raise Refused("commissions.bid", "请从报价的机构中选择一家。")
            winner = chosen
            row.reason = sentence(reason, code="commissions.reason", ask="请写明选定理由，最多 300 个字。", longest=300)
        winner.won = True
        winner.save(update_fields=["won"])
        row.state, row.ended_at = State.AWARDED, law.now()
        row.save(update_fields=["state", "ended_at", "seed", "reason"])
        facts = {"firm": winner.firm.uscc, "seed": row.seed, "bids": len(bids), "reason": row.reason}
        append(_subject(row), "award", by=by, facts=facts, article=rules.FREE_CHOICE)
    return row


def cancel_commission(*, commission: str, reason: str, by: Actor) -> Commission:
    """Take a commission back, with the reason. Raises AccessDenied, Refused: commissions.reason, .ended."""
    told = sentence(reason, code="commissions.reason", ask="请写明撤销原因，最多 300 个字。", longest=300)
    with transaction.atomic():
        row = _of_owner(commission, by)
        row.state, row.ended_at, row.reason = State.CANCELLED, law.now(), told
        row.save(update_fields=["state", "ended_at", "reason"])
        append(_subject(row), "cancel_commission", by=by, facts={"reason": told})
    return row


def is_owner(actor: Actor, row: Commission) -> bool:
    """Whether the commission is his: his own, his firm's, or that of the organ for which he may commission."""
    kind, _colon, key = row.owner_key.partition(":")
    if kind == "legal":
        return bool(identity.may_act_for(actor, int(key)))
    if kind == "organ":
        organ = row.organisation
        return organ is not None and _may_for_organ(actor, organ.region_id, organ.pk)
    return bool(row.owner_key) and actor.kind == "person" and row.owner_key == actor.key


def _owner(by: Actor, legal_person: int | None, organisation: int | None) -> tuple[str, str]:
    if organisation is not None:
        organ = organisations.organisations().filter(pk=organisation).first() if 0 < organisation < 2**63 else None
        if organ is None:
            raise AccessDenied("没有找到这个单位。", visible=False, action=COMMISSION)
        demand(by, COMMISSION, Target(region=organ.region_id, organisation=organ.pk))
        return f"organ:{organ.pk}", organ.name
    if by.kind != "person":
        raise AccessDenied(f"{rules.ASSIGN}（{rules.FREE_CHOICE}）。", visible=True, action=COMMISSION)
    if legal_person is not None:
        view = identity.legal_person(legal_person)
        if view is None or not identity.may_act_for(by, legal_person):
            raise AccessDenied("您不能代表这个单位。", visible=False, action=COMMISSION)
        return f"legal:{view.id}", view.name
    return by.key, mask_name(by.name)


def _may_for_organ(actor: Actor, region: str, organ: int) -> bool:
    try:
        demand(actor, COMMISSION, Target(region=region, organisation=organ))
    except AccessDenied:
        return False
    return True


def _acts_for(actor: Actor, firm: Firm) -> bool:
    view = identity.find_legal_person(firm.uscc)
    return view is not None and bool(identity.may_act_for(actor, view.id))


def _locked(commission: str) -> Commission:
    rows = Commission.objects.select_for_update(of=("self",)).select_related("service", "organisation")
    row = rows.filter(number=commission[:24]).first()
    if row is None:
        raise AccessDenied(NOT_THERE, visible=False, action=COMMISSION)
    return row


def _of_owner(commission: str, by: Actor) -> Commission:
    row = _locked(commission)
    if not is_owner(by, row):
        raise AccessDenied(f"只有业主可以选定或者撤销：{rules.ASSIGN}（{rules.FREE_CHOICE}）。", visible=True)
    if row.state != State.OPEN:
        raise Refused("commissions.ended", f"这项委托{row.get_state_display()}，不能再办理。")
    return row


def _subject(row: Commission) -> Subject:
    return Subject("lists.commission", row.number)
