"""Region codes (GB/T 2260 and the statistical codes below it), always padded to twelve digits.

2 province · 2 city · 2 county · 3 town · 3 village
"""

from __future__ import annotations

import re
from enum import StrEnum

from .errors import CodeError
from .text import compact

GROUPS = (2, 4, 6, 9, 12)


class RegionLevel(StrEnum):
    """The five levels, highest first."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWN = "town"
    VILLAGE = "village"

    @property
    def label(self) -> str:
        return {"province": "省级", "city": "市级", "county": "县级", "town": "乡镇级", "village": "村级"}[self.value]


def region_code(text: str) -> str:
    """Pad a code of 2, 4, 6, 9 or 12 digits to twelve; another shape raises `CodeError`."""
    code = compact(text)
    if len(code) not in GROUPS or not re.fullmatch(r"[1-9][0-9]+", code):
        raise CodeError("region.shape", "行政区划代码应为 2、4、6、9 或者 12 位数字。")
    return code.ljust(12, "0")


def region_level(code: str) -> RegionLevel:
    """The level of a code: that of its last group that is not all zeros."""
    padded = region_code(code)
    kept = len(padded.rstrip("0"))
    return next(level for level, end in zip(RegionLevel, GROUPS, strict=True) if kept <= end)


def parent_code(code: str) -> str | None:
    """The next higher region; None for a province. A city without counties (441900) is the parent of its towns."""
    padded = region_code(code)
    cut = GROUPS[list(RegionLevel).index(region_level(padded)) - 1]
    return None if region_level(padded) is RegionLevel.PROVINCE else padded[:cut].ljust(12, "0")


def ancestor_codes(code: str) -> tuple[str, ...]:
    """The higher regions, nearest first."""
    above = parent_code(code)
    return () if above is None else (above, *ancestor_codes(above))


def short_code(code: str) -> str:
    """The six digits of the county (or higher) of a region, as in case numbers."""
    return region_code(code)[:6]
