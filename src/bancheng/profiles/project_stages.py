"""The stages of construction projects laid over the catalogue of a profile: `project_stages.yaml`. Safe to repeat."""

from __future__ import annotations

from pathlib import Path

import yaml

from bancheng.casework.projects import services
from bancheng.ground.access import Actor
from bancheng.profiles.catalogue_loader import SOURCE, served_by
from bancheng.registers.catalog import selectors as catalog

FILE = Path(__file__).parent / "project_stages.yaml"


def read_stages(path: Path = FILE) -> dict[str, str]:
    """Guide → stage."""
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {guide: stage for stage, guides in document.items() for guide in guides}


def load_stages(profile: str, by: Actor) -> int:
    """Give the items of a profile the stages that nobody has given them yet; how many. Its catalogue must be there."""
    stages = read_stages()
    found = catalog.items_of_source(SOURCE, stages.keys(), served_by(profile))
    return services.take_in_stages(stages={item: stages[guide] for item, guide in found.items()}, by=by)
