"""The timed jobs of cases."""

from __future__ import annotations

from bancheng.casework.cases import followed, promised
from bancheng.casework.cases.services import clockwork, couriers, prereviewing
from bancheng.ground.jobs import every, scheduled
from bancheng.ground.jobs.types import Progress


@every(key="cases.watch_clocks", title="监测办件时限", minutes=5)
def watch_clocks(_progress: Progress) -> int:
    """Early warnings, passed terms, acceptance by silence, overdue stages."""
    return clockwork.watch()


@scheduled(key="cases.recount_suspended", title="重算特别程序中办件的到期日", hour=0, minute=2)
def recount_suspended(_progress: Progress) -> int:
    """A clock that stands still is due a day later every day."""
    return clockwork.recount_suspended()


@scheduled(key="cases.close_unclaimed", title="办结长期无人领取的办件", hour=6, minute=20)
def close_unclaimed(_progress: Progress) -> int:
    """Flagged as closed without a registered collection."""
    return clockwork.close_unclaimed()


@scheduled(key="cases.lapse_pre_reviews", title="作废逾期没有来办的网上预审", hour=0, minute=20)
def lapse_pre_reviews(_progress: Progress) -> int:
    """Nobody came until the last day that he was told."""
    return prereviewing.lapse_pre_reviews()


@scheduled(key="cases.remind_of_promises", title="提醒申请人补齐容缺材料", hour=8, minute=30)
def remind_of_promises(_progress: Progress) -> int:
    """Three days, one day before and on the last day."""
    return promised.remind()


@every(key="cases.follow_parcels", title="查询快件轨迹", minutes=30)
def follow_parcels(_progress: Progress) -> int:
    """Where results sent by courier are; one that was signed for is delivered."""
    return couriers.follow()


@scheduled(key="cases.remind_of_renewals", title="提醒持证人申请延续", hour=8, minute=40)
def remind_of_renewals(_progress: Progress) -> int:
    """Once for each licence that ends soon."""
    return followed.remind_of_renewals()


@scheduled(key="cases.drop_old_drafts", title="清理过期草稿", hour=3, minute=40)
def drop_old_drafts(_progress: Progress) -> int:
    """Personal information nobody uses any more (个人信息保护法：保存期限最短)."""
    return clockwork.drop_old_drafts()
