"""What content files say, read and typed; `services.take_in_dictionaries` and `services.take_in_guides` put it in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bancheng.registers.catalog.schema import GuideBody


@dataclass(frozen=True, slots=True)
class DictionarySeed:
    """Rows of the dictionaries as their files give them; what is there already is never touched.

    elements: code, label, type and, where given, unit, max_length, options, standard, sensitive, hint;
    materials: code, name, kind; natures: code, label; words: kind, code, label, audience; synonyms: term, means.
    """

    elements: tuple[Mapping[str, Any], ...] = ()
    materials: tuple[Mapping[str, Any], ...] = ()
    natures: tuple[Mapping[str, Any], ...] = ()
    words: tuple[Mapping[str, Any], ...] = ()
    synonyms: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class GuideSeed:
    """One guide of a content set, for every region that has an organ of that kind. `key` stays the same for ever."""

    key: str
    name: str
    main_item: str
    organ_kind: str
    item_type: str
    nature: str
    use_level: str
    body: GuideBody
    weight: int = 0
    icon: str = ""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What was added. `notes` says in Chinese what was left out and why; all is empty when everything was there."""

    items: int = 0
    matters: int = 0
    notes: tuple[str, ...] = field(default=())
