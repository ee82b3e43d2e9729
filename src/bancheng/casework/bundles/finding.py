"""Reading bundles and the guides of their members: shared by verbs and selectors, writes nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from bancheng.casework.bundles.merging import MemberGuide, Merged, merge
from bancheng.casework.bundles.models import Bundle, BundleVersion
from bancheng.casework.bundles.schema import BundleBody
from bancheng.ground.access import Subject, Target
from bancheng.ground.law import Refused
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog.types import ElementView

KIND = "bundle"


def subject_of(row: Bundle) -> Subject:
    """The stream of one bundle: its line in the list and all its versions."""
    return Subject(KIND, str(row.pk))


def target_of(row: Bundle) -> Target:
    """Whose bundle it is: the region's, and its lead's."""
    return Target(subject_of(row), region=row.region_id, organisation=row.lead_id)


def lead_name(row: Bundle) -> str:
    """The short name of the lead, "" where there is none yet."""
    return str(row.lead.short_name or row.lead.name) if row.lead is not None else ""


def draft_of(row: Bundle) -> BundleVersion:
    """Raises Refused bundles.no_draft."""
    found = BundleVersion.objects.filter(bundle=row, state=BundleVersion.State.DRAFT).first()
    if found is None:
        raise Refused("bundles.no_draft", "还没有草稿，请先编写并保存。")
    return found


def newest_guides(body: BundleBody) -> tuple[list[MemberGuide], frozenset[str]]:
    """Each member with the guide in force of its item, and the keys of those that have none. Two statements."""
    pins = catalog.pins(one.item for one in body.members)
    digests = catalog.digests(pins.values())
    found = [
        MemberGuide(one, catalog.document(pins[one.item], digests[pins[one.item]]), pins[one.item])
        for one in body.members
        if one.item in pins
    ]
    return found, frozenset(one.key for one in body.members if one.item not in pins)


def pinned_guides(row: BundleVersion, body: BundleBody, digests: Mapping[int, str] | None = None) -> list[MemberGuide]:
    """Each member with the version of its guide that a published version holds to; one statement for all of them.

    `digests`: of those versions, for who has read them. Raises LookupError where a guide version is gone.
    """
    known = catalog.digests(row.pinned.values()) if digests is None else digests
    found = []
    for member in body.members:
        version = row.pinned[member.key]
        if version not in known:
            raise LookupError(f"Guide version {version} of bundle version {row.pk} is gone.")
        found.append(MemberGuide(member, catalog.document(version, known[version]), version))
    return found


def elements_for(body: BundleBody, guides: Sequence[MemberGuide]) -> Mapping[str, ElementView]:
    """The data elements of the bundle's questions and of all its guides, in one look-up."""
    named = {question.element for question in body.questions}
    for one in guides:
        named |= {question.element for question in one.document.questions}
        named |= {field.element for field in one.document.fields}
    return catalog.elements(sorted(named))


def without(body: BundleBody, missing: Collection[str]) -> BundleBody:
    """The body less members that cannot be read; unchecked, for showing what is left."""
    kept = tuple(one for one in body.members if one.key not in missing)
    feeds = tuple(feed for feed in body.feeds if not {feed.before, feed.after} & set(missing))
    return body.model_copy(update={"members": kept, "feeds": feeds})


def bare(body: BundleBody, guides: Sequence[MemberGuide]) -> Merged:
    """A merge that asks nothing of conditions that cannot be read: every member takes part."""
    members = tuple(one.model_copy(update={"when": ""}) for one in body.members)
    plain = body.model_copy(update={"members": members, "questions": (), "unfit": ""})
    kept = [MemberGuide(plain.member(one.key), one.document, one.version_id) for one in guides]
    return merge(plain, kept, elements_for(plain, kept))
