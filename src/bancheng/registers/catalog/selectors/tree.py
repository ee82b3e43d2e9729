"""The tree of regions beside a list: what there is, summed upwards, opened down to the region looked at. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from bancheng.ground.codes import ancestor_codes

ROOT = ""
Branch = tuple[str, int, int]
"""Code, number with all below it, depth."""


def grown(counts: Mapping[str, int], chosen: str = "") -> tuple[tuple[Branch, ...], str]:
    """The branches to be shown for the numbers of each region, and the region whose own rows are looked at ("": none).

    Shown are the regions at the top and the children of every region on the way to the chosen one. A region that has
    nothing of its own and only one below it says nothing, and is left out.
    """
    tree = _Tree(counts)
    top = tree.settled(ROOT)
    if top != ROOT and counts.get(top, 0) and not chosen:
        chosen = top
    opened = tree.settled(chosen) if chosen in tree.sums else ""
    start = top if not counts.get(top, 0) else ROOT
    way = {ROOT, opened, *(ancestor_codes(opened) if opened else ())}
    return tuple(tree.walked(start, way, 0)), opened if counts.get(opened, 0) else ""


class _Tree:
    """Sums and children of the regions that have anything."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self.own = counts
        self.sums: Counter[str] = Counter()
        self.children: dict[str, set[str]] = {}
        for code, n in counts.items():
            below = code
            self.sums[code] += n
            for above in (*ancestor_codes(code), ROOT):
                self.sums[above] += n
                self.children.setdefault(above, set()).add(below)
                below = above

    def settled(self, code: str) -> str:
        """The first region at or below this one that has something of its own, or several below it."""
        while not self.own.get(code, 0) and len(self.children.get(code, ())) == 1:
            (code,) = self.children[code]
        return code

    def walked(self, code: str, way: set[str], depth: int) -> Iterator[Branch]:
        for child in sorted(map(self.settled, self.children.get(code, ()))):
            yield child, self.sums[child], depth
            if child in way:
                yield from self.walked(child, way, depth + 1)
