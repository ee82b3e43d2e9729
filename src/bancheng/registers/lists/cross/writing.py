"""Keeping the targets of 跨省通办: taken in from a profile, added, withdrawn; the public list gets another edition."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Max

from bancheng.ground.access import AccessDenied, Actor, Subject, Target, demand
from bancheng.ground.journal import append
from bancheng.ground.law import Refused, now, today
from bancheng.registers.lists.authority import REVIEW
from bancheng.registers.lists.models import CrossTarget
from bancheng.registers.lists.public.marks import mark_stale
from bancheng.registers.lists.public.places import publish_at
from bancheng.registers.lists.typed import sentence
from bancheng.registers.lists.types.cross import TargetSeed

CODE = "cross-province"


def take_in_targets(*, region: str, seeds: Iterable[TargetSeed], by: Actor) -> int:
    """Add the targets of a profile that are missing (by batch and number); returns how many. What is there stays as it is."""
    demand(by, REVIEW, Target(region=region))
    known = set(CrossTarget.objects.filter(region=region).values_list("batch", "number"))
    missing = [_row(region, one, by) for one in seeds if (one.batch, one.number) not in known]
    with transaction.atomic():
        CrossTarget.objects.bulk_create(missing)
        if missing:
            append(_subject(region), "take_in_targets", by=by, facts={"targets": len(missing)})
            mark_stale([CODE], region=region)
    return len(missing)


def add_target(
    *, region: str, name: str, department: str, due_on: date, by: Actor, batch: int = 1, note: str = "", match: str = ""
) -> CrossTarget:
    """Add a matter to the list, under the next number of its batch. `match`: the name of the item, if it is another one.

    Raises AccessDenied, Refused: lists.target_name, lists.target_text, lists.target_batch, lists.target_twice.
    """
    demand(by, REVIEW, Target(region=region))
    if not 1 <= batch <= 99:
        raise Refused("lists.target_batch", "请填写批次（1—99）。")
    called = sentence(name, code="lists.target_name", ask="请输入事项名称，最多 200 个字。", longest=200)
    ask = "部门最多 100 个字，说明和对应事项名称最多 200 个字。"
    where = sentence(department, code="lists.target_text", ask=ask, longest=100, blank=True)
    said = sentence(note, code="lists.target_text", ask=ask, longest=200, blank=True)
    other = sentence(match, code="lists.target_text", ask=ask, longest=200, blank=True)
    try:
        with transaction.atomic():
            rows = CrossTarget.objects.filter(region=region, batch=batch)
            number = (rows.aggregate(last=Max("number"))["last"] or 0) + 1
            seed = TargetSeed(number, called, where, due_on, batch, (other,) if other else (), said)
            row = _row(region, seed, by)
            row.save()
            facts = {"name": called, "batch": batch, "number": number, "due": due_on}
            append(_subject(region), "add_target", by=by, facts=facts)
            publish_at(CODE, region=region, by=by)
            mark_stale([CODE], region=region)
    except IntegrityError as error:
        raise Refused("lists.target_twice", f"“{called}”已经在清单上。") from error
    return row


def withdraw_target(*, target: int, reason: str, by: Actor) -> CrossTarget:
    """Take a matter off the list; its row stays with the day. Raises AccessDenied, Refused: lists.target_reason, lists.target_gone."""
    told = sentence(reason, code="lists.target_reason", ask="请写明移出原因，最多 200 个字。", longest=200)
    with transaction.atomic():
        row = CrossTarget.objects.select_for_update().filter(pk=target).first() if 0 < target < 2**63 else None
        if row is None:
            raise AccessDenied("没有找到这个目标事项。", visible=False, action=REVIEW)
        demand(by, REVIEW, Target(_subject(row.region_id), region=row.region_id))
        if row.withdrawn_on is not None:
            raise Refused("lists.target_gone", f"“{row.name}”已于 {row.withdrawn_on} 移出。")
        row.withdrawn_on, row.note = today(), told
        row.save(update_fields=["withdrawn_on", "note"])
        append(_subject(row.region_id), "withdraw_target", by=by, facts={"name": row.name, "reason": told})
        publish_at(CODE, region=row.region_id, by=by)
        mark_stale([CODE], region=row.region_id)
    return row


def _row(region: str, seed: TargetSeed, by: Actor) -> CrossTarget:
    return CrossTarget(
        region_id=region,
        batch=seed.batch,
        number=seed.number,
        name=seed.name,
        department=seed.department,
        due_on=seed.due_on,
        matches=list(seed.matches),
        note=seed.note,
        entered_at=now(),
        entered_by=by.name[:100],
    )


def _subject(region: str) -> Subject:
    return Subject("lists.cross", region)
