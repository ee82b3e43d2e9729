"""Which cells of a worksheet hold formulas: their stored results are taken, and the reader is told (ECMA-376 part 1, 18.3.1.40)."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from typing import IO, BinaryIO
from xml.etree import ElementTree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})", re.ASCII)
MOST = 100_000


def formula_cells(content: BinaryIO, sheet: str) -> frozenset[tuple[int, int]]:
    """(line from 1, column from 0) of each formula of a sheet. Empty where the package is not laid out as the standard says."""
    try:
        with zipfile.ZipFile(content) as package:
            part = _part_of(package, sheet)
            with package.open(part) as stream:
                return frozenset(_formulas(stream))
    except (KeyError, zipfile.BadZipFile, ElementTree.ParseError, StopIteration, ValueError):
        return frozenset()


def _part_of(package: zipfile.ZipFile, sheet: str) -> str:
    book = ElementTree.fromstring(package.read("xl/workbook.xml"))
    links = ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
    wanted = next(one.get(_LINK) for one in book.iter(f"{_MAIN}sheet") if one.get("name") == sheet)
    target = next(link.get("Target", "") for link in links if link.get("Id") == wanted)
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _formulas(stream: IO[bytes]) -> Iterator[tuple[int, int]]:
    found = 0
    for _, element in ElementTree.iterparse(stream):
        if element.tag == f"{_MAIN}c":
            place = _PLACE.fullmatch(element.get("r", ""))
            if place and element.find(f"{_MAIN}f") is not None:
                yield int(place[2]), _column(place[1])
                found += 1
        elif element.tag == f"{_MAIN}row":
            element.clear()
        if found >= MOST:
            return


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
