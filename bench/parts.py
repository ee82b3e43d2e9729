"""The parts by name; each is a module with `run()` that gives figures. Runs one of them: `python -m bench.parts NAME`."""

from __future__ import annotations

import sys
from importlib import import_module

PARTS = {
    "statements": "statements per page",
    "guide": "the guide page over HTTP",
    "bundles": "merging a bundle of twelve items and rendering its page",
    "journal": "appending to the journal",
    "duedates": "due dates of a million cases",
    "imports": "taking a stranger's catalogue in",
    "lint": "examining guides",
    "search": "search among 10,000 and 100,000 items",
    "desk": "the catalogue desk among 10,000 and 100,000 items",
    "filing": "filing and reading a case over HTTP",
    "walk": "a whole case by services",
    "longwalk": "a case with every detour by services",
    "clocks": "the clocks of 100,000 open cases from the journal",
    "bundleboard": "the board among 10,000 running bundles",
    "caselists": "lists and inboxes among up to a million cases",
}
EVERYWHERE = frozenset({"duedates", "lint"})
"""Parts that no database has a share in: they run once."""


def prepare() -> None:
    """Tables, page files and the demo of all five profiles."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("load_profile", "all", stdout=sys.stderr)


def main(name: str) -> None:
    import django

    from bench.report import written

    django.setup()
    if name == "prepare":
        prepare()
        return
    for figure in import_module(f"bench.{name}").run():
        print(written(figure), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
