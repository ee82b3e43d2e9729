"""The targets of 跨省通办 that a profile brings: `cross_targets.yaml` read into seeds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml

from bancheng.registers.lists.types import TargetSeed

FILE = Path(__file__).parent / "cross_targets.yaml"


def read_targets(profile: str, path: Path = FILE) -> Iterator[tuple[str, tuple[TargetSeed, ...]]]:
    """The regions for which a profile sets targets, each with them; nothing for a profile that sets none.

    The note of a target says on what its name and its batch stand. Raises KeyError for a source that the file does not explain.
    """
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    seeds = tuple(
        TargetSeed(
            number=row["number"],
            name=row["name"],
            department=row["department"],
            due_on=row.get("due_on", document["due_on"]),
            batch=document["batch"],
            matches=tuple(row.get("matches", ())),
            note=document["sources"][row["source"]],
        )
        for row in document["targets"]
    )
    for region in document["profiles"].get(profile, ()):
        yield region, seeds
