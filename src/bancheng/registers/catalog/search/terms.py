"""The terms of the index, as ASCII words that no tokenizer and no collation of any database has an opinion about.

`u98df` is the sign 食, `b98df54c1` the pair 食品, `sshi` a syllable of the title, `isp` two initials of it. A term only
leads to candidates; whether an entry holds the words is then asked of its folded text, so that both databases answer as a
plain substring search would.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def unigram(sign: str) -> str:
    return f"u{ord(sign):x}"


def bigram(first: str, second: str) -> str:
    return f"b{ord(first):x}{ord(second):x}"


def word_terms(word: str) -> list[str]:
    """What an entry that holds this word must have: its pairs, or the sign itself."""
    if len(word) == 1:
        return [unigram(word)]
    return list(dict.fromkeys(bigram(a, b) for a, b in zip(word, word[1:], strict=False)))


def initials_of(syllables: Iterable[str]) -> str:
    return "".join(syllable[:1] for syllable in syllables)


def initials_terms(initials: str) -> list[str]:
    return list(dict.fromkeys(f"i{a}{b}" for a, b in zip(initials, initials[1:], strict=False)))


def syllable_term(syllable: str) -> str:
    return f"s{syllable}"


def index_terms(text: str, syllables: Sequence[str]) -> str:
    """All terms of an entry, sorted, one space apart. `text`: folded; `syllables`: of its title."""
    terms = {unigram(sign) for sign in set(text) - {" "}}
    for run in text.split():
        terms.update(bigram(a, b) for a, b in zip(run, run[1:], strict=False))
    readable = [syllable for syllable in syllables if syllable.isascii() and syllable.isalnum()]
    terms.update(syllable_term(syllable) for syllable in readable)
    terms.update(term for term in initials_terms(initials_of(syllables)) if term.isascii())
    return " ".join(sorted(terms))
