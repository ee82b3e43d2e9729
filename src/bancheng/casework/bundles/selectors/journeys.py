"""What citizens choose from: the published bundles with what each spares, on the two life lines, and what became of others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Q

from bancheng.casework.bundles import finding, keeping
from bancheng.casework.bundles.models import Bundle, BundleVersion
from bancheng.casework.bundles.selectors.listing import line_of, listed, upwards
from bancheng.casework.bundles.stages import line
from bancheng.casework.bundles.types import BundleName, GoneBundle, JourneyLine, PublishedLine, StageLine
from bancheng.registers.catalog import selectors as catalog

LONGEST = 60
"""Characters of a search that are looked at."""


def journeys(region: str, *, audience: str = "", kind: str = "", q: str = "") -> tuple[JourneyLine, ...]:
    """What is published in a region or above it, in order; of one key the nearest. Two statements however many there are.

    `audience`: person or legal; `kind`: thing or package; `q`: words that all stand in the name, the summary, what people
    call it, a member or an organ.
    """
    rows = listed().filter(current__isnull=False, region_id__in=upwards(region))
    if audience:
        rows = rows.filter(audience=audience)
    if kind:
        rows = rows.filter(kind=kind)
    nearest = {row.key: row for row in sorted(rows, key=lambda row: row.region_id)}
    kept = [row for row in rows if nearest[row.key] is row and row.current is not None]
    digests = catalog.digests(version for row in kept for version in _in_force(row).pinned.values())
    words = q[:LONGEST].lower().split()
    made = ((row, keeping.made_of(_in_force(row), digests)) for row in kept)
    return tuple(_journey(row, one) for row, one in made if _holds(row, one, words))


def life_line(audience: str, found: Sequence[JourneyLine]) -> tuple[StageLine, ...]:
    """The stages of a life, each with what of these stands on it, empty ones too; what stands on none comes last (ONE-16)."""
    stages = line(audience)
    lines = [StageLine(one, tuple(each for each in found if each.line.stage == one.key)) for one in stages]
    known = {one.key for one in stages}
    others = tuple(each for each in found if each.line.stage not in known)
    return (*lines, StageLine(None, others)) if others else tuple(lines)


def history(bundle: int) -> tuple[PublishedLine, ...]:
    """The versions of a bundle that were ever published, newest first."""
    rows = BundleVersion.objects.filter(bundle=bundle, published_at__isnull=False).defer("body", "pinned")
    return tuple(
        PublishedLine(row.number, row.state, row.published_at, row.withdrawn_at, row.withdrawn_reason)
        for row in rows.order_by("-number")
        if row.published_at is not None
    )


def gone(region: str, key: str) -> GoneBundle | None:
    """What to say of a bundle that was taken back; None for one that is in force, or never was public."""
    rows = BundleVersion.objects.filter(bundle__key=key, bundle__region_id__in=upwards(region), state="withdrawn")
    rows = rows.filter(bundle__current__isnull=True).select_related("bundle")
    last = rows.order_by("-bundle__region_id", "-number").first()
    if last is None or last.withdrawn_at is None:
        return None
    row = last.bundle
    items = tuple((member.item, member.label) for member in keeping.body_of(last).members)
    offered = catalog.pins(item for item, _ in items)
    return GoneBundle(
        key=row.key,
        name=row.name,
        kind=row.kind,
        withdrawn_at=last.withdrawn_at,
        reason=last.withdrawn_reason,
        items=tuple((item, label) for item, label in items if item in offered),
    )


def with_item(item: int, region: str) -> tuple[BundleName, ...]:
    """The bundles in force in a region that have this item as a member."""
    named = Q(members__item=item) | Q(versions__state="draft")
    rows = Bundle.objects.filter(named, current__isnull=False, region_id__in=upwards(region)).distinct()
    found = rows.select_related("current").defer("current__body").order_by("order", "pk")
    nearest = {row.key: row for row in sorted(found, key=lambda row: row.region_id)}
    kept = (row for row in found if nearest[row.key] is row and _has(row, item))
    return tuple(BundleName(row.key, row.name, row.kind) for row in kept)


def _has(row: Bundle, item: int) -> bool:
    """The rows of members are those of the newest text: where that is a draft, the version in force has to be read."""
    return item in {member.item for member in keeping.body_of(_in_force(row)).members}


def _in_force(row: Bundle) -> BundleVersion:
    if row.current is None:
        raise LookupError(f"Bundle {row.pk} has no version in force.")
    return row.current


def _journey(row: Bundle, made: keeping.Made) -> JourneyLine:
    return JourneyLine(
        line=line_of(row),
        summary=made.body.summary,
        savings=keeping.counted(made),
        organs=_organs(row, made),
        labels=tuple(member.label for member in made.body.members),
        questions=len(made.body.questions),
    )


def _organs(row: Bundle, made: keeping.Made) -> tuple[str, ...]:
    """The lead first, then who takes part, each once."""
    lead = [str(row.lead.name)] if row.lead is not None else []
    return tuple(dict.fromkeys([*lead, *(one.document.identity.organ for one in made.members)]))


def _holds(row: Bundle, made: keeping.Made, words: Iterable[str]) -> bool:
    body = made.body
    said = [row.name, body.summary, *body.keywords, *_organs(row, made)]
    said += [text for one in made.members for text in (one.member.label, one.document.identity.name)]
    text = " ".join([*said, finding.lead_name(row)]).lower()
    return all(word in text for word in words)
