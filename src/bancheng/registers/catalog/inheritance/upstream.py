"""上级清单: the administrative-licence list and the power-and-responsibility list, and what follows when they change (CAT-06)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from bancheng.ground.access import Actor, Subject, Target, demand, region_stem
from bancheng.ground.journal import append
from bancheng.ground.law import Refused
from bancheng.registers.catalog.authority import EDIT
from bancheng.registers.catalog.inheritance.reviews import UPSTREAM, raise_reviews
from bancheng.registers.catalog.models import BasicItem, ImplementationItem, UpstreamEntry
from bancheng.registers.catalog.typed import line
from bancheng.registers.organisations import selectors as organisations

State = UpstreamEntry.State


def upstream_subject(entry: UpstreamEntry) -> Subject:
    return Subject("catalog.upstream", str(entry.pk))


def enter_upstream(
    *,
    list: str,
    code: str,
    name: str,
    edition: str,
    region: str,
    by: Actor,
    organ: str = "",
    implementer: str = "",
    basis: str = "",
) -> UpstreamEntry:
    """Enter a line of a list that binds a region (12 digits). Raises AccessDenied; `Refused`: upstream.…, region.…."""
    row = UpstreamEntry(
        list=list, **_words(code=code, name=name, edition=edition, organ=organ, implementer=implementer, basis=basis)
    )
    place = organisations.region(region)
    if place is None:
        raise Refused("upstream.region", "请选择清单适用的地区。")
    demand(by, EDIT, Target(region=place.code))
    if list not in UpstreamEntry.List.values:
        raise Refused("upstream.list", "请选择所在清单。")
    row.region_id = place.code
    with transaction.atomic():
        taken = UpstreamEntry.objects.filter(list=row.list, region=row.region_id, code=row.code).first()
        if taken is not None:
            sentence = f"{place.name}的{taken.get_list_display()}中已经有编码 {taken.code}（{taken.name}），请直接在那一条上修改。"
            raise Refused("upstream.twice", sentence)
        row.save()
        facts = {"list": row.list, "code": row.code, "name": row.name, "edition": row.edition}
        append(upstream_subject(row), "enter_upstream", by=by, facts=facts)
    return row


def link_upstream(*, entry: UpstreamEntry, basics: Iterable[str], by: Actor) -> UpstreamEntry:
    """Say which matters of the basic catalogue (by code) an entry stands for; replaces what was said before.

    Raises AccessDenied; `Refused` upstream.basic for a code that the catalogue does not have.
    """
    wanted = sorted(set(basics))
    with transaction.atomic():
        row = _locked(entry, by)
        found = {one.code: one for one in BasicItem.objects.filter(code__in=wanted)}
        if missing := [code for code in wanted if code not in found]:
            raise Refused("upstream.basic", f"基本目录中没有编码 {'、'.join(missing)[:200]}，请核对。")
        before = sorted(row.basics.values_list("code", flat=True))
        if before != wanted:
            row.basics.set(found.values())
            append(upstream_subject(row), "link_upstream", by=by, facts={"before": before, "after": wanted})
    return row


def mark_upstream(
    *, entry: UpstreamEntry, on: date, remark: str, by: Actor, cancelled: bool = False, **changes: str
) -> int:
    """The list above has changed this entry, or cancelled it: every item of its matters, in the region that the list binds
    with all below it, must be reviewed. Returns how many reviews were raised.

    `changes`: new name, organ, implementer, basis or edition; the code stays. Raises AccessDenied; `Refused`: upstream.remark, upstream.cancelled, upstream.….
    """
    told = line(remark, longest=300, code="upstream.remark", sentence="请写明变动的内容或者依据，最多 300 个字。")
    with transaction.atomic():
        row = _locked(entry, by)
        if row.state == State.CANCELLED:
            raise Refused("upstream.cancelled", f"“{row.name}”已于 {row.changed_on} 从清单取消。")
        words = _words(**({"name": row.name, "edition": row.edition} | changes))
        return change_entry(row, words, on=on, told=told, cancelled=cancelled, by=by)


def change_entry(
    row: UpstreamEntry, words: Mapping[str, str], *, on: date, told: str, cancelled: bool, by: Actor
) -> int:
    """Write what became of a locked entry and raise the reviews that follow; for services that have checked who asks and
    what is said. Returns how many were raised.
    """
    changed = {name: [getattr(row, name), text] for name, text in words.items() if getattr(row, name) != text}
    for name, (_, text) in changed.items():
        setattr(row, name, text)
    row.changed_on, row.remark = on, told
    row.state = State.CANCELLED if cancelled else State.ACTIVE
    row.save()
    facts = {"on": on.isoformat(), "cancelled": cancelled, "changed": changed, "remark": told}
    append(upstream_subject(row), "mark_upstream", by=by, facts=facts)
    items = ImplementationItem.objects.filter(
        basic__upstream=row, cancelled_on=None, region__code__startswith=region_stem(row.region_id)
    ).order_by("pk")
    what = "取消" if cancelled else "调整"
    why = f"{row.get_list_display()}（{row.edition}）{what}了“{row.name}”（{row.code}），自 {on} 起：{told}"
    return raise_reviews(items=items, source=UPSTREAM, key=str(row.pk), reason=why, by=by)


def _locked(entry: UpstreamEntry, by: Actor) -> UpstreamEntry:
    row = UpstreamEntry.objects.select_for_update().get(pk=entry.pk)
    demand(by, EDIT, Target(region=row.region_id))
    return row


RULES: Mapping[str, tuple[int, str, bool]] = {
    "code": (40, "请输入清单中的编码，最多 40 个字符。", False),
    "name": (200, "请输入清单中的名称，最多 200 个字。", False),
    "edition": (40, "请输入清单版本，例如 2023 年版。", False),
    "organ": (200, "主管部门最多 200 个字。", True),
    "implementer": (300, "实施机关最多 300 个字。", True),
    "basis": (500, "依据最多 500 个字。", True),
}


def _words(**given: Any) -> dict[str, str]:
    if strange := set(given) - set(RULES):
        raise TypeError(f"unknown fields: {sorted(strange)}")
    clean = {}
    for name, text in given.items():
        longest, sentence, blank = RULES[name]
        clean[name] = line(text, longest=longest, code=f"upstream.{name}", sentence=sentence, blank=blank)
    return clean
