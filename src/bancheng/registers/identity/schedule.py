"""The timed job of identity."""

from __future__ import annotations

from bancheng.ground.jobs import Progress, scheduled
from bancheng.registers.identity import services


@scheduled(key="identity.sweep", title="清理过期会话和验证码", hour=3, minute=20)
def sweep(progress: Progress) -> dict[str, int]:
    """Each night: expired sessions and one-time codes go."""
    return services.sweep()
