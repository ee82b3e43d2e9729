"""Region codes: twelve digits, five levels."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from bancheng.ground.codes import (
    CodeError,
    RegionLevel,
    ancestor_codes,
    parent_code,
    region_code,
    region_level,
    short_code,
)

SEED = Path(__file__).parents[5].parent / "shared" / "data" / "regions_seed.csv"


@pytest.mark.parametrize(
    ("typed", "code", "level", "parent"),
    [
        ("41", "410000000000", RegionLevel.PROVINCE, None),
        ("50", "500000000000", RegionLevel.PROVINCE, None),
        ("4113", "411300000000", RegionLevel.CITY, "410000000000"),
        ("411000", "411000000000", RegionLevel.CITY, "410000000000"),
        ("411323", "411323000000", RegionLevel.COUNTY, "411300000000"),
        ("４１１３２３", "411323000000", RegionLevel.COUNTY, "411300000000"),
        ("411323100", "411323100000", RegionLevel.TOWN, "411323000000"),
        ("411323100200", "411323100200", RegionLevel.VILLAGE, "411323100000"),
        ("419001", "419001000000", RegionLevel.COUNTY, "419000000000"),
        ("441900003", "441900003000", RegionLevel.TOWN, "441900000000"),
    ],
)
def test_a_code_is_padded_and_knows_its_level_and_parent(
    typed: str, code: str, level: RegionLevel, parent: str | None
) -> None:
    assert region_code(typed) == code
    assert (region_level(code), parent_code(code)) == (level, parent)


def test_ancestors_come_nearest_first() -> None:
    assert ancestor_codes("411323100200") == ("411323100000", "411323000000", "411300000000", "410000000000")
    assert ancestor_codes("410000000000") == ()
    assert short_code("411323100200") == "411323"


@pytest.mark.parametrize("text", ["", "4", "411", "41132", "4113231", "0113", "41x3", "4113231002000"])
def test_another_shape_is_refused(text: str) -> None:
    with pytest.raises(CodeError, match="2、4、6、9 或者 12 位"):
        region_code(text)


def test_levels_and_parents_agree_with_the_published_regions() -> None:
    if not SEED.exists():
        pytest.skip("the list of published regions is not at hand")
    rows = list(csv.DictReader(SEED.open(encoding="utf-8-sig")))
    assert len(rows) > 6000
    wrong = [
        row["code12"]
        for row in rows
        if (region_level(row["code12"]).value, parent_code(row["code12"]) or "") != (row["level"], row["parent12"])
    ]
    assert wrong == []
