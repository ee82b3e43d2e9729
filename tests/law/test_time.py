"""One clock for the whole house, in Asia/Shanghai, that tests freeze and stories move."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from bancheng.ground.law import SHANGHAI, file_clock, install_clock, now, today


@pytest.fixture(autouse=True)
def _machine_time() -> Iterator[None]:
    yield
    install_clock(None)


@time_machine.travel(datetime(2026, 9, 14, 16, 30, tzinfo=UTC), tick=False)
def test_the_day_is_that_of_shanghai_while_london_has_yesterday() -> None:
    assert now() == datetime(2026, 9, 15, 0, 30, tzinfo=SHANGHAI)
    assert now().utcoffset() == timedelta(hours=8)
    assert today() == date(2026, 9, 15)


def test_an_installed_clock_rules_until_it_is_taken_away() -> None:
    install_clock(lambda: datetime(2024, 10, 10, 2, 24, tzinfo=UTC))
    assert now() == datetime(2024, 10, 10, 10, 24, tzinfo=SHANGHAI)
    assert now().tzinfo is SHANGHAI
    install_clock(None)
    assert today().year != 2024


def test_a_story_moves_the_clock_by_writing_a_file(tmp_path: Path) -> None:
    file = tmp_path / "now"
    install_clock(file_clock(file))
    file.write_text("2024-10-10T10:24:00+08:00\n")
    assert now() == datetime(2024, 10, 10, 10, 24, tzinfo=SHANGHAI)
    file.write_text("2024-10-11T09:00:00")
    assert now() == datetime(2024, 10, 11, 9, 0, tzinfo=SHANGHAI), "an instant without a zone is Shanghai time"


@pytest.mark.parametrize("content", [None, b"", b"tomorrow", b"2024-13-01T00:00:00", b"\xff\xfe\x00"])
def test_a_missing_or_broken_file_means_real_time(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "now"
    if content is not None:
        file.write_bytes(content)
    with time_machine.travel(datetime(2026, 3, 13, 4, 0, tzinfo=UTC), tick=False):
        assert file_clock(file)() == datetime(2026, 3, 13, 12, 0, tzinfo=SHANGHAI)
