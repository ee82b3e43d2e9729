"""Typst → PDF/A-2a and PDF/UA-1: pure, no database, no network; strangers' text comes in as data and is never source.

A template sees only the `.typ` files of its own folder and of this room's `papers/`, by their path below the package:
`#import "/registers/documents/papers/parts.typ": *`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import typst

from bancheng.ground.codes import traditional
from bancheng.ground.law import in_shanghai, now
from bancheng.registers.documents.glyphs import FOLDER, printable, printable_data
from bancheng.registers.documents.types import PACKAGE

STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
PARTS = Path(__file__).parent / "papers"
HANT = "hant"
BEIJING = timezone(timedelta(hours=8))


class NotRendered(Exception):
    """The template could not be set; the text is Typst's, with hint and place. It holds no data."""


def render_pdf(
    template: Path,
    data: Mapping[str, Any],
    *,
    title: str,
    author: str,
    script: str = "hans",
    at: datetime | None = None,
    frame: Mapping[str, Any] | None = None,
) -> bytes:
    """The PDF of a template below the package: PDF/A-2a + PDF/UA-1, A4 unless it says otherwise, font embedded.

    `data`: JSON's types; the template reads it as `data`. `title`, `author`: the PDF's metadata. `script`: hans or hant, by
    which the template's own sentences (never the data) are converted. `at`: the PDF's date, now by default; equal input and
    date give equal bytes. `frame`: what papers have besides data (number, organ, QR).
    Raises NotRendered; ValueError for a template outside the package, or data that is no JSON.
    """
    if not template.is_relative_to(PACKAGE):
        raise ValueError(f"{template.name} does not lie below the package")
    told = {**(frame or {}), "title": printable(title), "author": printable(author), "script": script}
    inputs = {
        "data": json.dumps(printable_data(data), ensure_ascii=False, allow_nan=False),
        "frame": json.dumps(told, ensure_ascii=False, allow_nan=False),
    }
    moment = in_shanghai(at or now()).replace(microsecond=0).astimezone(BEIJING)
    try:
        # The stub does not know that `input` may be a set of files in memory, by path; the main one is main.typ.
        compiled: Any = typst.compile
        made = compiled(
            _sources(template, script),
            format="pdf",
            root=str(PARTS),
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs=inputs,
            pdf_standards=STANDARDS,
            timestamp=moment,
        )
    except typst.TypstError as error:
        raise NotRendered(f"{template.name}: {error.message}") from error
    return bytes(made)


@cache
def _fonts() -> typst.Fonts:
    """Only the font of the wheel: the machine's own fonts would make papers differ from host to host."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)])


def _sources(template: Path, script: str) -> dict[str, bytes]:
    """The files the compiler sees. In Traditional script their Chinese is converted; their code is ASCII."""
    folders = {PARTS, template.parent}
    found = sorted(path for folder in folders for path in folder.glob("*.typ"))
    read = {path.relative_to(PACKAGE).as_posix(): _source(path, path.stat().st_mtime_ns, script) for path in found}
    main = f'#include "/{template.relative_to(PACKAGE).as_posix()}"\n'
    return {"main.typ": main.encode(), **read}


@lru_cache(maxsize=256)
def _source(path: Path, _changed: int, script: str) -> bytes:
    text = path.read_text(encoding="utf-8")
    return (traditional(text) if script == HANT else text).encode()
