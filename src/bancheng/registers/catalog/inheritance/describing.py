"""The conditions of a guide in the words of its own questions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bancheng.ground.conditions import ConditionError, compile_condition
from bancheng.registers.catalog.dictionaries import elements, elements_named
from bancheng.registers.catalog.rules import schema_of
from bancheng.registers.catalog.schema import FormField, GuideBody, Question

Describe = Callable[[str], str]
PARTS = ("questions", "fields")
"""What of a document says what its conditions are about."""


def describer(document: Mapping[str, Any]) -> Describe:
    """How a condition of this document reads; it stays as it stands where it cannot be read any more. No statement: the
    elements are those that the process keeps.
    """
    parts: dict[str, Any] = {
        "questions": tuple(Question.model_validate(row) for row in document["questions"]),
        "fields": tuple(FormField.model_validate(row) for row in document["fields"]),
    }
    body = GuideBody.model_construct(**parts)
    schema = schema_of(body, elements(elements_named(body)))

    def describe(source: str) -> str:
        try:
            return compile_condition(source, schema).describe()
        except ConditionError:
            return source

    return describe
