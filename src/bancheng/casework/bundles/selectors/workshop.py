"""The workshop of the leads: the list within one's scope, a text that is being written, its versions and what differs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, QuerySet, Value, When

from bancheng.casework.bundles import finding, keeping, stages
from bancheng.casework.bundles.comparing import Difference, Side, differences
from bancheng.casework.bundles.desk import (
    Candidate,
    WorkshopEdition,
    WorkshopFilters,
    WorkshopLine,
    WorkshopPage,
    Written,
)
from bancheng.casework.bundles.examining import examined
from bancheng.casework.bundles.merging import MemberGuide, Merged, merge
from bancheng.casework.bundles.models import Bundle, BundleVersion
from bancheng.casework.bundles.planning import savings
from bancheng.casework.bundles.schema import BundleBody
from bancheng.casework.bundles.selectors.listing import composed
from bancheng.casework.bundles.suggesting import Proposal, proposals
from bancheng.casework.bundles.types import BundlePage, Checked
from bancheng.ground.access import AccessDenied, Actor, region_stem
from bancheng.ground.conditions import ConditionError
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog.types import GuideDocument, ItemFacts
from bancheng.registers.licences import selectors as licences

EDIT, PUBLISH = "bundles.edit", "bundles.publish"
NOT_YOURS = "没有找到这个一件事，或者它不在您的管理范围内。"
LARGEST_PAGE = 200
MOST_WORDS = 5
_SORTS: Mapping[str, tuple[str, ...]] = {
    "order": ("order", "pk"),
    "name": ("name", "pk"),
    "updated": ("-updated_at", "-pk"),
    "batch": ("batch", "order", "pk"),
}


def workshop(actor: Actor, filters: WorkshopFilters) -> WorkshopPage:
    """The lines that the actor may write or publish and that pass the filters. Four statements, whatever their number."""
    rows = _filtered(_in_scope(actor), filters)
    states = dict(rows.order_by().values_list("standing").annotate(n=Count("pk", distinct=True)))
    if filters.state:
        rows = rows.filter(standing=filters.state)
    total = states.get(filters.state, 0) if filters.state else sum(states.values())
    start, size = max(0, filters.after), max(1, min(filters.size, LARGEST_PAGE))
    rows = rows.order_by(*_SORTS.get(filters.sort, _SORTS["order"]))
    found = _lines(list(rows[start : start + size]))
    following = start + size
    return WorkshopPage(found, total, states, following if following < total else 0)


def workshop_bundle(actor: Actor, bundle: int) -> Bundle:
    """The row that services take, for who may write or publish it. Raises AccessDenied (not visible)."""
    row: Bundle | None = _in_scope(actor).filter(pk=bundle).first()
    if row is None:
        raise AccessDenied(NOT_YOURS, visible=False, action=EDIT)
    return row


def workshop_line(row: Bundle) -> WorkshopLine:
    """The line of a row that `workshop_bundle` gave."""
    return _lines([row])[0]


def batches(actor: Actor) -> tuple[str, ...]:
    """The batches that lines within the actor's scope belong to."""
    return tuple(sorted(set(_in_scope(actor).exclude(batch="").values_list("batch", flat=True))))


def written(row: Bundle) -> Written:
    """What an editor begins from."""
    versions = list(BundleVersion.objects.filter(bundle=row).order_by("-number"))
    draft = next((one for one in versions if one.state == BundleVersion.State.DRAFT), None)
    if draft is not None:
        return Written(dict(draft.body), draft.revision, draft.number, saved=True)
    number = versions[0].number + 1 if versions else 1
    begun = next((one for one in versions if one.pk == row.current_id), versions[0] if versions else None)
    return Written(dict(begun.body) if begun else {}, 0, number)


def editions(row: Bundle) -> tuple[WorkshopEdition, ...]:
    """All versions, the newest first."""
    return tuple(
        WorkshopEdition(
            number=one.number,
            state=one.state,
            state_label=one.get_state_display(),
            current=one.pk == row.current_id,
            members=len(one.body["members"]),
            published_at=one.published_at,
            published_by=one.published_by,
            created_by=one.created_by,
            withdrawn_reason=one.withdrawn_reason,
            digest=one.digest,
        )
        for one in BundleVersion.objects.filter(bundle=row).order_by("-number")
    )


def edition(row: Bundle, number: int, answers: Mapping[str, object] | None = None) -> BundlePage | None:
    """A version under these answers: a published one with the guides it holds to, a draft with those in force now."""
    version = BundleVersion.objects.filter(bundle=row, number=number).first()
    if version is None:
        return None
    if version.state == BundleVersion.State.DRAFT:
        return sketched(row, BundleBody.model_validate(version.body), answers, version)
    made = keeping.made_of(version, catalog.digests(version.pinned.values()))
    return composed(row, version, keeping.merged(made), keeping.merged(made, answers), keeping.counted(made))


def sketched(
    row: Bundle,
    body: BundleBody,
    answers: Mapping[str, object] | None = None,
    version: BundleVersion | None = None,
) -> BundlePage:
    """A text, saved or not, as its page would stand with the guides in force now. See `merged_now`."""
    whole = merged = merged_now(body)
    if answers:
        merged = merged_now(body, answers)
    return composed(row, version or BundleVersion(bundle=row, number=0, body={}), whole, merged, savings(whole))


def examination(row: Bundle, body: BundleBody) -> tuple[Checked, ...]:
    """The check before publication of a text, saved or not: six elements, four documents and the rest, met or not."""
    return examined(row, body)


def compared(before: BundlePage, after: BundlePage) -> tuple[Difference, ...]:
    """What the citizen finds changed between two versions, before any answer."""
    named = {one.field.element for page in (before, after) for one in page.merged.fields}
    names = {code: one.label for code, one in catalog.elements(sorted(named)).items()}
    return differences(Side(before.merged, before.whole), Side(after.merged, after.whole), names)


def proposed(body: BundleBody) -> tuple[Proposal, ...]:
    """The feeds that the guides of the members show and this text does not have."""
    guides, missing = finding.newest_guides(body)
    left = finding.without(body, missing)
    wanted = {result.licence for one in guides for result in one.document.results}
    faces = {
        kind.key: {one.element: one.label for one in kind.elements}
        for kind in licences.licence_types()
        if kind.key in wanted
    }
    return proposals(left, guides, faces)


def candidates(items: Iterable[int]) -> Mapping[int, Candidate]:
    """Items as an editor shows them, with what their guides in force say; one that does not exist is left out."""
    facts = catalog.item_facts(items=sorted({item for item in items if 0 < item < 2**63}))
    pins = catalog.pins(fact.id for fact in facts)
    digests = catalog.digests(pins.values())
    documents = {item: catalog.document(version, digests[version]) for item, version in pins.items()}
    return {fact.id: _candidate(fact, documents.get(fact.id)) for fact in facts}


def guides_of(body: BundleBody) -> Mapping[str, MemberGuide]:
    """Member → its guide in force; members without one are left out."""
    return {one.key: one for one in finding.newest_guides(body)[0]}


def merged_now(body: BundleBody, answers: Mapping[str, object] | None = None) -> Merged:
    """The merge of a text, saved or not, with the guides in force; members without one are left out.

    Where a condition cannot be read, every member takes part and nothing is asked of the bundle itself: the `examination` says why.
    """
    guides, missing = finding.newest_guides(body)
    left = finding.without(body, missing)
    try:
        return merge(left, guides, finding.elements_for(left, guides), answers)
    except (ConditionError, ValueError):
        return finding.bare(left, guides)


def _candidate(fact: ItemFacts, document: GuideDocument | None) -> Candidate:
    if document is None:
        return Candidate(fact.id, fact.name, fact.organ, note="没有现行的办事指南")
    return Candidate(
        item=fact.id,
        name=document.identity.name,
        organ=document.identity.organ,
        promised=catalog.limit_text(document.promised),
        materials=len(document.materials),
        fields=len(document.fields),
        visits=document.visits,
        version=document.version,
    )


# -- the list


def _in_scope(actor: Actor) -> QuerySet[Any]:
    """The lines that a grant of the actor covers, as `may` would say of each."""
    covered = Q(pk__in=())
    for grant in actor.grants:
        if any(_names(grant.action, action) for action in (EDIT, PUBLISH)):
            part = Q(region__code__startswith=region_stem(grant.region)) if grant.region else Q()
            own = part if grant.organisation is None else part & Q(lead_id=grant.organisation)
            covered |= own or Q(pk__isnull=False)
    return _annotated(Bundle.objects.filter(covered))


def _names(granted: str, action: str) -> bool:
    return granted in {"*", action} or (granted.endswith(".*") and action.startswith(granted[:-1]))


def _annotated(rows: QuerySet[Any]) -> QuerySet[Any]:
    versions = BundleVersion.objects.filter(bundle=OuterRef("pk"))
    drafted = Exists(versions.filter(state=BundleVersion.State.DRAFT))
    standing = Case(
        When(current__isnull=False, then=Value("published")),
        When(drafted, then=Value("draft")),
        When(Exists(versions), then=Value("withdrawn")),
        default=Value("none"),
        output_field=CharField(),
    )
    found: QuerySet[Any] = rows.select_related("region", "lead", "current")
    annotated: QuerySet[Any] = found.annotate(standing=standing, drafted=drafted)
    return annotated


def _filtered(rows: QuerySet[Any], filters: WorkshopFilters) -> QuerySet[Any]:
    for word in filters.q.replace("\x00", "").split()[:MOST_WORDS]:
        rows = rows.filter(Q(name__icontains=word) | Q(key__icontains=word) | Q(lead__name__icontains=word))
    for name in ("batch", "audience", "stage", "kind"):
        if value := getattr(filters, name):
            rows = rows.filter(**{name: value})
    if filters.region:
        rows = rows.filter(region__code__startswith=region_stem(filters.region))
    if filters.lead is not None:
        rows = rows.filter(lead_id=filters.lead)
    return rows.filter(pk__in=_changed_ids(rows)) if filters.changed else rows


def _changed_ids(rows: QuerySet[Any]) -> list[int]:
    in_force = list(rows.filter(current__isnull=False))
    found = _changed(in_force)
    return [row.pk for row in in_force if found.get(row.pk)]


def _changed(rows: Iterable[Bundle]) -> Mapping[int, tuple[str, ...]]:
    """Of the bundles in force, the members whose guide is another now, or gone. One statement."""
    bodies = {row.pk: (keeping.body_of(row.current), row.current.pinned) for row in rows if row.current is not None}
    newest = catalog.pins({one.item for body, _ in bodies.values() for one in body.members}) if bodies else {}
    return {
        pk: tuple(one.label for one in body.members if newest.get(one.item) != pinned[one.key])
        for pk, (body, pinned) in bodies.items()
    }


def _lines(rows: list[Bundle]) -> tuple[WorkshopLine, ...]:
    changed = _changed(rows)
    counts = dict(
        Bundle.objects.filter(pk__in=[row.pk for row in rows]).annotate(n=Count("members")).values_list("pk", "n")
    )
    return tuple(_line(row, counts.get(row.pk, 0), changed.get(row.pk, ())) for row in rows)


def _line(row: Bundle, members: int, changed: tuple[str, ...]) -> WorkshopLine:
    stage = stages.stage(row.stage)
    return WorkshopLine(
        id=row.pk,
        key=row.key,
        name=row.name,
        kind=row.kind,
        kind_label=row.get_kind_display(),
        audience=row.audience,
        audience_label=row.get_audience_display(),
        region_code=row.region_id,
        region_name=row.region.name,
        lead_id=row.lead_id,
        lead=finding.lead_name(row),
        batch=row.batch,
        stage=row.stage,
        stage_label=stage.name if stage else "",
        order=row.order,
        demonstration=row.demonstration,
        state=vars(row)["standing"],
        version=row.current.number if row.current else 0,
        has_draft=vars(row)["drafted"],
        members=members,
        published_at=row.current.published_at if row.current else None,
        updated_at=row.updated_at,
        changed=changed,
    )
