"""python -m tests.faults.longcounty: a county whose one item takes every detour: tolerance, pre-review, consultation, a fee.

Prints as JSON who and what there is: `item`, `fee` (its name), `units` (organs that are asked), `people` (role → account),
`citizens` (accounts, each with `name` and `id_number`).
"""

from __future__ import annotations

import json
import sys
from typing import Any

import django

CITIZENS = 3
NAMES = "一二三"


def main() -> None:
    django.setup()
    from bancheng.casework.cases.tests.stage import build_stage
    from bancheng.casework.cases.tests.test_consulting_units import officer, unit
    from bancheng.registers.catalog.models import Element
    from bancheng.registers.payments.tests.sample import NEW

    stage = build_stage()
    Element.objects.create(code="delivery_method", label="结果怎样领取", kind="text")
    people = {role: stage.staff(role) for role in ("clerk", "reviewer", "approver", "result_desk")}
    people |= {f"unit{place}": officer(stage, place) for place in range(2)}
    told = {
        "item": item(stage),
        "fee": NEW,
        "units": [unit(stage, place).pk for place in range(2)],
        "people": {role: who.account for role, who in people.items()},
        "citizens": [citizen(stage, place) for place in range(CITIZENS)],
    }
    sys.stdout.write(json.dumps(told))


def item(stage: Any) -> int:
    """A licence for which one paper is owed and one may come later; done by one trip, collected at the window, for a fee."""
    from bancheng.casework.cases.tests.stage import LICENCE, PLAN, STAGES, material
    from bancheng.casework.cases.tests.test_pre_review import WINDOW
    from bancheng.registers.catalog.tests.sample import body
    from bancheng.registers.payments.tests.sample import CODE, FEES, LOST, NEW, coded

    stage.licensed()
    short = [one for one in STAGES if one["key"] != "inspect"]
    made = stage.item(
        "样样都有的",
        fees=FEES,
        materials=[PLAN, material("M0002", "营业执照", necessity="tolerable")],
        stages=[{**one, "after": ["review"]} if one["key"] == "decide" else one for one in short],
        fields=[*body()["fields"], {"element": "delivery_method"}],
        results=[{"name": "食品经营许可证", "kind": "licence", "licence": LICENCE}],
        **WINDOW,
    )
    coded(made, {NEW: CODE, LOST: CODE})
    return int(made)


def citizen(stage: Any, place: int) -> dict[str, Any]:
    from bancheng.registers.identity.tests.cast import id_number

    who = stage.citizen(f"王{NAMES[place]}", place + 1)
    # As the stage makes their numbers.
    return {
        "account": who.account,
        "name": who.name,
        "id_number": id_number(f"4113231990{1:02d}{place + 2:02d}{place + 1:03d}"),
    }


if __name__ == "__main__":
    main()
