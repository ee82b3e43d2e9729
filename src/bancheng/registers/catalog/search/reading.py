"""Reading a query: words, and what each may also mean (synonyms, pinyin, initials)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from pypinyin import Style
from pypinyin.constants import PINYIN_DICT
from pypinyin.style import convert

from bancheng.registers.catalog.search.fold import fold, fold_query
from bancheng.registers.catalog.search.terms import initials_terms, syllable_term, word_terms

MOST_WORDS = 8
MOST_ALTERNATIVES = 12
MOST_SEGMENTATIONS = 6
MOST_PAIRS = 16
_VOWELS = frozenset("aeiouv")

# What people say around the thing they look for; dropped only where the whole query finds nothing.
FILLERS = (
    *(
        "我想要",
        "我想",
        "我要",
        "我需要",
        "请问",
        "怎么样",
        "怎么办理",
        "怎么办",
        "怎样",
        "怎么",
        "如何",
        "哪里",
        "在哪",
        "哪儿",
    ),
    *("什么时候", "什么", "需要", "哪些", "多少钱", "多久", "可以", "能不能", "手续", "流程", "材料", "办理", "申请"),
    *("的", "了", "吗", "呢"),
)


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way a word may stand in an entry. `column`: text, syllables, initials, or slip: a pattern of LIKE for the title;
    `terms`: groups, one of each is needed."""

    column: str
    needle: str
    terms: tuple[tuple[str, ...], ...]
    literal: bool = False

    @property
    def exact(self) -> bool:
        """Whether having the terms is holding the needle: one sign or one pair."""
        return self.column in {"text", "initials"} and len(self.needle) <= 2 and len(self.terms) == 1


@dataclass(frozen=True, slots=True)
class Reading:
    """All of `words` must be found, each in one of its alternatives; with `pairs`, `enough` of the pairs instead.

    `raw` and `whole`: the query as it was typed, and all of it folded, which may be the very name of an item.
    `mended`: it looks for something else than was typed, taking that for a typing error.
    """

    words: tuple[tuple[Alternative, ...], ...] = ()
    typed: tuple[str, ...] = ()
    whole: str = ""
    raw: str = ""
    expanded: tuple[str, ...] = ()
    pairs: tuple[str, ...] = ()
    enough: int = 0
    mended: bool = False

    @property
    def relaxed(self) -> bool:
        return bool(self.pairs)

    @property
    def strict(self) -> bool:
        """Whether what it finds holds what was typed."""
        return not self.relaxed and not self.mended

    @property
    def exact(self) -> bool:
        """Whether the index alone answers, without a look at the text."""
        return not self.relaxed and all(alternative.exact for word in self.words for alternative in word)


def said(q: str) -> tuple[str, ...]:
    """The words of a query that are looked at."""
    return fold_query(q)[:MOST_WORDS]


def pieces_of(words: tuple[str, ...], synonyms: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """What is left of the words without fillers, known terms taken out of longer words."""
    return tuple(dict.fromkeys(piece for word in words for piece in _pieces(word, synonyms)))[:MOST_WORDS]


def all_of(
    words: tuple[str, ...], typed: tuple[str, ...], synonyms: Mapping[str, tuple[str, ...]], *, mended: bool = False
) -> Reading:
    """Every word, as it stands or by one of its folded meanings."""
    expanded = tuple(dict.fromkeys(meaning for word in words for meaning in synonyms.get(word, ())))
    return Reading(
        words=tuple(tuple(_alternatives(word, synonyms.get(word, ()))) for word in words),
        typed=typed,
        expanded=expanded,
        mended=mended,
    )


def _alternatives(word: str, meanings: Iterable[str]) -> list[Alternative]:
    found = [_as_text(word, literal=True)]
    if word.isascii() and word.isalpha() and len(word) > 1:
        found += [_as_syllables(cut) for cut in segmentations(word)]
        found.append(Alternative("initials", word, tuple((term,) for term in initials_terms(word))))
    found += [_as_text(meaning) for meaning in meanings if meaning != word]
    return found[:MOST_ALTERNATIVES]


def _as_text(word: str, *, literal: bool = False) -> Alternative:
    # A meaning may hold spaces once it is folded (“食品经营许可（新办）”); its pairs never reach across them.
    terms = tuple((term,) for run in word.split() for term in word_terms(run))
    return Alternative("text", word, terms, literal)


def _as_syllables(cut: tuple[str, ...]) -> Alternative:
    *whole, last = cut
    terms: list[tuple[str, ...]] = [(syllable_term(syllable),) for syllable in whole]
    terms.append(tuple(syllable_term(syllable) for syllable in sorted(_syllables()) if syllable.startswith(last)))
    return Alternative("syllables", "|" + "|".join(cut), tuple(terms))


@lru_cache(maxsize=1)
def _syllables() -> frozenset[str]:
    spoken = {reading for readings in PINYIN_DICT.values() for reading in readings.split(",")}
    plain = {convert(reading, Style.NORMAL, strict=False) for reading in spoken}
    return frozenset(
        word for word in plain if word.isascii() and word.isalpha() and len(word) < 7 and _VOWELS & {*word}
    )


@lru_cache(maxsize=1024)
def segmentations(word: str) -> tuple[tuple[str, ...], ...]:
    """The ways to cut letters into syllables, the last of which may be only begun: shipinj → shi pin j."""
    known = _syllables()
    begun = {syllable[:end] for syllable in known for end in range(1, len(syllable) + 1)}
    found: list[tuple[str, ...]] = []

    def cut(rest: str, before: tuple[str, ...]) -> None:
        if len(found) >= MOST_SEGMENTATIONS or len(before) > 30:
            return
        if rest in begun and (rest in known or before):
            found.append((*before, rest))
        for end in range(min(6, len(rest) - 1), 0, -1):
            if rest[:end] in known:
                cut(rest[end:], (*before, rest[:end]))

    cut(word, ())
    return tuple(found)


def _pieces(word: str, synonyms: Mapping[str, tuple[str, ...]]) -> list[str]:
    """A longer word cut at the synonyms it holds, longest first, and freed of fillers; single signs are dropped."""
    for term in sorted((term for term in synonyms if len(term) > 1 and term in word), key=lambda t: (-len(t), t)):
        before, _, after = word.partition(term)
        return [*_pieces(before, synonyms), term, *_pieces(after, synonyms)]
    for filler in FILLERS:
        if filler in word:
            before, _, after = word.partition(filler)
            return [*_pieces(before, synonyms), *_pieces(after, synonyms)]
    word = word.removeprefix("办")  # 办身份证, but never 补办
    return [word] if len(word) > 1 else []


def near(pieces: tuple[str, ...], typed: tuple[str, ...]) -> Reading | None:
    """What holds half of the pairs of signs; None for what is too short to come near to anything."""
    pairs = tuple(dict.fromkeys(a + b for piece in pieces for a, b in zip(piece, piece[1:], strict=False)))[:MOST_PAIRS]
    if len(pairs) < 2 or all(pair.isascii() for pair in pairs):
        return None
    return Reading(typed=typed, pairs=pairs, enough=(len(pairs) + 1) // 2)


def fold_synonyms(rows: Iterable[tuple[str, Iterable[str]]]) -> dict[str, tuple[str, ...]]:
    """The synonyms table in folded form; what folds to nothing is left out."""
    folded = {fold(term): tuple(dict.fromkeys(filter(None, map(fold, means)))) for term, means in rows}
    return {term: means for term, means in folded.items() if term and means}
