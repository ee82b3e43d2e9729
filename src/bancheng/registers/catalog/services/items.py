"""实施清单: an item as one organ of one region offers it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from bancheng.ground import law
from bancheng.ground.access import Actor, Target, demand, may
from bancheng.ground.codes import ITEM_TYPES, LEVELS
from bancheng.ground.jobs import announce
from bancheng.ground.journal import append
from bancheng.ground.law import Refused
from bancheng.registers.catalog.authority import EDIT, PUBLISH, demand_for_item, item_subject
from bancheng.registers.catalog.composing import compose_code
from bancheng.registers.catalog.events import ItemCancelled
from bancheng.registers.catalog.inheritance.locking import refuse_recoding, refuse_unlike
from bancheng.registers.catalog.inheritance.revival import refuse_revived_item
from bancheng.registers.catalog.lint.holding import hold
from bancheng.registers.catalog.models import BasicItem, ImplementationItem, Nature
from bancheng.registers.catalog.services.listing import refresh
from bancheng.registers.catalog.submissions.answering import put_back
from bancheng.registers.catalog.typed import line
from bancheng.registers.organisations import selectors as organisations

State = ImplementationItem.State
LONGEST_REASON = 200
CANCELLED_BY = f"请写明取消依据，例如国务院决定的文号，最多 {LONGEST_REASON} 个字，不能有控制字符。"
EDITABLE = (
    *("name", "main_item", "item_type", "nature", "use_level", "organisation", "local_code", "basic", "weight", "icon"),
)


def create_item(
    *,
    name: str,
    item_type: str,
    nature: str,
    organisation: int,
    by: Actor,
    basic: BasicItem | None = None,
    use_level: str = "4",
    main_item: str = "",
    local_code: str = "",
    source: str = "",
    source_key: str = "",
    weight: int = 0,
) -> ImplementationItem:
    """Enter an item of an organ (by its id), in the organ's region, as a draft. Without a basic code it is 待赋码.

    Raises `Refused`: item.name, item.type, item.nature, item.level, item.organisation, item.twice, item.cancelled_code,
    item.revived (its region has cancelled it), item.locked (a coded item bears the name of its matter).
    """
    organ = _organ(organisation, by)
    item = ImplementationItem(
        organisation=organ,
        region=organ.region,
        basic=basic,
        name=name,
        main_item=main_item,
        item_type=item_type,
        nature=_nature(nature),
        use_level=use_level,
        local_code=local_code,
        source=source,
        source_key=source_key,
        weight=weight,
        updated_at=law.now(),
    )
    with transaction.atomic():
        return enter(item, by)


def enter(item: ImplementationItem, by: Actor, *, moved: bool = False) -> ImplementationItem:
    """Check and save a new item, within the transaction of a service that has checked who asks; raises as `create_item`.

    `moved`: it comes by a change with a basis, and may take the place of one that its region has cancelled.
    """
    _check(item)
    item.code = compose_code(item)
    _refuse_twice(item)
    refuse_unlike(item)
    if not moved:
        refuse_revived_item(item)
    item.save()
    facts = {
        "name": item.name,
        "basic_code": item.basic.code if item.basic else "",
        "organisation": item.organisation_id,
    }
    append(item_subject(item), "create_item", by=by, facts=facts)
    if not moved:  # what it is was judged where it comes from
        hold(item, (), by=by)
    return item


def edit_item(*, item: ImplementationItem, by: Actor, **changes: Any) -> ImplementationItem:
    """Change what is in EDITABLE. The public sees it with the next published version; its document is not touched.

    `nature` is a code, `organisation` an id in the actor's scope, `basic` a BasicItem or None; an item that is given a code
    takes the name of the matter with it. The code of a coded item is changed by the authority of the province alone.
    Raises `Refused` as `create_item` does, and item.cancelled.
    """
    if strange := set(changes) - set(EDITABLE):
        raise TypeError(f"unknown fields: {sorted(strange)}")
    with transaction.atomic():
        row = locked(item)
        demand_for_item(by, EDIT, row)
        if row.state == State.CANCELLED:
            raise Refused("item.cancelled", f"“{row.name}”已于 {row.cancelled_on} 取消，不能再修改。")
        before, coded = _facts(row), row.basic
        _apply(row, changes, by)
        if row.basic is not None and row.basic != coded and "name" not in changes:
            row.name = row.basic.name
        _check(row)
        row.code = compose_code(row)
        _refuse_twice(row)
        after = _facts(row)
        _hold(row, coded, {name for name in after if before[name] != after[name]}, by)
        changed = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
        if changed:
            row.updated_at = law.now()
            row.save()
            append(item_subject(row), "edit_item", by=by, facts={"changed": changed})
            if {"weight", "icon"} & changed.keys():
                refresh([row])
    return row


def suspend_item(*, item: ImplementationItem, reason: str, by: Actor) -> ImplementationItem:
    """Take an item off the public list for a while; its versions stay. Raises `Refused`: item.reason, item.state."""
    return _switch(item, State.PUBLISHED, State.SUSPENDED, "suspend_item", reason, by)


def resume_item(*, item: ImplementationItem, reason: str, by: Actor) -> ImplementationItem:
    """Put a suspended item back on the public list. Raises `Refused` as `suspend_item` does."""
    return _switch(item, State.SUSPENDED, State.PUBLISHED, "resume_item", reason, by)


def cancel_item(*, item: ImplementationItem, on: date, reason: str, by: Actor) -> ImplementationItem:
    """Cancel an item for good: from the day `on` (today or later) it answers with that day and is no longer listed.

    Raises `Refused`: item.cancelled, item.date, item.reason.
    """
    told = line(reason, longest=LONGEST_REASON, code="item.reason", sentence=CANCELLED_BY)
    if on < law.today():
        raise Refused("item.date", "取消日期不能早于今天。")
    with transaction.atomic():
        row = locked(item)
        demand_for_item(by, PUBLISH, row)
        if row.cancelled_on is not None:
            raise Refused("item.cancelled", f"“{row.name}”已经定于 {row.cancelled_on} 取消。")
        row.cancelled_on, row.cancelled_reason = on, told
        row.updated_at = law.now()
        row.save(update_fields=["cancelled_on", "cancelled_reason", "updated_at"])
        put_back(row, why="事项取消", by=by)
        append(item_subject(row), "cancel_item", by=by, facts={"on": on.isoformat(), "reason": row.cancelled_reason})
        announce(ItemCancelled(row.pk, row.region_id, on.isoformat()))
        refresh([row])
    return row


def locked(item: ImplementationItem) -> ImplementationItem:
    """The row as it is now, locked until the transaction ends, with what a document is composed from."""
    rows = ImplementationItem.objects.select_for_update(of=("self",))
    return rows.select_related("basic", "organisation", "region", "nature").get(pk=item.pk)


def _switch(item: ImplementationItem, old: str, new: str, verb: str, reason: str, by: Actor) -> ImplementationItem:
    sentence = f"请写明原因，最多 {LONGEST_REASON} 个字，不能有控制字符。"
    told = line(reason, longest=LONGEST_REASON, code="item.reason", sentence=sentence)
    with transaction.atomic():
        row = locked(item)
        demand_for_item(by, PUBLISH, row)
        if row.state != old:
            raise Refused("item.state", f"“{row.name}”现在是“{row.get_state_display()}”，不能这样操作。")
        row.state, row.updated_at = new, law.now()
        row.save(update_fields=["state", "updated_at"])
        append(item_subject(row), verb, by=by, facts={"reason": told})
        refresh([row])
    return row


def _apply(row: ImplementationItem, changes: dict[str, Any], by: Actor) -> None:
    for name, value in changes.items():
        if name == "nature":
            row.nature = _nature(value)
        elif name == "organisation":
            organ = _organ(value, by)
            row.organisation, row.region = organ, organ.region
        else:
            setattr(row, name, value)


def _hold(row: ImplementationItem, coded: BasicItem | None, changed: set[str], by: Actor) -> None:
    """The locks of 四级四同, and of what was cancelled, on a change."""
    authority = may(by, EDIT, Target(region=row.region_id[:2].ljust(12, "0"))).allowed
    refuse_recoding(coded, row.basic, authority=authority)
    refuse_unlike(row, ("name", "item_type") if "basic_code" in changed else tuple(changed))
    if row.cancelled_on is not None and "organisation" in changed:
        sentence = f"“{row.name}”已定于 {row.cancelled_on} 取消，不能转由其他单位或者行业协会办理。"
        raise Refused("item.cancelled", sentence)
    if changed & {"name", "organisation", "basic_code", "item_type"}:
        refuse_revived_item(row)


def _facts(row: ImplementationItem) -> dict[str, Any]:
    """What is compared and told; codes that hold a credit code stay out of the journal, where they would read as ID numbers."""
    return {
        "name": row.name,
        "main_item": row.main_item,
        "item_type": row.item_type,
        "nature": row.nature.code,
        "use_level": row.use_level,
        "organisation": row.organisation_id,
        "basic_code": row.basic.code if row.basic else "",
        "local_code": row.local_code,
        "weight": row.weight,
        "icon": row.icon,
    }


def _organ(key: int, by: Actor) -> Any:
    """The organ that is to offer an item, for an actor who may write for it. Raises AccessDenied, `Refused` item.organisation."""
    organ = organisations.organisations().filter(pk=key).first()
    if organ is None:
        raise Refused("item.organisation", "请选择实施机构。")
    demand(by, EDIT, Target(region=organ.region_id, organisation=organ.pk))
    return organ


def _nature(code: str) -> Nature:
    nature = Nature.objects.filter(code=code).first()
    if nature is None:
        raise Refused("item.nature", "请选择事项性质。")
    return nature


def _check(item: ImplementationItem) -> None:
    item.name = line(item.name, longest=200, code="item.name", sentence="请输入事项名称，最多 200 个字。")
    for field, longest, label in (
        ("main_item", 200, "主项名称"),
        ("local_code", 100, "地方编码"),
        ("icon", 40, "图标名称"),
    ):
        sentence = f"{label}最多 {longest} 个字符，不能有控制字符。"
        setattr(
            item, field, line(getattr(item, field), longest=longest, code="item.length", sentence=sentence, blank=True)
        )
    if item.item_type not in ITEM_TYPES:
        raise Refused("item.type", "请选择事项类型。")
    if item.use_level not in LEVELS:
        raise Refused("item.level", "请选择行使层级。")
    if item.basic is None:
        return
    if item.basic.state == BasicItem.State.CANCELLED:
        sentence = f"编码 {item.basic.code} 已于 {item.basic.cancelled_on} 取消，请另选基本目录事项。"
        raise Refused("item.cancelled_code", sentence)
    if item.basic.item_type != item.item_type:
        raise Refused("item.type", "事项类型与基本目录中的类型不一致，请改为一致。")


def _refuse_twice(item: ImplementationItem) -> None:
    others = ImplementationItem.objects.exclude(pk=item.pk)
    if item.code and others.filter(code=item.code).exists():
        raise Refused("item.twice", f"{item.organisation.name}已经有编码相同的事项，请勿重复登记。")
    if item.local_code and others.filter(region=item.region, local_code=item.local_code).exists():
        raise Refused("item.twice", f"{item.region.name}已经有地方编码为 {item.local_code} 的事项，请勿重复登记。")
