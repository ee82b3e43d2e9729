"""What the merge of a bundle did, told to its lead: each field and paper with whom it serves, the plan, the fees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from bancheng.casework.bundles.types import (
    WAYS,
    BundlePage,
    MergedFees,
    MergedField,
    MergedMaterial,
    Saving,
    merged_fees,
)
from bancheng.doors.workbench.bundles.picture import Picture, picture
from bancheng.registers.catalog import selectors as catalog


@dataclass(frozen=True, slots=True)
class Count(Saving):
    """A saving with what it counts."""

    label: str
    unit: str


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A field of the one form. `source`: the member whose result brings it, "" where it is filled in."""

    name: str
    members: str
    serves: int
    source: str
    required: bool


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper of the one set: how it comes, and whom it serves."""

    name: str
    code: str
    way: str
    way_label: str
    members: str
    serves: int
    source: str
    conditional: bool


@dataclass(frozen=True, slots=True)
class Explained:
    """All of it, under the answers of the page."""

    counts: tuple[Count, ...]
    fields: tuple[FieldLine, ...]
    papers: tuple[PaperLine, ...]
    fees: MergedFees
    picture: Picture | None

    @property
    def shared(self) -> int:
        """How many fields serve several members."""
        return sum(one.serves > 1 and not one.source for one in self.fields)

    @property
    def fed(self) -> int:
        """How many papers a member makes for another."""
        return sum(one.way == "fed" for one in self.papers)

    @property
    def asked(self) -> tuple[FieldLine, ...]:
        return tuple(one for one in self.fields if not one.source)


def explained(page: BundlePage) -> Explained:
    """The merge of a page, in words."""
    labels = {one.key: one.label for one in page.body.members}
    elements = catalog.elements(sorted(one.field.element for one in page.merged.fields))
    names = {code: one.label for code, one in elements.items()}
    return Explained(
        counts=_counts(page),
        fields=tuple(_field(one, labels, names) for one in page.merged.fields),
        papers=tuple(_paper(one, labels) for one in page.merged.materials),
        fees=merged_fees(page.merged),
        picture=picture(page.links, page.region_name),
    )


def _counts(page: BundlePage) -> tuple[Count, ...]:
    found = page.savings
    told = (
        (_("申请表"), _("份"), found.forms),
        (_("要填的"), _("项"), found.fields),
        (_("要交的材料"), _("份"), found.materials),
        (_("全部办完"), _("个工作日"), found.days),
        (_("到现场"), _("次"), found.visits),
    )
    return tuple(Count(one.apart, one.together, label, unit) for label, unit, one in told)


def _field(one: MergedField, labels: Mapping[str, str], names: Mapping[str, str]) -> FieldLine:
    code = one.field.element
    return FieldLine(
        name=one.field.label or names.get(code, code),
        members=_named(one.members, labels),
        serves=len(one.members),
        source=labels.get(one.fed_by, ""),
        required=one.required,
    )


def _paper(one: MergedMaterial, labels: Mapping[str, str]) -> PaperLine:
    return PaperLine(
        name=one.material.name,
        code=one.material.code,
        way=one.way,
        way_label=WAYS[one.way],
        members=_named(one.members, labels),
        serves=len(one.members),
        source=labels.get(one.fed_by, ""),
        conditional=one.applies is None,
    )


def _named(keys: Iterable[str], labels: Mapping[str, str]) -> str:
    return "、".join(labels.get(key, key) for key in keys)
