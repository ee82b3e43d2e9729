"""The catalogue's night work."""

from __future__ import annotations

from bancheng.ground.jobs import Progress, scheduled
from bancheng.registers.catalog.services.listing import take_effect


@scheduled(key="catalog.take_effect", title="指南按日施行、事项按日取消", hour=0, minute=5)
def bring_into_force(progress: Progress) -> dict[str, int]:
    """List the versions whose day has come and drop the items cancelled from today."""
    return {"items": take_effect()}
