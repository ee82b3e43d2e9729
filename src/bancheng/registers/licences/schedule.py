"""The timed job of licences."""

from __future__ import annotations

from bancheng.ground.jobs import Progress, scheduled
from bancheng.registers.licences import services


@scheduled(key="licences.expire", title="证照到期", hour=0, minute=10)
def expire(progress: Progress) -> int:
    """Each night: what ran out yesterday is written so."""
    done = 0
    while part := services.expire_due():
        done += part
        progress.advance(part)
    return done
