"""Read a PDF with poppler, as a stranger's reader does; a machine without it skips visibly."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest


def _run(tool: str, pdf: bytes, folder: Path, *after: str, before: tuple[str, ...] = ()) -> str:
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} (poppler) is not on this machine")
    path = folder / "paper.pdf"
    path.write_bytes(pdf)
    done = subprocess.run([tool, *before, str(path), *after], capture_output=True, check=True, timeout=60)
    return done.stdout.decode("utf-8", errors="replace")


def text(pdf: bytes, folder: Path) -> str:
    """All text of all pages, without spaces and line ends: where a line breaks is the paper's affair."""
    return "".join(_run("pdftotext", pdf, folder, "-").replace("\u200b", "").split())


def pages(pdf: bytes, folder: Path) -> list[str]:
    """The text of each page, without spaces."""
    found = _run("pdftotext", pdf, folder, "-").replace("\u200b", "").split("\f")
    return ["".join(page.split()) for page in found if page.strip()]


def info(pdf: bytes, folder: Path) -> dict[str, str]:
    lines = (line.partition(":") for line in _run("pdfinfo", pdf, folder).splitlines())
    return {key.strip(): value.strip() for key, _, value in lines}


def kinds(pdf: bytes, folder: Path) -> set[str]:
    """The kinds of element in the structure tree that a screen reader walks: H1, P, Table …"""
    told = _run("pdfinfo", pdf, folder, before=("-struct",))
    return {line.split()[0].rstrip(":") for line in told.splitlines() if line.split()}


def fonts(pdf: bytes, folder: Path) -> list[str]:
    return _run("pdffonts", pdf, folder).splitlines()[2:]


def right_edges(pdf: bytes, folder: Path) -> list[float]:
    """Where each word ends, in points from the left edge of the page."""
    boxes = _run("pdftotext", pdf, folder, "-", before=("-bbox",))
    return [float(edge) for edge in re.findall(r'xMax="([0-9.]+)"', boxes)]
