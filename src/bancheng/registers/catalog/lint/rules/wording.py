"""模糊条款和兜底条款 in names, conditions, materials and remarks (CAT-22)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bancheng.registers.catalog.lint.findings import UNCERTAIN, VAGUE
from bancheng.registers.catalog.lint.words import NAME, NOTE, TEXT, search
from bancheng.registers.catalog.schema import GuideBody
from bancheng.registers.catalog.types import Fault, LintSubject

Place = tuple[str, str, str]
"""Path, where (NAME, TEXT, NOTE), the words."""

_OF_A_MATERIAL = ("criteria", "notes", "signature_note", "source_note", "exempt_note", "specification")


def wording(subject: LintSubject) -> Iterator[Fault]:
    """Every vague word of a guide; in the name of its item only a warning, for that is the name of the matter (四级四同): the
    place that publishes could not mend it.
    """
    for found in search(subject.name, NAME):
        if found.catch_all:
            sentence = f"事项名称中的“{found.phrase}”没有说明具体是什么，请报目录主管部门在基本目录中写明"
            yield VAGUE.at("item.name", sentence, phrase=found.phrase, severity="warn")
    yield from told(_places(subject.body))


def raw_wording(body: Mapping[str, Any]) -> Iterator[Fault]:
    """The same for a body that is not well-formed; whatever is not text where text belongs is left to the schema."""
    yield from told(_raw_places(body))


def told(places: Iterable[Place]) -> Iterator[Fault]:
    """A finding for each vague phrase; in a remark the measure may stay open."""
    for path, where, text in places:
        for found in search(text, where):
            if found.catch_all:
                sentence = f"“{found.phrase}”没有说明具体是什么，属于模糊条款、兜底条款，请写明具体名称"
                yield VAGUE.at(path, sentence, phrase=found.phrase)
            elif where != NOTE:
                sentence = f"“{found.phrase}”没有写明标准，请写清在什么情形下、按什么标准办"
                yield UNCERTAIN.at(path, sentence, phrase=found.phrase)


def _places(body: GuideBody) -> Iterator[Place]:
    for index, requirement in enumerate(body.requirements):
        yield f"requirements.{index}.text", TEXT, requirement.text
    for index, material in enumerate(body.materials):
        yield f"materials.{index}.name", NAME, material.name
        for field in _OF_A_MATERIAL:
            if text := getattr(material, field):
                yield f"materials.{index}.{field}", TEXT if field == "criteria" else NOTE, text
    for index, result in enumerate(body.results):
        yield f"results.{index}.name", NAME, result.name
    for index, note in enumerate(body.notes):
        yield f"notes.{index}", NOTE, note


def _raw_places(body: Mapping[str, Any]) -> Iterator[Place]:
    for index, row in _rows(body, "requirements"):
        yield f"requirements.{index}.text", TEXT, _text(row.get("text"))
    for index, row in _rows(body, "materials"):
        yield f"materials.{index}.name", NAME, _text(row.get("name"))
        for field in _OF_A_MATERIAL:
            yield f"materials.{index}.{field}", TEXT if field == "criteria" else NOTE, _text(row.get(field))
    for index, row in _rows(body, "results"):
        yield f"results.{index}.name", NAME, _text(row.get("name"))
    notes = body.get("notes")
    for index, note in enumerate(notes if isinstance(notes, list) else ()):
        yield f"notes.{index}", NOTE, _text(note)


def _rows(body: Mapping[str, Any], part: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    rows = body.get(part)
    for index, row in enumerate(rows if isinstance(rows, list) else ()):
        if isinstance(row, Mapping):
            yield index, row


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
