"""Read a PDF with poppler, as a stranger's reader does; a machine without it skips visibly."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest


def run(tool: str, pdf: bytes, folder: Path, *before: str, after: tuple[str, ...] = ()) -> str:
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} (poppler) is not on this machine")
    path = folder / "licence.pdf"
    path.write_bytes(pdf)
    done = subprocess.run([tool, *before, str(path), *after], capture_output=True, timeout=60)
    return done.stdout.decode("utf-8", errors="replace")


def text(pdf: bytes, folder: Path) -> str:
    """All text, without spaces and line ends: where a line breaks is the face's affair."""
    return "".join(run("pdftotext", pdf, folder, after=("-",)).replace("\u200b", "").split())


def info(pdf: bytes, folder: Path) -> dict[str, str]:
    lines = (line.partition(":") for line in run("pdfinfo", pdf, folder).splitlines())
    return {key.strip(): value.strip() for key, _, value in lines}


def structure(pdf: bytes, folder: Path) -> str:
    return run("pdfinfo", pdf, folder, "-struct")


def embedded(pdf: bytes, folder: Path) -> list[str]:
    """Whether each font is embedded: yes or no."""
    return [line.split()[-5] for line in run("pdffonts", pdf, folder).splitlines()[2:]]


def signatures(pdf: bytes, folder: Path) -> str:
    return run("pdfsig", pdf, folder, "-nocert")
