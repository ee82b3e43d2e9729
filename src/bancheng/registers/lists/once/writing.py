"""The verbs of modes: confirm one, leave the negative list. What a guide says cannot be denied here."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from bancheng.ground.access import Actor
from bancheng.ground.journal import append
from bancheng.ground.law import Refused, now, today
from bancheng.registers.catalog.types import ItemFacts
from bancheng.registers.lists.authority import EDIT, item_for, item_subject
from bancheng.registers.lists.depths.keeping import depth_now
from bancheng.registers.lists.models import ItemMode, NegativeEntry
from bancheng.registers.lists.once import rules
from bancheng.registers.lists.public.marks import mark_changed
from bancheng.registers.lists.typed import sentence
from bancheng.registers.lists.types.once import MODES, Depth

LISTS = ("once", "negative")
FORCED = "既不能网上办，也不能跑一次办成，只能列入负面清单"


def confirm_mode(*, item: int, online: bool, one_trip: bool, by: Actor, reason: str = "", plan: str = "") -> ItemMode:
    """Say whether an item is done in one go online after 网上预审, or else by one trip to the hall (CAT-10).

    With neither it is forced onto the negative list, and `reason` and `plan` (how it is to be improved) are owed. What the
    guide in force says cannot be said otherwise. Raises AccessDenied, Refused: lists.mode_online, lists.mode_hall,
    lists.mode_guide, lists.negative_reason, lists.negative_plan, lists.negative_exit, lists.cancelled, lists.mode_race.
    """
    found = item_for(by, EDIT, item)
    if found.state == "cancelled":
        raise Refused("lists.cancelled", f"“{found.name}”已经取消，不用再认定。")
    try:
        with transaction.atomic():
            # Two who confirm the same item at once wait for each other at its row.
            before = ItemMode.objects.select_for_update().filter(item=item).first()
            _refuse_denial(online, one_trip, depth_now(found))
            mode = rules.ONLINE if online else rules.HALL if one_trip else rules.NEGATIVE
            if mode == rules.NEGATIVE:
                _enter(found, reason, plan, by)
            elif before is not None and before.mode == rules.NEGATIVE:
                raise Refused("lists.negative_exit", "这个事项在负面清单上，请用“移出负面清单”，写明优化提升情况。")
            return _set(found, mode, by, before)
    except IntegrityError as error:  # there was no row yet to wait at
        raise Refused("lists.mode_race", "刚刚有人认定了这个事项，请刷新后核对。") from error


def leave_negative(*, item: int, improvement: str, by: Actor) -> NegativeEntry:
    """优化提升后移出: the guide in force is looked at again, the entry keeps both dates, the item gets the mode it has reached.

    Raises AccessDenied, Refused: lists.improvement, lists.not_negative, lists.still_negative.
    """
    found = item_for(by, EDIT, item)
    told = sentence(improvement, code="lists.improvement", ask="请写明做了哪些优化提升，最多 500 个字。")
    with transaction.atomic():
        before = ItemMode.objects.select_for_update().filter(item=item).first()
        entry = NegativeEntry.objects.select_for_update().filter(item=item, left_on=None).first()
        if entry is None:
            raise Refused("lists.not_negative", f"“{found.name}”不在负面清单上。")
        reached = rules.propose(depth_now(found))
        if reached.mode in {"", rules.NEGATIVE}:
            raise Refused("lists.still_negative", f"还不能移出：{reached.why}。请先修改并发布办事指南，再来移出。")
        entry.left_on, entry.left_by, entry.improvement = today(), by.name[:100], told
        entry.save(update_fields=["left_on", "left_by", "improvement"])
        facts = {"entered": entry.entered_on, "left": entry.left_on, "improvement": told}
        append(item_subject(item), "leave_negative", by=by, facts=facts)
        _set(found, reached.mode, by, before)
    return entry


def _refuse_denial(online: bool, one_trip: bool, depth: Depth | None) -> None:
    if depth is None:
        return
    if online and not rules.can_online(depth):
        why = "没有网上办理渠道" if not depth.online else f"到现场 {depth.visits} 次"
        raise Refused("lists.mode_online", f"现行办事指南{why}，不能认定为网上一次办妥，请先修改指南。")
    if one_trip and not online and not rules.can_hall(depth):
        why = f"到现场 {depth.visits} 次" if depth.visits > rules.MOST_TRIPS else "没有窗口、自助或者邮寄渠道"
        raise Refused("lists.mode_hall", f"现行办事指南{why}，不能认定为大厅一次办妥，请先修改指南。")
    if not online and not one_trip and not rules.holds(rules.NEGATIVE, depth):
        proposed = rules.propose(depth)
        text = f"现行办事指南写明{proposed.why}，应当认定为“{proposed.label}”。确实办不到的，请先修改指南。"
        raise Refused("lists.mode_guide", text)


def _enter(found: ItemFacts, reason: str, plan: str, by: Actor) -> None:
    told = sentence(reason, code="lists.negative_reason", ask=f"{FORCED}，请写明原因，最多 500 个字。")
    meant = sentence(plan, code="lists.negative_plan", ask="请写明怎样优化提升，最多 500 个字。")
    entry = NegativeEntry.objects.select_for_update().filter(item=found.id, left_on=None).first()
    if entry is None:
        entry = NegativeEntry(item_id=found.id, entered_on=today(), entered_by=by.name[:100])
    entry.reason, entry.plan = told, meant
    entry.save()
    append(
        item_subject(found.id), "enter_negative", by=by, facts={"on": entry.entered_on, "reason": told, "plan": meant}
    )


def _set(found: ItemFacts, mode: str, by: Actor, before: ItemMode | None) -> ItemMode:
    row = before or ItemMode(item_id=found.id)
    was = row.mode
    if was != mode:
        row.mode, row.since = mode, today()
    row.number, row.confirmed_at, row.confirmed_by = found.version, now(), by.name[:100]
    row.save()
    facts = {"from": was, "to": mode, "label": MODES[mode], "version": found.version}
    append(item_subject(found.id), "confirm_mode", by=by, facts=facts)
    mark_changed(LISTS, region=found.region_code)
    return row
