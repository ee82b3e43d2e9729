"""What is wrong with the text of a guide, in the shape of this door."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from typing import Any

from pydantic import ValidationError

from bancheng.doors.openapi import problems
from bancheng.doors.openapi.problems import ProblemPart
from bancheng.registers.catalog.types import Fault, GuideBody

Place = tuple[int | str, ...]


def misfits(body: object, faults: Iterable[Fault]) -> tuple[ProblemPart, ...]:
    """Every fault of form, or none: what only the rules refuse (terms, sums) is for the verdict to tell.

    Stricter than the editor's forms, which send numbers as text and count a text without the spaces around it: here "1" is
    no number, and a text is as long as it was sent, which is what the contract says of it.
    """
    try:
        GuideBody.model_validate_json(json.dumps(body), strict=True)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        if not all(detail["type"] == "value_error" for detail in details):
            told = {fault.path: part(fault) for fault in faults}
            parts = [problems.part(detail, detail["loc"]) for detail in details]
            return tuple(told.get(one.path, one) for one in parts)
    return tuple(
        problems.part({"type": "string_too_long", "ctx": {"max_length": most}}, place)
        for place, most in _too_long(_schema(), body, ())
    )


def part(fault: Fault) -> ProblemPart:
    return ProblemPart(path=fault.path, code=fault.code, sentence=fault.sentence)


@cache
def _schema() -> dict[str, Any]:
    return GuideBody.model_json_schema(mode="validation")


def _too_long(shape: Mapping[str, Any], value: object, place: Place) -> Iterator[tuple[Place, int]]:
    """(place, what it may have) of each text that has more characters than the contract allows."""
    if "$ref" in shape:
        shape = _schema()["$defs"][str(shape["$ref"]).rpartition("/")[2]]
    for other in chain(shape.get("anyOf", ()), shape.get("allOf", ())):
        yield from _too_long(other, value, place)
    if isinstance(value, str) and len(value) > shape.get("maxLength", len(value)):
        yield place, shape["maxLength"]
    if isinstance(value, list) and isinstance(shape.get("items"), dict):
        for number, one in enumerate(value):
            yield from _too_long(shape["items"], one, (*place, number))
    if isinstance(value, dict):
        for name, one in value.items():
            inner = shape.get("properties", {}).get(name, shape.get("additionalProperties"))
            if isinstance(inner, dict):
                yield from _too_long(inner, one, (*place, name))
