"""The tree beside the list sums upwards, opens down to the region looked at, and leaves out what says nothing."""

from __future__ import annotations

from bancheng.registers.catalog.selectors.tree import grown

PROVINCE, CITY, COUNTY, TOWN = "410000000000", "411300000000", "411323000000", "411323101000"
OTHER, ABROAD = "410183000000", "500112000000"


def test_a_single_region_is_opened_by_itself():
    assert grown({COUNTY: 3}) == (((COUNTY, 3, 0),), COUNTY)
    assert grown({}) == ((), "")


def test_regions_without_anything_of_their_own_and_one_below_are_left_out():
    assert grown({COUNTY: 3, OTHER: 1}) == (((OTHER, 1, 0), (COUNTY, 3, 0)), "")
    assert grown({COUNTY: 3, OTHER: 1, ABROAD: 2})[0] == ((PROVINCE, 4, 0), (ABROAD, 2, 0))


def test_a_region_counts_all_below_it_and_shows_its_children_when_looked_at():
    counts = {PROVINCE: 1, CITY: 2, COUNTY: 4, TOWN: 8, OTHER: 16, ABROAD: 32}
    assert grown(counts)[0] == ((PROVINCE, 31, 0), (ABROAD, 32, 0))
    assert grown(counts, PROVINCE) == (
        ((PROVINCE, 31, 0), (OTHER, 16, 1), (CITY, 14, 1), (ABROAD, 32, 0)),
        PROVINCE,
    )
    branches, opened = grown(counts, COUNTY)
    assert branches == (
        *((PROVINCE, 31, 0), (OTHER, 16, 1), (CITY, 14, 1)),
        *((COUNTY, 12, 2), (TOWN, 8, 3), (ABROAD, 32, 0)),
    )
    assert opened == COUNTY


def test_who_looks_at_a_region_left_out_is_shown_the_one_in_its_place():
    branches, opened = grown({COUNTY: 3, TOWN: 2, ABROAD: 1}, CITY)
    assert branches == ((COUNTY, 5, 0), (TOWN, 2, 1), (ABROAD, 1, 0)) and opened == COUNTY


def test_a_region_without_rows_opens_nothing():
    counts = {COUNTY: 3, OTHER: 1}
    assert grown(counts, "999999000000") == grown(counts) == grown(counts, "x' OR 1=1")
