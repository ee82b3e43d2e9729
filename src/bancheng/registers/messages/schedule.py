"""The timed job of messages."""

from __future__ import annotations

from bancheng.ground.jobs import Progress, scheduled
from bancheng.registers.messages import services


@scheduled(key="inbox.sweep", title="清理演示短信", hour=3, minute=30)
def sweep(progress: Progress) -> int:
    """Each night: demo messages past their ten minutes go."""
    return services.sweep()
