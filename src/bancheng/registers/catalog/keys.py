"""What a locality sets for its catalogue."""

from __future__ import annotations

from bancheng.registers.organisations.types import declare

FOUR_EYES = declare(
    "catalog.four_eyes",
    kind="bool",
    default=False,
    label="办事指南须由编写、送审以外的人审核后才能发布",
)
