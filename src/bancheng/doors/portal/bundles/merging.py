"""The merge explained: what is asked once, what is not asked at all and why, with counts that can be added up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from django.utils.translation import gettext as _

from bancheng.casework.bundles.types import ATTRIBUTES, BundlePage, Merged, MergedField, MergedMaterial, Saving
from bancheng.registers.catalog.types import Basis, ElementView

WAYS = ("upload", "optional", "form", "exempt", "fed")
"""What to hand in first, what is spared last."""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper of the one set: how it comes, in a sentence, and who needs it."""

    name: str
    way: str
    sentence: str
    when: str
    members: tuple[str, ...]

    @property
    def spared(self) -> bool:
        return self.way in {"fed", "exempt", "form"}


@dataclass(frozen=True, slots=True)
class FieldLine:
    label: str
    sentence: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ruling:
    """What members said differently, and by whose rule and why the lead decided."""

    label: str
    attribute: str
    member: str
    reason: str


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence of law or condition, once, with the members that name it."""

    text: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """The whole merge in words."""

    sentences: tuple[str, ...]
    papers: tuple[PaperLine, ...]
    fields: tuple[FieldLine, ...]
    """Only those that serve several members, or are read from a result."""
    rulings: tuple[Ruling, ...]
    basis: tuple[Told, ...]
    conditions: tuple[Told, ...]

    @property
    def owed(self) -> tuple[PaperLine, ...]:
        """What is handed in for certain."""
        return tuple(line for line in self.papers if line.way == "upload" and not line.when)

    @property
    def depending(self) -> tuple[PaperLine, ...]:
        """What is handed in in some situations, or only if one wants."""
        return tuple(line for line in self.papers if line.way == "optional" or (line.way == "upload" and line.when))

    @property
    def spared(self) -> tuple[PaperLine, ...]:
        return tuple(line for line in self.papers if line.spared)


def explained(page: BundlePage, elements: Mapping[str, ElementView]) -> Explained:
    """Under the answers of this page."""
    merged = page.merged
    labels = {one.key: one.member.label for one in (*merged.active, *merged.idle)}
    undecided = {one.key for one in merged.undecided}
    papers = sorted((_paper(one, labels, undecided) for one in merged.materials), key=lambda line: WAYS.index(line.way))
    fields = [_field(one, labels, elements) for one in merged.fields if len(one.members) > 1 or one.fed_by]
    return Explained(
        sentences=tuple(_sentences(page, papers)),
        papers=tuple(papers),
        fields=tuple(fields),
        rulings=tuple(_rulings(merged, labels)),
        basis=_basis(merged, labels),
        conditions=_conditions(merged, labels),
    )


def _sentences(page: BundlePage, papers: Sequence[PaperLine]) -> Iterable[str]:
    spared, ways = page.savings, Counter(line.way for line in papers)
    if spared.materials.spared > 0:
        yield _("%(apart)s 份材料变 %(together)s 份。") % _pair(spared.materials)
    if ways["fed"]:
        yield _("%(n)s 份由前面的步骤产生，不用交。") % {"n": ways["fed"]}
    if ways["exempt"]:
        yield _("%(n)s 份从电子证照和数据共享里核对，不用交。") % {"n": ways["exempt"]}
    if ways["form"]:
        yield _("%(n)s 份表格按您填的内容生成，不用另写。") % {"n": ways["form"]}
    if shared := sum(len(line.members) > 1 for line in papers if line.way == "upload"):
        yield _("%(n)s 份几个事项都要，只交一次。") % {"n": shared}
    if spared.fields.spared > 0:
        yield _("要填的内容从 %(apart)s 项变成 %(together)s 项，相同的只填一次。") % _pair(spared.fields)


def _pair(saving: Saving) -> dict[str, int]:
    return {"apart": saving.apart, "together": saving.together}


def _paper(one: MergedMaterial, labels: Mapping[str, str], undecided: Set[str]) -> PaperLine:
    members = tuple(labels[key] for key in one.members)
    sentences = {
        "fed": _("由“%(name)s”这一步产生，不用交") % {"name": labels.get(one.fed_by, "")},
        "exempt": _("从电子证照和数据共享里核对，不用交"),
        "form": _("按您填的内容生成，您核对签名"),
        "optional": _("可以不交"),
        "upload": _("交一次，%(n)s 个事项都用") % {"n": len(members)} if len(members) > 1 else "",
    }
    when = one.why if one.applies is None else ""
    if not when and undecided >= {*one.members}:
        when = _("办“%(names)s”才要") % {"names": _("”“").join(members)}
    return PaperLine(one.material.name, one.way, sentences[one.way], when, members)


def _field(one: MergedField, labels: Mapping[str, str], elements: Mapping[str, ElementView]) -> FieldLine:
    code = one.field.element
    label = one.field.label or (elements[code].label if code in elements else code)
    if one.fed_by:
        sentence = _("从“%(name)s”的结果里读取，不用填") % {"name": labels[one.fed_by]}
    else:
        sentence = _("这一项服务 %(n)s 个事项，您只填一次") % {"n": len(one.members)}
    return FieldLine(label, sentence, tuple(labels[key] for key in one.members))


def _rulings(merged: Merged, labels: Mapping[str, str]) -> Iterable[Ruling]:
    for one in merged.conflicts:
        if one.settled is not None:
            yield Ruling(one.label, ATTRIBUTES[one.attribute], labels[one.settled.member], one.settled.reason)


def _basis(merged: Merged, labels: Mapping[str, str]) -> tuple[Told, ...]:
    """What the bundle itself rests on first, then the laws of its members."""
    own = tuple(Told(_law(basis), ()) for basis in merged.body.basis)
    return own + _told(((one.key, _law(basis)) for one in merged.active for basis in one.document.basis), labels)


def _conditions(merged: Merged, labels: Mapping[str, str]) -> tuple[Told, ...]:
    return _told(((one.key, row.text) for one in merged.active for row in one.document.requirements), labels)


def _law(basis: Basis) -> str:
    return f"{basis.law}{basis.article}"


def _told(said: Iterable[tuple[str, str]], labels: Mapping[str, str]) -> tuple[Told, ...]:
    """Each text once, however many members say it."""
    held: dict[str, list[str]] = {}
    for key, text in said:
        if labels[key] not in held.setdefault(text, []):
            held[text].append(labels[key])
    return tuple(Told(text, tuple(members)) for text, members in held.items())
