"""Two invented papers, for the tests of this room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, ClassVar

from bancheng.ground.access import Subject
from bancheng.ground.codes import mask_name
from bancheng.ground.law import now
from bancheng.registers.documents import services
from bancheng.registers.documents.types import DocumentView, Paper, Words, declare
from bancheng.registers.identity.tests import cast

FOLDER = Path(__file__).parent / "papers"
CASE = Subject("samples.case", "1")
CLERK = cast.PLATFORM


@declare
@dataclass(frozen=True, slots=True)
class Notice(Paper):
    kind: ClassVar[str] = "samples.notice"
    title: ClassVar[str] = "受理通知书"
    word: ClassVar[str] = "受理"
    template: ClassVar[Path] = FOLDER / "notice.typ"
    sealed: ClassVar[bool] = True

    applicant: str
    item: str
    reason: Words
    due_on: date
    materials: tuple[str, ...] = ()

    def public(self) -> tuple[tuple[str, str], ...]:
        return (("申请人", mask_name(self.applicant)),)


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    copies: int


@declare
@dataclass(frozen=True, slots=True)
class Receipt(Paper):
    kind: ClassVar[str] = "samples.receipt"
    title: ClassVar[str] = "收件凭证"
    template: ClassVar[Path] = FOLDER / "receipt.typ"

    applicant: str
    item: str
    received_at: datetime
    lines: tuple[Line, ...]
    track: str = ""

    def codes(self) -> tuple[tuple[str, str], ...]:
        return (("track", self.track),) if self.track else ()


def notice(**given: Any) -> Notice:
    said: dict[str, Any] = {
        "applicant": "陈大勇",
        "item": "食品经营许可",
        "reason": "材料齐全，符合法定形式。",
        "due_on": date(2026, 12, 4),
        "materials": ("营业执照", "法定代表人身份证件", "经营场所平面图"),
    }
    return Notice(**(said | given))


def receipt(lines: int = 3, **given: Any) -> Receipt:
    said: dict[str, Any] = {
        "applicant": "陈大勇",
        "item": "食品经营许可",
        "received_at": now(),
        "lines": tuple(Line(f"第{n}份材料：经营场所平面布局图和设施清单", n % 3 + 1) for n in range(1, lines + 1)),
    }
    return Receipt(**(said | given))


def issue(county: cast.County, paper: Paper | None = None, **given: Any) -> DocumentView:
    said: dict[str, Any] = {
        "subject": CASE,
        "organisation": county.bureau.pk,
        "region": cast.XIXIA,
        "by": CLERK,
    }
    return services.issue(paper or notice(), **(said | given))
