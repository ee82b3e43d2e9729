"""What a condition may speak of: the declared elements, their types and the words shown for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

# Reserved by the CEL specification ("Syntax"), and the names of the functions that this room offers.
RESERVED = frozenset(
    (
        *("as", "break", "const", "continue", "else", "false", "for", "function", "if", "import", "in", "let", "loop"),
        *("namespace", "null", "package", "return", "size", "true", "var", "void", "while"),
    )
)
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}", re.ASCII)


class Kind(StrEnum):
    """The type of an element's answer."""

    BOOL = "bool"
    INT = "int"
    DECIMAL = "decimal"
    TEXT = "text"
    CHOICE = "choice"
    DATE = "date"
    TEXTS = "texts"


@dataclass(frozen=True, slots=True)
class Element:
    """One element. `values` (CHOICE, and TEXTS with a closed list): value and label, in order; `unit`: 平方米, 元 …

    Raises ValueError for a name CEL cannot hold, a choice without values or a value listed twice.
    """

    name: str
    kind: Kind
    label: str = ""
    values: tuple[tuple[str, str], ...] = ()
    unit: str = ""

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name) or self.name in RESERVED:
            raise ValueError(f"“{self.name}”不能作为条件中的名称，请使用小写字母、数字和下划线，并避开保留字")
        if self.kind is Kind.CHOICE and not self.values:
            raise ValueError(f"选项型要素“{self.title}”没有可选值，请先填写可选值")
        if self.values and self.kind not in (Kind.CHOICE, Kind.TEXTS):
            raise ValueError(f"要素“{self.title}”不是选项型，不能有可选值")
        if len(dict(self.values)) != len(self.values):
            raise ValueError(f"要素“{self.title}”的可选值有重复，请删去重复的值")

    @classmethod
    def choice(cls, name: str, values: Mapping[str, str], label: str = "") -> Element:
        """A choice from value → label."""
        return cls(name, Kind.CHOICE, label, tuple(values.items()))

    @property
    def title(self) -> str:
        """The label, or the name where there is none."""
        return self.label or self.name

    def label_of(self, value: str) -> str:
        """The label of a value, or the value itself."""
        return dict(self.values).get(value) or value


@dataclass(frozen=True)
class Schema:
    """The elements a condition may name. Equal schemas share compiled conditions. ValueError for a name given twice."""

    elements: tuple[Element, ...] = field(default=())

    def __post_init__(self) -> None:
        if len(self._by_name) != len(self.elements):
            raise ValueError("要素名称有重复，请改名")

    @classmethod
    def of(cls, elements: Iterable[Element]) -> Schema:
        """From any iterable, so that `Schema.of(… for …)` reads well."""
        return cls(tuple(elements))

    @cached_property
    def _hash(self) -> int:
        return hash(self.elements)

    def __hash__(self) -> int:
        # Computed once: every look-up of a compiled condition asks for it.
        return self._hash

    @cached_property
    def _by_name(self) -> dict[str, Element]:
        return {element.name: element for element in self.elements}

    def get(self, name: str) -> Element | None:
        """The element of that name, if declared."""
        return self._by_name.get(name)

    def __getitem__(self, name: str) -> Element:
        return self._by_name[name]
