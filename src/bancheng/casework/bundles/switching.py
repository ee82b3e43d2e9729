"""Which members take part: the bundle's own questions, and the conditions of its members over their answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bancheng.casework.bundles.schema import BundleBody
from bancheng.registers.catalog.selectors import holds, situation
from bancheng.registers.catalog.types import ElementView, GuideBody, Situation

UNFIT = ""
"""Stands in the switches for who cannot go this way."""


def switched(
    body: BundleBody, elements: Mapping[str, ElementView], answers: Mapping[str, object]
) -> tuple[Situation, dict[str, bool | None]]:
    """The bundle's own questions under these answers; member → whether it takes part (None: not known yet).

    `UNFIT` → whether the citizen cannot go this way.
    """
    asking = as_guide(body)
    found = situation(asking, answers, elements)
    switches: dict[str, bool | None] = {
        member.key: holds(asking, member.when, found, elements)[0] if member.when else True for member in body.members
    }
    return found, switches | {UNFIT: bool(body.unfit) and holds(asking, body.unfit, found, elements)[0]}


def as_guide(body: BundleBody) -> GuideBody:
    """What of a bundle is read as a guide is read: its questions. Nothing else of it is one."""
    nothing: dict[str, Any] = dict.fromkeys(("fields", "materials", "stages", "points"), ())
    return GuideBody.model_construct(questions=body.questions, **nothing)
