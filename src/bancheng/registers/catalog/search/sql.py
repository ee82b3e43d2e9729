"""A reading of a query and its filters as SQL for SQLite (FTS5) and PostgreSQL (tsvector); every value is a parameter.

The same entries in the same order on both: the index only proposes candidates, `instr`/`strpos` over the folded text decide,
and the order is by whole numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bancheng.ground.access import region_stem
from bancheng.ground.codes import ancestor_codes
from bancheng.registers.catalog.search.reading import Alternative, Reading
from bancheng.registers.catalog.search.signs import SIGNS, sign
from bancheng.registers.catalog.search.terms import word_terms

ITEM = "item"
COUNT_LIMIT = 1_000  # beyond it results are not counted one by one, and facets carry no numbers

ORDER = ("tier", "off", "lighter", "away", "id")
"""Title hit (of equal names the nearest first), audience, weight, nearness of the region, then the entry itself.

The cursor holds these five numbers.
"""


@dataclass
class Clause:
    """SQL with its parameters."""

    sql: str
    values: list[Any] = field(default_factory=list)

    @classmethod
    def all_of(cls, parts: Iterable[Clause]) -> Clause:
        return cls._joined(" AND ", parts, "TRUE")

    @classmethod
    def any_of(cls, parts: Iterable[Clause]) -> Clause:
        return cls._joined(" OR ", parts, "FALSE")

    @classmethod
    def _joined(cls, word: str, parts: Iterable[Clause], empty: str) -> Clause:
        kept = list(parts)
        if not kept:
            return cls(empty)
        return cls("(" + word.join(part.sql for part in kept) + ")", [value for part in kept for value in part.values])


@dataclass(frozen=True, slots=True)
class Scope:
    """What narrows a search beside its words: region, kind → code filters, the audience asked for.

    `kind`: items, or things of another kind; `below`: whether what lies below the region counts as its own.
    """

    region: str = ""
    filters: tuple[tuple[str, str], ...] = ()
    audience: str = ""
    kind: str = ITEM
    below: bool = True


class Dialect:
    """What the two databases say differently."""

    def __init__(self, vendor: str) -> None:
        self.sqlite = vendor == "sqlite"

    def holds(self, column: str, needle: str) -> Clause:
        name = "instr" if self.sqlite else "strpos"
        return Clause(f"{name}(e.{column}, %s) > 0", [needle])

    def like(self, pattern: str) -> Clause:
        # LIKE says the same on both: what is folded has neither capitals nor wildcards of its own.
        return Clause("e.title_text LIKE %s", [f"%{pattern}%"])

    def entries(self, reading: Reading | None) -> str:
        """The entries `e` to look through; SQLite goes from the index to them, so that a limit ends its walk too.

        Where the words are told by the index alone, a third of all entries may be ranked: SQLite then walks the narrow index,
        which must be named, as it takes a look-up by number for cheapest however wide the rows. PostgreSQL keeps the long
        words out of line.
        """
        if not self.sqlite or reading is None:
            return "catalog_searchentry e"
        walked = " INDEXED BY search_ranking" if reading.exact else ""
        return f"catalog_searchindex x CROSS JOIN catalog_searchentry e{walked}"

    def candidates(self, reading: Reading) -> Clause:
        """The entries that have the terms of the reading, by the index; among `entries`."""
        if self.sqlite:
            return Clause("(x.catalog_searchindex MATCH %s AND e.id = x.rowid)", [self.terms(reading)])
        return Clause("e.terms_index @@ %s::tsquery", [self.terms(reading)])

    def terms(self, reading: Reading) -> str:
        """The terms of the reading as the index is asked for them."""
        if reading.relaxed:
            return self._or([self._and([[term] for term in word_terms(pair)]) for pair in reading.pairs])
        return self._and_of(
            [self._or([self._and(alternative.terms) for alternative in word]) for word in reading.words]
        )

    def _and(self, groups: Sequence[Sequence[str]]) -> str:
        return self._and_of([self._or([self._term(term) for term in group]) for group in groups])

    def _term(self, term: str) -> str:
        return f'"{term}"' if self.sqlite else f"'{term}'"

    def _and_of(self, parts: Sequence[str]) -> str:
        return "(" + (" AND " if self.sqlite else " & ").join(parts) + ")"

    def _or(self, parts: Sequence[str]) -> str:
        return "(" + (" OR " if self.sqlite else " | ").join(parts) + ")"


class Question:
    """One reading under one scope: the entries it finds, their order, their counts."""

    def __init__(self, vendor: str, reading: Reading | None, scope: Scope) -> None:
        self.dialect = Dialect(vendor)
        self.reading = reading
        self.scope = scope

    def page(self, after: Sequence[int] | None, size: int) -> Clause:
        """Columns of ORDER, then title, summary, region_code, audience and card, for up to `size` entries."""
        found = self._found()
        beyond = Clause("TRUE")
        if after is not None:
            beyond = Clause(f"({', '.join(ORDER)}) > (%s, %s, %s, %s, %s)", list(after))
        order = ", ".join(name for name in ORDER if name not in self._constant())
        sql = (
            f"WITH found AS ({found.sql}), page AS (SELECT * FROM found WHERE {beyond.sql} ORDER BY {order} LIMIT %s) "  # noqa: S608 - values are parameters
            "SELECT page.tier, page.off, page.lighter, page.away, page.id, "
            "e.title, e.summary, e.region_code, e.audience, e.card "
            "FROM page JOIN catalog_searchentry e ON e.id = page.id "
            f"ORDER BY {', '.join(f'page.{name}' for name in ORDER)}"
        )
        return Clause(sql, [*found.values, *beyond.values, size])

    def counts(self) -> Clause:
        """Rows (kind, code, n) over the found entries, and one ('', '', total); all stop at COUNT_LIMIT + 1 entries."""
        where = self._where()
        sql = (
            f"WITH found AS (SELECT e.id FROM {self._entries()} WHERE {where.sql} LIMIT {COUNT_LIMIT + 1}) "  # noqa: S608
            "SELECT '' AS kind, '' AS code, COUNT(*) AS n FROM found UNION ALL "
            # CROSS JOIN: SQLite then goes from the found entries to their facets, never the other way round.
            "SELECT f.kind, f.code, COUNT(*) FROM found CROSS JOIN catalog_searchfacet f "
            "WHERE f.entry_id = found.id GROUP BY f.kind, f.code"
        )
        return Clause(sql, where.values)

    def facet(self, kind: str) -> Clause:
        """Rows (code, n) of one kind over all found entries, without a limit."""
        where = self._where()
        sql = (
            f"SELECT f.code, COUNT(*) FROM {self._entries()} "  # noqa: S608 - values are parameters
            f"CROSS JOIN catalog_searchfacet f WHERE {where.sql} AND f.entry_id = e.id AND f.kind = %s GROUP BY f.code"
        )
        return Clause(sql, [*where.values, kind])

    def _found(self) -> Clause:
        tier, off, away, where = self._tier(), self._off(), self._away(), self._where()
        sql = (
            f"SELECT e.id, {tier.sql} AS tier, {off.sql} AS off, e.lighter AS lighter, {away.sql} AS away "  # noqa: S608
            f"FROM {self._entries()} WHERE {where.sql}"
        )
        return Clause(sql, [*tier.values, *off.values, *away.values, *where.values])

    def _entries(self) -> str:
        """Of things of another kind there are few: they are read whole, by an index of their own."""
        return self.dialect.entries(self.reading if self.scope.kind == ITEM else None)

    def _constant(self) -> set[str]:
        """Columns of the order that are the same for all: left out, so that an index can give the order."""
        same = set() if self.reading else {"tier"}
        same |= set() if self.scope.audience else {"off"}
        return same | (set() if self.scope.region else {"away"})

    def _where(self) -> Clause:
        parts = [Clause("e.kind = %s", [self.scope.kind])]
        if self.scope.kind != ITEM:
            parts.append(Clause("NOT (e.kind = 'item')"))  # by these words the database knows the narrow index
            parts += [self._matches(self.reading)] if self.reading is not None else []
        elif self.reading is not None:
            parts.append(self.dialect.candidates(self.reading))
            if not self.reading.exact:
                parts.append(self._matches(self.reading))
        if self.scope.region:
            parts.append(self._in_region())
        parts += [self._has(kind, code) for kind, code in self.scope.filters]
        return Clause.all_of(parts)

    def _has(self, kind: str, code: str) -> Clause:
        if kind in SIGNS:
            return self.dialect.holds("signs", sign(kind, code))
        return Clause(
            "EXISTS (SELECT 1 FROM catalog_searchfacet f WHERE f.entry_id = e.id AND f.kind = %s AND f.code = %s)",
            [kind, code],
        )

    def _matches(self, reading: Reading) -> Clause:
        if reading.relaxed:
            score = self._score("text", reading)
            return Clause(f"{score.sql} >= %s", [*score.values, reading.enough])
        return Clause.all_of(Clause.any_of(self._stands(alternative) for alternative in word) for word in reading.words)

    def _stands(self, alternative: Alternative, *, title: bool = False) -> Clause:
        if alternative.column == "slip":
            return self.dialect.like(alternative.needle)
        column = "title_text" if title and alternative.column == "text" else alternative.column
        return self.dialect.holds(column, alternative.needle)

    def _score(self, column: str, reading: Reading) -> Clause:
        hits = [self.dialect.holds(column, pair) for pair in reading.pairs]
        sql = " + ".join(f"CASE WHEN {hit.sql} THEN 1 ELSE 0 END" for hit in hits)
        return Clause(f"({sql})", [value for hit in hits for value in hit.values])

    def _tier(self) -> Clause:
        """Below 0 the title itself, to the letter or folded, the nearer the lower; 1 it begins so, 2 holds all the words,
        3 holds what they mean, 4 the text does.
        """
        reading = self.reading
        if reading is None:
            return Clause("0")
        if reading.relaxed:
            in_title, in_text = self._score("title_text", reading), self._score("text", reading)
            most = 2 * len(reading.pairs)
            return Clause(f"{most} - {in_title.sql} - {in_text.sql}", [*in_title.values, *in_text.values])
        whole, away = reading.whole or " ".join(reading.typed), self._away()
        literal = Clause.all_of(
            Clause.any_of(self._stands(one, title=True) for one in word if one.literal) for word in reading.words
        )
        meant = Clause.all_of(Clause.any_of(self._stands(one, title=True) for one in word) for word in reading.words)
        if meant == literal:  # nothing is read into the words: no entry is looked at twice for it
            meant = Clause("FALSE")
        sql = (
            f"CASE WHEN e.title = %s THEN {away.sql} - 18 WHEN e.title_text = %s THEN {away.sql} - 9 "
            "WHEN substr(e.title_text, 1, %s) = %s THEN 1 "
            f"WHEN {literal.sql} THEN 2 WHEN {meant.sql} THEN 3 ELSE 4 END"
        )
        return Clause(
            sql, [reading.raw, *away.values, whole, *away.values, len(whole), whole, *literal.values, *meant.values]
        )

    def _off(self) -> Clause:
        """Entries for the asked audience alone come before those for everybody, and these before those for others."""
        if not self.scope.audience:
            return Clause("0")
        return Clause(
            "CASE WHEN e.audience = %s THEN 0 WHEN e.audience IN ('both', '') THEN 1 ELSE 2 END", [self.scope.audience]
        )

    def _in_region(self) -> Clause:
        stem = region_stem(self.scope.region)
        above = ancestor_codes(self.scope.region)
        # A range, not LIKE: both databases can walk the index of the code for it.
        last = stem.ljust(12, "9") if self.scope.below else self.scope.region
        parts = [Clause("(e.region_code >= %s AND e.region_code <= %s)", [self.scope.region, last])]
        if above:
            parts.append(Clause(f"e.region_code IN ({', '.join(['%s'] * len(above))})", list(above)))
        return Clause.any_of(parts)

    def _away(self) -> Clause:
        """0 the region itself, 1 below it, 2 the next above, 3 …"""
        if not self.scope.region:
            return Clause("0")
        above = ancestor_codes(self.scope.region)
        sql, values = "(CASE WHEN e.region_code = %s THEN 0", [self.scope.region]
        for steps, code in enumerate(above, start=2):
            sql += f" WHEN e.region_code = %s THEN {steps}"
            values.append(code)
        return Clause(f"{sql} ELSE 1 END)", values)
