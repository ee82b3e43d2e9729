"""What is wrong with the text of a guide, in the shape of this door."""

from __future__ import annotations

import json
from collections.abc import Iterable

from pydantic import ValidationError

from bancheng.doors.openapi import problems
from bancheng.doors.openapi.problems import ProblemPart
from bancheng.registers.catalog.types import Fault, GuideBody


def misfits(body: object, faults: Iterable[Fault]) -> tuple[ProblemPart, ...]:
    """Every fault of form, or none: what only the rules refuse (terms, sums) is for the verdict to tell.

    Stricter than the editor's forms, which send numbers as text: here "1" is no number.
    """
    try:
        GuideBody.model_validate_json(json.dumps(body), strict=True)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        if all(detail["type"] == "value_error" for detail in details):
            return ()
        told = {fault.path: part(fault) for fault in faults}
        parts = [problems.part(detail, detail["loc"]) for detail in details]
        return tuple(told.get(one.path, one) for one in parts)
    return ()


def part(fault: Fault) -> ProblemPart:
    return ProblemPart(path=fault.path, code=fault.code, sentence=fault.sentence)
