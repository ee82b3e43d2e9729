"""python -m tests.faults.county: a small county with an item done on the spot, citizens and staff, each with a token.

Prints them as JSON: `item`, `promised` (an item with review and an upload), `tokens` and `names` by role, the first citizen's
`login` and `password`.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import django

CITIZENS = 6
NAMES = "一二三四五六"


def main() -> None:
    django.setup()
    from bancheng.casework.cases.tests.stage import INSTANT_STAGES, LICENCE, PASSWORD, PLAN, build_stage
    from bancheng.registers.identity import services as identity
    from bancheng.registers.identity.tests.cast import id_number

    stage = build_stage()
    promised = stage.licensed()
    item = stage.item(
        "即办发证",
        handling="instant",
        promised={"unit": "instant"},
        statutory={"unit": "none", "note": "法律没有规定"},
        stages=INSTANT_STAGES,
        materials=[{**PLAN, "necessity": "optional"}],
        results=[{"name": "食品经营许可证", "kind": "licence", "licence": LICENCE}],
    )
    people: dict[str, Any] = {
        f"citizen{place}": stage.citizen(f"王{NAMES[place]}", place + 1) for place in range(CITIZENS)
    }
    people |= {"clerk": stage.staff("clerk"), "clerk2": stage.staff("clerk", "郑丽")}
    people |= {"approver": stage.staff("approver"), "approver2": stage.staff("approver", "吕卫民")}
    tokens = {
        role: identity.create_token(account=who.account, name="故障演练", by=who)[1] for role, who in people.items()
    }
    names = {role: who.name for role, who in people.items()}
    told = {"item": item, "promised": promised, "tokens": tokens, "names": names}
    # As the stage makes the number of its first citizen.
    sys.stdout.write(json.dumps(told | {"login": id_number("41132319900102001"), "password": PASSWORD}))


if __name__ == "__main__":
    main()
