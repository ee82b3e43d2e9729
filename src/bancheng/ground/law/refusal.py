"""The one exception by which a rule says no."""

from __future__ import annotations

from .articles import Article


class Refused(Exception):
    """An action that a rule does not allow.

    `code` is stable and dotted (``lifecycle.not_open``), for tests, journals and machines.
    `sentence` is Chinese, for the person: it says what to do.
    `article` is the provision it rests on, where there is one.
    """

    def __init__(self, code: str, sentence: str, article: Article | None = None) -> None:
        super().__init__(code, sentence, article)
        self.code = code
        self.sentence = sentence
        self.article = article

    def __str__(self) -> str:
        return self.sentence if self.article is None else f"{self.sentence}（{self.article}）"
