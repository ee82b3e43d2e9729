"""A figure and the table of all of them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

HEAD = ("part", "what", "database", "measured", "floor", "ratio", "target", "")
NOTE = "Figures are medians over all turns, ratios medians of the ratio within each turn: on a busy machine the two differ."


@dataclass(frozen=True)
class Figure:
    """One line: what was measured, beside its floor. `ratio` ≥ `target` is ok; without a target nothing is judged.

    `wish` is an absolute figure that somebody named; it is printed and never fails a run.
    """

    part: str
    what: str
    measured: str
    floor: str = ""
    ratio: float | None = None
    target: float | None = None
    wish: str = ""
    database: str = ""

    @property
    def missed(self) -> bool:
        return self.target is not None and (self.ratio is None or self.ratio < self.target)

    @property
    def verdict(self) -> str:
        if self.target is None:
            return ""
        return "MISS" if self.missed else "ok"

    def cells(self) -> tuple[str, ...]:
        ratio = "" if self.ratio is None else f"{self.ratio:.2g}" if self.ratio < 0.1 else f"{self.ratio:.2f}"
        target = f"≥ {self.target:g}" if self.target is not None else self.wish
        return self.part, self.what, self.database, self.measured, self.floor, ratio, target, self.verdict


def written(figure: Figure) -> str:
    return json.dumps(asdict(figure), ensure_ascii=False)


def read(line: str) -> Figure:
    return Figure(**json.loads(line))


def table(figures: Iterable[Figure]) -> str:
    """The figures as a table in Markdown."""
    rows = [HEAD, *(figure.cells() for figure in figures)]
    rule = tuple("---" for _ in HEAD)
    lines = ["| " + " | ".join(row) + " |" for row in (rows[0], rule, *rows[1:])]
    return "\n".join([*lines, "", NOTE])
