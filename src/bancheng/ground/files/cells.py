"""Cells of tables that strangers' texts end up in."""

from __future__ import annotations

# What spreadsheets take for the beginning of a formula (OWASP, CSV injection); those for Chinese and Japanese, full-width too.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(text: str) -> str:
    """Text that a spreadsheet shows and does not calculate: an apostrophe before what could begin a formula."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text
