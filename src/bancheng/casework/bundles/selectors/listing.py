"""Reading bundles: the public list, the journey page under somebody's answers, and the workshop of their leads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.db.models import Count, QuerySet

from bancheng.casework.bundles import finding, keeping
from bancheng.casework.bundles.merging import Merged, merge
from bancheng.casework.bundles.models import Bundle, BundleVersion
from bancheng.casework.bundles.planning import Savings, finishing, layers, savings, working_days
from bancheng.casework.bundles.schema import BundleBody
from bancheng.casework.bundles.types import BundleLine, BundlePage, Link
from bancheng.registers.catalog import selectors as catalog

STATES = {"none": "已列入清单", **dict(BundleVersion.State.choices)}


def public(region: str) -> tuple[BundleLine, ...]:
    """The list that is shown (一件事清单): what is published in a region or above it, in order."""
    return tuple(line_of(row) for row in listed().filter(current__isnull=False, region_id__in=upwards(region)))


def register(region: str = "", batch: str = "") -> tuple[BundleLine, ...]:
    """Every line that was entered, published or not; of one region and batch, if said."""
    rows = listed()
    if region:
        rows = rows.filter(region_id__in=upwards(region))
    return tuple(line_of(row) for row in (rows.filter(batch=batch) if batch else rows))


def page(
    region: str, key: str, answers: Mapping[str, object] | None = None, number: int | None = None
) -> BundlePage | None:
    """A published bundle under these answers to its questions; `number`: an older version. None where there is none.

    What answers no question of the bundle or its members is left out: an address may say anything. Four statements.
    """
    rows = Bundle.objects.select_related("region", "lead", "current").defer("current__body")
    rows = rows.filter(key=key, region_id__in=upwards(region))
    row = rows.filter(current__isnull=False).order_by("-region_id").first()
    if row is None or row.current is None:
        return None
    version = row.current
    if number is not None and number != version.number:
        found = BundleVersion.objects.filter(bundle=row, number=number).exclude(state="draft").first()
        if found is None:
            return None
        version = found
    made = keeping.made_of(version, catalog.digests(version.pinned.values()))
    asked = asked_of(made, answers)
    shown = composed(row, version, keeping.merged(made), keeping.merged(made, asked), keeping.counted(made))
    source = (made, tuple(sorted((code, str(value)) for code, value in asked.items())))
    return replace(shown, choices=keeping.choices_of(made), is_current=version == row.current, source=source)


def asked_of(made: keeping.Made, answers: Mapping[str, object] | None) -> dict[str, object]:
    """Of these answers, those to questions that the bundle or a member may ask."""
    if not answers:
        return {}
    asked = {one.element for one in made.body.questions}
    asked |= {one.element for member in made.members for one in member.document.questions}
    return {code: value for code, value in answers.items() if code in asked}


def preview(bundle: Bundle, answers: Mapping[str, object] | None = None) -> BundlePage:
    """The draft as its page would stand, with the guides in force now; members without one are left out.

    Raises Refused bundles.no_draft.
    """
    draft = finding.draft_of(bundle)
    body = BundleBody.model_validate(draft.body)
    guides, missing = finding.newest_guides(body)
    left = finding.without(body, missing)
    elements = finding.elements_for(left, guides)
    whole = merge(left, guides, elements)
    merged = merge(left, guides, elements, answers) if answers else whole
    return composed(bundle, draft, whole, merged, savings(whole))


def of_items(items: Iterable[int]) -> Mapping[int, tuple[str, ...]]:
    """Item → the names of the bundles in force that it is a member of."""
    rows = Bundle.objects.filter(current__isnull=False, members__item_id__in=list(items))
    found: dict[int, list[str]] = {}
    for item, name in rows.values_list("members__item_id", "name"):
        found.setdefault(item, []).append(name)
    return {item: tuple(names) for item, names in found.items()}


def upwards(region: str) -> list[str]:
    """A region of twelve digits and those above it: what a province publishes holds in its counties."""
    stems = (region[:2], region[:4], region[:6], region[:9], region)
    return sorted({stem.ljust(12, "0") for stem in stems if len(stem) >= 2})


def listed() -> QuerySet[Bundle]:
    """The lines of the list with all that one shows; the rooms' own, in order."""
    rows = Bundle.objects.select_related("region", "lead", "current").defer("current__body")
    return rows.annotate(parts=Count("members")).order_by("order")


def line_of(row: Bundle) -> BundleLine:
    """One row of `listed` as it is shown."""
    state = row.current.state if row.current else "none"
    return BundleLine(
        id=row.pk,
        key=row.key,
        name=row.name,
        audience=row.audience,
        audience_label=row.get_audience_display(),
        region_code=row.region_id,
        region_name=row.region.name,
        lead=finding.lead_name(row),
        batch=row.batch,
        stage=row.stage,
        state=state,
        state_label=STATES[state],
        version=row.current.number if row.current else 0,
        members=vars(row)["parts"],
        published_at=row.current.published_at if row.current else None,
        kind=row.kind,
        kind_label=row.get_kind_display(),
        demonstration=row.demonstration,
    )


def composed(row: Bundle, version: BundleVersion, whole: Merged, merged: Merged, counted: Savings) -> BundlePage:
    """The page of a version, stored or not, made of its text and these guides."""
    return BundlePage(
        id=row.pk,
        key=row.key,
        name=row.name,
        region_code=row.region_id,
        region_name=row.region.name,
        audience=row.audience,
        lead=finding.lead_name(row),
        batch=row.batch,
        version=version.number,
        digest=version.digest,
        published_at=version.published_at,
        merged=merged,
        whole=counted,
        savings=counted if merged is whole else savings(merged),
        links=_links(merged, version),
        organs=tuple(dict.fromkeys(one.document.identity.organ for one in (*whole.active, *whole.idle))),
        state=version.state,
        kind=row.kind,
        stage=row.stage,
        demonstration=row.demonstration,
        lead_organ=str(row.lead.name) if row.lead is not None else "",
    )


def _links(merged: Merged, version: BundleVersion) -> tuple[Link, ...]:
    at = {key: place for place, keys in enumerate(layers(merged.active, merged.feeds)) for key in keys}
    done = finishing(merged.active, merged.feeds)
    undecided = {one.key for one in merged.undecided}
    newest = catalog.pins([one.document.identity.item_id for one in (*merged.active, *merged.idle)])
    return tuple(
        Link(
            key=one.key,
            label=one.member.label,
            name=one.document.identity.name,
            organ=one.document.identity.organ,
            item_id=one.document.identity.item_id,
            layer=at.get(one.key, 0),
            days=working_days(one.document.promised),
            done=done.get(one.key, 0),
            after=tuple(dict.fromkeys(feed.before for feed in merged.feeds if feed.after == one.key)),
            active=one.key in done,
            undecided=one.key in undecided,
            why=one.member.why,
            changed=version.state == "published" and newest.get(one.document.identity.item_id) != one.version_id,
        )
        for one in (*merged.active, *merged.idle)
    )
