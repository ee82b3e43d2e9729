"""The demo catalogue's files read into seeds, once a process. What is wrong is said with the file and the place in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from bancheng.ground.codes import ITEM_TYPES, LEVELS
from bancheng.registers.catalog.faults import faults_of
from bancheng.registers.catalog.rules import KINDS
from bancheng.registers.catalog.schema import GuideBody
from bancheng.registers.catalog.seeds import DictionarySeed, GuideSeed

HERE = Path(__file__).parent / "catalogue"
WORDS = {"themes": "theme", "life_events": "life_event", "groups": "group", "organ_kinds": "organ_kind"}
GUIDE = ("id", "name", "main_item", "organ_kind", "item_type", "nature", "use_level", "guide")
REMARKS = ("certainty", "checked")
MOST_USED = 1000


class ContentError(ValueError):
    """A content file that cannot be taken; the sentence names file and place and says what to correct."""


@dataclass(frozen=True, slots=True)
class Content:
    """All that the files say. `problems` are guides that are no guides (yet); they are left out of `guides`."""

    dictionaries: DictionarySeed
    guides: tuple[GuideSeed, ...]
    problems: tuple[str, ...] = ()


@lru_cache(maxsize=4)
def read_content(folder: Path = HERE) -> Content:
    """Dictionaries, vocabulary and guides of a folder. Raises ContentError for a dictionary that cannot be read."""
    dictionaries = _dictionaries(folder)
    ranks = _ranks(folder)
    guides: list[GuideSeed] = []
    problems: list[str] = []
    for path in sorted((folder / "guides").glob("*.yaml")):
        try:
            guides.append(_guide(path, ranks))
        except ContentError as error:
            problems.append(str(error))
    return Content(dictionaries, _once(guides, problems), tuple(problems))


def _dictionaries(folder: Path) -> DictionarySeed:
    vocabulary = _mapping(folder / "vocabulary.yaml")
    words = [
        {"kind": kind, "code": row["code"], "label": row["label"], "audience": row.get("audience", "")}
        for part, kind in WORDS.items()
        for row in vocabulary.get(part, ())
    ]
    hot = _mapping(folder / "hot.yaml") if (folder / "hot.yaml").exists() else {}
    words += [
        {"kind": "hot_word", "code": f"hot_{place}", "label": word, "audience": ""}
        for place, word in enumerate(hot.get("words", ()), start=1)
    ]
    return DictionarySeed(
        elements=tuple(_rows(folder, "elements", "code", _element)),
        materials=tuple(_rows(folder, "materials", "code", _plain)),
        natures=tuple({"code": row["code"], "label": row["label"]} for row in vocabulary["natures"]),
        words=tuple(words),
        synonyms=tuple(_rows(folder, "synonyms", "term", _plain)),
    )


def _rows(folder: Path, name: str, key: str, checked: Any) -> Iterator[Mapping[str, Any]]:
    """The rows of `<name>.yaml` and its additions `<name>-….yaml`, each key once over all of them."""
    seen: dict[str, str] = {}
    for path in [*folder.glob(f"{name}.yaml"), *sorted(folder.glob(f"{name}-*.yaml"))]:
        for place, row in enumerate(_mapping(path).get(name) or (), start=1):
            if not isinstance(row, Mapping) or not isinstance(row.get(key), str):
                raise ContentError(f"{path.name}：{name} 第 {place} 项缺少 {key}。")
            if row[key] in seen:
                raise ContentError(f"{path.name}：{row[key]} 已经在 {seen[row[key]]} 中，请删去一处。")
            seen[row[key]] = path.name
            yield checked(path, row)


def _element(path: Path, row: Mapping[str, Any]) -> Mapping[str, Any]:
    if row.get("type") not in KINDS:
        raise ContentError(f"{path.name}：数据元 {row['code']} 的类型 {row.get('type')} 不认识。")
    return row


def _plain(path: Path, row: Mapping[str, Any]) -> Mapping[str, Any]:
    return row


def _ranks(folder: Path) -> dict[str, tuple[int, str]]:
    """Weight and icon of the guides most people come for, in the order of `hot.yaml`."""
    path = folder / "hot.yaml"
    hot = _mapping(path) if path.exists() else {}
    ranks: dict[str, tuple[int, str]] = {}
    for part in ("persons", "legal"):
        for place, row in enumerate(hot.get(part, ())):
            ranks.setdefault(row["guide"], (MOST_USED - 10 * place, row.get("icon", "")))
    return ranks


def _guide(path: Path, ranks: Mapping[str, tuple[int, str]]) -> GuideSeed:
    row = _mapping(path)
    if missing := [key for key in GUIDE if not row.get(key)]:
        raise ContentError(f"{path.name}：缺少 {'、'.join(missing)}。")
    if strange := set(row) - {*GUIDE, *REMARKS}:
        raise ContentError(f"{path.name}：不认识 {'、'.join(sorted(strange))}。")
    if row["item_type"] not in ITEM_TYPES or row["use_level"] not in LEVELS:
        raise ContentError(f"{path.name}：item_type、use_level 应为带引号的代码，例如 '01'、'4'。")
    try:
        body = GuideBody.model_validate(row["guide"])
    except ValidationError as error:
        first = faults_of(error)[0]
        raise ContentError(f"{path.name}：guide.{first.path}，{first.sentence}。") from error
    weight, icon = ranks.get(row["id"], (0, ""))
    return GuideSeed(
        key=row["id"],
        name=row["name"],
        main_item=row["main_item"],
        organ_kind=row["organ_kind"],
        item_type=row["item_type"],
        nature=row["nature"],
        use_level=row["use_level"],
        body=body,
        weight=weight,
        icon=icon,
    )


def _once(guides: list[GuideSeed], problems: list[str]) -> tuple[GuideSeed, ...]:
    kept: dict[str, GuideSeed] = {}
    for seed in guides:
        if seed.key in kept:
            problems.append(f"指南 {seed.key} 出现了两次：{kept[seed.key].name}、{seed.name}。")
        kept.setdefault(seed.key, seed)
    return tuple(kept.values())


def _mapping(path: Path) -> Mapping[str, Any]:
    try:
        document = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ContentError(f"{path.name}：不能读成 YAML，请检查缩进和引号。{error}") from error
    if not isinstance(document, Mapping):
        raise ContentError(f"{path.name}：文件应当由“键: 值”组成。")
    return document
