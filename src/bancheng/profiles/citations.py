"""Citations of the shipped content held against `catalogue/law_articles.yaml`: does the law have that article?

It proves that an article exists, not that it says what it is cited for; what was read word for word is told in docs/facts.md.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import yaml

from bancheng.profiles.catalogue_reading import HERE

_ARTICLE = re.compile("第([零一二三四五六七八九十百千]+)条")
_TITLE = re.compile("《([^》]+)》")
_UNITS = {"十": 10, "百": 100, "千": 1000}
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")}


class Verdict(StrEnum):
    """What can be said of a citation."""

    WITHIN = "within"
    BEYOND = "beyond"
    UNREAD = "unread"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Table:
    """Laws by short title with their number of articles, and those of which no text was at hand."""

    articles: Mapping[str, int]
    unread: frozenset[str]


@cache
def known_articles() -> Table:
    """The table as shipped."""
    document = yaml.safe_load((HERE / "law_articles.yaml").read_text(encoding="utf-8"))
    return Table({law: row["articles"] for law, row in document["read"].items()}, frozenset(document["unread"]))


def title(law: str) -> str:
    """《中华人民共和国护照法》（2006年） → 护照法; words without 《》 stay as they are."""
    found = _TITLE.search(law)
    return (found[1] if found else law.strip()).removeprefix("中华人民共和国")


def articles(words: str) -> tuple[int, ...]:
    """The articles that a citation names: 第十三条第二款、第一千零七十六条 → (13, 1076). Paragraphs and items are left out."""
    return tuple(_value(numeral) for numeral in _ARTICLE.findall(words))


def verdict(law: str, words: str) -> Verdict:
    """Whether the articles lie within the law. `unread`: no text was at hand; `unknown`: the table does not name the law."""
    table, name = known_articles(), title(law)
    if name in table.unread:
        return Verdict.UNREAD
    if name not in table.articles:
        return Verdict.UNKNOWN
    within = all(0 < number <= table.articles[name] for number in articles(words))
    return Verdict.WITHIN if within else Verdict.BEYOND


def _value(numeral: str) -> int:
    total = digit = 0
    for sign in numeral:
        if sign in _UNITS:
            total += (digit or 1) * _UNITS[sign]
            digit = 0
        else:
            digit = _DIGITS[sign]
    return total + digit
