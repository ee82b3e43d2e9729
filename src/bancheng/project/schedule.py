"""The timed jobs of what has no room of its own above the ground."""

from __future__ import annotations

from bancheng.ground.files import rescan
from bancheng.ground.jobs import every
from bancheng.ground.jobs.types import Progress


@every(key="files.rescan", title="补查没有查毒的文件", minutes=10)
def rescan_files(_progress: Progress) -> str:
    """Files that came while the virus scanner did not answer; without any it looks at one folder and ends."""
    found = rescan()
    return f"干净 {found.clean} 个，查出病毒 {found.infected} 个，还在等 {found.waiting} 个"
