"""The handbook promises nothing that is not there: labels stand on the pages, every setting is told, every operation listed."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from bancheng.doors.openapi.contract import PREFIX, declared
from bancheng.doors.openapi.guard import COMPUTING, READING

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "bancheng"
PAGES = sorted((ROOT / "docs" / "handbook").glob("*.md"))
LABEL = re.compile(r"\*\*([\u4e00-\u9fff][^*]*)\*\*")
VARIABLE = re.compile(r"BANCHENG_[A-Z_]*[A-Z]")


@cache
def _code() -> str:
    paths = [path for ending in ("*.py", "*.html") for path in SOURCE.rglob(ending) if "tests" not in path.parts]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_label_in_the_handbook_stands_on_a_page(page: Path) -> None:
    missing = [label for label in LABEL.findall(page.read_text(encoding="utf-8")) if label not in _code()]
    assert not missing


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_link_in_the_handbook_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
    assert not [link for link in links if not (page.parent / link).exists()]


def test_the_operations_page_names_every_setting_and_no_other() -> None:
    named = set(VARIABLE.findall((ROOT / "docs" / "handbook" / "operations.md").read_text(encoding="utf-8")))
    places = [path for folder in ("src", "tests", "bench") for path in (ROOT / folder).rglob("*.py")]
    written = "\n".join(path.read_text(encoding="utf-8") for path in places)
    read = set(VARIABLE.findall(written))
    assert named - read == set()
    assert {name for name in read if f'"{name}' in written} - named == set()


def test_the_api_page_names_every_operation_and_the_limits() -> None:
    told = (ROOT / "docs" / "handbook" / "api.md").read_text(encoding="utf-8")
    for operation in declared():
        assert operation.path.removeprefix(PREFIX).split("{")[0].rstrip("/") in told, operation.path
    assert f"{READING.times} reads, {COMPUTING.times} computations" in told
