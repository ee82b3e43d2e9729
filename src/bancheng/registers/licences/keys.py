"""What a locality may set about licences."""

from __future__ import annotations

from bancheng.registers.organisations.types import declare

PRINT_LIMIT = declare(
    "licences.print_limit",
    kind="int",
    unit="times",
    default=2,
    label="一本证照最多可以打印几份（正本、副本）",
    minimum=1,
    maximum=10,
)
