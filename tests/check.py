"""`make check`: every check side by side on the cores there are; prints only what fails, and how long each took."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
CHECKS = {
    "types": [BIN / "mypy"],
    "lint": [BIN / "ruff", "check", "--quiet", "."],
    "format": [BIN / "ruff", "format", "--check", "--quiet", "."],
    "floors": [BIN / "lint-imports", "--no-cache"],
    "migrations": [BIN / "bancheng", "makemigrations", "--check", "--dry-run"],
    "system": [BIN / "bancheng", "check", "--fail-level", "WARNING"],
    "templates": [BIN / "djlint", "src", "--lint", "--quiet"],
    "locks": [sys.executable, ROOT / "tests" / "locks.py"],
}


def run(name: str) -> tuple[str, int, str, float]:
    started = time.monotonic()
    environment = {**os.environ, "BANCHENG_DATA_DIR": os.environ.get("BANCHENG_DATA_DIR", str(ROOT / "var"))}
    done = subprocess.run(
        [str(part) for part in CHECKS[name]], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    return name, done.returncode, done.stdout + done.stderr, time.monotonic() - started


def main() -> int:
    names = sys.argv[1:] or list(CHECKS)
    failed = 0
    with ThreadPoolExecutor(2) as pool:
        for name, code, output, seconds in pool.map(run, names):
            sys.stdout.write(f"{'ok  ' if code == 0 else 'FAIL'} {name:<12}{seconds:5.1f} s\n")
            if code:
                failed += 1
                sys.stdout.write(output.rstrip() + "\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
