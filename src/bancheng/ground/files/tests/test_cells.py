"""No cell of a table acts as a formula, whoever wrote it."""

from __future__ import annotations

import pytest

from bancheng.ground.files import harmless


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_what_could_begin_a_formula_gets_an_apostrophe(sign: str) -> None:
    assert harmless(f"{sign}1+1") == f"'{sign}1+1"


@pytest.mark.parametrize("text", ["", "食品经营许可", "a=1", "（试行）", " ", "1-2"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text
