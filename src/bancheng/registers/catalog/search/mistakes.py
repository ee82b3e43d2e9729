"""Typing errors: one sign wrong, missing, doubled or swapped, and signs of the same sound (社宝卡 for 社保卡).

Two things are known to be written rightly: the terms of the synonyms table, compared here, and the titles, compared by the
database within what the index proposes. Neither is asked before a query as typed has found nothing, or next to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bancheng.registers.catalog.search.fold import pinyin
from bancheng.registers.catalog.search.reading import Alternative, Reading
from bancheng.registers.catalog.search.terms import syllable_term, word_terms

LONGEST_SLIP = 12  # signs; a longer run is compared by sound only
LONGEST_SOUND = 24
SHORTEST_SLIP = 3  # of two signs one wrong leaves too little to say what was meant
MOST_MEANT = 3
MOST_TRIED = 2  # known words put in place of a mistyped one: each try is a statement
ONE = "_"  # any one sign, in the pattern of LIKE; nothing folded holds it


@dataclass(frozen=True, slots=True)
class Words:
    """Terms known to be right, by their sound and by what is left of them when one sign is taken out."""

    known: frozenset[str]
    by_sound: Mapping[tuple[str, ...], tuple[str, ...]]
    by_rest: Mapping[str, tuple[str, ...]]
    longest: int


def vocabulary(synonyms: Mapping[str, tuple[str, ...]]) -> Words:
    """The words of the folded synonyms table: what people say and what it means."""
    return _words(tuple(sorted({*synonyms, *(meaning for means in synonyms.values() for meaning in means)})))


@lru_cache(maxsize=2)
def _words(terms: tuple[str, ...]) -> Words:
    kept = [term for term in terms if len(term) > 1 and " " not in term and not term.isascii()]
    by_sound: dict[tuple[str, ...], list[str]] = {}
    by_rest: dict[str, list[str]] = {}
    for term in kept:
        by_sound.setdefault(pinyin(term), []).append(term)
        for rest in {term, *_rests(term)}:
            by_rest.setdefault(rest, []).append(term)
    return Words(
        known=frozenset(kept),
        by_sound={sound: tuple(found) for sound, found in by_sound.items()},
        by_rest={rest: tuple(found) for rest, found in by_rest.items()},
        longest=max(map(len, kept), default=0),
    )


def _rests(word: str) -> set[str]:
    return {word[:place] + word[place + 1 :] for place in range(len(word))}


def corrections(pieces: tuple[str, ...], words: Words) -> tuple[tuple[str, ...], ...]:
    """The query with one known word in place of a mistyped one, likeliest first; at most MOST_TRIED."""
    found: dict[tuple[str, ...], tuple[int, int, int, str]] = {}
    for place, piece in enumerate(pieces):
        for rank, start, end, term in _mistyped(piece, words):
            mended = piece[:start] + term + piece[end:]
            whole = (*pieces[:place], mended, *pieces[place + 1 :])
            found[whole] = min(found.get(whole, (9, 0, 0, "")), (rank, -len(term), start, term))
    return tuple(sorted(found, key=lambda whole: found[whole]))[:MOST_TRIED]


def _mistyped(piece: str, words: Words) -> Iterator[tuple[int, int, int, str]]:
    """(rank, start, end, term): `piece[start:end]` may be meant for the term; 0 by sound, 1 swapped, 2 one sign else."""
    if piece.isascii() or len(piece) > LONGEST_SOUND:
        return
    sounds = pinyin(piece)
    for start in range(len(piece)):
        for end in range(start + 2, min(len(piece), start + words.longest + 1) + 1):
            window = piece[start:end]
            if window in words.known:
                continue
            for term in words.by_sound.get(sounds[start:end], ()):
                yield 0, start, end, term
            yield from ((rank, start, end, term) for rank, term in _slipped(window, words))


def _slipped(window: str, words: Words) -> Iterator[tuple[int, str]]:
    near = {term for rest in {window, *_rests(window)} for term in words.by_rest.get(rest, ())}
    for term in sorted(near):
        if term in window:
            continue  # it stands there rightly, and what is beside it means something else
        if _swapped(window, term):
            yield 1, term
        elif (
            min(len(window), len(term)) >= SHORTEST_SLIP and _one_apart(window, term) and not _says(window, term, words)
        ):
            yield 2, term


def _swapped(one: str, other: str) -> bool:
    apart = [place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b]
    return len(one) == len(other) and len(apart) == 2 and apart[1] == apart[0] + 1 and sorted(one) == sorted(other)


def _one_apart(one: str, other: str) -> bool:
    """One sign wrong, missing or too many; both ends as typed unless a sign stands wrong there."""
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    shorter, longer = sorted((one, other), key=len)
    return len(longer) - len(shorter) == 1 and longer[0] == shorter[0] and shorter in _rests(longer)


def _says(window: str, term: str, words: Words) -> bool:
    """Whether the window holds a right word that the term does not: 医保卡 was not meant for 社保卡."""
    return any(
        (inner := window[start:end]) in words.known and inner not in term
        for start in range(len(window) - 1)
        for end in range(start + 2, len(window) + 1)
    )


def slips(pieces: tuple[str, ...]) -> Reading | None:
    """The reading in which each word may stand in a title with one error, or with other signs of its sound."""
    words = tuple(tuple(_alternatives(piece)) for piece in pieces)
    if not any(alternative.column != "text" for word in words for alternative in word):
        return None
    return Reading(words=words, typed=pieces, mended=True)


def _alternatives(piece: str) -> Iterator[Alternative]:
    yield Alternative("text", piece, tuple((term,) for term in word_terms(piece)), literal=True)
    if piece.isascii() or not 2 <= len(piece) <= LONGEST_SOUND:
        return
    sounds = pinyin(piece)
    if all(sound.isascii() and sound.isalnum() for sound in sounds):
        terms = tuple((syllable_term(sound),) for sound in dict.fromkeys(sounds))
        yield Alternative("syllables", f"|{'|'.join(sounds)}|", terms, literal=True)
    if SHORTEST_SLIP <= len(piece) <= LONGEST_SLIP:
        for pattern in dict.fromkeys(_patterns(piece)):
            runs = [run for run in pattern.split(ONE) if run]
            yield Alternative("slip", pattern, tuple((term,) for run in runs for term in word_terms(run)))


def _patterns(piece: str) -> Iterator[str]:
    """What a title may hold instead; three signs at least are as typed, and a wrong end needs three beside it."""
    for place in range(len(piece)):
        before, after = piece[:place], piece[place + 1 :]
        if len(before) + len(after) >= SHORTEST_SLIP:
            yield before + ONE + after
            if before and after:
                yield before + after
        if place and len(piece) >= SHORTEST_SLIP:
            yield before + ONE + piece[place:]
        if after and len(piece) >= SHORTEST_SLIP:
            yield before + after[0] + piece[place] + after[1:]


def meant_in(title: str, pieces: tuple[str, ...]) -> str:
    """What of a folded title the pieces were meant for, one space apart; the title where an end of it is not as typed."""
    said: list[str] = []
    for piece in pieces:
        found = next(_windows(title, piece), "")
        if not found:
            return ""
        said.append(found)
    return " ".join(dict.fromkeys(said))


def _windows(title: str, piece: str) -> Iterator[str]:
    if piece in title:
        yield piece
    sounds = pinyin(piece)
    for run in title.split():
        spoken = pinyin(run)
        for start in range(len(run) - len(piece) + 1):
            if spoken[start : start + len(piece)] == sounds:
                yield run[start : start + len(piece)]
    for pattern in _patterns(piece):
        if hit := re.search(re.escape(pattern).replace(ONE, r"\S"), title):
            whole = pattern[0] != ONE and pattern[-1] != ONE
            yield hit.group() if whole else title
