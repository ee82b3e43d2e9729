"""python -m tests.faults.append SEED COUNT STREAMS: many appends, some in transactions that are rolled back.

Prints each committed entry as `stream number`, after the commit: what was printed must be found.
"""

from __future__ import annotations

import random
import sys

import django


class UndoneError(Exception):
    """The transaction is rolled back."""


def main(seed: str, count: str, streams: str) -> None:
    django.setup()
    from django.db import transaction

    from bancheng.ground.access import Actor, Subject
    from bancheng.ground.journal import append

    chance = random.Random(seed)
    by = Actor(kind="system", key=seed, name="系统")
    for number in range(int(count)):
        # Several streams in one transaction are taken in one order, as everywhere: no two writers wait for each other.
        names = sorted(chance.sample(range(int(streams)), k=chance.choice([1, 1, 2])))
        undone = chance.random() < 0.2
        try:
            with transaction.atomic():
                made = [
                    append(Subject("fault.stream", str(name)), "write", by=by, facts={"n": number}) for name in names
                ]
                if undone:
                    raise UndoneError
        except UndoneError:
            continue
        for name, entry in zip(names, made, strict=True):
            sys.stdout.write(f"{name} {entry.number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
