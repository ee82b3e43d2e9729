"""Statutory terms of 《行政许可法》, each beside its article, and the special procedures that stop the clock.

The periods of the organ are working days, holidays not counted (第八十二条). The applicant's own periods are not named
there: `HEARING_REQUEST` and `RENEWAL` are read in the applicant's favour and marked `settled=False`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from .articles import Article, 行政许可法

IN_FORCE = date(2004, 7, 1)  # 第八十三条; the amendment of 2019-04-23 changed none of these numbers


class TermUnit(StrEnum):
    """In what a term is counted."""

    INSTANT = "instant"
    WORKDAY = "workday"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"

    @property
    def label(self) -> str:
        return UNIT_LABELS[self]


UNIT_LABELS: Mapping[TermUnit, str] = MappingProxyType(
    {
        TermUnit.INSTANT: "即办",
        TermUnit.WORKDAY: "个工作日",
        TermUnit.DAY: "个自然日",
        TermUnit.MONTH: "个月",
        TermUnit.YEAR: "年",
    }
)


@dataclass(frozen=True, slots=True)
class Term:
    """`n` units. A statutory term carries its article and the day it came into force; a promised term carries neither.

    `settled=False` says that the law does not name the unit and that ours is a reading.
    """

    n: int
    unit: TermUnit = TermUnit.WORKDAY
    article: Article | None = None
    valid_from: date | None = None
    settled: bool = True

    def __post_init__(self) -> None:
        if self.n < 0:
            raise ValueError("期限不能为负数。")
        if self.unit is TermUnit.INSTANT and self.n:
            raise ValueError("即办没有天数，请填 0。")

    @property
    def is_instant(self) -> bool:
        return self.n == 0

    @property
    def label(self) -> str:
        """20 个工作日"""
        return TermUnit.INSTANT.label if self.is_instant else f"{self.n} {self.unit.label}"


INSTANT = Term(0, TermUnit.INSTANT)


def _licensing(n: int, article: str, unit: TermUnit = TermUnit.WORKDAY, *, settled: bool = True) -> Term:
    return Term(n, unit, 行政许可法(article), IN_FORCE, settled)


CORRECTION_NOTICE = _licensing(5, "第三十二条")  # 一次告知补正；逾期不告知的，自收到申请材料之日起即为受理
DECISION = _licensing(20, "第四十二条")
EXTENSION = _licensing(10, "第四十二条")  # 经本行政机关负责人批准，并告知理由
JOINT_DECISION = _licensing(45, "第四十二条")  # 统一办理、联合办理、集中办理
JOINT_EXTENSION = _licensing(15, "第四十二条")  # 经本级人民政府负责人批准，并告知理由
FIRST_REVIEW = _licensing(20, "第四十三条")  # 下级行政机关先行审查
DELIVERY = _licensing(10, "第四十四条")  # 仅准予决定：自作出决定之日起颁发、送达
HEARING_REQUEST = _licensing(5, "第四十七条", settled=False)  # his own; working days end later
HEARING_ORGANISE = _licensing(20, "第四十七条")
HEARING_NOTICE = _licensing(7, "第四十八条")  # counted back from the hearing
RENEWAL = _licensing(30, "第五十条", TermUnit.DAY, settled=False)  # his own; calendar days end later

STATUTORY: Mapping[str, tuple[Term, ...]] = MappingProxyType(
    {
        "correction_notice": (CORRECTION_NOTICE,),
        "decision": (DECISION,),
        "extension": (EXTENSION,),
        "joint_decision": (JOINT_DECISION,),
        "joint_extension": (JOINT_EXTENSION,),
        "first_review": (FIRST_REVIEW,),
        "delivery": (DELIVERY,),
        "hearing_request": (HEARING_REQUEST,),
        "hearing_organise": (HEARING_ORGANISE,),
        "hearing_notice": (HEARING_NOTICE,),
        "renewal": (RENEWAL,),
    }
)


class NoStatutoryTerm(LookupError):
    """No such term, or none in force on that day."""


def statutory(key: str, *, on: date) -> Term:
    """The version of a statutory term in force on a day; before 2004-07-01 there is none."""
    in_force = [term for term in STATUTORY.get(key, ()) if term.valid_from is not None and term.valid_from <= on]
    if not in_force:
        raise NoStatutoryTerm(f"{on} 没有生效的法定期限：{key}")
    return max(in_force, key=lambda term: term.valid_from or date.min)


def like(a: TermUnit, b: TermUnit) -> bool:
    """Whether two units can be compared without a calendar. An instant compares with all, months with years."""
    return a is b or TermUnit.INSTANT in (a, b) or {a, b} == {TermUnit.MONTH, TermUnit.YEAR}


def promise_is_shorter(promised: Term, statutory: Term | None) -> bool | None:
    """Whether the promised term is strictly shorter than the statutory one; None where they cannot be compared.

    An instant promise is 0 and always shorter, also where the law itself says 当场. An item without a statutory term
    has nothing to compare with; its guide must say so.
    """
    if statutory is None:
        return None
    if promised.is_instant:
        return True
    if statutory.is_instant:
        return False
    if not like(promised.unit, statutory.unit):
        return None
    return _size(promised) < _size(statutory)


def _size(term: Term) -> int:
    return term.n * 12 if term.unit is TermUnit.YEAR else term.n


class SpecialProcedure(StrEnum):
    """The closed list of 第四十五条: the time they need is not counted; the applicant must be told it in writing."""

    HEARING = "TZ"
    TENDER = "ZB"
    AUCTION = "PM"
    INSPECTION = "JY"
    TESTING = "JC"
    QUARANTINE = "JYI"
    APPRAISAL = "JD"
    EXPERT_REVIEW = "PS"

    @property
    def label(self) -> str:
        return PROCEDURE_LABELS[self]


class OtherProcedure(StrEnum):
    """Steps that local lists call special, outside 第四十五条. They never stop the clock, unless a law is cited."""

    EXTENSION = "YC"
    PUBLIC_NOTICE = "GS"
    SITE_INSPECTION = "XC"
    EXAMINATION = "KS"
    ASSESSMENT = "PG"

    @property
    def label(self) -> str:
        return PROCEDURE_LABELS[self]


Procedure = SpecialProcedure | OtherProcedure

PROCEDURE_LABELS: Mapping[Procedure, str] = MappingProxyType(
    {
        SpecialProcedure.HEARING: "听证",
        SpecialProcedure.TENDER: "招标",
        SpecialProcedure.AUCTION: "拍卖",
        SpecialProcedure.INSPECTION: "检验",
        SpecialProcedure.TESTING: "检测",
        SpecialProcedure.QUARANTINE: "检疫",
        SpecialProcedure.APPRAISAL: "鉴定",
        SpecialProcedure.EXPERT_REVIEW: "专家评审",
        OtherProcedure.EXTENSION: "延长审批",
        OtherProcedure.PUBLIC_NOTICE: "公示",
        OtherProcedure.SITE_INSPECTION: "现场勘察",
        OtherProcedure.EXAMINATION: "考试考核",
        OtherProcedure.ASSESSMENT: "评估",
    }
)


def procedure(code: str) -> Procedure:
    """The procedure of a code such as PS; an unknown one raises ValueError."""
    for known in PROCEDURE_LABELS:
        if known.value == code:
            return known
    raise ValueError(f"没有这种特别程序：{code}")


def pauses_statutory_clock(kind: Procedure, *, cited: str = "") -> bool:
    """Whether the statutory clock stands still. `cited` is another law that says so, such as 《…法》第…条.

    An extension lengthens the term (第四十二条); it never pauses it.
    """
    if isinstance(kind, SpecialProcedure):
        return True
    return kind is not OtherProcedure.EXTENSION and bool(cited.strip())
