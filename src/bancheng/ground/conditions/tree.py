"""The parts of a parsed condition. `at` is the offset of the part in the source."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Literal:
    at: int
    value: bool | int | Decimal | str


@dataclass(frozen=True, slots=True)
class Name:
    at: int
    name: str


@dataclass(frozen=True, slots=True)
class Listing:
    """`["a", "b"]`: literals only."""

    at: int
    items: tuple[Literal, ...]


@dataclass(frozen=True, slots=True)
class Not:
    at: int
    inner: Node


@dataclass(frozen=True, slots=True)
class Every:
    """`a && b && c`."""

    at: int
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """`a || b || c`."""

    at: int
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Choose:
    """`test ? yes : no`, all three conditions."""

    at: int
    test: Node
    yes: Node
    no: Node


@dataclass(frozen=True, slots=True)
class Compare:
    """`left operator right`; operators `== != < <= > >= in`."""

    at: int
    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Sum:
    """`a + b - c` as terms with their sign (True: added)."""

    at: int
    terms: tuple[tuple[bool, Node], ...]


@dataclass(frozen=True, slots=True)
class Product:
    """`a * b`."""

    at: int
    factors: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Minus:
    """`-a`."""

    at: int
    inner: Node


@dataclass(frozen=True, slots=True)
class Size:
    """`size(list)`."""

    at: int
    of: Node


@dataclass(frozen=True, slots=True)
class TextTest:
    """`text.contains(part)`, `text.startsWith(part)`, `text.endsWith(part)`."""

    at: int
    test: str
    text: Node
    part: Node


Node = Literal | Name | Listing | Not | Every | Either | Choose | Compare | Sum | Product | Minus | Size | TextTest


def children(node: Node) -> tuple[Node, ...]:
    """The parts directly inside a part, in reading order."""
    match node:
        case Every(_, parts) | Either(_, parts):
            return parts
        case Choose(_, test, yes, no):
            return (test, yes, no)
        case Compare(_, _, left, right):
            return (left, right)
        case Sum(_, terms):
            return tuple(term for _, term in terms)
        case Product(_, factors):
            return factors
        case Not(_, inner) | Minus(_, inner) | Size(_, inner):
            return (inner,)
        case TextTest(_, _, text, part):
            return (text, part)
        case Listing(_, items):
            return items
        case Literal() | Name():
            return ()


def names(node: Node) -> tuple[str, ...]:
    """The elements a part mentions, each once, in reading order."""
    if isinstance(node, Name):
        return (node.name,)
    return tuple(dict.fromkeys(name for child in children(node) for name in names(child)))
