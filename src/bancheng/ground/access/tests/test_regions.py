from __future__ import annotations

import pytest

from bancheng.ground.access import EVERYWHERE, region_stem, within


@pytest.mark.parametrize(
    ("code", "stem"),
    [
        ("410000000000", "41"),
        ("411300000000", "4113"),
        ("411323000000", "411323"),
        ("411323100000", "411323100"),
        ("411323100205", "411323100205"),
        ("110000000000", "11"),
        ("411000000000", "4110"),
        ("411380000000", "411380"),
        ("500112000000", "500112"),
        ("441900003000", "441900003"),
        ("411323", "411323"),
        ("", ""),
    ],
)
def test_a_code_is_cut_to_its_level(code, stem):
    assert region_stem(code) == stem


@pytest.mark.parametrize(
    ("code", "subtree"),
    [
        ("411323100000", "411323000000"),
        ("411323000000", "411323000000"),
        ("411323100205", "410000000000"),
        ("441900003000", "441900000000"),
        ("411323000000", ""),
        ("", "411323000000"),
        (EVERYWHERE, ""),
    ],
)
def test_what_lies_in_a_region(code, subtree):
    assert within(code, subtree)


@pytest.mark.parametrize(
    ("code", "subtree"),
    [
        ("411300000000", "411323000000"),
        ("411324000000", "411323000000"),
        ("411000000000", "411300000000"),
        ("419001000000", "411300000000"),
        ("511323000000", "411323000000"),
        (EVERYWHERE, "411323000000"),
    ],
)
def test_what_does_not_lie_in_a_region(code, subtree):
    assert not within(code, subtree)
