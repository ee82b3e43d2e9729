"""Which lists are public, and what stands on them. Filled by a decorator at import."""

from __future__ import annotations

from collections.abc import Callable

from bancheng.registers.lists.types import SUBJECT, Column, PublicList
from bancheng.registers.lists.types.public import Order, Rows
from bancheng.registers.organisations.types import RuleKey

_declared: dict[str, PublicList] = {}


def public_list(
    *,
    code: str,
    title: str,
    intro: str,
    columns: tuple[Column, ...],
    article: str | RuleKey = "",
    facets: tuple[str, ...] = (),
    of_guides: bool = False,
    arrange: Order | None = None,
    order_note: str = "",
) -> Callable[[Rows], Rows]:
    """Publish what `def rows(region)` gives: page, print view, downloads and HTTP endpoint, each edition with its number.

        @public_list(code="proofs", title="证明事项清单", intro="…", article="…", columns=(Column("name", "证明名称"), …))
        def proofs(region: str) -> Sequence[Mapping[str, str]]: ...

    `of_guides`: looked at again when a guide of the region is published or taken back. Whoever else changes what it says
    calls `republish(code, region=…, by=…)` in his transaction. `order_note` tells readers the order that `arrange` makes.
    `article` is a general law, or the rule key whose default it is: a document of one locality is cited nowhere else.
    A second list of a code is a mistake.
    """
    keys = [column.key for column in columns]
    if not keys or len(set(keys)) < len(keys) or SUBJECT in keys or not set(facets) <= set(keys):
        raise ValueError(f"public list {code!r}: each column stands once, and facets are columns")
    if code in _declared:
        raise ValueError(f"public list {code!r} is declared twice")

    general, basis = (article, "") if isinstance(article, str) else (str(article.default), article.key)

    def register(rows: Rows) -> Rows:
        _declared[code] = PublicList(
            code, title, intro, columns, rows, general, facets, of_guides, arrange, order_note, basis
        )
        return rows

    return register


def declared() -> tuple[PublicList, ...]:
    """All lists in the order of their declaration."""
    return tuple(_declared.values())


def declared_list(code: str) -> PublicList | None:
    """The list of a code; None when there is none."""
    return _declared.get(code)
