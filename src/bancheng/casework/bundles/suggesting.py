"""What the platform proposes to the lead: whose result is whose paper, and which fields can be read from it. Pure.

A member that issues an e-licence feeds the member that asks for the same paper, by the code of the dictionary of materials;
what stands on the face of that licence and is asked in the other's form is read from it. Feeds make members wait, so that
nothing is proposed that would only lengthen the plan, and never what would close a circle.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bancheng.casework.bundles.merging import MemberGuide
from bancheng.casework.bundles.schema import BundleBody, Feed

Faces = Mapping[str, Mapping[str, str]]
"""Material code of an e-licence → the elements of its face (code → label)."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A feed that the lead may take over. `instead`: the feed of the body that it completes; None for a new one."""

    feed: Feed
    sentence: str
    instead: Feed | None = None

    @property
    def key(self) -> str:
        """Names it in a form: shop>food>M0002."""
        return f"{self.feed.before}>{self.feed.after}>{self.feed.material}"


def proposals(body: BundleBody, guides: Sequence[MemberGuide], faces: Faces) -> tuple[Proposal, ...]:
    """The feeds that the guides themselves show and the body does not have yet, in the order of the members.

    All of them may be taken at once: none closes a circle with the feeds of the body or with those before it.
    """
    waits: dict[str, set[str]] = {one.key: set() for one in body.members}
    for feed in body.feeds:
        waits[feed.after].add(feed.before)
    found: list[Proposal] = []
    for before, after in ((one, other) for one in guides for other in guides if one.key != other.key):
        if _waits_for(before.key, after.key, waits):
            continue
        for proposal in _between(body, before, after, faces):
            waits[after.key].add(before.key)
            found.append(proposal)
    return tuple(found)


def taken(body: BundleBody, proposal: Proposal) -> tuple[Feed, ...]:
    """The feeds of the body with a proposal taken over."""
    if proposal.instead is None:
        return (*body.feeds, proposal.feed)
    return tuple(proposal.feed if feed == proposal.instead else feed for feed in body.feeds)


def _between(body: BundleBody, before: MemberGuide, after: MemberGuide, faces: Faces) -> Iterator[Proposal]:
    papers = {one.code: one.name for one in after.document.materials}
    asked = [one.element for one in after.document.fields]
    own = {one.element for one in before.document.fields} | {one.element for one in before.document.questions}
    issued = {result.licence for result in after.document.results}
    for licence in dict.fromkeys(result.licence for result in before.document.results if result.licence):
        if licence in issued and licence not in papers:
            continue  # two ways to the same licence: one does not wait for the other
        face = faces.get(licence, {})
        read = tuple(code for code in asked if code in face)
        learnt = tuple(code for code in read if code not in own)
        if licence not in papers and not learnt:
            continue  # all of it is known before the licence is there: to wait for it would bring nothing
        proposal = _proposal(body, (before.key, after.key), licence if licence in papers else "", read, learnt)
        if proposal is not None:
            yield _told(proposal, before, after, papers.get(licence, ""), [face[code] for code in read])


def _proposal(
    body: BundleBody, ends: tuple[str, str], material: str, read: tuple[str, ...], learnt: tuple[str, ...]
) -> Proposal | None:
    """What is missing of this feed; None where the body has all that matters of it.

    A feed that is there is completed by its paper and by what only the licence tells; whether it is also to bring what was
    asked before, its lead has decided.
    """
    there = [feed for feed in body.feeds if (feed.before, feed.after) == ends]
    same = next((feed for feed in there if feed.material in {material, ""}), None)
    if same is None:
        wanted = Feed(before=ends[0], after=ends[1], material=material, elements=read)
        return Proposal(wanted, "") if material or not there else None
    elements = (*same.elements, *(code for code in learnt if code not in same.elements))
    wanted = same.model_copy(update={"material": same.material or material, "elements": elements})
    return None if wanted == same else Proposal(wanted, "", same)


def _told(proposal: Proposal, before: MemberGuide, after: MemberGuide, paper: str, labels: Sequence[str]) -> Proposal:
    parts = []
    if paper:
        parts.append(f"“{before.member.label}”的结果就是“{after.member.label}”要交的“{paper}”，不用申请人再交")
    if labels:
        shown = "、".join(labels[:5]) + ("等" if len(labels) > 5 else "")
        parts.append(f"“{after.member.label}”的表单里有 {len(labels)} 项可以从证照上读出：{shown}")
    return Proposal(proposal.feed, "；".join(parts), proposal.instead)


def _waits_for(key: str, other: str, waits: Mapping[str, set[str]]) -> bool:
    """Whether a member waits for another, directly or through further ones."""
    seen, open_ones = set(), [key]
    while open_ones:
        for one in waits[open_ones.pop()]:
            if one == other:
                return True
            if one not in seen:
                seen.add(one)
                open_ones.append(one)
    return False
