"""The catalogue as staff see it: drafts too, within the scope of their grants."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from bancheng.ground import law
from bancheng.ground.access import AccessDenied, Actor, Grant, may, region_stem
from bancheng.ground.codes import ITEM_TYPES
from bancheng.registers.catalog.dictionaries import dictionary
from bancheng.registers.catalog.inheritance.locking import inherited
from bancheng.registers.catalog.lint.engine import Examiner, examiner, subject_of
from bancheng.registers.catalog.models import BasicItem, GuideVersion, ImplementationItem, SearchEntry
from bancheng.registers.catalog.readiness import unready
from bancheng.registers.catalog.rules import Dictionary
from bancheng.registers.catalog.selectors.guides import version_line
from bancheng.registers.catalog.selectors.narrowing import narrowed, submitted
from bancheng.registers.catalog.services.checking import examine, examine_by
from bancheng.registers.catalog.submissions.answering import alone
from bancheng.registers.catalog.submissions.reading import submission_of
from bancheng.registers.catalog.typed import filter_text
from bancheng.registers.catalog.types import BatchDraft, DraftView, Fault, StaffFilters, StaffItem, StaffPage

VIEW = "catalog.view"
PUBLISH = "catalog.publish"
LARGEST_PAGE = 200
MOST_BY_INITIALS = 500
NOT_YOURS = "没有找到这个事项，或者它不在您的管理范围内。"


def staff_items(actor: Actor, filters: StaffFilters) -> StaffPage:
    """The items in the actor's scope that pass the filters, newest change last; four statements."""
    rows = filtered(items_in_scope(actor), filters)
    states = dict(rows.order_by().values_list("state").annotate(n=Count("pk")))
    state = filter_text(filters.state)
    if state:
        rows = rows.filter(state=state)
    total = states.get(state, 0) if state else sum(states.values())
    size = max(1, min(filters.size, LARGEST_PAGE))
    if filters.after.isascii() and filters.after.isdigit() and len(filters.after) < 19:
        rows = rows.filter(pk__gt=int(filters.after))
    found = list(_related(rows).order_by("pk")[: size + 1])
    more = str(found[size - 1].pk) if len(found) > size else ""
    return StaffPage(tuple(_view(row) for row in found[:size]), total, states, more)


def staff_item(actor: Actor, item_id: int) -> StaffItem:
    """One item. Raises AccessDenied (not visible) when it is out of scope or does not exist."""
    return _view(_one(actor, item_id))


def implementation(actor: Actor, item_id: int) -> ImplementationItem:
    """The row that services take, for an actor who may see it. Raises AccessDenied (not visible)."""
    return _one(actor, item_id)


def version_of(actor: Actor, item_id: int, number: int) -> GuideVersion:
    """A published version of an item in scope, as `services.withdraw` takes it. Raises AccessDenied (not visible)."""
    published = GuideVersion.objects.exclude(state=GuideVersion.State.DRAFT).filter(
        item=_one(actor, item_id), number=number
    )
    row = published.first()
    if row is None:
        raise AccessDenied("没有找到这个版本。", visible=False, action=VIEW)
    return row


def batch_keys(actor: Actor, filters: StaffFilters, *, most: int) -> tuple[tuple[int, int], ...]:
    """The drafts that the actor may publish of the items that pass the filters, as (id of the draft, revision)."""
    return _keys(filtered(items_in_scope(actor, PUBLISH), filters), filters.state, most)


def batch_ticked(actor: Actor, items: Sequence[int], *, most: int) -> tuple[tuple[int, int], ...]:
    """The drafts of these items that the actor may publish."""
    return _keys(items_in_scope(actor, PUBLISH).filter(pk__in=list(items)), "", most)


def batch_drafts(actor: Actor, drafts: Sequence[int]) -> tuple[BatchDraft, ...]:
    """Drafts that the actor may publish, by their ids, each with its faults; one that is gone is left out.

    Few statements for any number.
    """
    items = items_in_scope(actor, PUBLISH)
    rows = GuideVersion.objects.filter(pk__in=list(drafts), state=GuideVersion.State.DRAFT, item__in=items)
    related = rows.select_related("item__basic", "item__organisation", "item__region").defer("document")
    found = list(related.order_by("item_id"))
    examined, known = examiner(sorted({row.item.region_id for row in found})), dictionary()
    return tuple(_batch_draft(row, examined, known) for row in found)


def version_faults(actor: Actor, item_id: int, number: int) -> tuple[Fault, ...]:
    """What the rules of today find in the text of a published version, were it published anew. Raises AccessDenied."""
    row = version_of(actor, item_id, number)
    return examine(inherited(deepcopy(row.body), row.item.basic), item=row.item)[1]


def draft(actor: Actor, item_id: int) -> DraftView:
    """What an editor begins from: the stored draft, else a copy of the guide in force, else an empty body.

    `revision` goes back to `services.save_draft` as it came; 0 says that there is no draft yet. The legal basis is that of
    the matter (四级四同); `locked` names the parts that are not this item's to write.
    """
    item = _one(actor, item_id)
    versions = list(GuideVersion.objects.filter(item=item).defer("document").order_by("-number"))
    stored = next((row for row in versions if row.state == GuideVersion.State.DRAFT), None)
    in_force = next((row for row in versions if row.pk == item.current_id), None)
    begun = stored or in_force
    body: dict[str, Any] = inherited(deepcopy(begun.body), item.basic) if begun else {}
    return DraftView(
        item=_view(item),
        body=body,
        revision=stored.revision if stored else 0,
        number=stored.number if stored else versions[0].number + 1 if versions else 1,
        saved=stored is not None,
        locked=("basis",) if item.basic and item.basic.basis else (),
        faults=examine(body, item=item)[1] if body else (),
        versions=tuple(version_line(row) for row in versions if row.state != GuideVersion.State.DRAFT),
        submission=submission_of(stored, actor) if stored else None,
    )


def why_not_alone(actor: Actor, item_id: int) -> str:
    """Why the actor may not publish the draft himself where the locality asks for four eyes; "" where nothing hinders."""
    item = _one(actor, item_id)
    stored = GuideVersion.objects.filter(item=item, state=GuideVersion.State.DRAFT).defer("body", "document").first()
    refusal = alone(item, stored, actor) if stored else None
    return str(refusal) if refusal else ""


def submissions_waiting(actor: Actor) -> int:
    """How many drafts wait for a reviewer among the items that the actor may publish."""
    return items_in_scope(actor, PUBLISH).filter(pk__in=submitted()).count()


def basic_items(*, province: str = "", q: str = "", item_type: str = "") -> QuerySet[BasicItem]:
    """The basic catalogue, of a province (two digits) or of all, with `implemented`: how many organs offer each matter."""
    rows = BasicItem.objects.annotate(implemented=Count("implementations")).order_by("code")
    if digits := filter_text(province, 2):
        rows = rows.filter(code__startswith=digits)
    if kind := filter_text(item_type, 2):
        rows = rows.filter(item_type=kind)
    for word in filter_text(q).split()[:5]:
        rows = rows.filter(Q(name__icontains=word) | Q(main_item__icontains=word) | Q(code__startswith=word))
    return rows


def covering(actor: Actor, action: str) -> tuple[Grant, ...]:
    """The actor's grants that allow an action somewhere."""
    return tuple(grant for grant in actor.grants if may(replace(actor, grants=(grant,)), action).allowed)


def scope_of(actor: Actor, action: str) -> Q | None:
    """The rows with `region` and `organisation` that an actor's grants for an action cover; None when there are none."""
    covered: Q | None = None
    for grant in covering(actor, action):
        part = Q(region__code__startswith=region_stem(grant.region)) if grant.region else Q()
        if grant.organisation is not None:
            part &= Q(organisation_id=grant.organisation)
        if not part:
            return Q()
        covered = part if covered is None else covered | part
    return covered


def _keys(items: QuerySet[ImplementationItem], state: str, most: int) -> tuple[tuple[int, int], ...]:
    if wanted := filter_text(state):
        items = items.filter(state=wanted)
    rows = GuideVersion.objects.filter(state=GuideVersion.State.DRAFT, item__in=items)
    return tuple(rows.order_by("item_id").values_list("pk", "revision")[:most])


def _batch_draft(row: GuideVersion, examined: Examiner, known: Dictionary) -> BatchDraft:
    item = row.item
    body = inherited(deepcopy(row.body), item.basic)
    _, faults = examine_by(lambda typed: examined(subject_of(item, typed)), body, known)
    place = (item.organisation.name, item.region.name)
    return BatchDraft(row.pk, row.revision, item.pk, item.name, *place, row.number, (*unready(item), *faults))


def items_in_scope(actor: Actor, action: str = VIEW) -> QuerySet[ImplementationItem]:
    covered = scope_of(actor, action)
    return ImplementationItem.objects.none() if covered is None else ImplementationItem.objects.filter(covered)


def _one(actor: Actor, item_id: int) -> ImplementationItem:
    row = _related(items_in_scope(actor).filter(pk=item_id)).first() if 0 < item_id < 2**63 else None
    if row is None:
        raise AccessDenied(NOT_YOURS, visible=False, action=VIEW)
    return row


def _related(rows: QuerySet[ImplementationItem]) -> QuerySet[ImplementationItem]:
    drafts = GuideVersion.objects.filter(item=OuterRef("pk"), state=GuideVersion.State.DRAFT)
    related = rows.select_related("basic", "nature", "organisation", "region", "current")
    return related.defer("current__body", "current__document").annotate(has_draft=Exists(drafts))


def filtered(rows: QuerySet[ImplementationItem], filters: StaffFilters) -> QuerySet[ImplementationItem]:
    exact = {
        "organisation": filters.organisation,
        "nature": filter_text(filters.nature),
        "item_type": filter_text(filters.item_type),
        "organisation__owner_type": filter_text(filters.owner_type),
        "source": filter_text(filters.source),
        "use_level": filter_text(filters.use_level),
    }
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if region := filter_text(filters.region, 12):
        rows = rows.filter(region__code__startswith=region_stem(region))
    if filters.coded in {"0", "1"}:
        rows = rows.filter(basic__isnull=filters.coded == "0")
    rows = narrowed(rows, filters)
    for word in filter_text(filters.q).split()[:5]:
        rows = rows.filter(
            Q(name__icontains=word)
            | Q(main_item__icontains=word)
            | Q(code__iexact=word)
            | Q(local_code__istartswith=word)
            | Q(basic__code__startswith=word)
            | Q(pk__in=_by_initials(word))
        )
    return rows


def _by_initials(word: str) -> list[int]:
    """Items in use whose title has these pinyin initials in a row (spjy: 食品经营…); the search keeps them already."""
    if len(word) < 2 or not (word.isascii() and word.isalpha()):
        return []
    found = SearchEntry.objects.filter(kind="item", initials__contains=word.lower()).order_by("pk")
    return [int(key) for key in found.values_list("key", flat=True)[:MOST_BY_INITIALS]]


def _view(row: ImplementationItem) -> StaffItem:
    kind = ITEM_TYPES.get(row.item_type)
    return StaffItem(
        id=row.pk,
        name=row.name,
        main_item=row.main_item,
        basic_code=row.basic.code if row.basic else "",
        code=row.code,
        local_code=row.local_code,
        item_type=row.item_type,
        item_type_label=kind.name if kind else row.item_type,
        nature=row.nature.code,
        nature_label=row.nature.label,
        use_level=row.use_level,
        organisation_id=row.organisation_id,
        organ=row.organisation.name,
        owner_type=row.organisation.owner_type,
        region_code=row.region_id,
        region_name=row.region.name,
        state=row.state,
        state_label=row.get_state_display(),
        version=row.current.number if row.current else None,
        has_draft=bool(getattr(row, "has_draft", False)),
        source=row.source,
        updated_at=law.in_shanghai(row.updated_at),
        cancelled_on=row.cancelled_on,
    )
