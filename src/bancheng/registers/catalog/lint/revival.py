"""变相恢复: an item under one of eleven words that rests on what a cancelled item rested on (CAT-26)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bancheng.ground.law import article_number
from bancheng.registers.catalog.lint.findings import REVIVAL
from bancheng.registers.catalog.lint.rules.basis import short
from bancheng.registers.catalog.schema import Basis
from bancheng.registers.catalog.types import Fault, LintSubject

WORDS = ("备案", "登记", "注册", "目录", "规划", "年检", "年报", "监制", "认定", "认证", "审定")
"""《优化营商环境条例》第三十九条，《新密市政务服务管理办法（试行）》第十八条."""

Ground = tuple[str, str]
"""One legal ground: the short name of the law and one of its articles (第三十五条), "" for the law as a whole."""

_DIGITS = "零一二三四五六七八九"
_ARTICLE = re.compile(r"第([0-9０-９]{1,4}|[一二三四五六七八九十百千零〇两]{1,9})条")


@dataclass(frozen=True, slots=True)
class Cancelled:
    """A cancelled item or matter: by what key a review names it, where it held, since when, on what it rested."""

    key: str
    name: str
    on: date
    region_stem: str
    grounds: frozenset[Ground]
    basic_code: str = ""


@dataclass(frozen=True, slots=True)
class Past:
    """What the examination must know beside the guide; read once for a set of regions.

    `began`: the day of an item's first publication; `released`: (item, key) that a reviewer has found to be no revival.
    """

    cancelled: Sequence[Cancelled] = ()
    by_ground: Mapping[Ground, Sequence[Cancelled]] = field(default_factory=dict)
    began: Mapping[int, date] = field(default_factory=dict)
    released: frozenset[tuple[int, str]] = frozenset()
    locked: Mapping[str, frozenset[Ground]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Suspicion:
    """An item that may revive a cancelled one, under which word."""

    word: str
    cancelled: Cancelled
    shared: tuple[Ground, ...]


def word_of(name: str) -> str:
    """The word under which a licence might come back; "" for none."""
    return next((word for word in WORDS if word in name), "")


def grounds(bases: Iterable[Basis]) -> frozenset[Ground]:
    """What a list of bases rests on, article by article, however it is written."""
    found: set[Ground] = set()
    for basis in bases:
        law = short(basis.law)
        articles = [_numbered(match.group(1)) for match in _ARTICLE.finditer(basis.article)]
        found.update((law, article) for article in articles or [basis.article.strip()])
    return frozenset(found)


def suspicions(
    past: Past, *, item_id: int, name: str, region: str, basic_code: str, bases: Iterable[Basis]
) -> Iterator[Suspicion]:
    """The cancelled items that this one shares a ground with. What was offered before the cancelling revives nothing."""
    word = word_of(name)
    if not word or not past.cancelled:
        return
    ours = grounds(bases) | past.locked.get(basic_code, frozenset())
    began = past.began.get(item_id)
    met = {one.key: one for ground in ours for one in past.by_ground.get(ground, ())}
    for one in sorted(met.values(), key=lambda each: (each.on, each.key)):
        if not region.startswith(one.region_stem) or one.key == f"item:{item_id}":
            continue
        if (began is not None and began < one.on) or one.basic_code == basic_code != "":
            continue
        yield Suspicion(word, one, tuple(sorted(ours & one.grounds)))


def disguised(subject: LintSubject, past: Past) -> Iterator[Fault]:
    """Held for review; a warning once a reviewer has kept it and said why."""
    for found in suspicions(
        past,
        item_id=subject.item_id,
        name=subject.name,
        region=subject.region,
        basic_code=subject.basic_code,
        bases=subject.body.basis,
    ):
        told = reason(found)
        if (subject.item_id, found.cancelled.key) in past.released:
            yield REVIVAL.at("item.name", f"{told}；审核人员已复核放行", phrase=found.word, severity="warn")
        else:
            yield REVIVAL.at("item.name", f"{told}，已转复核，复核放行前不得发布", phrase=found.word)


def reason(found: Suspicion) -> str:
    """Why it is held, as the review and the finding say it."""
    one = found.cancelled
    shared = "、".join(f"《{law}》{article}" for law, article in found.shared[:3])
    return f"名称含“{found.word}”，依据{shared}与 {one.on} 取消的“{one.name}”相同，疑似以{found.word}变相恢复已取消事项"


def _numbered(number: str) -> str:
    """第35条 and 第三十五条 are one article."""
    return _written(int(number)) if number.isdigit() else _written(_counted(number))


def _written(number: int) -> str:
    return article_number(number) if 0 < number < 1000 else f"第{number}条"


def _counted(number: str) -> int:
    """三十五 → 35; 一千零四十九 → 1049."""
    total = part = 0
    for sign in number.replace("〇", "零").replace("两", "二"):
        if sign in _DIGITS:
            part = _DIGITS.index(sign)
        else:
            total += (part or 1) * {"十": 10, "百": 100, "千": 1000}[sign]
            part = 0
    return total + part
