"""Lists and search are one question: words, filters, region, ranked and paged; a handful of statements whatever is asked."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import CharField, Value
from django.db.models.functions import Cast

from bancheng.ground.codes import ITEM_TYPES, CodeError, region_code
from bancheng.registers.catalog.models import Facet, Nature, Synonym
from bancheng.registers.catalog.search.fold import fold
from bancheng.registers.catalog.search.highlighting import cut
from bancheng.registers.catalog.search.mistakes import MOST_MEANT, meant_in
from bancheng.registers.catalog.search.reading import Reading, fold_synonyms
from bancheng.registers.catalog.search.sql import COUNT_LIMIT, ORDER, Clause, Question, Scope
from bancheng.registers.catalog.search.ways import Synonyms, mended, nth, ways
from bancheng.registers.catalog.typed import filter_text
from bancheng.registers.catalog.types import (
    FACET_KINDS,
    FacetCount,
    SearchHit,
    SearchPage,
    SearchQuery,
    Suggestion,
    ThingHit,
    ThingPage,
)
from bancheng.registers.organisations import selectors as organisations

LARGEST_PAGE = 100
LITTLE = 2  # results up to here may be a typing error's that happens to stand somewhere
TITLED = 1  # tiers up to here are titles that begin with what was typed
AWAY = ORDER.index("away")
LONGEST_FACET = 40  # values listed of one kind; departments of a whole province are many
_AUDIENCE = {"person": "个人", "legal": "企业和其他组织"}
_OWNERS = {"administrative": "行政机关", "public_enterprise": "公共企事业单位"}
_ONLINE = {"1": "可网上办理"}

Row = tuple[Any, ...]


def find(query: SearchQuery) -> SearchPage:
    """One page of results with the counts of what they may be narrowed by. Any text is a harmless query.

    A cursor that is none begins at the first page; a region that is none means everywhere. At most six statements, and
    for each guess at what was meant (two known words, one look at the titles) one more.
    """
    scope = _scope(query)
    found = _found(query, scope)
    rows, reading = found.rows, found.reading
    if query.q.strip() and reading is None:
        return SearchPage((), 0, True, {}, blank=True)
    size = _size(query.size)
    counted = _select(Question(connection.vendor, reading, scope).counts())
    total = next((n for kind, _, n in counted if kind == ""), 0)
    exact = total <= COUNT_LIMIT
    return SearchPage(
        results=tuple(_hit(row, reading) for row in rows[:size]),
        total=min(total, COUNT_LIMIT),
        exact=exact,
        facets=_facets([row for row in counted if row[0]], _chosen(query), exact=exact),
        next_cursor=_cursor(found.stage, rows[size - 1]) if len(rows) > size else "",
        words=reading.typed if reading else (),
        expanded=reading.expanded if reading else (),
        relaxed=bool(reading and not reading.strict and rows),
        meant=_meant(found, scope, total),
    )


def things(q: str, *, kind: str, region: str, audience: str = "", size: int = 3, near: bool = False) -> ThingPage:
    """What of another kind than items holds these words: of the region and of those above, of one key the nearest.

    `near`: what only comes near, where nothing holds them. Nothing for a blank query, and without a region.
    A statement for the synonyms and at most three more.
    """
    query = SearchQuery(q=q, region=region, leaning=audience)
    scope = replace(_scope(query), kind=kind, below=False)
    if not (q.strip() and scope.region):
        return ThingPage(())
    synonyms = fold_synonyms(Synonym.objects.values_list("term", "means"))
    for reading in ways(q, synonyms):
        # Typing errors are told by the items, whose titles are many: `SearchPage.meant`.
        if reading.mended or (reading.relaxed and not near):
            continue
        if rows := _select(Question(connection.vendor, reading, scope).page(None, LARGEST_PAGE)):
            hits = (_thing(kind, row, reading) for row in _nearest(rows))
            return ThingPage(tuple(islice(hits, size)), near=reading.relaxed)
    return ThingPage(())


def _nearest(rows: Sequence[Row]) -> list[Row]:
    """Of one key, what the region itself says of it, or the next above."""
    keys = [_card(row)["key"] for row in rows]
    least: dict[str, int] = {}
    for key, row in zip(keys, rows, strict=True):
        least[key] = min(row[AWAY], least.get(key, row[AWAY]))
    return [row for key, row in zip(keys, rows, strict=True) if row[AWAY] == least[key]]


def suggest(q: str, *, region: str = "", size: int = 8) -> tuple[Suggestion, ...]:
    """Titles to offer while somebody types: the first results, without counts; nothing for a blank query."""
    query = SearchQuery(q=q, region=region, size=size)
    found = _found(query, _scope(query), near=False)
    if found.reading is None:
        return ()
    hits = (_hit(row, found.reading) for row in found.rows[: _size(size)])
    return tuple(Suggestion(hit.item_id, hit.parts, hit.organ) for hit in hits)


def hot(*, region: str = "", audience: str = "", size: int = 8) -> tuple[SearchHit, ...]:
    """The most used items of a region for an audience (person, legal or any)."""
    query = SearchQuery(region=region, audience=audience, size=size)
    return tuple(_hit(row, None) for row in _found(query, _scope(query)).rows[: _size(size)])


def published_total(*, region: str = "", audience: str = "") -> int:
    """How many items are public in a region, its own and those it shares. One statement: each item has one type."""
    scope = _scope(SearchQuery(region=region, audience=audience))
    return sum(n for _, n in _select(Question(connection.vendor, None, scope).facet("item_type")))


def facet_words(kind: str, *, region: str = "", audience: str = "") -> tuple[FacetCount, ...]:
    """The values of one kind of FACET_KINDS with the number of items of a region, in the order of the vocabulary.

    Values without items are left out; departments come by number of items.
    """
    if kind not in FACET_KINDS:
        return ()
    scope = _scope(SearchQuery(region=region, audience=audience))
    counted = _select(Question(connection.vendor, None, scope).facet(kind))
    labels = _labels({kind: [code for code, _ in counted]})
    order = {code: place for place, (_, code) in enumerate(labels)}
    counts = [FacetCount(kind, code, labels[kind, code], n) for code, n in counted if (kind, code) in labels]
    if kind == "department":
        return tuple(sorted(counts, key=lambda one: (-(one.n or 0), one.label)))
    return tuple(sorted(counts, key=lambda one: order[one.code]))


@dataclass(frozen=True, slots=True)
class _Found:
    """The rows of the strictest reading that finds any (one more than a page holds), and which reading that was."""

    rows: list[Row]
    reading: Reading | None = None
    stage: int = 0
    synonyms: Synonyms = field(default_factory=dict)


def _found(query: SearchQuery, scope: Scope, *, near: bool = True) -> _Found:
    size = _size(query.size) + 1
    stage, after = _after(query.after)
    if not query.q.strip():
        return _Found(_select(Question(connection.vendor, None, scope).page(after, size)))
    synonyms = fold_synonyms(Synonym.objects.values_list("term", "means"))
    # A further page stays with the reading that gave the first.
    if after is not None and (reading := nth(ways(query.q, synonyms), stage)) is not None:
        return _Found(_select(Question(connection.vendor, reading, scope).page(after, size)), reading, stage, synonyms)
    strictest: Reading | None = None
    for number, reading in enumerate(ways(query.q, synonyms)):
        strictest = strictest or reading
        if not (near or reading.strict):
            break
        if rows := _select(Question(connection.vendor, reading, scope).page(None, size)):
            return _Found(rows, reading, number, synonyms)
    return _Found([], strictest, 0, synonyms)


def _meant(found: _Found, scope: Scope, total: int) -> tuple[str, ...]:
    """What to ask back: “您要找的是不是 …”."""
    reading = found.reading
    if reading is None or reading.relaxed or not found.rows:
        return ()
    if not reading.mended:
        doubtful = total <= LITTLE and found.rows[0][0] > TITLED
        return _better(found, scope, total) if doubtful else ()
    if any(one.column == "slip" for word in reading.words for one in word):
        told = (meant_in(fold(row[len(ORDER)]), reading.typed) for row in found.rows)
        return tuple(dict.fromkeys(filter(None, told)))[:MOST_MEANT]
    return (" ".join(reading.typed),)


def _better(found: _Found, scope: Scope, total: int) -> tuple[str, ...]:
    """Queries with a known word instead that find more than what was typed."""
    typed = found.reading.typed if found.reading else ()
    return tuple(
        " ".join(reading.typed)
        for reading in mended(typed, found.synonyms)
        if len(_select(Question(connection.vendor, reading, scope).page(None, total + 1))) > total
    )


def _scope(query: SearchQuery) -> Scope:
    try:
        region = region_code(query.region) if query.region else ""
    except CodeError:
        region = ""
    audience = query.audience if query.audience in _AUDIENCE else ""
    leaning = query.leaning if query.leaning in _AUDIENCE else ""
    return Scope(region=region, filters=_chosen(query), audience=audience or leaning)


def _chosen(query: SearchQuery) -> tuple[tuple[str, str], ...]:
    return tuple((kind, value) for kind in FACET_KINDS if (value := filter_text(str(getattr(query, kind)), 60)))


def _size(size: int) -> int:
    return max(1, min(size, LARGEST_PAGE))


def _select(clause: Clause) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(clause.sql, clause.values)
        return list(cursor.fetchall())


# -- cursors: which reading, then the place of the last row in the order: whole numbers


def _cursor(stage: int, row: Row) -> str:
    return ".".join(str(number) for number in (stage, *row[: len(ORDER)]))


def _after(cursor: str) -> tuple[int, tuple[int, ...] | None]:
    """The reading and the place; a place of None is the first page."""
    if not _CURSOR.fullmatch(cursor):
        return 0, None
    stage, *place = (int(part) for part in cursor.split("."))
    return stage, tuple(place)


_CURSOR = re.compile(r"[0-9](?:\.-?[0-9]{1,9}){4}\.[0-9]{1,18}", re.ASCII)


# -- what is shown


def _hit(row: Row, reading: Reading | None) -> SearchHit:
    title, summary, region, audience, _ = row[len(ORDER) :]
    shown = _card(row)
    kind = ITEM_TYPES.get(shown["item_type"])
    return SearchHit(
        title=title,
        parts=cut(title, reading),
        summary=summary,
        region_code=region,
        audience=audience,
        item_type_label=kind.name if kind else "",
        **shown,
    )


def _thing(kind: str, row: Row, reading: Reading) -> ThingHit:
    title, _, region, audience, _ = row[len(ORDER) :]
    card = _card(row)
    return ThingHit(kind, card["key"], title, cut(title, reading), region, audience, card)


def _card(row: Row) -> Mapping[str, Any]:
    card: Any = row[-1]
    shown: Mapping[str, Any] = json.loads(card) if isinstance(card, str) else card
    return shown


def _facets(
    counted: Sequence[Row], chosen: tuple[tuple[str, str], ...], *, exact: bool
) -> Mapping[str, tuple[FacetCount, ...]]:
    codes: dict[str, list[str]] = {}
    # Only the words of what is listed are read: the departments of a whole province are thousands.
    for kind, code, _ in sorted(counted, key=lambda row: ((row[0], row[1]) not in chosen, -row[2], row[1])):
        if len(codes.setdefault(kind, [])) < LONGEST_FACET:
            codes[kind].append(code)
    labels = _labels(codes)
    facets: dict[str, tuple[FacetCount, ...]] = {}
    for kind in FACET_KINDS:
        counts = [
            (n, FacetCount(kind, code, labels[kind, code], n if exact else None, (kind, code) in chosen))
            for found, code, n in counted
            if found == kind and (kind, code) in labels
        ]
        counts.sort(key=lambda one: (not one[1].chosen, -one[0], one[1].label))
        facets[kind] = tuple(count for _, count in counts[:LONGEST_FACET])
    return facets


def _labels(codes: Mapping[str, Sequence[str]]) -> dict[tuple[str, str], str]:
    """The words for facet codes, in the order of the vocabulary: fixed ones, and one statement for all that are rows."""
    labels = {("item_type", code): row.name for code, row in ITEM_TYPES.items()}
    for kind, words in (("audience", _AUDIENCE), ("owner_type", _OWNERS), ("online", _ONLINE)):
        labels |= {(kind, code): word for code, word in words.items()}
    text = CharField()
    facets = Facet.objects.filter(kind__in=list(codes)).order_by()
    rows = facets.values_list("kind", Cast("code", text), Cast("label", text), "order")
    if "nature" in codes:
        kinds = Nature.objects.order_by().annotate(facet=Value("nature", output_field=text))
        rows = rows.union(kinds.values_list("facet", Cast("code", text), Cast("label", text), "order"))
    if organs := [int(code) for code in codes.get("department", ()) if code.isdigit()]:
        named = organisations.organisations(active=None).filter(pk__in=organs).order_by()
        named = named.annotate(facet=Value("department", output_field=text), place=Value(0))
        rows = rows.union(named.values_list("facet", Cast("pk", text), Cast("name", text), "place"))
    for kind, code, label, _ in sorted(rows, key=lambda row: (row[0], row[3], row[1])):
        labels[kind, code] = label
    return labels
