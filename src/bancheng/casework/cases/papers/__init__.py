"""The papers that cases issue: what each must say; the layout stands beside them in Typst."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import ClassVar

from bancheng.ground.codes import mask_name
from bancheng.registers.documents.types import Paper, Words, declare

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Line:
    """One numbered line of a list: a material, a gap, a fact."""

    name: str
    text: Words = ""


@dataclass(frozen=True, slots=True)
class OfCase(Paper):
    """What every paper of a numbered case begins with (`paperwork.head`), and what a stranger with its QR may read."""

    case: str
    item: str
    applicant: str
    applicant_masked: str
    organ: str
    phone: str

    def public(self) -> tuple[tuple[str, str], ...]:
        return (("事项", self.item), ("申请人", mask_name(self.applicant)), ("办件编号", self.case))


@declare
@dataclass(frozen=True, slots=True)
class Receipt(Paper):
    """收件凭证: what came in, when, and how to ask after it. Its number is the number of the case."""

    kind: ClassVar[str] = "cases.receipt"
    title: ClassVar[str] = "收件凭证"
    template: ClassVar[Path] = HERE / "receipt.typ"
    sealed: ClassVar[bool] = False

    number: str
    query_code: str
    item: str
    applicant: str
    applicant_masked: str
    received_at: datetime
    answer_by: date
    organ: str
    phone: str
    track_url: str
    materials: tuple[Line, ...]
    permit: bool = True
    """Whether the item is a licence (行政许可); for what is not, the paper applies its law by analogy (参照)."""

    def public(self) -> tuple[tuple[str, str], ...]:
        return (
            ("事项", self.item),
            ("申请人", mask_name(self.applicant)),
            ("收件日期", f"{self.received_at:%Y-%m-%d}"),
        )

    def codes(self) -> tuple[tuple[str, str], ...]:
        return (("track", self.track_url),) if self.track_url else ()


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a form: its name and what was filled in."""

    name: Words
    rows: tuple[tuple[Words, str], ...]


@declare
@dataclass(frozen=True, slots=True)
class ApplicationForm(OfCase):
    """申请书: what was filled in online, as the guide's own form; declared instead of signed (第二十九条、第三十一条)."""

    kind: ClassVar[str] = "cases.application"
    title: ClassVar[str] = "申请表"
    template: ClassVar[Path] = HERE / "application.typ"
    sealed: ClassVar[bool] = False

    heading: Words
    capacity: Words
    submitted_at: datetime
    sections: tuple[Section, ...]
    materials: tuple[Line, ...]


@declare
@dataclass(frozen=True, slots=True)
class AcceptanceNotice(OfCase):
    """受理通知书 (APP-10): the clocks run from here, and this is the last day."""

    kind: ClassVar[str] = "cases.acceptance_notice"
    title: ClassVar[str] = "受理通知书"
    word: ClassVar[str] = "受理"
    template: ClassVar[Path] = HERE / "acceptance.typ"
    sealed: ClassVar[bool] = True

    accepted_on: date
    promised: Words
    due_on: date
    statutory: Words
    statutory_due_on: date | None
    deemed: bool
    materials: tuple[Line, ...]
    permit: bool = True
    """Whether the item is a licence (行政许可); for what is not, the paper applies its law by analogy (参照)."""
    to_come: tuple[Line, ...] = ()
    """Accepted with tolerance (容缺受理): what comes later, by when, what follows if not, and when this was told."""
    come_by: date | None = None
    consequence: Words = ""
    told_at: datetime | None = None


@declare
@dataclass(frozen=True, slots=True)
class TolerancePaper(OfCase):
    """容缺受理承诺书: what the applicant promises to bring, by when, knowing what follows; with the digest of what he signed."""

    kind: ClassVar[str] = "cases.tolerance"
    title: ClassVar[str] = "容缺受理承诺书"
    word: ClassVar[str] = "容缺"
    template: ClassVar[Path] = HERE / "tolerance.typ"
    sealed: ClassVar[bool] = False

    to_come: tuple[Line, ...]
    come_by: date
    consequence: Words
    told_at: datetime
    signed_by: str
    signed_at: datetime
    signed_how: Words
    digest: str

    def public(self) -> tuple[tuple[str, str], ...]:
        return (
            ("事项", self.item),
            ("承诺人", mask_name(self.applicant)),
            ("补齐期限", f"{self.come_by:%Y-%m-%d}"),
            ("办件编号", self.case),
        )


@declare
@dataclass(frozen=True, slots=True)
class CommitmentPaper(OfCase):
    """告知承诺书: the five contents as told and signed, what they stand for, with the digest of the very text (APP-19)."""

    kind: ClassVar[str] = "cases.commitment"
    title: ClassVar[str] = "告知承诺书"
    word: ClassVar[str] = "承诺"
    template: ClassVar[Path] = HERE / "commitment.typ"
    sealed: ClassVar[bool] = False

    replaced: tuple[Line, ...]
    contents: tuple[Line, ...]
    signed_by: str
    signed_at: datetime
    signed_how: Words
    digest: str

    def public(self) -> tuple[tuple[str, str], ...]:
        return (
            ("事项", self.item),
            ("承诺人", mask_name(self.applicant)),
            ("签署日期", f"{self.signed_at:%Y-%m-%d}"),
            ("办件编号", self.case),
        )


@declare
@dataclass(frozen=True, slots=True)
class SupplementPaper(OfCase):
    """申请材料补正一次性告知书: all that is missing, told once (第三十二条第四项)."""

    kind: ClassVar[str] = "cases.supplement_notice"
    title: ClassVar[str] = "申请材料补正告知书"
    word: ClassVar[str] = "补正"
    template: ClassVar[Path] = HERE / "supplement.typ"
    sealed: ClassVar[bool] = True

    received_on: date
    told_on: date
    round: int
    gaps: tuple[Line, ...]
    permit: bool = True
    """Whether the item is a licence (行政许可); for what is not, the paper applies its law by analogy (参照)."""


@declare
@dataclass(frozen=True, slots=True)
class NotAcceptedPaper(OfCase):
    """不予受理通知书: on which ground, why, where to go instead, and how to object (第三十二条、第七十八条)."""

    kind: ClassVar[str] = "cases.not_accepted"
    title: ClassVar[str] = "不予受理通知书"
    word: ClassVar[str] = "不受"
    template: ClassVar[Path] = HERE / "not_accepted.typ"
    sealed: ClassVar[bool] = True

    received_on: date
    place: Words
    """Article, paragraph and item of 《行政许可法》."""
    ground: Words
    reason: str
    right_office: str
    remedies: Words
    decided_on: date
    permit: bool = True
    """Whether the item is a licence (行政许可); for what is not, the paper applies its law by analogy (参照)."""


@declare
@dataclass(frozen=True, slots=True)
class ProcedurePaper(OfCase):
    """特别程序告知书: which procedure, how long it will take, by which law, what it does to the term (第四十五条后段)."""

    kind: ClassVar[str] = "cases.procedure_notice"
    title: ClassVar[str] = "特别程序告知书"
    word: ClassVar[str] = "特程"
    template: ClassVar[Path] = HERE / "procedure.typ"
    sealed: ClassVar[bool] = True

    procedure: Words
    accepted_on: date
    reason: str
    cited: str
    special: bool
    """Whether it is one of the eight of 第四十五条."""
    stops: bool
    promise_stops: bool
    started_on: date
    expected_days: int
    expected_on: date
    hearing_at: datetime | None
    hearing_place: str
    told_on: date
    permit: bool = True
    """Whether the item is a licence (行政许可); for what is not, the paper applies its law by analogy (参照)."""


@declare
@dataclass(frozen=True, slots=True)
class ExtensionPaper(OfCase):
    """延期告知书: by how many working days, why, until when (第四十二条第一款)."""

    kind: ClassVar[str] = "cases.extension_notice"
    title: ClassVar[str] = "延期告知书"
    word: ClassVar[str] = "延期"
    template: ClassVar[Path] = HERE / "extension.typ"
    sealed: ClassVar[bool] = True

    accepted_on: date
    days: int
    reason: str
    before: date
    after: date
    statutory_after: date | None
    told_on: date
    approved_by: str
    """The head of the organ, without whose approval no term is lengthened."""
    permit: bool = True
    """Whether the item is a licence (行政许可); for what is not, the paper applies its law by analogy (参照)."""


@declare
@dataclass(frozen=True, slots=True)
class DecisionPaper(OfCase):
    """准予（不予）决定书: a refusal says why and how to object (第三十八条)."""

    kind: ClassVar[str] = "cases.decision"
    title: ClassVar[str] = "决定书"
    word: ClassVar[str] = "决"
    template: ClassVar[Path] = HERE / "decision.typ"
    sealed: ClassVar[bool] = True

    granted: bool
    heading: Words
    accepted_on: date
    decided_on: date
    reason: str
    basis: str
    remedies: Words
    valid: Words
    result: str
    permit: bool = True
    """Whether the item is a licence (行政许可); for what is not, the paper applies its law by analogy (参照)."""
    hearing: str = ""
    """Number of the record of the hearing on which it rests (第四十八条第二款)."""

    def public(self) -> tuple[tuple[str, str], ...]:
        outcome = "准予" if self.granted else "不予"
        return (("事项", self.item), ("申请人", mask_name(self.applicant)), ("决定", outcome), ("办件编号", self.case))


@declare
@dataclass(frozen=True, slots=True)
class CollectionPaper(OfCase):
    """结果领取登记表: who took what, known how."""

    kind: ClassVar[str] = "cases.collection"
    title: ClassVar[str] = "办理结果领取登记表"
    word: ClassVar[str] = "领"
    template: ClassVar[Path] = HERE / "collection.typ"
    sealed: ClassVar[bool] = False

    results: tuple[Line, ...]
    collected_by: str
    collected_masked: str
    method: Words
    collected_at: datetime
    handed_by: str

    def public(self) -> tuple[tuple[str, str], ...]:
        return (("事项", self.item), ("办件编号", self.case), ("领取日期", f"{self.collected_at:%Y-%m-%d}"))
