"""Public lists as doors show them: the index, a page, all rows of an edition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256

from bancheng.ground.crypto import canonical_json
from bancheng.ground.law import in_shanghai
from bancheng.registers.lists.models import ListEdition, ListStanding
from bancheng.registers.lists.public.editions import content
from bancheng.registers.lists.public.registry import declared, declared_list
from bancheng.registers.lists.types import (
    SUBJECT,
    Column,
    EditionView,
    FacetWord,
    ListLine,
    ListPage,
    ListQuery,
    PublicList,
)
from bancheng.registers.lists.types.public import Row
from bancheng.registers.organisations import selectors as organisations

LARGEST_PAGE = 500
EVERYTHING = 2**31
"""A size that asks for all rows at once: for print and files."""
MOST_WORDS = 40


def public_lists(region: str) -> tuple[ListLine, ...]:
    """Every public list with its newest edition in a region (12-digit code). One query."""
    rows = ListStanding.objects.filter(region=region).exclude(edition=None).select_related("edition")
    known = {row.code: row.edition for row in rows}
    found = []
    for listing in declared():
        edition = known.get(listing.code)
        shown = edition_view(edition) if edition else None
        found.append(ListLine(listing.code, listing.title, listing.intro, article_of(listing, region), shown))
    return tuple(found)


def list_page(code: str, region: str, query: ListQuery | None = None) -> ListPage | None:
    """A page of a list in a region; None for a list, a region or an edition that does not exist.

    Filters that name no facet count as not given. The cursor is the mark of the last row shown: rows that come or go
    meanwhile neither repeat nor hide another one; where that row itself is gone, the page begins anew.
    """
    query = query or ListQuery()
    listing, place = declared_list(code), organisations.region(region)
    if listing is None or place is None:
        return None
    newest = _edition(code, place.code, None)
    edition = newest if query.version is None else _edition(code, place.code, query.version)
    if edition is None and query.version is not None:
        return None
    current = edition is None or edition == newest
    everything, columns = _rows(listing, place.code, edition)
    chosen = {key: value for key, value in query.chosen.items() if key in listing.facets and value}
    rows = [row for row in everything if _matches(row, query.q, chosen)]
    size = EVERYTHING if query.size == EVERYTHING else max(1, min(query.size, LARGEST_PAGE))
    shown, cursor = _cut(rows, query.after, size)
    return ListPage(
        of=listing,
        columns=columns,
        region=place.code,
        region_name=place.full_name,
        edition=edition_view(edition) if edition else None,
        current=current,
        rows=tuple(shown),
        total=len(everything),
        matched=len(rows),
        facets={key: _words(everything, key, chosen.get(key, "")) for key in listing.facets},
        next_cursor=cursor,
        article=article_of(listing, place.code, None if current or edition is None else edition.day),
    )


def article_of(listing: PublicList, region: str, on: date | None = None) -> str:
    """What a list stands on in a region on a day (today if none is given): its own document where it has one, else the law."""
    return str(organisations.rule(listing.basis, region, on)) if listing.basis else listing.article


def list_editions(code: str, region: str, *, size: int = 50) -> tuple[EditionView, ...]:
    """The editions of a list in a region, newest first."""
    rows = ListEdition.objects.filter(code=code, region=region).order_by("-number")[:size]
    return tuple(edition_view(row) for row in rows)


def edition_view(row: ListEdition) -> EditionView:
    """An edition as pages name it."""
    return EditionView(row.number, row.day, in_shanghai(row.published_at), row.digest, row.size)


def _edition(code: str, region: str, number: int | None) -> ListEdition | None:
    if number is not None:
        rows = ListEdition.objects.select_related("content")
        return rows.filter(code=code, region=region, number=number).first()
    standing = ListStanding.objects.filter(code=code, region=region).select_related("edition__content").first()
    return standing.edition if standing else None


def _rows(listing: PublicList, region: str, edition: ListEdition | None) -> tuple[Sequence[Row], tuple[Column, ...]]:
    if edition is None:
        rows, columns = content(listing, region), listing.columns
    else:
        wide = {column.key for column in listing.columns if column.wide}
        proper = {column.key for column in listing.columns if column.proper}
        columns = tuple(
            Column(one["key"], one["label"], one["key"] in wide, one["key"] in proper) for one in edition.columns
        )
        rows = edition.rows
    return (listing.arrange(rows) if listing.arrange else rows), columns


def _matches(row: Row, q: str, chosen: Mapping[str, str]) -> bool:
    if any(row.get(key) != value for key, value in chosen.items()):
        return False
    text = "\n".join(value for key, value in row.items() if key != SUBJECT).lower()
    return all(word in text for word in q.lower().split()[:5])


def _words(rows: Sequence[Row], key: str, chosen: str) -> tuple[FacetWord, ...]:
    counted = Counter(row.get(key, "") for row in rows)
    counted.pop("", None)
    found = [FacetWord(value, n, value == chosen) for value, n in counted.most_common(MOST_WORDS)]
    if chosen and not any(word.chosen for word in found):
        found.append(FacetWord(chosen, counted.get(chosen, 0), True))
    return tuple(found)


def _cut(rows: Sequence[Row], after: str, size: int) -> tuple[Sequence[Row], str]:
    marks = _marks(rows) if after or len(rows) > size else []
    start = marks.index(after) + 1 if after in marks else 0
    end = start + size
    return rows[start:end], marks[end - 1] if end < len(rows) else ""


def _marks(rows: Sequence[Row]) -> list[str]:
    """A mark for each row out of its content; rows that say the same are told apart by their place among them."""
    seen: Counter[str] = Counter()
    made = []
    for row in rows:
        mark = sha256(canonical_json(dict(row))).hexdigest()[:16]
        seen[mark] += 1
        made.append(f"{mark}{seen[mark]}")
    return made
