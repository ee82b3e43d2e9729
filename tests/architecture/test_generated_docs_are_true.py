from __future__ import annotations

import pytest

from bancheng.project.management.commands.make_docs import DOCS, PAGES


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_generated_page_says_what_the_code_does(name: str) -> None:
    assert (DOCS / name).read_text() == PAGES[name](), "run `bancheng make-docs`"
