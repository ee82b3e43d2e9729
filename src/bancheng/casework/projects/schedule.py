"""The timed job of projects."""

from __future__ import annotations

from bancheng.casework.projects.services import problems
from bancheng.ground.jobs import Progress, scheduled


@scheduled(key="projects.daily", title="项目问题节点预警", hour=8, minute=10)
def daily(progress: Progress) -> dict[str, int]:
    """Each morning: warn of the nodes that end today, tell of those that are over."""
    return problems.watch()
