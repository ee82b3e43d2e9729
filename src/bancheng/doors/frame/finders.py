"""The few files we use from npm packages, offered to staticfiles under `vendor/`; nothing of others is committed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage

ROOT = Path(__file__).resolve().parents[4] / "node_modules"
FILES = {
    "vendor/bootstrap.min.css": "bootstrap/dist/css/bootstrap.min.css",
    "vendor/bootstrap.min.css.map": "bootstrap/dist/css/bootstrap.min.css.map",
    "vendor/echarts.min.js": "echarts/dist/echarts.min.js",
}


class _Package(FileSystemStorage):
    """Presents one npm package folder so that collectstatic copies only the files named."""

    def path(self, name: str) -> str:
        return str(ROOT / FILES[name])


class FrontEndFinder(BaseFinder):
    """Finds the files of FILES in node_modules."""

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        source = ROOT / FILES[path] if path in FILES else None
        found = str(source) if source and source.exists() else None
        if find_all:
            return [found] if found else []
        return found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[tuple[str, Storage]]:
        storage = _Package(location=str(ROOT))
        for name, source in FILES.items():
            if (ROOT / source).exists():
                yield name, storage
