"""Rows of the dictionaries as pages and forms use them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ElementView:
    """数据元 as guides and forms use it; `options`: (value, label).

    `region`: the code of the region that has entered it, "" for those of the whole platform.
    """

    code: str
    label: str
    kind: str
    unit: str = ""
    max_length: int | None = None
    options: tuple[tuple[str, str], ...] = ()
    standard: str = ""
    sensitive: bool = False
    hint: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True)
class VocabularyWord:
    """One word of classification with its code; `audience`: person, legal, both or "" (any)."""

    kind: str
    code: str
    label: str
    audience: str = ""


@dataclass(frozen=True, slots=True)
class NatureView:
    """事项性质 and how many items carry it; a built-in one cannot be removed, nor one in use."""

    code: str
    label: str
    built_in: bool
    order: int
    items: int
