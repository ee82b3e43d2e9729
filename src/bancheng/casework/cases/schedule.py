"""The timed jobs of cases."""

from __future__ import annotations

from bancheng.casework.cases.services import clockwork
from bancheng.ground.jobs import every, scheduled
from bancheng.ground.jobs.types import Progress


@every(key="cases.watch_clocks", title="监测办件时限", minutes=5)
def watch_clocks(_progress: Progress) -> int:
    """Early warnings, passed terms, acceptance by silence, overdue stages."""
    return clockwork.watch()


@scheduled(key="cases.close_unclaimed", title="办结长期无人领取的办件", hour=6, minute=20)
def close_unclaimed(_progress: Progress) -> int:
    """Flagged as closed without a registered collection."""
    return clockwork.close_unclaimed()


@scheduled(key="cases.drop_old_drafts", title="清理过期草稿", hour=3, minute=40)
def drop_old_drafts(_progress: Progress) -> int:
    """Personal information nobody uses any more (个人信息保护法：保存期限最短)."""
    return clockwork.drop_old_drafts()
