"""The document of a guide (办事指南): what every channel renders, validated, frozen and hashed.

`GuideBody` is what an author writes; `GuideDocument` adds the identity of the item, its organ and its version, and is what
`GuideVersion.document` stores. The fields follow GB/T 39046-2020 (implementation list) in the groups 基本, 扩展, 材料, 收费, 问答, 环节.
A published document never changes: a correction is another version.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Text = Annotated[str, Field(min_length=1, max_length=4000)]
ShortText = Annotated[str, Field(min_length=1, max_length=200)]
Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,59}$")]
Condition = Annotated[str, Field(max_length=500)]
"""A CEL expression over element codes; empty means always."""
Bound = Annotated[str, Field(pattern=r"^(\d{1,12}(\.\d{1,6})?)?$")]
"""A number as it is written, so that the digest of a document does not depend on floating point; empty means no bound."""


def _unless_empty(value: object) -> bool:
    """Parts that came later are left out of the stored document where empty: older documents keep their digest."""
    return not value


class Doc(BaseModel):
    """A frozen part of a guide; unknown keys are refused so that a typing error cannot lose a demand of the law."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, use_enum_values=True)


class Basis(Doc):
    """One legal basis (设定依据, 材料依据 …): 法规名称 in 《》, its article, and the sentence relied on."""

    law: ShortText
    article: Annotated[str, Field(max_length=100)] = ""
    text: Annotated[str, Field(max_length=2000)] = ""


class LimitUnit(StrEnum):
    """时限单位. `instant` counts as 0 working days; `none` says that no law sets a limit; `free` is told in words."""

    WORKDAY = "workday"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    INSTANT = "instant"
    NONE = "none"
    FREE = "free"


class Limit(Doc):
    """法定办结时限 or 承诺办结时限. `note` is owed where there is no number (“法律未规定办理期限”)."""

    unit: LimitUnit
    n: Annotated[int, Field(ge=1, le=3650)] | None = None
    note: Annotated[str, Field(max_length=500)] = ""
    basis: tuple[Basis, ...] = ()

    @model_validator(mode="after")
    def _number_or_words(self) -> Limit:
        counted = self.unit in {LimitUnit.WORKDAY, LimitUnit.DAY, LimitUnit.MONTH, LimitUnit.YEAR}
        if counted and self.n is None:
            raise ValueError("请填写时限的天数")
        if not counted and self.n is not None:
            raise ValueError("即办、无法定时限或文字说明的时限不填天数")
        if self.unit in {LimitUnit.NONE, LimitUnit.FREE} and not self.note:
            raise ValueError("没有天数的时限请写明说明，例如“法律、法规未规定办理期限”")
        return self


class SpecialProcedure(Doc):
    """特别程序 that may occur: kind is a code of article 45 行政许可法 (TZ ZB PM JY JC JYI JD PS) or XC, PG, GS, KS, YC."""

    kind: Literal["YC", "TZ", "ZB", "PM", "JY", "JC", "JYI", "JD", "PS", "GS", "XC", "KS", "PG"]
    name: ShortText
    n: Annotated[int, Field(ge=0, le=3650)] | None = None
    unit: Literal["workday", "day"] = "workday"
    note: Annotated[str, Field(max_length=500)] = ""
    basis: tuple[Basis, ...] = ()


class Requirement(Doc):
    """受理条件: one condition that an applicant must meet, with its basis."""

    text: Text
    basis: tuple[Basis, ...] = ()
    secondary: Annotated[bool, Field(exclude_if=lambda lesser: not lesser)] = False
    """次要条件: may be met after acceptance, if the applicant commits himself in writing (容缺受理, 新密市管理办法第三十六条)."""


class Option(Doc):
    value: Annotated[str, Field(pattern=r"^[a-z0-9_]{1,40}$")]
    label: ShortText
    hint: Annotated[str, Field(max_length=200)] = ""


class Question(Doc):
    """情形引导: one question of the situation; `element` names what the answer is about in the dictionary of elements."""

    element: Code
    label: ShortText
    why: Annotated[str, Field(max_length=200)] = ""
    kind: Literal["choice", "bool", "number"] = "choice"
    options: tuple[Option, ...] = ()
    unit: Annotated[str, Field(max_length=20)] = ""
    when: Condition = ""

    @model_validator(mode="after")
    def _choices(self) -> Question:
        if self.kind == "choice" and len(self.options) < 2:
            raise ValueError("单选问题至少要有两个选项")
        if self.kind != "choice" and self.options:
            raise ValueError("只有单选问题可以有选项")
        return self


class FormField(Doc):
    """表单项: one field of the application form; label, type and checks come from the element."""

    element: Code
    section: ShortText = "申请信息"
    label: Annotated[str, Field(max_length=200)] = ""
    required: bool = True
    when: Condition = ""
    prefill: Literal["", "person", "legal_person", "licence", "earlier_case"] = ""
    prefill_source: Annotated[str, Field(max_length=100)] = ""
    hint: Annotated[str, Field(max_length=300)] = ""
    options: tuple[Option, ...] = ()


class Attachment(Doc):
    """空白表格 or 示范文本 of a material: a file in the store, named by its content (CAT-20)."""

    kind: Literal["blank", "sample"]
    name: ShortText
    file: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    media_type: Annotated[str, Field(max_length=100)]
    size: Annotated[int, Field(ge=1)]


class Material(Doc):
    """申请材料 with the five attributes of CAT-19: name, basis, format, copies, signature/seal; and how it is judged or spared."""

    code: Annotated[str, Field(pattern=r"^M\d{4}$")]
    name: ShortText
    basis: Annotated[tuple[Basis, ...], Field(min_length=1)]
    form: Literal["paper", "electronic", "either"]
    originals: Annotated[int, Field(ge=0, le=20)]
    copies: Annotated[int, Field(ge=0, le=20)]
    signature: Literal["none", "signature", "seal", "both"]
    signature_note: Annotated[str, Field(max_length=300)] = ""
    kind: Literal["certificate", "form", "proof", "other"] = "other"
    source: Literal["applicant", "government", "other"] = "applicant"
    source_note: Annotated[str, Field(max_length=300)] = ""
    necessity: Literal["required", "optional", "tolerable"] = "required"
    exempt: Literal["", "licence", "sharing", "commitment"] = ""
    exempt_note: Annotated[str, Field(max_length=300)] = ""
    when: Condition = ""
    criteria: Annotated[str, Field(max_length=1000)] = ""
    notes: Annotated[str, Field(max_length=1000)] = ""
    specification: Annotated[str, Field(max_length=200)] = ""
    generated: Annotated[bool, Field(exclude_if=lambda made: not made)] = False
    """The application form itself (申请书、登记表): made from what is filled in online, so that nobody hands it in."""
    attachments: Annotated[tuple[Attachment, ...], Field(exclude_if=_unless_empty)] = ()
    paper_ground: Annotated[str, Field(max_length=300, exclude_if=_unless_empty)] = ""
    """Why only paper will do (法定、技术或者安全上的理由), owed where `form` is paper (APP-27)."""

    @model_validator(mode="after")
    def _complete(self) -> Material:
        if self.originals + self.copies == 0 and not self.exempt:
            raise ValueError(f"材料“{self.name}”：原件和复印件份数不能都是 0，除非免予提交")
        if self.signature == "none" and not self.signature_note:
            raise ValueError(f"材料“{self.name}”：不要求签名盖章的，请写明理由")
        if self.exempt and not self.exempt_note:
            raise ValueError(f"材料“{self.name}”：免予提交的，请写明怎样核对")
        return self


class Stage(Doc):
    """办理环节: a node of the stage graph; `after` names the nodes that must be finished first."""

    key: Code
    name: ShortText
    kind: Literal["intake", "accept", "review", "inspect", "expert", "decide", "deliver"]
    post: Literal["clerk", "reviewer", "approver", "result_desk", "expert"]
    days: Annotated[int, Field(ge=0, le=365)] | None = None
    after: tuple[Code, ...] = ()
    when: Condition = ""
    two_persons: bool = False
    criteria: tuple[Text, ...] = ()
    note: Annotated[str, Field(max_length=500)] = ""
    internal: Annotated[bool, Field(exclude_if=_unless_empty)] = False
    """内外有别: a step of the house only; the applicant's view leaves it out (CAT-45)."""
    level: Annotated[str, Field(pattern=r"^[1-6]?$", exclude_if=_unless_empty)] = ""
    """分级分事: the level (行使层级) that takes this step; empty means that of the item."""


class ReviewPoint(Doc):
    """审查要点 of the operating procedure (操作规程): what is looked at in a stage, what can come of it, and by which provision.

    `kind`: yes_no, or a value in `unit` that lies within `least` and `most` (both inclusive, one may be empty). A rule may tell
    the outcome beforehand: a value stands in the form under `element`, a yes or no follows from `holds` (CEL) or from a
    `material` that was verified. `when`: the situations it belongs to (CAT-29, FLW-29).
    """

    stage: Code
    text: Annotated[str, Field(min_length=1, max_length=500)]
    kind: Literal["yes_no", "value"] = "yes_no"
    least: Bound = ""
    most: Bound = ""
    unit: Annotated[str, Field(max_length=20)] = ""
    element: Annotated[str, Field(pattern=r"^([a-z][a-z0-9_]{1,59})?$")] = ""
    material: Annotated[str, Field(pattern=r"^(M\d{4})?$")] = ""
    holds: Condition = ""
    basis: tuple[Basis, ...] = ()
    when: Condition = ""

    @model_validator(mode="after")
    def _judged(self) -> ReviewPoint:
        if self.kind == "yes_no":
            if self.least or self.most or self.unit or self.element:
                raise ValueError(f"要点“{self.text}”判断符合或不符合，不填上下限、单位和表单项")
            return self
        if not (self.least or self.most):
            raise ValueError(f"要点“{self.text}”要填数值，请写明下限或者上限")
        if not self.unit:
            raise ValueError(f"要点“{self.text}”要填数值，请写明单位")
        if self.holds or self.material:
            raise ValueError(f"要点“{self.text}”要填数值，按上下限判断，不填判断条件和材料")
        if self.least and self.most and Decimal(self.least) > Decimal(self.most):
            raise ValueError(f"要点“{self.text}”的下限不能大于上限")
        return self

    @property
    def bounds(self) -> str:
        """不少于 25 米; 20 至 50 平方米; "" where the answer is yes or no."""
        if self.least and self.most:
            return f"{self.least} 至 {self.most} {self.unit}"
        if self.least:
            return f"不少于 {self.least} {self.unit}"
        return f"不超过 {self.most} {self.unit}" if self.most else ""

    def within(self, value: Decimal) -> bool:
        """Whether a value meets the point."""
        return (not self.least or value >= Decimal(self.least)) and (not self.most or value <= Decimal(self.most))


class FeeItem(Doc):
    name: ShortText
    standard: ShortText
    basis: Annotated[tuple[Basis, ...], Field(min_length=1)]
    relief: Annotated[str, Field(max_length=300)] = ""


class Fees(Doc):
    """收费: either items with their basis, or an explicit statement that nothing is charged (CAT-18)."""

    charged: bool
    items: tuple[FeeItem, ...] = ()
    statement: Annotated[str, Field(max_length=300)] = ""

    @model_validator(mode="after")
    def _explicit(self) -> Fees:
        if self.charged and not self.items:
            raise ValueError("收费的事项请逐项写明收费标准和依据")
        if not self.charged and (self.items or not self.statement):
            raise ValueError("不收费的事项请明确写“不收费”，并且不列收费项目")
        return self


class Result(Doc):
    """办理结果. `licence` is the code of that licence in the dictionary of materials, where it is an e-licence."""

    name: ShortText
    kind: Literal["licence", "approval", "record", "payment", "other"]
    # Left out where empty, so that documents published before it was there keep their digest.
    licence: Annotated[str, Field(pattern=r"^(M\d{4})?$", exclude_if=lambda code: not code)] = ""
    validity: Annotated[str, Field(max_length=200)] = ""
    delivery: tuple[Literal["electronic", "window", "post"], ...] = ("electronic", "window")


class Faq(Doc):
    q: ShortText
    a: Text


class Place(Doc):
    """办理地点 and 办理时间 of one window."""

    name: ShortText
    address: ShortText
    hours: ShortText
    phone: Annotated[str, Field(max_length=60)] = ""


class DataNeed(Doc):
    """政务数据共享交换需求: what is asked of whom, and for what, so that nobody hands it in (CAT-15)."""

    material: Annotated[str, Field(pattern=r"^(M\d{4})?$")] = ""
    resource: ShortText
    provider: ShortText
    purpose: ShortText


class IntermediaryUse(Doc):
    """中介服务 that a stage may need. Chosen by the applicant; obligatory only with a legal basis (CAT-34, CAT-35)."""

    service: Annotated[str, Field(pattern=r"^ZJ\d{4}$")]
    stage: Annotated[str, Field(pattern=r"^([a-z][a-z0-9_]{1,59})?$")] = ""
    basis: tuple[Basis, ...] = ()


class CrossProvince(Doc):
    """跨省通办: how another province's window takes part, and the business elements of Chongqing 二(二) (CAT-04)."""

    acceptance: Literal["", "online", "collect", "several"] = ""
    """受理模式: 全程网办, 异地代收代办, 多地联办."""
    category: Annotated[str, Field(max_length=100)] = ""
    level: Annotated[str, Field(max_length=100)] = ""
    prior: Annotated[str, Field(max_length=300)] = ""


Words = Annotated[str, Field(max_length=4000)]


class CommitmentTemplate(Doc):
    """告知承诺书样本: the five contents that are told and signed in place of proofs (国办发〔2020〕42号、国发〔2021〕7号).

    `kind`: 证明事项 or 涉企经营许可事项; what is replaced are the materials whose `exempt` is commitment. The three signs say
    why the item is fit for it; `supervising` and `enforcing` are functions of organs that share the check afterwards. A text
    may be unfinished in a draft; what lacks keeps the guide from being published (`lint.commitment`).
    """

    kind: Literal["proof", "licence"]
    content: Words = ""
    requirements: Words = ""
    liability: Words = ""
    form: Words = ""
    supervision: Words = ""
    risk: Literal["high", "medium", "low"]
    controllable: bool = False
    """风险可控."""
    correctable: bool = False
    """纠错成本低."""
    supervisable: bool = False
    """能够通过事中事后监管有效防范风险."""
    inspect_afterwards: bool = False
    """现场核查在决定以后进行: stages of inspection and expert review do not come before the decision of who committed himself."""
    supervising: tuple[Code, ...] = ()
    enforcing: tuple[Code, ...] = ()


class GuideBody(Doc):
    """What an author writes about one item, the same in every channel."""

    summary: Text
    handling: Literal["instant", "promised"]
    audience: Annotated[tuple[Literal["1", "2", "3", "4", "5", "6"], ...], Field(min_length=1)]
    basis: Annotated[tuple[Basis, ...], Field(min_length=1)]
    requirements: Annotated[tuple[Requirement, ...], Field(min_length=1)]
    statutory: Limit
    promised: Limit
    promise_includes_special: bool = False
    special_procedures: tuple[SpecialProcedure, ...] = ()
    visits: Annotated[int, Field(ge=0, le=9)]
    visit_reason: Annotated[str, Field(max_length=500)] = ""
    visit_basis: Annotated[tuple[Basis, ...], Field(exclude_if=_unless_empty)] = ()
    channels: Annotated[tuple[Literal["window", "pc", "mobile", "terminal", "post"], ...], Field(min_length=1)]
    scope: Literal["local", "county", "city", "province", "nation"] = "local"
    questions: tuple[Question, ...] = ()
    fields: tuple[FormField, ...] = ()
    materials: tuple[Material, ...]
    stages: Annotated[tuple[Stage, ...], Field(min_length=1)]
    points: Annotated[tuple[ReviewPoint, ...], Field(exclude_if=_unless_empty)] = ()
    fees: Fees
    results: Annotated[tuple[Result, ...], Field(min_length=1)]
    quantity_limit: ShortText = "无数量限制"
    intermediary: tuple[ShortText, ...] = ()
    intermediaries: Annotated[tuple[IntermediaryUse, ...], Field(exclude_if=_unless_empty)] = ()
    data_needs: Annotated[tuple[DataNeed, ...], Field(exclude_if=_unless_empty)] = ()
    cross: Annotated[CrossProvince | None, Field(exclude_if=_unless_empty)] = None
    commitment: Annotated[CommitmentTemplate | None, Field(exclude_if=_unless_empty)] = None
    no_commitment: Annotated[str, Field(max_length=300, exclude_if=_unless_empty)] = ""
    """Why the item is never handled by commitment: 直接涉及公共安全、人身健康、生命财产安全, the risk too high."""
    notes: tuple[Text, ...] = ()
    remedies: Text
    faq: tuple[Faq, ...] = ()
    themes: tuple[Code, ...] = ()
    life_events: tuple[Code, ...] = ()
    groups: tuple[Code, ...] = ()
    keywords: tuple[ShortText, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> GuideBody:
        if self.visits and not self.visit_reason:
            raise ValueError("需要到现场的，请写明必须到现场的原因和依据")
        if self.handling == "instant" and self.promised.unit != LimitUnit.INSTANT:
            raise ValueError("即办件的承诺时限应为“当场办结”")
        if self.handling == "promised" and self.promised.unit == LimitUnit.INSTANT:
            raise ValueError("当场办结的事项应标为即办件")
        return self


class Identity(Doc):
    """Who offers the item, under which codes; composed when a version is published, never typed by an author."""

    item_id: int
    name: ShortText
    basic_code: str
    implementation_code: str = ""
    local_code: str = ""
    item_type: str
    nature: str
    nature_label: str
    use_level: str
    organ: ShortText
    organ_code: str = ""
    owner_type: str
    region_code: str
    region_name: str
    places: tuple[Place, ...] = ()
    consult: Annotated[str, Field(max_length=200)] = ""
    supervise: Annotated[str, Field(max_length=200)] = ""


class GuideDocument(GuideBody):
    """The published document: body, identity and version. Hashed as canonical JSON with SM3."""

    identity: Identity
    version: Annotated[int, Field(ge=1)]
    effective_from: date
