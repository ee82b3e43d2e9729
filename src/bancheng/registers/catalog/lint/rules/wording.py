"""模糊条款和兜底条款 in names, conditions, materials, remarks and every free word to the citizen (CAT-22)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bancheng.registers.catalog.lint import prose
from bancheng.registers.catalog.lint.findings import UNCERTAIN, VAGUE
from bancheng.registers.catalog.lint.rules.places import Place, places, raw_places
from bancheng.registers.catalog.lint.words import NAME, NOTE, PROSE, search
from bancheng.registers.catalog.types import Fault, LintSubject


def wording(subject: LintSubject) -> Iterator[Fault]:
    """Every vague word of a guide; in the name of its item only a warning, for that is the name of the matter (四级四同): the
    place that publishes could not mend it.
    """
    for found in search(subject.name, NAME):
        if found.catch_all:
            sentence = f"事项名称中的“{found.phrase}”没有说明具体是什么，请报目录主管部门在基本目录中写明"
            yield VAGUE.at("item.name", sentence, phrase=found.phrase, severity="warn")
    yield from told(places(subject.body))


def raw_wording(body: Mapping[str, Any]) -> Iterator[Fault]:
    """The same for a body that is not well-formed; whatever is not text where text belongs is left to the schema."""
    yield from told(raw_places(body))


def told(places: Iterable[Place]) -> Iterator[Fault]:
    """A finding for each vague phrase; in a remark the measure may stay open."""
    for path, where, text in places:
        for found in prose.search(text) if where == PROSE else search(text, where):
            if found.catch_all:
                sentence = f"“{found.phrase}”没有说明具体是什么，属于模糊条款、兜底条款，请写明具体名称"
                yield VAGUE.at(path, sentence, phrase=found.phrase)
            elif where != NOTE:
                sentence = f"“{found.phrase}”没有写明标准，请写清在什么情形下、按什么标准办"
                yield UNCERTAIN.at(path, sentence, phrase=found.phrase)
