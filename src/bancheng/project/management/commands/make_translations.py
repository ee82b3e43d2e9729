"""`bancheng make-translations`: gather the Chinese sentences of code and templates, convert them to zh-Hant, compile.

Needs no gettext binaries: Django turns a template into Python-like calls, Babel reads those, OpenCC converts, Babel compiles.
Hand-made corrections live in `project/locale/zh_Hant/corrections.txt` (`simplified = traditional`, one a line) and win.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import write_po
from django.core.management.base import BaseCommand
from django.utils.translation.template import templatize

from bancheng.ground.codes import traditional
from bancheng.ground.law import SHANGHAI

PACKAGE = Path(__file__).resolve().parents[3]
FOLDER = PACKAGE / "project" / "locale" / "zh_Hant"
KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "_": None,
}


def sentences() -> Iterator[tuple[str, str]]:
    """(message id, where) of every sentence in the package, in a stable order; messages are Chinese."""
    for path in sorted(PACKAGE.rglob("*.py")):
        if "tests" not in path.parts and "migrations" not in path.parts:
            yield from _of(path.read_bytes(), path)
    for path in sorted(PACKAGE.rglob("*.html")):
        yield from _of(templatize(path.read_text(), origin=str(path)).encode(), path)


def _of(source: bytes, path: Path) -> Iterator[tuple[str, str]]:
    where = path.relative_to(PACKAGE).as_posix()
    for _line, message, _comments, _context in extract("python", BytesIO(source), keywords=KEYWORDS):
        for part in [message] if isinstance(message, str) else message:
            if part:
                yield part, where


def corrections() -> dict[str, str]:
    path = FOLDER / "corrections.txt"
    lines = path.read_text().splitlines() if path.exists() else []
    return dict(tuple(part.strip() for part in line.split("=", 1)) for line in lines if "=" in line)  # type: ignore[misc]


def catalog() -> Catalog:
    """The whole zh-Hant catalogue, converted; the same input gives the same bytes."""
    fixed = corrections()
    made = Catalog(locale="zh_Hant", project="bancheng", charset="utf-8", fuzzy=False)
    made.revision_date = made.creation_date = datetime(2026, 1, 1, tzinfo=SHANGHAI)
    for message, where in sentences():
        text = fixed.get(message) or traditional(message)
        flags = ["python-format"] if "%(" in message else []
        made.add(message, text, locations=[(where, 0)], flags=flags)
    return made


class Command(BaseCommand):
    help = "Write project/locale/zh_Hant from the sentences in code and templates."

    def handle(self, *args: Any, **options: Any) -> None:
        target = FOLDER / "LC_MESSAGES"
        target.mkdir(parents=True, exist_ok=True)
        made = catalog()
        with (target / "django.po").open("wb") as file:
            write_po(file, made, omit_header=False, sort_output=True, include_lineno=False)
        with (target / "django.mo").open("wb") as file:
            write_mo(file, made)
        self.stdout.write(f"{len(made)} 条界面文字已转换为繁體。")
