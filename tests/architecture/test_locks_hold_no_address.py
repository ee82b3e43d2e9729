from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import locks


def test_the_lock_files_are_whole_and_name_no_registry() -> None:
    assert locks.faults() == []
