"""The shapes that go out. They are the contract: a room may change its own types, these change only with the version."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from bancheng.doors.openapi.problems import ProblemPart
from bancheng.ground.codes import RegionLevel
from bancheng.registers.catalog.types import GuideDocument, GuidePage, Material, Question, SearchHit, Situation, Stage

Answer = bool | int | float | str


class TitlePart(Schema):
    """A piece of a title; `hit` pieces are what was looked for."""

    text: str
    hit: bool


class Item(Schema):
    """One found item; `id` leads to its guide."""

    kind: Literal["item"] = Field("item", description="种类：事项")
    id: int
    title: str
    parts: list[TitlePart]
    summary: str
    organ: str
    region_code: str
    region_name: str
    item_type: str
    item_type_label: str
    nature_label: str
    audience: str = Field(description="person、legal、both")
    handling: Literal["instant", "promised"]
    promised: str
    statutory: str
    visits: int
    online: bool
    charged: bool
    basic_code: str
    implementation_code: str
    version: int

    @staticmethod
    def resolve_id(hit: SearchHit) -> int:
        return hit.item_id

    @staticmethod
    def resolve_basic_code(hit: SearchHit) -> str:
        return hit.code


class Facet(Schema):
    """A value to narrow by; `n` is null where there are too many results to count."""

    code: str
    label: str
    n: int | None
    chosen: bool


class ItemPage(Schema):
    """One page of results. `total` is where counting stopped unless `exact`; `next_cursor` is empty on the last page."""

    results: list[Item]
    total: int
    exact: bool
    facets: dict[str, list[Facet]]
    next_cursor: str
    words: list[str]
    expanded: list[str] = Field(description="由同义词补充的词")
    relaxed: bool = Field(description="没有完全符合的，结果只是接近")


class Version(Schema):
    """One published version in the history of a guide."""

    number: int
    state: str
    state_label: str
    effective_from: date
    published_at: datetime
    digest: str
    withdrawn_reason: str


class Guide(Schema):
    """A published guide. `digest` is the SM3 over the canonical JSON of `document`: anyone may compute it again."""

    item_id: int
    version: int
    state: Literal["published", "scheduled", "superseded", "withdrawn", "suspended", "cancelled"]
    state_label: str
    is_current: bool
    published_at: datetime
    cancelled_on: date | None
    cancelled_reason: str
    digest: str
    short_hash: str = Field(description="网页、打印件和大屏上印的校验码")
    document: GuideDocument
    versions: list[Version]

    @classmethod
    def of(cls, page: GuidePage) -> Guide:
        return cls.model_validate(page)


class Answers(Schema, extra="forbid", strict=True):
    """What the applicant answered: element code of a question → value."""

    answers: dict[str, Answer] = Field(max_length=100)


class MaterialNeed(Schema):
    """A material under the answers; `applies` is null while they leave it open, `why` is its condition in words."""

    material: Material
    applies: bool | None
    why: str


class SituationAnswer(Schema):
    """What the answers make of the guide, as the applicant is told. An answer named in `faults` counts as not given."""

    complete: bool
    next_question: Question | None
    questions: list[Question]
    answered: dict[str, Answer]
    materials: list[MaterialNeed]
    stages: list[Stage]
    faults: list[ProblemPart]

    @staticmethod
    def resolve_next_question(found: Situation) -> Question | None:
        return found.question

    @staticmethod
    def resolve_stages(found: Situation) -> list[Stage]:
        return [stage for stage in found.stages if not stage.internal]

    @staticmethod
    def resolve_answered(found: Situation) -> dict[str, Any]:
        return {code: _plain(value) for code, value in found.answered.items()}


class Region(Schema):
    """A region with those below it; `served` says that it can be chosen, `path` names it from the province down."""

    code: str
    name: str
    level: RegionLevel
    parent: str
    served: bool
    path: list[str]
    children: list[Region]


class Word(Schema):
    """One word of a vocabulary; `audience`: person, legal, both or empty."""

    code: str
    label: str
    audience: str


class Health(Schema):
    """What works; with 503 the checks that failed are false."""

    status: Literal["ok", "failing"]
    checks: dict[str, bool]


class Verdict(Schema):
    """Whether a well-formed guide may be published, and everything that keeps it from it."""

    publishable: bool
    faults: list[ProblemPart]


def _plain(value: object) -> Answer:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value if isinstance(value, bool | int | float | str) else str(value)
