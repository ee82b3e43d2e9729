"""What the workers of a fault run are given to do: each leaves a line in a file, so that doing it twice is seen.

The lines are outside the database on purpose: a transaction rolled back or repeated must not hide a run.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

from bancheng.ground.jobs import Progress, job


def lines() -> list[str]:
    """What was noted so far, in order."""
    path = _book()
    return path.read_text().splitlines() if path.exists() else []


def _book() -> Path:
    return Path(os.environ["BANCHENG_DATA_DIR"]) / "book.txt"


def _write(line: str) -> None:
    # One write to a file opened for appending: lines of two processes never mix.
    handle = os.open(_book(), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.write(handle, f"{line}\n".encode())
    os.close(handle)


@job(title="记一笔", max_attempts=10)
def note(_progress: Progress, *, word: str) -> None:
    """Note the word when begun and when ended."""
    _write(f"begin {word} {os.getpid()}")
    _write(f"end {word}")


@job(title="慢慢记", max_attempts=10)
def slow(progress: Progress, *, word: str) -> None:
    """Begin, then wait for as long as the file `hold` is there, then end."""
    _write(f"begin {word} {os.getpid()}")
    hold = Path(os.environ["BANCHENG_DATA_DIR"]) / "hold"
    while hold.exists():
        progress.step("等待")
        time.sleep(0.02)
    _write(f"end {word}")


@job(title="总是失败", max_attempts=1)
def broken(_progress: Progress) -> None:
    raise RuntimeError("办不成")
