"""What must never be written down of a search, nor stand in a table of words: numbers that may be somebody's."""

from __future__ import annotations

import unicodedata

MOST_DIGITS = 5  # from six on it may be a number of somebody: ID card, telephone, account, case


def may_be_a_number(text: str) -> bool:
    """Whether a text holds so many digits, in any script and however apart, that they may be the number of a person."""
    return sum(unicodedata.numeric(sign, None) is not None for sign in text) > MOST_DIGITS


def may_be_an_address(text: str) -> bool:
    return "@" in unicodedata.normalize("NFKC", text)
