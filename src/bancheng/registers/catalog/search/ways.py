"""Ever looser readings of a query, each made only when the one before it has found nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice

from bancheng.registers.catalog.search import mistakes
from bancheng.registers.catalog.search.fold import LONGEST_QUERY, fold
from bancheng.registers.catalog.search.reading import Reading, all_of, near, pieces_of, said
from bancheng.registers.catalog.typed import filter_text

Synonyms = Mapping[str, tuple[str, ...]]


def ways(q: str, synonyms: Synonyms) -> Iterator[Reading]:
    """All words as typed; what is left without fillers, synonyms taken out of longer words; typing errors; near misses.

    `synonyms`: folded term → folded meanings. Nothing is given for a query in which nothing was asked. The same query
    gives the same readings in the same places as long as the table stays.
    """
    words = said(q)
    if not words:
        return
    yield replace(
        all_of(words, words, synonyms), whole=fold(q[: 4 * LONGEST_QUERY]), raw=filter_text(q, 4 * LONGEST_QUERY)
    )
    pieces = pieces_of(words, synonyms)
    if pieces and pieces != words:
        yield all_of(pieces, words, synonyms)
    yield from mended(words, synonyms)
    slipped = mistakes.slips(pieces or words)
    if slipped:
        yield slipped
    nearest = near(pieces or words, words)
    if nearest:
        yield nearest


def mended(words: tuple[str, ...], synonyms: Synonyms) -> Iterator[Reading]:
    """The query with a known word in place of a mistyped one."""
    for whole in mistakes.corrections(words, mistakes.vocabulary(synonyms)):
        pieces = pieces_of(whole, synonyms) or whole
        yield all_of(pieces, pieces, synonyms, mended=True)


def nth(readings: Iterable[Reading], place: int) -> Reading | None:
    """The reading in this place, counted from 0; None where there are fewer."""
    return next(islice(readings, place, None), None)
