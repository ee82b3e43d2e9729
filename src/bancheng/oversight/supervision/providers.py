"""What this room answers to lower rooms: the findings about an organ that are still open."""

from __future__ import annotations

from bancheng.oversight.supervision.models import Finding
from bancheng.oversight.supervision.rules import RULES
from bancheng.registers.lists.selectors import provide_aspect
from bancheng.registers.lists.types import AspectAnswer

EXAMPLES = 5


@provide_aspect("supervision", "supervision")
def open_findings(organisation: int) -> AspectAnswer:
    """综合监管: nothing that supervision found is waiting to be looked into."""
    rows = Finding.objects.filter(organisation=organisation, state=Finding.State.OPEN).order_by("pk")
    n = rows.count()
    if not n:
        return AspectAnswer(1, 1, "没有待核查的监察发现")
    rules = rows.values_list("rule", "number")[:EXAMPLES]
    told = tuple(f"{RULES[rule].label if rule in RULES else rule} {number}" for rule, number in rules)
    return AspectAnswer(0, n, f"{n} 条监察发现待核查", told)
