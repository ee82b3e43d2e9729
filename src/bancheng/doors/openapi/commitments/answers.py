"""The shapes of commitments, as they go out and come in."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from bancheng.casework.cases.types import CommitmentView
from bancheng.doors.openapi.cases.given import Given, words
from bancheng.registers.catalog.types import (
    COMMITMENT_CONTENTS,
    COMMITMENT_KINDS,
    RISKS,
    CommitmentTemplate,
    GuideDocument,
)

Content = Literal["content", "requirements", "liability", "form", "supervision"]
LABELS = {label: name for name, label in COMMITMENT_CONTENTS.items()}


class CommitmentContent(Schema):
    """One of the five contents."""

    name: Content
    label: str
    text: str


class ReplacedMaterial(Schema):
    """A proof that the commitment stands for, by its place in the guide's list; `when`: the condition under which it is owed."""

    line: int
    code: str
    name: str
    when: str


class CommitmentOffer(Schema):
    """The 告知承诺书 of a guide in force. `supervising`, `enforcing`: functions of the organs that share the check."""

    guide_version: int
    kind: Literal["proof", "licence"]
    kind_label: str
    risk: Literal["high", "medium", "low"]
    risk_label: str
    contents: list[CommitmentContent]
    materials: list[ReplacedMaterial]
    inspect_afterwards: bool = Field(description="现场核查在决定以后进行")
    supervising: list[str]
    enforcing: list[str]


class CommitmentCheckPart(Schema):
    """One organ that shares the check, and as what."""

    organisation: str
    parts: list[str]


class CommitmentDuty(Schema):
    """What follows of the commitment. `state`: none while nothing is granted; then being checked, or how it ended."""

    state: Literal["none", "open", "late", "fulfilled", "breached", "skipped"] = Field(
        description="没有核查（还没有准予，或者没有准予）、待核查、逾期未核查、已履行、未履行、没有抽中"
    )
    state_label: str
    due_on: date | None = Field(description="核查的最后一天；没有抽中的为空")
    checked_at: datetime | None
    note: str
    barred_until: date | None = Field(description="未履行的，到这一天以前不能再用告知承诺")
    organs: list[CommitmentCheckPart]


class CaseCommitment(Schema):
    """The commitment of a draft or a case. `words`: of a draft, the digest to be sent with the signature."""

    kind: str
    kind_label: str
    risk_label: str
    materials: list[str] = Field(description="用承诺代替的材料")
    contents: list[CommitmentContent]
    chosen: bool
    barred: str = Field(description="现在不能用告知承诺的原因；可以用为空")
    words: str = Field(description="草稿现在的承诺书全文的 SM3；签署时原样带回")
    stale: bool = Field(description="签署以后内容有了变化，要重新签署")
    digest: str = Field(description="所签承诺书全文的 SM3；没有签署为空")
    signed_at: datetime | None
    signed_by: str
    signed_how: str
    paper: str = Field(description="告知承诺书的文号；提交以后才有")
    duty: CommitmentDuty


class CommitmentSignature(Given):
    """Who signs, that he has read it, and what he has read."""

    name: str = words(100, "本人的姓名，与身份证件一致", least=1)
    confirmed: bool = Field(description="已经知悉告知的全部内容，并作出承诺")
    words: str = Field(pattern=r"^[0-9a-f]{64}$", description="读到的承诺书全文的 SM3，见同一地址的 words")


class CommitmentSigned(Schema):
    """What was signed."""

    digest: str = Field(description="所签承诺书全文的 SM3")
    materials: list[str] = Field(description="用承诺代替的材料")


class CommitmentDropped(Schema):
    """The list of materials is whole again."""

    chosen: bool = False


def offers(document: GuideDocument) -> list[CommitmentOffer]:
    """None where the guide offers no commitment, or says why it never does."""
    template = document.commitment
    return [] if template is None or document.no_commitment else [_offer(document, template)]


def _offer(document: GuideDocument, template: CommitmentTemplate) -> CommitmentOffer:
    told = [(name, label, getattr(template, name)) for name, label in COMMITMENT_CONTENTS.items()]
    replaced = [
        ReplacedMaterial(line=line, code=one.code, name=one.name, when=one.when)
        for line, one in enumerate(document.materials, 1)
        if one.exempt == "commitment"
    ]
    return CommitmentOffer(
        guide_version=document.version,
        kind=template.kind,
        kind_label=COMMITMENT_KINDS[template.kind],
        risk=template.risk,
        risk_label=RISKS[template.risk],
        contents=[_content(name, label, text) for name, label, text in told],
        materials=replaced,
        inspect_afterwards=template.inspect_afterwards,
        supervising=list(template.supervising),
        enforcing=list(template.enforcing),
    )


def commitment(view: CommitmentView, *, today: date) -> CaseCommitment:
    """As its applicant, and staff in whose scope the case lies, may read it: no evidence of the check."""
    plain: dict[str, Any] = {
        name: getattr(view, name)
        for name in (
            *("kind", "kind_label", "risk_label", "chosen", "barred", "words", "stale"),
            *("digest", "signed_at", "signed_by", "signed_how", "paper"),
        )
    }
    return CaseCommitment(
        **plain,
        materials=list(view.lines),
        contents=[_content(LABELS[label], label, text) for label, text in view.contents],
        duty=_duty(view, today),
    )


def _duty(view: CommitmentView, today: date) -> CommitmentDuty:
    state = view.result or ("open" if view.drawn else "none")
    if state == "open" and view.due_on is not None and view.due_on < today:
        state = "late"
    return CommitmentDuty(
        state=state,  # type: ignore[arg-type]
        state_label=view.result_label or STATES[state],
        due_on=view.due_on,
        checked_at=view.checked_at,
        note=view.result_note,
        barred_until=view.barred_until,
        organs=[CommitmentCheckPart(organisation=one.organisation, parts=list(one.parts)) for one in view.parts],
    )


STATES = {"none": "没有核查", "open": "待核查", "late": "逾期未核查"}


def _content(name: str, label: str, text: str) -> CommitmentContent:
    return CommitmentContent(name=name, label=label, text=text)  # type: ignore[arg-type]
