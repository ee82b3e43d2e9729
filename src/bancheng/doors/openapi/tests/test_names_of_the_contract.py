"""A name in the contract means one thing: of two shapes with one name only the last would be published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ninja import Schema

from bancheng.doors.openapi import operations


def shapes(of: type[Schema] = Schema) -> Iterator[type[Schema]]:
    for one in of.__subclasses__():
        yield one
        yield from shapes(one)


def test_no_two_shapes_of_the_contract_share_a_name() -> None:
    assert operations.api, "the modules of all operations are loaded"
    names = Counter(one.__name__ for one in {*shapes()} if one.__module__.startswith("bancheng.doors.openapi"))
    assert len(names) > 50 and not [name for name, times in names.items() if times > 1]
