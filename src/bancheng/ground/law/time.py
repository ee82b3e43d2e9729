"""The only source of time. Asia/Shanghai, always aware; no other module asks the machine for the hour."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")

Clock = Callable[[], datetime]

_installed: Clock | None = None


def now() -> datetime:
    """The present instant, aware, in Asia/Shanghai."""
    return _real() if _installed is None else in_shanghai(_installed())


def today() -> date:
    """The present calendar day in Asia/Shanghai."""
    return now().date()


def in_shanghai(instant: datetime) -> datetime:
    """The same instant as seen in Asia/Shanghai; a naive one is taken to be Shanghai time already."""
    return instant.replace(tzinfo=SHANGHAI) if instant.tzinfo is None else instant.astimezone(SHANGHAI)


def install_clock(source: Clock | None) -> None:
    """Take the time from `source` in this process; None goes back to the machine. Only for settings in debug mode."""
    global _installed
    _installed = source


def file_clock(path: str | Path) -> Clock:
    """A clock that reads one ISO 8601 instant from a file at each call, so that a story can move a running server.

    A missing, unreadable or malformed file means real time: a stray file never stops a server.
    """
    file = Path(path)

    def read() -> datetime:
        try:
            return datetime.fromisoformat(file.read_text(encoding="utf-8").strip())
        except (OSError, ValueError):
            return _real()

    return read


def _real() -> datetime:
    return datetime.now(SHANGHAI)
