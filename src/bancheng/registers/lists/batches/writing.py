"""The chain of a list: the department drafts and submits, 编办 reviews, both offices receive at the same instant (CAT-12)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from bancheng.ground.access import AccessDenied, Actor, Subject, Target, demand, may, system
from bancheng.ground.jobs import announce
from bancheng.ground.journal import append
from bancheng.ground.law import Refused, now, today
from bancheng.registers.duties import services as duties
from bancheng.registers.lists.authority import EDIT, RECEIVE, REVIEW, VIEW
from bancheng.registers.lists.batches.checking import checked_entries, faults_of, modes_of
from bancheng.registers.lists.batches.kinds import LIST_OWED
from bancheng.registers.lists.batches.offices import offices_for
from bancheng.registers.lists.batches.templates import DELIVERED, RETURNED, SUBMITTED
from bancheng.registers.lists.events import ListDelivered
from bancheng.registers.lists.models import Delivery, ListBatch, UnitList, UnitListEntry
from bancheng.registers.lists.public.marks import mark_changed
from bancheng.registers.lists.typed import sentence
from bancheng.registers.messages import services as messages
from bancheng.registers.organisations import selectors as organisations

State = UnitList.State
CLOCK = system("一次办妥清单")
OPEN = (State.DRAFT, State.RETURNED)
NO_LIST = "没有找到这份清单，或者它不在您的管理范围内。"


def open_batch(
    *,
    region: str,
    year: int,
    number: int,
    due_on: date,
    units: Iterable[int],
    by: Actor,
    name: str = "",
    basis: str = "",
) -> ListBatch:
    """Set a batch: each unit (ids of organisations of the region or below) owes a list by the day, and a duty says so.

    Raises AccessDenied, Refused: lists.batch_date, lists.batch_number, lists.batch_units, lists.batch_twice, lists.offices.
    """
    demand(by, REVIEW, Target(region=region))
    _refuse_unsound(year, number, due_on)
    offices_for(region)
    owed = _units(region, set(units))
    called = sentence(name, code="lists.batch_name", ask="批次名称最多 100 个字。", longest=100, blank=True)
    try:
        with transaction.atomic():
            batch = ListBatch.objects.create(
                region_id=region,
                year=year,
                number=number,
                name=called or f"{year} 年第 {number} 批",
                due_on=due_on,
                basis=sentence(basis, code="lists.batch_basis", ask="依据最多 200 个字。", longest=200, blank=True),
                opened_at=now(),
                opened_by=by.name[:100],
            )
            for organ in owed:
                _owe(batch, organ.pk)
            facts = {"name": batch.name, "due": due_on, "units": len(owed)}
            append(Subject("lists.batch", str(batch.pk)), "open_batch", by=by, facts=facts)
    except IntegrityError as error:
        raise Refused("lists.batch_twice", f"{year} 年第 {number} 批已经布置过。") from error
    return batch


def _refuse_unsound(year: int, number: int, due_on: date) -> None:
    if not 2000 <= year <= 2100 or not 1 <= number <= 99:
        raise Refused("lists.batch_number", "请填写年份（2000—2100）和批次（1—99）。")
    if due_on < today():
        raise Refused("lists.batch_date", "报送截止日不能早于今天。")


def _units(region: str, wanted: set[int]) -> list[Any]:
    owed = list(organisations.organisations(region=region).filter(pk__in=wanted))
    if not owed or len(owed) < len(wanted):
        raise Refused("lists.batch_units", "请选择本地区在用的报送单位，至少一个。")
    return owed


def add_entries(*, unit_list: int, items: Iterable[int], by: Actor) -> int:
    """Put items of the unit on its draft; returns how many are new. Raises AccessDenied, Refused: lists.not_open, lists.entry."""
    with transaction.atomic():
        row = _locked(unit_list, EDIT, by)
        _refuse_unless(row, OPEN)
        wanted = set(items) - set(row.entries.values_list("item", flat=True))
        checked_entries(wanted, row.organisation_id)
        UnitListEntry.objects.bulk_create(
            UnitListEntry(list=row, item_id=item, added_at=now()) for item in sorted(wanted)
        )
        if wanted:
            _authored(row, by)
            append(subject_of(row), "add_entries", by=by, facts={"items": sorted(wanted)})
    return len(wanted)


def remove_entry(*, unit_list: int, item: int, by: Actor) -> None:
    """Take an item off the draft. Raises AccessDenied, Refused: lists.not_open, lists.entry."""
    with transaction.atomic():
        row = _locked(unit_list, EDIT, by)
        _refuse_unless(row, OPEN)
        if not row.entries.filter(item=item).delete()[0]:
            raise Refused("lists.entry", "这个事项不在清单上。")
        _authored(row, by)
        append(subject_of(row), "remove_entry", by=by, facts={"item": item})


def submit_list(*, unit_list: int, by: Actor) -> UnitList:
    """Hand the draft to 编办: every item has a mode that holds and declares the data it shares (CAT-15).

    Raises AccessDenied, ListRefused with every fault, Refused: lists.not_open, lists.empty.
    """
    with transaction.atomic():
        row = _locked(unit_list, EDIT, by)
        _refuse_unless(row, OPEN)
        entries = list(row.entries.all())
        if not entries:
            raise Refused("lists.empty", "清单上还没有事项，请先列入事项再提交。")
        faults_of([entry.item_id for entry in entries], row.organisation_id, refuse=True)
        modes = modes_of([entry.item_id for entry in entries])
        for entry in entries:
            entry.mode = modes[entry.item_id]
        UnitListEntry.objects.bulk_update(entries, ["mode"])
        row.state, row.submitted_at, row.submitted_by = State.SUBMITTED, now(), by.name[:100]
        _authored(row, by)
        row.save(update_fields=["state", "submitted_at", "submitted_by"])
        append(subject_of(row), "submit", by=by, facts={"items": len(entries), "modes": modes_counted(modes)})
        messages.notify_role(
            "list_reviewer",
            SUBMITTED.key,
            region=row.batch.region_id,
            subject=subject_of(row),
            organ=row.organisation.name,
            batch=row.batch.name,
            entries=len(entries),
            due=row.batch.due_on,
        )
    return row


def send_back(*, unit_list: int, note: str, by: Actor) -> UnitList:
    """编办 sends a list back with what is to be changed. Raises AccessDenied, Refused: lists.not_submitted, lists.note."""
    told = sentence(note, code="lists.note", ask="请写明退回原因和修改要求，最多 500 个字。")
    with transaction.atomic():
        row = _reviewed(unit_list, by)
        row.state, row.note = State.RETURNED, told
        row.save(update_fields=["state", "note", "reviewed_at", "reviewed_by"])
        append(subject_of(row), "send_back", by=by, facts={"note": told})
        for role in ("catalog_editor", "town_officer"):
            messages.notify_role(
                role,
                RETURNED.key,
                region=row.organisation.region_id,
                organisation=row.organisation_id,
                subject=subject_of(row),
                batch=row.batch.name,
                note=told,
                due=row.batch.due_on,
            )
    return row


def approve_list(*, unit_list: int, by: Actor, note: str = "") -> UnitList:
    """编办 approves: in one transaction the list lies in the inbox of both offices, with one and the same instant.

    Nobody approves what he has drafted (settled 12). Raises AccessDenied, ListRefused, Refused: lists.not_submitted,
    lists.offices.
    """
    told = sentence(note, code="lists.note", ask="审核意见最多 500 个字。", blank=True)
    with transaction.atomic():
        row = _reviewed(unit_list, by)
        entries = list(row.entries.values_list("item", flat=True))
        # What was submitted may have changed meanwhile: a guide withdrawn, a mode lost.
        faults_of(entries, row.organisation_id, refuse=True)
        offices = offices_for(row.batch.region_id)
        at = now()
        row.state, row.note, row.delivered_at, row.reviewed_at = State.DELIVERED, told, at, at
        row.save(update_fields=["state", "note", "delivered_at", "reviewed_at", "reviewed_by"])
        made = [Delivery.objects.create(list=row, office=office, delivered_at=at) for office in offices]
        facts = {"offices": [office.pk for office in offices], "at": at, "items": len(entries)}
        append(subject_of(row), "deliver", by=by, facts=facts)
        for delivery in made:
            _tell_office(row, delivery, len(entries))
        if row.duty_id is not None:
            duties.close_duty(duty=row.duty_id, result=f"清单 {len(entries)} 项，审核通过并已报送。", by=CLOCK)
        mark_changed(["once"], region=row.organisation.region_id)
        announce(ListDelivered(row.pk, row.batch_id, row.organisation_id, tuple(office.pk for office in offices)))
    return row


def receive_list(*, delivery: int, by: Actor) -> Delivery:
    """An office signs for a list in its inbox; the first time counts. Raises AccessDenied."""
    with transaction.atomic():
        row = (
            Delivery.objects.select_for_update(of=("self",))
            .select_related("office", "list")
            .filter(pk=delivery)
            .first()
        )
        if row is None:
            raise AccessDenied("没有找到这份报送。", visible=False, action=RECEIVE)
        demand(by, RECEIVE, Target(subject_of(row.list), region=row.office.region_id, organisation=row.office_id))
        if row.received_at is None:
            row.received_at, row.received_by = now(), by.name[:100]
            row.save(update_fields=["received_at", "received_by"])
            append(subject_of(row.list), "receive", by=by, facts={"office": row.office_id})
    return row


def subject_of(row: UnitList) -> Subject:
    """A unit's list as the journal, messages and duties name it."""
    return Subject("lists.unit_list", str(row.pk))


def modes_counted(modes: dict[int, str]) -> dict[str, int]:
    """How many items stand under each mode."""
    return {mode: list(modes.values()).count(mode) for mode in sorted(set(modes.values()))}


def _owe(batch: ListBatch, organ: int) -> None:
    row = UnitList.objects.create(batch=batch, organisation_id=organ)
    row.duty = duties.open_duty(
        kind=LIST_OWED.key,
        title=f"报送一次办妥清单：{batch.name}",
        due_on=batch.due_on,
        organisation_id=organ,
        subject=subject_of(row),
        basis=batch.basis,
        by=CLOCK,
    )
    row.save(update_fields=["duty"])


def _locked(pk: int, action: str, by: Actor) -> UnitList:
    rows = UnitList.objects.select_for_update(of=("self",)).select_related("batch__region", "organisation")
    row = rows.filter(pk=pk).first() if 0 < pk < 2**63 else None
    if row is None:
        raise AccessDenied(NO_LIST, visible=False, action=action)
    target = Target(subject_of(row), region=row.organisation.region_id, organisation=row.organisation_id)
    if not may(by, VIEW, target).allowed:
        raise AccessDenied(NO_LIST, visible=False, action=action)
    demand(by, action, target)
    return row


def _reviewed(pk: int, by: Actor) -> UnitList:
    row = _locked(pk, REVIEW, by)
    if by.key in row.authors:
        raise AccessDenied("您参与起草了这份清单，不能由您审核，请交给另一位审核人员。", visible=True, action=REVIEW)
    if row.state != State.SUBMITTED:
        raise Refused("lists.not_submitted", f"这份清单现在是“{row.get_state_display()}”，不能审核。")
    row.reviewed_at, row.reviewed_by = now(), by.name[:100]
    return row


def _refuse_unless(row: UnitList, states: tuple[str, ...]) -> None:
    if row.state not in states:
        raise Refused("lists.not_open", f"这份清单现在是“{row.get_state_display()}”，不能修改。")


def _authored(row: UnitList, by: Actor) -> None:
    if by.key not in row.authors:
        row.authors = [*row.authors, by.key]
        row.save(update_fields=["authors"])


def _tell_office(row: UnitList, delivery: Delivery, entries: int) -> None:
    messages.notify_role(
        "list_office",
        DELIVERED.key,
        region=delivery.office.region_id,
        organisation=delivery.office_id,
        subject=subject_of(row),
        organ=row.organisation.name,
        batch=row.batch.name,
        entries=entries,
        at=delivery.delivered_at,
    )
