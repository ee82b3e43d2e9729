"""线上线下无差别 (FLW-05): the cases of one item that came online beside those of the window, and whether any rule differed.

Each case is held against others of the same version of the guide: the term its clock was given, and for the same answers
the materials it was asked for and the steps it went through. Outcomes are shown beside them; they are facts, not rules.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from bancheng.casework.cases import standing
from bancheng.casework.cases.materials import document_of
from bancheng.casework.cases.models import Case, CaseMaterial, CaseTask, Procedure, SupplementNotice
from bancheng.casework.cases.rules.clocks import start_of, terms_of
from bancheng.casework.cases.selectors.scope import covered
from bancheng.casework.cases.types.measuring import (
    ChannelFigures,
    Comparison,
    ItemChannels,
    RuleDifference,
    VersionCompared,
)
from bancheng.ground.access import AccessDenied, Actor
from bancheng.ground.law import today
from bancheng.registers.catalog.selectors import limit_text
from bancheng.registers.organisations import selectors as organisations

ONLINE, WINDOW = "online", "window"
LABELS = {ONLINE: "网上", WINDOW: "窗口"}
MOST, BATCH, MOST_ITEMS, NAMED = 2000, 500, 500, 5
AT_WINDOW = Q(channel=Case.Channel.WINDOW)


@dataclass(slots=True)
class _Seen:
    """One case as it is compared: on which side it came, and what it was measured by."""

    case: Case
    side: str
    version: int
    limit: str
    answers: str
    asked: dict[int, str] = field(default_factory=dict)
    brought: int = 0
    steps: frozenset[str] = frozenset()


def channels_of_items(actor: Actor, *, since: date, until: date) -> tuple[ItemChannels, ...]:
    """The items of his scope with cases of both channels first, then by number of cases. One query."""
    rows = _cases(actor, since, until).values("item", "item__name", "organisation__name")
    counted = rows.annotate(window=Count("pk", filter=AT_WINDOW), online=Count("pk", filter=~AT_WINDOW)).order_by()
    found = (
        ItemChannels(row["item"], row["item__name"], row["organisation__name"], row["online"], row["window"])
        for row in counted
    )
    return tuple(
        sorted(found, key=lambda one: (not (one.online and one.window), -(one.online + one.window), one.item_id))
    )[:MOST_ITEMS]


def compare_channels(actor: Actor, item: int, *, since: date, until: date) -> Comparison:
    """The two channels of an item over the cases handed in from `since` to `until` (both included), the newest 2,000.

    Raises AccessDenied, invisible, for an item of which he may see no case. Five queries and the documents.
    """
    rows = _cases(actor, since, until).filter(item=item).select_related("guide_version", "organisation", "item")
    rows = rows.annotate(
        detoured=Exists(Procedure.objects.filter(case=OuterRef("pk"))),
        supplemented=Exists(SupplementNotice.objects.filter(case=OuterRef("pk"))),
    )
    found = list(rows.defer("form").order_by("-pk")[: MOST + 1])
    if not found:
        raise AccessDenied("这段时间没有您能看到的这个事项的办件。", visible=False, action=standing.VIEW)
    cases = [_seen(row) for row in found[:MOST]]
    _read_materials(cases)
    _read_steps(cases)
    both = _shared_versions(cases)
    return Comparison(
        item_id=item,
        item_name=found[0].item.name,
        organisation=found[0].organisation.name,
        since=since,
        until=until,
        channels=tuple(_figures(side, [one for one in cases if one.side == side]) for side in LABELS),
        versions=tuple(_version(cases_of) for cases_of in both),
        differences=tuple(one for cases_of in both for one in _differences(cases_of)),
        counted=len(cases),
        cut=len(found) > MOST,
    )


def _cases(actor: Actor, since: date, until: date) -> QuerySet[Case]:
    scope = covered(actor, standing.VIEW)
    if scope is None:
        raise AccessDenied("您的岗位没有查看办件的权限。", visible=True, action=standing.VIEW)
    ends = start_of(until + timedelta(days=1))
    return Case.objects.filter(scope, trial=False, submitted_at__gte=start_of(since), submitted_at__lt=ends)


def _seen(row: Case) -> _Seen:
    document = document_of(row)
    side = WINDOW if row.channel == Case.Channel.WINDOW else ONLINE
    answers = json.dumps(row.answers, sort_keys=True, ensure_ascii=False)
    return _Seen(row, side, document.version, _limit(row), answers)


def _limit(row: Case) -> str:
    """The term its clock was given; "" before acceptance, and where a procedure or an extension lawfully moved it."""
    if row.accepted_on is None or row.due_on is None or row.extension_days or row.detoured:  # type: ignore[attr-defined]
        return ""
    promised, statutory = terms_of(document_of(row))
    clocks = organisations.clocks(row.region_id, accepted=row.accepted_on, promised=promised, statutory=statutory)
    if row.due_on == clocks.promised.due(today()):
        return "当场办结" if promised.is_instant else promised.label
    days = organisations.calendar().workdays_between(row.accepted_on, row.due_on)
    return f"受理后第 {days} 个工作日"


def _read_materials(cases: list[_Seen]) -> None:
    by_key = {one.case.pk: one for one in cases}
    for keys in _batches(sorted(by_key)):
        rows = CaseMaterial.objects.filter(case__in=keys).values_list("case", "line", "name", "required", "given")
        for case, line, name, required, given in rows:
            if required:
                by_key[case].asked[line] = name
            by_key[case].brought += given != CaseMaterial.Given.MISSING


def _read_steps(cases: list[_Seen]) -> None:
    """The stages of granted cases: of others, some are not reached."""
    by_key = {one.case.pk: one for one in cases if one.case.outcome == "granted"}
    for keys in _batches(sorted(by_key)):
        steps = defaultdict(set)
        for case, stage in CaseTask.objects.filter(case__in=keys).values_list("case", "stage"):
            steps[case].add(stage)
        for case, stages in steps.items():
            by_key[case].steps = frozenset(stages)


def _batches(keys: list[int]) -> Iterator[list[int]]:
    for begin in range(0, len(keys), BATCH):
        yield keys[begin : begin + BATCH]


def _shared_versions(cases: Iterable[_Seen]) -> list[list[_Seen]]:
    """The cases by version of the guide, newest first; only versions with cases of both sides."""
    by_version: dict[int, list[_Seen]] = defaultdict(list)
    for one in cases:
        by_version[one.version].append(one)
    return [
        by_version[version]
        for version in sorted(by_version, reverse=True)
        if {one.side for one in by_version[version]} == set(LABELS)
    ]


def _version(cases: list[_Seen]) -> VersionCompared:
    document = document_of(cases[0].case)
    return VersionCompared(
        version=cases[0].version,
        promised=limit_text(document.promised),
        statutory=limit_text(document.statutory),
        online=sum(one.side == ONLINE for one in cases),
        window=sum(one.side == WINDOW for one in cases),
        situations=len(_shared_situations(cases)),
    )


def _shared_situations(cases: Iterable[_Seen]) -> list[list[_Seen]]:
    """Cases with the same answers, where both sides had some."""
    alike: dict[str, list[_Seen]] = defaultdict(list)
    for one in cases:
        alike[one.answers].append(one)
    return [group for group in alike.values() if {one.side for one in group} == set(LABELS)]


def _differences(cases: list[_Seen]) -> Iterator[RuleDifference]:
    """Every difference of rule under one version."""
    version = cases[0].version
    limits = _by_side((one, one.limit) for one in cases if one.limit)
    if len(limits) == len(LABELS) and limits[ONLINE].keys() != limits[WINDOW].keys():
        yield _told(version, "办理时限", limits)
    for group in _shared_situations(cases):
        asked = _by_side((one, "、".join(one.asked.values()) or "不用交材料") for one in group)
        if asked[ONLINE].keys() != asked[WINDOW].keys():
            yield _told(version, "应交材料", asked)
        steps = _by_side((one, _steps_said(one)) for one in group if one.steps)
        if len(steps) == len(LABELS) and steps[ONLINE].keys() != steps[WINDOW].keys():
            yield _told(version, "办理环节", steps)


def _steps_said(one: _Seen) -> str:
    return "、".join(stage.name for stage in document_of(one.case).stages if stage.key in one.steps)


def _by_side(measured: Iterable[tuple[_Seen, str]]) -> dict[str, dict[str, list[_Seen]]]:
    found: dict[str, dict[str, list[_Seen]]] = {}
    for one, said in measured:
        found.setdefault(one.side, {}).setdefault(said, []).append(one)
    return found


def _told(version: int, what: str, found: dict[str, dict[str, list[_Seen]]]) -> RuleDifference:
    """The sentence, with the cases that show what only one side knows."""
    sides = "；".join(f"{LABELS[side]}：{' / '.join(sorted(found[side]))}" for side in LABELS)
    only = [
        one.case.number or ""
        for side, other in ((ONLINE, WINDOW), (WINDOW, ONLINE))
        for said, cases in found[side].items()
        if said not in found[other]
        for one in cases
    ]
    return RuleDifference(version, what, sides, tuple(only[:NAMED]))


def _figures(side: str, cases: list[_Seen]) -> ChannelFigures:
    rows = [one.case for one in cases]
    return ChannelFigures(
        channel=side,
        label=LABELS[side],
        cases=len(rows),
        accepted=sum(row.accepted_on is not None for row in rows),
        granted=sum(row.outcome == "granted" for row in rows),
        refused=sum(row.outcome == "refused" for row in rows),
        not_accepted=sum(row.state == "not_accepted" for row in rows),
        supplemented=sum(row.supplemented for row in rows),  # type: ignore[attr-defined]
        detoured=sum(row.detoured or bool(row.extension_days) for row in rows),  # type: ignore[attr-defined]
        limits=tuple(sorted({one.limit for one in cases if one.limit})),
        materials=tuple(sorted({name for one in cases for name in one.asked.values()})),
    )
