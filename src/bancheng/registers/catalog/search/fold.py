"""Folding of what is written and what is typed onto one form, sign by sign, so that a hit can be found again in the title.

Full-width becomes half-width, traditional becomes simplified (the first reading of OpenCC's table), capitals become small;
every sign that is neither letter nor digit becomes a space. One sign always stays one sign.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import opencc

from bancheng.ground.codes import half_width

LONGEST_QUERY = 200  # signs, as many as a name may have; what is typed beyond them says nothing more


@lru_cache(maxsize=1)
def _simplified() -> dict[int, str]:
    table = Path(opencc.__file__).parent / "dictionary" / "TSCharacters.txt"
    pairs = (line.split("\t") for line in table.read_text(encoding="utf-8").splitlines() if "\t" in line)
    return {ord(old): new.split(" ")[0] for old, new in pairs if len(old) == 1 and len(new.split(" ")[0]) == 1}


def fold_signs(text: str) -> str:
    """The folded text, as long as the given one."""
    folded = half_width(text).translate(_simplified())
    return "".join(_fold_sign(sign) for sign in folded)


def _fold_sign(sign: str) -> str:
    if not sign.isalnum():
        return " "
    small = sign.lower()
    return small if len(small) == 1 else sign


def fold(text: str) -> str:
    """The folded text with single spaces between its runs."""
    return " ".join(fold_signs(text).split())


def fold_query(text: str) -> tuple[str, ...]:
    """The words of a query, folded, without repetition; a query of megabytes is cut before anything looks at it."""
    return tuple(dict.fromkeys(fold(text[: 4 * LONGEST_QUERY])[:LONGEST_QUERY].split()))


def pinyin(text: str) -> tuple[str, ...]:
    """One syllable a Han sign of the folded text, without tone; letters and digits stand for themselves, spaces go."""
    # Its dictionary takes half a second to load, which a start without any writing to the index need not wait for.
    from pypinyin import lazy_pinyin

    signs = text.replace(" ", "")
    syllables = lazy_pinyin(signs, errors=list)  # type: ignore[arg-type]
    if len(syllables) != len(signs):  # a few phrases of the dictionary give fewer (儿化): read every sign alone
        syllables = [(lazy_pinyin(sign) or [sign])[0] for sign in signs]
    return tuple(syllables)
