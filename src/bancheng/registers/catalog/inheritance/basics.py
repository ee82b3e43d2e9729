"""The authority changes a matter, and those who carry it out take the change over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from bancheng.ground import law
from bancheng.ground.access import Actor, Target, may
from bancheng.ground.journal import append
from bancheng.ground.law import Refused
from bancheng.registers.catalog.authority import EDIT, basic_subject, demand_for_province, guide_subject, item_subject
from bancheng.registers.catalog.inheritance.locking import PART, bases, inherited, same, stored
from bancheng.registers.catalog.inheritance.reviews import BASIC, raise_reviews
from bancheng.registers.catalog.models import BasicItem, GuideVersion, ImplementationItem
from bancheng.registers.catalog.submissions.answering import put_back
from bancheng.registers.catalog.typed import line
from bancheng.registers.catalog.types import TakenOver

DRAFT = GuideVersion.State.DRAFT


def edit_basic_item(
    *,
    basic: BasicItem,
    by: Actor,
    reason: str,
    name: str | None = None,
    main_item: str | None = None,
    basis: Sequence[Any] | None = None,
) -> BasicItem:
    """The catalogue authority of the province sets name or legal basis of a matter; code and type never change.

    `basis`: mappings of law, article, text, at least one. Every implementation that is not alike afterwards gets a review.
    Raises AccessDenied; `Refused`: basic.reason, basic.name, basic.basis, basic.cancelled, basic.twice, basic.same.
    """
    demand_for_province(by, EDIT, basic.code[:2])
    told = line(
        reason, longest=300, code="basic.reason", sentence="请写明调整依据，例如文件名称和文号，最多 300 个字。"
    )
    with transaction.atomic():
        row = BasicItem.objects.select_for_update().get(pk=basic.pk)
        changed = _apply(row, name, main_item, basis)
        if not changed:
            raise Refused("basic.same", "名称和依据都没有变化，不需要保存。")
        row.save(update_fields=list(changed))
        append(basic_subject(row), "edit_basic_item", by=by, facts={"changed": changed, "reason": told})
        if "name" in changed or PART in changed:
            why = f"基本目录“{row.name}”（{row.code}）的{'、'.join(_words(changed))}已调整：{told}"
            raise_reviews(items=_unlike(row), source=BASIC, key=row.code, reason=why, by=by)
    return row


def take_over_basic(*, basic: BasicItem, by: Actor) -> TakenOver:
    """Bring every implementation in the actor's scope into line in one action: its name, and the basis in its draft.

    An item whose guide in force has another basis gets a draft of that guide with the new one; a draft that is there keeps
    everything else. Nothing is published. Raises `Refused` basic.nothing.
    """
    with transaction.atomic():
        row = BasicItem.objects.select_for_update().get(pk=basic.pk)
        renamed = drafted = left = 0
        for item in _unlike(row, lock=True):
            target = Target(item_subject(item), region=item.region_id, organisation=item.organisation_id)
            if not may(by, EDIT, target).allowed:
                left += 1
                continue
            renamed += _rename(item, row, by)
            drafted += _draft(item, row, by)
        if not renamed and not drafted:
            told = f"（另有 {left} 个不在您的管理范围内）" if left else ""
            raise Refused("basic.nothing", f"您管理的实施事项都与基本目录一致，或者已有一致的草稿{told}。")
    return TakenOver(renamed, drafted, left)


def _apply(row: BasicItem, name: str | None, main_item: str | None, basis: Sequence[Any] | None) -> dict[str, Any]:
    """What changes, field by field: [before, after]."""
    wanted: dict[str, Any] = {}
    if name is not None:
        wanted["name"] = line(name, longest=200, code="basic.name", sentence="请输入事项名称，最多 200 个字。")
    if main_item is not None:
        sentence = "主项名称最多 200 个字。"
        wanted["main_item"] = line(main_item, longest=200, code="basic.main_item", sentence=sentence, blank=True)
    if basis is not None:
        typed = bases(list(basis))
        if not typed:
            raise Refused("basic.basis", "请至少写一条设定依据。")
        if not same(typed, row.basis):
            wanted[PART] = stored(typed)
    changed = {field: [getattr(row, field), value] for field, value in wanted.items() if getattr(row, field) != value}
    if changed and row.state == BasicItem.State.CANCELLED and not (set(changed) == {PART} and not row.basis):
        raise Refused("basic.cancelled", f"“{row.name}”已于 {row.cancelled_on} 取消，不能再调整。")
    if "name" in changed:
        _refuse_taken_name(row, wanted["name"])
    for field, (_, value) in changed.items():
        setattr(row, field, value)
    return changed


def _refuse_taken_name(row: BasicItem, name: str) -> None:
    alike = BasicItem.objects.filter(code__startswith=row.code[:4], name=name).exclude(pk=row.pk)
    if taken := alike.first():
        raise Refused(
            "basic.twice", f"同类事项中已经有“{name}”（编码 {taken.code}，{taken.get_state_display()}），请另起名称。"
        )


def _words(changed: Iterable[str]) -> list[str]:
    labels = {"name": "名称", "main_item": "主项", PART: "设定依据"}
    return [labels[field] for field in changed]


def _unlike(basic: BasicItem, *, lock: bool = False) -> list[ImplementationItem]:
    """The implementations whose name, or whose basis in force, is not that of the matter."""
    rows = ImplementationItem.objects.filter(basic=basic, cancelled_on=None).select_related("current").order_by("pk")
    if lock:
        rows = rows.select_for_update(of=("self",))
    return [row for row in rows.defer("current__document") if row.name != basic.name or _other_basis(row, basic)]


def _other_basis(row: ImplementationItem, basic: BasicItem) -> bool:
    return bool(basic.basis) and row.current is not None and not same(row.current.body.get(PART), basic.basis)


def _rename(item: ImplementationItem, basic: BasicItem, by: Actor) -> bool:
    if item.name == basic.name:
        return False
    changed = {"name": [item.name, basic.name]}
    item.name, item.updated_at = basic.name, law.now()
    item.save(update_fields=["name", "updated_at"])
    append(item_subject(item), "edit_item", by=by, facts={"changed": changed, "basic_code": basic.code})
    return True


def _draft(item: ImplementationItem, basic: BasicItem, by: Actor) -> bool:
    """A draft that bears name and basis of the matter, where the guide in force does not. False where there is one already."""
    if item.current is None:
        return False
    versions = GuideVersion.objects.filter(item=item)
    draft = versions.filter(state=DRAFT).first()
    if draft is not None and same(draft.body.get(PART), basic.basis):
        return False
    if draft is None:
        last = versions.order_by("-number").values_list("number", flat=True)[0]
        draft = GuideVersion(item=item, number=last + 1, body=item.current.body, created_at=law.now(), revision=0)
    draft.body, draft.revision, draft.created_by = inherited(draft.body, basic), draft.revision + 1, by.name[:100]
    draft.save()
    facts = {"number": draft.number, "revision": draft.revision, "basic_code": basic.code}
    append(guide_subject(item), "take_over_basic", by=by, facts=facts)
    put_back(item, why="采用了基本目录的内容，要重新送审", by=by)
    return True
