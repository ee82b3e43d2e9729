"""What a malformed code answers."""

from __future__ import annotations


class CodeError(ValueError):
    """A code that cannot be one. `code` is stable (``id_number.check``), `sentence` is Chinese and says what to do."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(code, sentence)
        self.code = code
        self.sentence = sentence

    def __str__(self) -> str:
        return self.sentence
