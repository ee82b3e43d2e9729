"""The answers of an applicant in words, for staff."""

from __future__ import annotations

from bancheng.registers.catalog.types import Situation


def answers_in_words(situation: Situation) -> tuple[tuple[str, str], ...]:
    """(question, answer) of what was asked and answered."""
    found = []
    for question in situation.questions:
        answer = situation.answered.get(question.element)
        if answer is None:
            continue
        words = {option.value: option.label for option in question.options}
        said = ("是" if answer else "否") if isinstance(answer, bool) else words.get(str(answer), str(answer))
        found.append((question.label, said))
    return tuple(found)
