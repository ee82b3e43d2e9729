"""The words by which a guide classes its item, as the item keeps them: the desk counts and narrows by them in one index. Pure.

Equal guides keep equal texts, so a hundred thousand items come to some hundreds of combinations.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Q

WORD_KINDS: Mapping[str, str] = {"theme": "themes", "life_event": "life_events", "group": "groups"}
"""The kinds of words, and the part of a document that names them."""
LONGEST = 1500


def words_of(document: Mapping[str, Any] | None) -> str:
    """ " group:student theme:licence ": each word between spaces, in one order; "" for no document or no words.

    What does not fit its column is left out, the last in order first: some sixty words, which no guide has.
    """
    found = sorted({f"{kind}:{code}" for kind, part in WORD_KINDS.items() for code in (document or {}).get(part, ())})
    text = ""
    for word in found:
        if len(text) + len(word) + 2 > LONGEST:
            break
        text += f" {word}"
    return f"{text} " if text else ""


def worded(kind: str, code: str) -> Q:
    """The item is classed under this word."""
    return Q(words__contains=f" {kind}:{code} ")


def each_word(words: str) -> Iterator[tuple[str, str]]:
    """The words of a text of `words_of` as (kind, code)."""
    for word in words.split():
        kind, _, code = word.partition(":")
        yield kind, code
