"""A change is recorded: what stops gets its day, what begins gets its item and guide, and the announcement is made.

Everything is prepared at once and comes into force by itself on the day: an item has its day of cancellation, a guide its
effective date, and each night `take_effect` looks for both. Cases already filed keep the version they are pinned to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from bancheng.ground import law
from bancheng.ground.access import Actor, Subject, Target, may
from bancheng.ground.jobs import announce
from bancheng.ground.journal import append
from bancheng.ground.law import Refused
from bancheng.registers.catalog.authority import PUBLISH, demand_for_item
from bancheng.registers.catalog.changes import receiving, wording
from bancheng.registers.catalog.changes.candidates import organ_of
from bancheng.registers.catalog.dictionaries import dictionary
from bancheng.registers.catalog.events import ChangeAnnounced
from bancheng.registers.catalog.inheritance.locking import inherited
from bancheng.registers.catalog.inheritance.revival import moved
from bancheng.registers.catalog.lint.engine import Examiner, examiner, subject_of
from bancheng.registers.catalog.models import GuideVersion, ImplementationItem, ItemChange
from bancheng.registers.catalog.schema import GuideBody
from bancheng.registers.catalog.services.checking import approved, examine_by
from bancheng.registers.catalog.services.items import cancel_item, locked
from bancheng.registers.catalog.services.publishing import Publication, publish, publish_all
from bancheng.registers.catalog.typed import line
from bancheng.registers.catalog.types import Fault, GuideRefused, HandingRefused, Hindrance
from bancheng.registers.organisations import selectors as organisations

Kind = ItemChange.Kind
ATTEMPTS = 5
LATEST = date(9000, 1, 1)
NOTICE = 5000


@dataclass
class Effect:
    """What a change does: items that begin and stop, versions published for it, elements that it adjusts."""

    opened: list[ImplementationItem] = field(default_factory=list)
    closing: list[ImplementationItem] = field(default_factory=list)
    versions: list[int] = field(default_factory=list)
    elements: tuple[str, ...] = ()


def change_subject(change: ItemChange) -> Subject:
    return Subject("catalog.change", change.number)


def record_change(
    *,
    kind: str,
    item: ImplementationItem,
    on: date,
    basis: str,
    by: Actor,
    regions: Sequence[str] = (),
    receivers: Sequence[int] = (),
    closing: Sequence[int] = (),
    notice: str = "",
) -> ItemChange:
    """Record one of the four changes of an item from a day on (today or later), and announce it.

    hand_down 下放: the item closes on the day; an organ of each lower region (by `regions`, or by `receivers` as ids of
    organisations) opens it: same matter, guide copied, in force on the day. take_over 承接: `receivers` open it likewise;
    of those who offered it, the items `closing` (ids, the item itself among them or not) stop. cancel 取消: it closes.
    A guide that is copied passes the examination in the place of each receiver.
    adjust 调整: its draft, or the version that waits for that day, is announced with the elements that it changes.

    `notice` replaces the composed text. Raises AccessDenied where the actor may not publish what begins or stops;
    HandingRefused (hand_down, take_over), GuideRefused (adjust); `Refused`: change.kind, .basis, .date, .notice, .uncoded,
    .no_guide, .cancelled, .receivers, .receiver, .receiver_has, .no_organ, .association, .revival, .closing, .nothing,
    .same, .twice, and what services.publish refuses.
    """
    if kind not in Kind.values:
        raise Refused("change.kind", "请选择变更方式：承接、下放、取消或者调整。")
    reason = line(basis, longest=300, code="change.basis", sentence="请写明变更依据：文件名称和文号，最多 300 个字。")
    if not law.today() <= on < LATEST:
        raise Refused("change.date", "变更生效日期不能早于今天，也不能太远。")
    with transaction.atomic():
        row = locked(item)
        if row.basic is None:
            raise Refused("change.uncoded", f"“{row.name}”还没有基本编码（待赋码），请先赋码。")
        effect = _VERBS[Kind(kind)](row, on, reason, by, _Given(tuple(regions), tuple(receivers), tuple(closing)))
        return _announced(kind, row, on, reason, by, effect, notice)


@dataclass(frozen=True, slots=True)
class _Given:
    regions: tuple[str, ...]
    receivers: tuple[int, ...]
    closing: tuple[int, ...]


def _hand_down(row: ImplementationItem, on: date, reason: str, by: Actor, given: _Given) -> Effect:
    demand_for_item(by, PUBLISH, row)
    _refuse_cancelled(row)
    organs = [organ_of(row, region) for region in dict.fromkeys(given.regions)]
    effect = _opened(Kind.HAND_DOWN, row, on, by, organs + _organs(given.receivers))
    cancel_item(item=row, on=on, reason=f"下放：{reason}"[:200], by=by)
    effect.closing.append(row)
    return effect


def _take_over(row: ImplementationItem, on: date, reason: str, by: Actor, given: _Given) -> Effect:
    _refuse_revival(row, by)
    closing = list(ImplementationItem.objects.filter(pk__in=given.closing, basic=row.basic).order_by("pk"))
    if len(closing) != len(set(given.closing)):
        raise Refused("change.closing", "停办的只能是同一基本编码的实施事项，请重新选择。")
    organs = [organ_of(row, region) for region in dict.fromkeys(given.regions)]
    effect = _opened(Kind.TAKE_OVER, row, on, by, organs + _organs(given.receivers))
    for one in closing:
        if one in effect.opened:
            raise Refused("change.closing", "承接的机关不能同时停办这个事项，请重新选择。")
        cancel_item(item=one, on=on, reason=f"由其他机关承接：{reason}"[:200], by=by)
    effect.closing += closing
    return effect


def _cancel(row: ImplementationItem, on: date, reason: str, by: Actor, given: _Given) -> Effect:
    _refuse_cancelled(row)
    return Effect(closing=[cancel_item(item=row, on=on, reason=reason[:200], by=by)])


def _adjust(row: ImplementationItem, on: date, reason: str, by: Actor, given: _Given) -> Effect:
    demand_for_item(by, PUBLISH, row)
    _refuse_cancelled(row)
    if row.current is None:
        raise Refused("change.no_guide", f"“{row.name}”还没有现行指南，不需要登记调整，直接发布即可。")
    before = GuideBody.model_validate(row.current.body)
    if GuideVersion.objects.filter(item=row, state=GuideVersion.State.DRAFT).exists():
        version = publish(item=row, by=by, effective_from=on)
    else:
        waiting = GuideVersion.objects.filter(item=row, state=GuideVersion.State.PUBLISHED, effective_from=on)
        found = waiting.filter(number__gt=row.current.number).order_by("-number").first()
        if found is None:
            raise Refused(
                "change.nothing", "没有草稿，也没有从这一天起施行的版本；请先把调整写进指南草稿，再登记调整。"
            )
        version = found
        if ItemChange.objects.filter(item=row, kind=Kind.ADJUST, on=on, withdrawn_at=None).exists():
            raise Refused("change.twice", f"{on} 的调整已经公告过，不需要再登记。")
    elements = wording.changed_parts(before, GuideBody.model_validate(version.body))
    if not elements:
        raise Refused("change.same", "新版本与现行指南相同，没有要公告的调整。")
    return Effect(versions=[version.pk], elements=elements)


_VERBS = {Kind.HAND_DOWN: _hand_down, Kind.TAKE_OVER: _take_over, Kind.CANCEL: _cancel, Kind.ADJUST: _adjust}


def _opened(kind: str, row: ImplementationItem, on: date, by: Actor, organs: list[Any]) -> Effect:
    """Items for the organs with the guide of the source, in force on the day."""
    chosen = {organ.pk: organ for organ in organs}
    if not chosen:
        raise Refused("change.receivers", "请选择接收这个事项的机关。")
    made = [receiving.opened(row, organ, by, kind=kind) for organ in chosen.values()]
    effect, publications = Effect(), []
    for (item, draft), typed in zip(made, _examined([item for item, _draft in made], row, on), strict=True):
        if draft is not None:
            draft.body, draft.created_by = typed.model_dump(mode="json", exclude_defaults=True), by.name[:100]
        effect.opened.append(item)
        publications.append(Publication(item, typed, draft))
    effect.versions = [version.pk for version in publish_all(publications, effective_from=on, by=by)]
    return effect


def _examined(items: list[ImplementationItem], source: ImplementationItem, on: date) -> list[GuideBody]:
    """The guide in the place of each receiver. Raises HandingRefused with what stands in the way of which of them."""
    body, known = inherited(_body(source, on), source.basic), dictionary()
    examine = examiner(sorted({item.region_id for item in items}))
    bodies, wrong = [], defaultdict[tuple[Fault, ...], list[str]](list)
    for item in items:
        try:
            bodies.append(approved(*examine_by(_as_handed_on(examine, item, source), body, known)))
        except GuideRefused as refused:
            wrong[refused.faults].append(item.organisation.name)
    if wrong:
        raise HandingRefused(tuple(Hindrance(tuple(organs), faults) for faults, organs in wrong.items()))
    return bodies


def _as_handed_on(
    examine: Examiner, item: ImplementationItem, source: ImplementationItem
) -> Callable[[GuideBody], Iterable[Fault]]:
    """The examination in the receiver's place; whether it revives what was cancelled, was judged of the source."""
    return lambda typed: examine(replace(subject_of(item, typed), item_id=source.pk))


def _body(row: ImplementationItem, on: date) -> dict[str, Any]:
    """The guide that is handed on: the one that would be in force on the day. What was withdrawn is not handed on."""
    published = GuideVersion.objects.filter(item=row, state=GuideVersion.State.PUBLISHED, effective_from__lte=on)
    version = published.order_by("-number").first()
    if version is None:
        raise Refused("change.no_guide", f"“{row.name}”没有到那一天施行的指南，没有可以承接的内容；请先发布。")
    body: dict[str, Any] = version.body
    return body


def _organs(keys: Sequence[int]) -> list[Any]:
    found = {row.pk: row for row in organisations.organisations().filter(pk__in=keys)} if keys else {}
    if missing := [key for key in keys if key not in found]:
        raise Refused("change.receiver", f"没有找到接收机关（{missing[0]}），或者它已经撤销，请重新选择。")
    return [found[key] for key in keys]


def _refuse_revival(row: ImplementationItem, by: Actor) -> None:
    """What was cancelled, and not handed on, is taken up again by the authority of the province alone (CAT-26)."""
    if row.cancelled_on is None or row.pk in moved(ImplementationItem.objects.filter(pk=row.pk)):
        return
    if not may(by, PUBLISH, Target(region=row.region_id[:2].ljust(12, "0"))).allowed:
        sentence = f"“{row.name}”已定于 {row.cancelled_on} 取消，恢复办理须由省级目录主管部门登记承接。"
        raise Refused("change.revival", sentence)


def _refuse_cancelled(row: ImplementationItem) -> None:
    if row.cancelled_on is not None:
        raise Refused("change.cancelled", f"“{row.name}”已定于 {row.cancelled_on} 停办，不能再登记变更。")


def _announced(
    kind: str, row: ImplementationItem, on: date, reason: str, by: Actor, effect: Effect, notice: str
) -> ItemChange:
    place = effect.opened[0].region if kind == Kind.TAKE_OVER else row.region
    change = ItemChange(kind=kind, item=row, region=place, on=on, basis=reason, recorded_by=by.name[:100])
    change.notice = _notice(kind, row, on, reason, effect, notice)
    change.recorded_at = law.now()
    change.details = {
        "closing": [one.pk for one in effect.closing],
        "versions": effect.versions,
        "elements": list(effect.elements),
    }
    _save_numbered(change)
    change.opened.set(effect.opened)
    opened = tuple(one.pk for one in effect.opened)
    facts = {"kind": kind, "item": row.pk, "on": on.isoformat(), "basis": reason, "opened": opened, **change.details}
    append(change_subject(change), "record_change", by=by, facts=facts)
    announce(ChangeAnnounced(change.number, kind, row.pk, opened, change.region_id, on.isoformat()))
    return change


def _notice(kind: str, row: ImplementationItem, on: date, reason: str, effect: Effect, own: str) -> str:
    if text := own.strip().replace("\x00", ""):
        if len(text) > NOTICE:
            raise Refused("change.notice", f"公告正文最多 {NOTICE} 个字。")
        return text
    stops = ImplementationItem.objects.filter(pk__in=[one.pk for one in effect.closing]).order_by("pk")
    return wording.notice(
        kind=kind,
        name=row.name,
        code=row.basic.code if row.basic else "",
        organ=row.organisation.name,
        on=on,
        basis=reason,
        opened=[one.organisation.name for one in effect.opened],
        closing=list(stops.values_list("organisation__name", flat=True)),
        elements=effect.elements,
    )


def _save_numbered(change: ItemChange) -> None:
    """Region, year, place in its series. Two at once meet at the unique number, and the later one takes the next."""
    stem = f"{change.region_id}-{law.today().year}-"
    for attempt in range(ATTEMPTS):
        numbers = ItemChange.objects.filter(number__startswith=stem).order_by("-pk").values_list("number", flat=True)
        last = numbers.first()
        change.number = f"{stem}{int(last[len(stem) :]) + 1 if last else 1:04d}"
        try:
            with transaction.atomic():
                change.save(force_insert=True)
            return
        except IntegrityError:
            if attempt == ATTEMPTS - 1:
                raise
