"""python -m tests.faults.ask FUNCTION WORD…: enqueue a job of `work` for each word, in one transaction."""

from __future__ import annotations

import sys

import django


def main(name: str, *words: str) -> None:
    django.setup()
    from django.db import transaction
    from tests.faults import work

    from bancheng.ground.jobs import enqueue

    with transaction.atomic():
        for word in words:
            enqueue(getattr(work, name), word=word)


if __name__ == "__main__":
    main(*sys.argv[1:])
