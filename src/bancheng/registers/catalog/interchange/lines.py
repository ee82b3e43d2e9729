"""The lines of an archive, part by part: what an installation says of its catalogue so that any other can hold it.

Nothing is named by a number of a database: regions and codes by their codes, organs by region and name, items by `key`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

RegionCode = Annotated[str, Field(pattern=r"^[1-9][0-9]{11}$")]
Text = Annotated[str, Field(max_length=200)]
Name = Annotated[str, Field(min_length=1, max_length=200)]
Long = Annotated[str, Field(max_length=500)]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Key = Annotated[str, Field(min_length=3, max_length=700)]


class Line(BaseModel):
    """Unknown keys are refused: what this program would not take over must not get lost unsaid."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class RegionLine(Line):
    code: RegionCode
    name: Name


class OrganLine(Line):
    region: RegionCode
    name: Annotated[str, Field(min_length=1, max_length=100)]
    short_name: Annotated[str, Field(max_length=60)] = ""
    kind: Annotated[str, Field(max_length=20)]
    function: Annotated[str, Field(max_length=40)] = ""
    owner_type: Annotated[str, Field(max_length=20)]
    uscc: Annotated[str, Field(max_length=40)] = ""
    address: Text = ""
    hours: Text = ""
    phone: Annotated[str, Field(max_length=60)] = ""
    supervise_phone: Annotated[str, Field(max_length=60)] = ""


class NatureLine(Line):
    code: Annotated[str, Field(pattern=r"^[-a-zA-Z0-9_]{1,30}$")]
    label: Annotated[str, Field(min_length=1, max_length=40)]
    built_in: bool = False
    order: Annotated[int, Field(ge=0, le=32767)] = 100


class ElementLine(Line):
    code: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,59}$")]
    label: Annotated[str, Field(min_length=1, max_length=100)]
    kind: Annotated[str, Field(min_length=1, max_length=20)]
    unit: Annotated[str, Field(max_length=20)] = ""
    max_length: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None
    options: list[dict[str, Any]] = []
    standard: Annotated[str, Field(max_length=100)] = ""
    sensitive: bool = False
    hint: Annotated[str, Field(max_length=300)] = ""


class MaterialLine(Line):
    code: Annotated[str, Field(pattern=r"^M\d{4}$")]
    name: Name
    kind: Annotated[str, Field(max_length=12)]


class WordLine(Line):
    kind: Annotated[str, Field(min_length=1, max_length=20)]
    code: Annotated[str, Field(pattern=r"^[-a-zA-Z0-9_]{1,60}$")]
    label: Annotated[str, Field(min_length=1, max_length=60)]
    audience: Annotated[str, Field(max_length=10)] = ""
    order: Annotated[int, Field(ge=0, le=32767)] = 0


class SynonymLine(Line):
    term: Annotated[str, Field(min_length=1, max_length=40)]
    means: list[Annotated[str, Field(max_length=100)]]


class BasicLine(Line):
    code: Annotated[str, Field(pattern=r"^[0-9]{12}$")]
    name: Name
    main_item: Text = ""
    item_type: Annotated[str, Field(pattern=r"^[0-9]{2}$")]
    basis: list[dict[str, Any]] = []
    state: Literal["active", "cancelled"] = "active"
    cancelled_on: date | None = None


class ItemLine(Line):
    key: Key
    region: RegionCode
    organ: Annotated[str, Field(min_length=1, max_length=100)]
    basic: Annotated[str, Field(pattern=r"^([0-9]{12})?$")] = ""
    code: Annotated[str, Field(pattern=r"^([0-9A-Z]{31})?$")] = ""
    local_code: Annotated[str, Field(max_length=100)] = ""
    name: Name
    main_item: Text = ""
    item_type: Annotated[str, Field(pattern=r"^[0-9]{2}$")]
    nature: Annotated[str, Field(max_length=30)]
    use_level: Annotated[str, Field(pattern=r"^[1-7]$")]
    state: Literal["draft", "published", "suspended", "cancelled"]
    source: Annotated[str, Field(max_length=40)] = ""
    source_key: Annotated[str, Field(max_length=120)] = ""
    weight: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0
    icon: Annotated[str, Field(max_length=40)] = ""
    off_platform: Literal["", "law", "secret", "site"] = ""
    off_platform_reason: Annotated[str, Field(max_length=300)] = ""
    cancelled_on: date | None = None
    cancelled_reason: Text = ""
    updated_at: AwareDatetime


class VersionLine(Line):
    """A version of the item `item`; `document` with its `digest` (SM3 of the canonical JSON) for all but a draft."""

    item: Key
    number: Annotated[int, Field(ge=1, le=2**31 - 1)]
    state: Literal["draft", "published", "withdrawn"]
    body: dict[str, Any]
    document: dict[str, Any] | None = None
    digest: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")] = ""
    effective_from: date | None = None
    published_at: AwareDatetime | None = None
    published_by: Annotated[str, Field(max_length=100)] = ""
    withdrawn_at: AwareDatetime | None = None
    withdrawn_reason: Text = ""
    created_at: AwareDatetime
    created_by: Annotated[str, Field(max_length=100)] = ""
    revision: Annotated[int, Field(ge=1, le=2**31 - 1)] = 1


PARTS: Mapping[str, type[Line]] = MappingProxyType(
    {
        "regions": RegionLine,
        "organisations": OrganLine,
        "natures": NatureLine,
        "elements": ElementLine,
        "materials": MaterialLine,
        "words": WordLine,
        "synonyms": SynonymLine,
        "basics": BasicLine,
        "items": ItemLine,
        "versions": VersionLine,
    }
)
"""The parts in the order in which they are written and taken in; `versions` follows the order of `items`."""


class PartFacts(Line):
    lines: Annotated[int, Field(ge=0)]
    sha256: Digest


class Manifest(Line):
    """What an archive holds, and by what each part proves itself. `form` counts changes of the lines."""

    format: Literal["bancheng-catalogue"]
    form: Literal[1]
    region: Annotated[str, Field(pattern=r"^([1-9][0-9]{11})?$")] = ""
    made_at: AwareDatetime
    program: Text = ""
    parts: dict[str, PartFacts]
    attachments: dict[Digest, Annotated[int, Field(ge=1)]] = {}
    missing: list[Digest] = []
    """Attachments that guides name and the store of the sender did not have."""
