"""The catalogue's night work."""

from __future__ import annotations

from bancheng.ground.jobs import Progress, scheduled
from bancheng.registers.catalog.inheritance.uniformity import compare_every_province
from bancheng.registers.catalog.services.interchange import sweep_interchange
from bancheng.registers.catalog.services.listing import take_effect
from bancheng.registers.catalog.services.misses import sweep_misses


@scheduled(key="catalog.take_effect", title="指南按日施行、事项按日取消", hour=0, minute=5)
def bring_into_force(progress: Progress) -> dict[str, int]:
    """List the versions whose day has come and drop the items cancelled from today."""
    return {"items": take_effect()}


@scheduled(key="catalog.sweep_interchange", title="清理过期的目录档案和交换表", hour=2, minute=40)
def sweep_files(progress: Progress) -> dict[str, int]:
    """Delete archives and sheets of more than thirty days; what became of them stays told."""
    return {"files": sweep_interchange()}


@scheduled(key="catalog.sweep_misses", title="清理偶然的无结果搜索", hour=2, minute=50)
def forget_misses(progress: Progress) -> dict[str, int]:
    """Forget searches in vain that came once and not again within ninety days."""
    return {"rows": sweep_misses()}


@scheduled(key="catalog.uniformity", title="要素统一性比对", hour=1, minute=40)
def compare_provinces(progress: Progress) -> dict[str, int]:
    """Begin the comparison of each province; every one is a job of its own."""
    return {"provinces": compare_every_province()}
