"""What a locality sets for bundles."""

from __future__ import annotations

from bancheng.registers.organisations.types import declare

BATCH_NODES = declare(
    "bundles.batch_nodes",
    kind="text",
    default="没有规定",
    label="各批次的时间节点：批次｜示范、其余或者全部｜方案或者节点｜日期｜要求，多条用分号隔开",
    article="青海省实施方案 19",
)
STAGES_YEAR = declare(
    "bundles.stages_year",
    kind="int",
    default=2027,
    label="到哪一年底，两个全生命周期的重要阶段都要有一件事",
    article="青海省实施方案一",
    minimum=2024,
    maximum=2099,
)
