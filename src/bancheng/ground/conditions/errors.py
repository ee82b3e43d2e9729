"""What can be wrong with a condition or with the answers it is asked about.

ConditionError
├── SyntaxFault       not an expression of this language
├── UnknownElement    names an element that the schema does not declare
├── TypeMismatch      compares or computes what does not go together
├── UnknownChoice     compares a choice with a value that it does not have
├── TooComplex        longer or deeper than a condition may be
├── MissingAnswers    `holds` was asked before everything that matters was answered
├── UnusableAnswer    an answer is not of its element's type
└── OutOfRange        a sum or product exceeds what can be computed exactly
"""

from __future__ import annotations


class ConditionError(Exception):
    """`sentence` says in Chinese what to do; `position` is an offset in the source (characters from 0), or None."""

    def __init__(self, sentence: str, position: int | None = None) -> None:
        super().__init__(sentence if position is None else f"第 {position + 1} 个字符处：{sentence}")
        self.sentence = sentence
        self.position = position


class SyntaxFault(ConditionError):
    """Not an expression of this language."""


class UnknownElement(ConditionError):
    """The schema declares no such element."""


class TypeMismatch(ConditionError):
    """Things compared or computed do not go together."""


class UnknownChoice(ConditionError):
    """A choice has no such value."""


class TooComplex(ConditionError):
    """Longer or deeper than a condition may be."""


class MissingAnswers(ConditionError):
    """`missing`: names of the unanswered elements that still decide."""

    def __init__(self, sentence: str, missing: tuple[str, ...]) -> None:
        super().__init__(sentence)
        self.missing = missing


class UnusableAnswer(ConditionError):
    """`element`: the name of the element whose answer is not of its type."""

    def __init__(self, sentence: str, element: str) -> None:
        super().__init__(sentence)
        self.element = element


class OutOfRange(ConditionError):
    """A sum or product exceeds what can be computed exactly."""
