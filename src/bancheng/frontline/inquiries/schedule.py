"""The timed job of inquiries."""

from __future__ import annotations

from bancheng.frontline.inquiries import services
from bancheng.ground.jobs import Progress, scheduled


@scheduled(key="inquiries.daily", title="首问负责：催促答复", hour=8, minute=40)
def daily(progress: Progress) -> int:
    """Each morning: whoever has not answered in time is told; nothing on a day off."""
    return services.remind()
