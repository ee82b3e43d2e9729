"""What happens at a till, in processes that may be killed at any moment.

python -m tests.faults.tillwork open           an organ, its bills, an order for each: to `orders.json`, by what becomes of it
python -m tests.faults.tillwork happen         the cashier takes money, or does not; what it sends goes to `notices.json`
python -m tests.faults.tillwork tell SEED      every notice comes in, in an order of its own
python -m tests.faults.tillwork reconcile      every day that is due; prints how many differences are open
"""

from __future__ import annotations

import json
import os
import random
import sys
from pathlib import Path
from typing import Any

import django

EACH = 8  # bills of each fate
FATES = {
    "pay": ("pay",),
    "twice": ("twice",),
    "lost": ("lost",),
    "late": ("late",),
    "short": ("short",),
    "forged": ("forged",),
    "leave": ("leave",),
    "failed": ("fail",),
    "both": ("pay", "pay"),
    "lost both": ("lost", "lost"),
}
"""What becomes of a bill: a course of the demo cashier for each of its orders."""
CHANNELS = ("wechat", "alipay")


def open_till() -> None:
    from bancheng.registers.payments.tests.sample import build_till

    till = build_till()
    made = {fate: [_ordered(till, len(courses)) for _ in range(EACH)] for fate, courses in FATES.items()}
    _keep("orders.json", made)


def _ordered(till: Any, orders: int) -> list[str]:
    """A bill with so many orders, begun one after the other as by somebody with two windows open."""
    bill = till.raised()
    return [till.started(bill, channel) for channel in CHANNELS[:orders]]


def happen() -> None:
    from bancheng.registers.payments.adapters.cashier import cashier

    desk: Any = cashier()
    orders = json.loads((directory() / "orders.json").read_text())
    sent = [
        told
        for fate, bills in orders.items()
        for bill in bills
        for order, course in zip(bill, FATES[fate], strict=True)
        for told in desk.act(order, course)
    ]
    _keep("notices.json", sent)


def tell(seed: str) -> None:
    from bancheng.registers.payments import services

    notices = json.loads((directory() / "notices.json").read_text())
    random.Random(seed).shuffle(notices)
    for told in notices:
        services.take_callback(payload=told)
        _line("told.txt", seed)


def reconcile() -> None:
    from bancheng.registers.payments import services

    sys.stdout.write(str(services.reconcile_due()))


def directory() -> Path:
    return Path(os.environ["BANCHENG_DATA_DIR"])


def _keep(name: str, what: object) -> None:
    (directory() / name).write_text(json.dumps(what))


def _line(name: str, line: str) -> None:
    # One write to a file opened for appending: lines of two processes never mix.
    handle = os.open(directory() / name, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.write(handle, f"{line}\n".encode())
    os.close(handle)


def main(what: str, *words: str) -> None:
    django.setup()
    {"open": open_till, "happen": happen, "tell": tell, "reconcile": reconcile}[what](*words)


if __name__ == "__main__":
    main(*sys.argv[1:])
