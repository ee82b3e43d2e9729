"""The timed jobs of the lists."""

from __future__ import annotations

from bancheng.ground.jobs import Progress, every, scheduled
from bancheng.registers.lists.candidates import volumes
from bancheng.registers.lists.depths import keeping
from bancheng.registers.lists.public import editions
from bancheng.registers.lists.tolerance import reading as tolerance


@every(key="lists.refresh", title="公布有变化的清单", minutes=1)
def refresh(progress: Progress) -> dict[str, int]:
    """Publish the lists that were marked and did change."""
    return {"changed": editions.refresh_stale()}


@scheduled(key="lists.depths", title="按现行指南认定星级和办理方式", hour=0, minute=30, long=True)
def depths(progress: Progress) -> dict[str, int]:
    """Read the guides that came into force by their date, and all of them when a rule of stars begins to hold."""
    return {"changed": keeping.nightly()}


@scheduled(key="lists.nightly", title="清单每日核对公布", hour=1, minute=20, long=True)
def nightly(progress: Progress) -> dict[str, int]:
    """Look at every list of every served region: what changed by its date alone is published too."""
    tolerance.catch_up()
    return {"changed": editions.refresh_all()}


@scheduled(key="lists.volumes", title="按近一年办件量调整检索排序", hour=1, minute=50, long=True)
def rank_by_use(progress: Progress) -> dict[str, int]:
    """Count the cases of the last twelve months; the search lists what is used most first."""
    return {"changed": volumes.recount()}
