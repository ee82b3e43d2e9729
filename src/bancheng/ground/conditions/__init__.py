"""Conditions in CEL over declared elements: compile, type-check, evaluate, explain. Pure: knows no Django."""

from __future__ import annotations

from bancheng.ground.conditions.condition import Condition, Part, Verdict, compile_condition
from bancheng.ground.conditions.errors import (
    ConditionError,
    MissingAnswers,
    OutOfRange,
    SyntaxFault,
    TooComplex,
    TypeMismatch,
    UnknownChoice,
    UnknownElement,
    UnusableAnswer,
)
from bancheng.ground.conditions.schema import Element, Kind, Schema

__all__ = [
    "Condition",
    "ConditionError",
    "Element",
    "Kind",
    "MissingAnswers",
    "OutOfRange",
    "Part",
    "Schema",
    "SyntaxFault",
    "TooComplex",
    "TypeMismatch",
    "UnknownChoice",
    "UnknownElement",
    "UnusableAnswer",
    "Verdict",
    "compile_condition",
]
