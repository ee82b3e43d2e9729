"""Where in a title the words stand: pieces to emphasise, never markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bancheng.registers.catalog.search.fold import fold_signs, pinyin
from bancheng.registers.catalog.search.reading import Alternative, Reading
from bancheng.registers.catalog.types import Part


def cut(title: str, reading: Reading | None) -> tuple[Part, ...]:
    """The title in pieces; those that the reading found are hits. Their texts joined are the title."""
    marked = [False] * len(title)
    for start, end in _spans(title, reading) if reading else ():
        marked[start:end] = [True] * (end - start)
    parts: list[Part] = []
    for sign, hit in zip(title, marked, strict=True):
        if parts and parts[-1].hit == hit:
            parts[-1] = Part(parts[-1].text + sign, hit)
        else:
            parts.append(Part(sign, hit))
    return tuple(parts)


def _spans(title: str, reading: Reading) -> Iterator[tuple[int, int]]:
    folded = fold_signs(title)
    for pair in reading.pairs:
        yield from _each(folded, pair)
    for word in reading.words:
        for alternative in word:
            yield from _of(folded, alternative)


def _of(folded: str, alternative: Alternative) -> Iterator[tuple[int, int]]:
    if alternative.column == "text":
        for run in alternative.needle.split():
            yield from _each(folded, run)
        return
    if alternative.column == "slip":
        yield from (found.span() for found in re.finditer(alternative.needle.replace("_", "."), folded))
        return
    places = [place for place, sign in enumerate(folded) if sign != " "]
    syllables = pinyin(folded)
    if alternative.column == "initials":
        spoken = "".join(syllable[:1] for syllable in syllables)
        for start, end in _each(spoken, alternative.needle):
            yield places[start], places[end - 1] + 1
        return
    wanted = alternative.needle.strip("|").split("|")
    for start in range(len(syllables) - len(wanted) + 1):
        *whole, last = syllables[start : start + len(wanted)]
        if whole == wanted[:-1] and last.startswith(wanted[-1]):
            yield places[start], places[start + len(wanted) - 1] + 1


def _each(text: str, needle: str) -> Iterator[tuple[int, int]]:
    start = text.find(needle)
    while start >= 0:
        yield start, start + len(needle)
        start = text.find(needle, start + len(needle))
