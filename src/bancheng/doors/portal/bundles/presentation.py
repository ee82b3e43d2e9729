"""A bundle as its page shows it: four facts, the way, the picture, the merge in words, who does what, what it costs."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from bancheng.casework.bundles.types import BundlePage, Link, MergedFees, Saving, Savings, merged_fees
from bancheng.doors.frame import words
from bancheng.doors.portal.bundles import drawing, mapping, merging
from bancheng.registers.catalog import selectors as catalog

KINDS = {"thing": "一件事", "package": "一类事"}


@dataclass(frozen=True, slots=True)
class Duty:
    """One organ with what it does and what comes of it."""

    organ: str
    leads: bool
    members: tuple[Link, ...]
    results: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Time:
    """One member on the plan: its own limits, when it begins and when it is done, in working days."""

    label: str
    statutory: str
    promised: str
    begins: int
    done: int


@dataclass(frozen=True, slots=True)
class BundleView:
    """All that the templates of one bundle need beside the page itself."""

    kind: str
    facts: tuple[drawing.Count, ...]
    counts: tuple[drawing.Count, ...]
    way: tuple[mapping.Entry, ...]
    graph: drawing.Graph
    merge: merging.Explained
    duties: tuple[Duty, ...]
    partners: tuple[str, ...]
    """Who takes part beside the lead."""
    times: tuple[Time, ...]
    longest: str
    fees: MergedFees
    stages: int
    idle: tuple[Link, ...]
    changed: tuple[Link, ...]


def present(page: BundlePage) -> BundleView:
    """The view of one bundle under its answers."""
    codes = [one.field.element for one in page.merged.fields]
    told, duties = drawing.counts(_counted(page.savings)), _duties(page)
    return BundleView(
        kind=str(KINDS[page.kind]),
        facts=tuple(one for one in told if one.key in {"forms", "materials", "days", "visits"}),
        counts=told,
        way=mapping.journey(page),
        graph=drawing.graph(page.links),
        merge=merging.explained(page, catalog.elements(codes)),
        duties=tuple(duties),
        partners=tuple(duty.organ for duty in duties if not duty.leads),
        times=tuple(_times(page)),
        longest=_longest(page.links),
        fees=merged_fees(page.merged),
        stages=sum(not stage.internal for one in page.merged.active for stage in one.document.stages),
        idle=tuple(link for link in page.links if not link.active),
        changed=tuple(link for link in page.links if link.changed),
    )


def _counted(savings: Savings) -> list[tuple[str, str, str, Saving]]:
    return [
        ("forms", _("提交"), _("次"), savings.forms),
        ("materials", _("材料"), _("份"), savings.materials),
        ("days", _("时间"), _("个工作日"), savings.days),
        ("visits", _("跑动"), _("次"), savings.visits),
        ("fields", _("填写"), _("项"), savings.fields),
    ]


def _duties(page: BundlePage) -> list[Duty]:
    """The lead first, also where it handles no member itself."""
    held: dict[str, list[Link]] = {page.lead_organ: []}
    for link in page.links:
        if link.active:
            held.setdefault(link.organ, []).append(link)
    results = {one.key: [result.name for result in one.document.results] for one in page.merged.active}
    return [
        Duty(
            organ,
            organ == page.lead_organ,
            tuple(links),
            tuple(dict.fromkeys(n for link in links for n in results[link.key])),
        )
        for organ, links in held.items()
        if links
    ]


def _times(page: BundlePage) -> list[Time]:
    documents = {one.key: one.document for one in page.merged.active}
    return [
        Time(
            link.label,
            words.limit(documents[link.key].statutory),
            words.limit(documents[link.key].promised),
            link.done - link.days,
            link.done,
        )
        for link in page.links
        if link.active
    ]


def _longest(links: tuple[Link, ...]) -> str:
    """The line of members that decides how long the whole takes: 公司登记 → 食品许可."""
    by_key = {link.key: link for link in links if link.active}
    last = max(by_key.values(), key=lambda link: link.done, default=None)
    named: list[str] = []
    while last is not None:
        named.append(last.label)
        before = [by_key[key] for key in last.after if key in by_key]
        last = max(before, key=lambda link: link.done, default=None)
    return " → ".join(reversed(named))
