"""The timed job of duties."""

from __future__ import annotations

from bancheng.ground.jobs import Progress, scheduled
from bancheng.registers.duties import services


@scheduled(key="duties.daily", title="限期任务：开启与提醒", hour=7, minute=30)
def daily(progress: Progress) -> dict[str, int]:
    """Each morning: close what has been done meanwhile, open what is due, tell each rung once."""
    return {
        "closed": services.close_entered_years(),
        "opened": services.open_due_kinds(),
        "told": services.remind(),
    }
