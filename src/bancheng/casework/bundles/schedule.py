"""The timed jobs of bundles."""

from __future__ import annotations

from bancheng.casework.bundles.services import tidying
from bancheng.ground.jobs import scheduled
from bancheng.ground.jobs.types import Progress


@scheduled(key="bundles.recount", title="重算一件事的整体办结日期", hour=0, minute=12)
def recount(_progress: Progress) -> int:
    """A member that stands still, or waits, moves the overall date of the whole (settled 17)."""
    return tidying.recount()


@scheduled(key="bundles.drop_old_drafts", title="清理过期的一件事草稿", hour=3, minute=50)
def drop_old_drafts(_progress: Progress) -> int:
    """Personal information nobody uses any more (个人信息保护法：保存期限最短)."""
    return tidying.drop_old_drafts() + tidying.drop_stopped_drafts()
