"""Identifiers: of service items, cases, licences, regions and persons; their checks, and how they are masked.

Pure. Every reader takes what a person typed and returns the exact form, or raises `CodeError` with a Chinese sentence.
"""

from .cases import CaseNumber, query_code
from .errors import CodeError
from .items import (
    ITEM_TYPES,
    LEVELS,
    PROVINCES,
    BasicCode,
    HandlingCode,
    ImplementationCode,
    ItemType,
    handling_code,
    implementation_code,
)
from .licences import LicenceId
from .masking import mask_address, mask_bank_card, mask_id_number, mask_mobile, mask_name, scrub
from .people import IdNumber, Sex, credit_code, id_number, mobile, person_name
from .projects import ProjectCode
from .regions import RegionLevel, ancestor_codes, parent_code, region_code, region_level, short_code
from .script import traditional
from .text import compact, half_width

__all__ = [
    "BasicCode",
    "CaseNumber",
    "CodeError",
    "HandlingCode",
    "ITEM_TYPES",
    "IdNumber",
    "ImplementationCode",
    "ItemType",
    "LEVELS",
    "LicenceId",
    "PROVINCES",
    "ProjectCode",
    "RegionLevel",
    "Sex",
    "ancestor_codes",
    "compact",
    "credit_code",
    "half_width",
    "handling_code",
    "id_number",
    "implementation_code",
    "mask_address",
    "mask_bank_card",
    "mask_id_number",
    "mask_mobile",
    "mask_name",
    "mobile",
    "parent_code",
    "person_name",
    "query_code",
    "region_code",
    "region_level",
    "scrub",
    "short_code",
    "traditional",
]
