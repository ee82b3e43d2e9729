"""Statutes and their articles, so that a rule in code stands beside the words it comes from.

    >>> 行政许可法("第四十四条").cite
    '《行政许可法》第四十四条'

The texts are facts: public law, word for word, each file with the date of its version. A file holds the articles that
the project cites; asking for another raises `UnknownArticle`, so that a wrong number is found when a module is loaded.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib.resources import files
from types import MappingProxyType

DIGITS = "零一二三四五六七八九"


class UnknownArticle(LookupError):
    """The statute has no such article among its texts in this project."""


@dataclass(frozen=True, slots=True)
class Article:
    """One article (条) of a dated version of a statute. In `text` a newline parts paragraphs (款) and items (项)."""

    law: str
    number: str
    text: str = field(repr=False)
    version: date

    @property
    def cite(self) -> str:
        """《行政许可法》第四十二条"""
        return f"《{self.law}》{self.number}"

    def says(self, words: str) -> bool:
        """Whether these very words stand in the article."""
        return words in self.text

    def __str__(self) -> str:
        return self.cite


@dataclass(frozen=True, slots=True)
class Statute:
    """A dated version of a statute. Call it with 第四十二条 or 42; an unknown article raises `UnknownArticle`."""

    title: str
    short: str
    version: date
    articles: Mapping[str, Article] = field(repr=False, compare=False)

    def __call__(self, number: str | int) -> Article:
        name = article_number(number) if isinstance(number, int) else number
        try:
            return self.articles[name]
        except KeyError:
            raise UnknownArticle(f"《{self.short}》（{self.version}文本）未收录{name}。") from None


def article_number(number: int) -> str:
    """42 → 第四十二条, up to 999."""
    if not 0 < number < 1000:
        raise ValueError(f"条文序号应在 1 至 999 之间：{number}")
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        # 第十二条, but 第一百一十二条.
        words += "十" if tens == 1 and not hundreds else f"{DIGITS[tens]}十"
    elif hundreds and ones:
        words += "零"
    if ones:
        words += DIGITS[ones]
    return f"第{words}条"


def statute(name: str) -> Statute:
    """Read one statute of the package, `statutes/<name>.json`."""
    raw = json.loads((files(__package__) / "statutes" / f"{name}.json").read_text(encoding="utf-8"))
    version = date.fromisoformat(raw["version"])
    short: str = raw["short"]
    articles = {number: Article(short, number, "\n".join(text), version) for number, text in raw["articles"].items()}
    return Statute(raw["title"], short, version, MappingProxyType(articles))


行政许可法 = statute("administrative_licensing")
在线政务服务规定 = statute("online_services")
个人信息保护法 = statute("personal_information")
优化营商环境条例 = statute("business_environment")
