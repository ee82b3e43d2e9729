"""The shapes that come in about cases. What a shape does not name is refused, and nothing is guessed from a wrong type."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import BeforeValidator, Field, WithJsonSchema

from bancheng.doors.openapi.reading import digits

ANY = r"^[^\x00]*$"
"""Any text but NUL, which no database takes."""
LARGEST_INT = 2**53
LONGEST_VALUE = 5000

CaseKey = Annotated[
    str,
    Field(
        pattern=r"^([0-9a-f]{32}|[1-9][0-9]{19}[0-9A-Z](-[0-9]{2})?)$",
        description="办件标识（32 位）或者统一受理号（21 位）",
    ),
]
FileKey = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$", description="文件标识")]
PaperNumber = Annotated[str, Field(pattern=r"^[^\x00/]{1,80}$", description="文书文号")]
Line = Annotated[int, Field(ge=1, le=999, description="在指南材料清单中的序号，从 1 起"), BeforeValidator(digits)]
Size = Annotated[int, Field(ge=1, le=200), BeforeValidator(digits)]
After = Annotated[str, Field(pattern=r"^([0-9]{1,18}(\.[0-9]{1,18})?)?$", description="上一页的 next_cursor")]
Item = Annotated[int, Field(ge=1, le=2**63 - 1, description="事项标识，见 items")]
Version = Annotated[int, Field(ge=1, le=2**31 - 1, description="看到的办件版本号；之后有变化的返回 409")]


def _day(value: object) -> object:
    if not isinstance(value, str) or len(value) != 10:
        raise ValueError("日期请写成 2026-12-03 的样子")
    return value


def _scalar(value: object) -> object:
    if isinstance(value, str):
        if len(value) > LONGEST_VALUE or "\x00" in value:
            raise ValueError(f"应当是不超过 {LONGEST_VALUE} 个字的文字")
    elif isinstance(value, int | float):
        if abs(value) > LARGEST_INT:
            raise ValueError("数字太大，请核对")
    elif value is not None:
        raise ValueError("应当是文字、数字、true、false 或者 null")
    return value


Day = Annotated[date, Field(strict=False), BeforeValidator(_day)]
Value = Annotated[
    Any,
    BeforeValidator(_scalar),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "boolean"},
                {"type": "number", "minimum": -LARGEST_INT, "maximum": LARGEST_INT},
                {"type": "string", "maxLength": LONGEST_VALUE, "pattern": ANY},
                {"type": "null"},
            ]
        }
    ),
]
Values = Annotated[dict[str, Value], Field(max_length=300)]


def words(longest: int, description: str, *, least: int = 0) -> Any:
    """A text; one that may be left out is empty then."""
    start: Any = ... if least else ""
    return Field(start, min_length=least or None, max_length=longest, pattern=ANY, description=description)


class Given(Schema, extra="forbid", strict=True):
    """What every body has in common."""


# -- of who applies


class Start(Given):
    """A draft to be begun."""

    item: Item
    answers: Values = Field(default_factory=dict, description="情形问题的回答：数据元代码对答案")


class Filing(Given):
    """A whole application for an item that asks for no upload."""

    item: Item
    answers: Values = Field(default_factory=dict, description="情形问题的回答：数据元代码对答案")
    values: Values = Field(default_factory=dict, description="表单内容：数据元代码对值")
    capacity: Literal["self", "representative", "operator"] = Field("self", description="办理人以什么身份办理")
    uscc: str = words(40, "单位的统一社会信用代码；以单位名义办理时必填")
    declared: bool = Field(description="承诺所填内容真实、完整")


class Saving(Given):
    """What changes in a draft; null or an empty text takes a value back."""

    answers: Values = Field(default_factory=dict, description="情形问题的回答：数据元代码对答案")
    values: Values = Field(default_factory=dict, description="表单内容：数据元代码对值")


class Declaration(Given):
    """The declaration with which an application, or what was asked for, is handed in."""

    declared: bool = Field(description="承诺所填内容和提交的材料真实、完整")


class Supplemented(Declaration):
    """What was asked for, handed in; with the fields of the form that the notice names."""

    values: Values = Field(default_factory=dict, description="告知书写明要更正的内容：数据元代码对值；没有的不填")


class Withdrawal(Given):
    """Why the application is taken back."""

    reason: str = words(1000, "理由，可以不写")


class Urging(Given):
    """A word to hurry."""

    words: str = words(300, "留言，可以不写")


class Tracking(Given):
    """What stands on the receipt."""

    number: str = words(60, "办件编号", least=1)
    code: str = words(20, "查询码", least=1)


class LicenceCode(Given):
    """What is to be verified."""

    code: str = words(120, "证照二维码中的核验码，或者电子证照标识", least=1)


# -- of staff


class OnCase(Given):
    """Every step on a case says on which state of it it rests."""

    version: Version


class Acceptance(OnCase):
    note: str = words(1000, "备注")


class GapGiven(Given):
    line: int = Field(ge=0, le=999, description="材料在指南清单中的序号；更正表单内容的填 0")
    element: str = words(60, "要更正的表单内容的数据元代码；补正材料的不填")
    sentence: str = words(1000, "要补正什么", least=1)
    new_fact: bool = Field(False, description="第一次告知之后新出现的情况")


class SupplementRequest(OnCase):
    gaps: list[GapGiven] = Field(max_length=100, description="逐项写明需要补正的材料")


class NonAcceptance(OnCase):
    ground: Literal["not_needed", "not_competent", "uncorrected", "untrue"] = Field(
        description="情形：不需要许可、不属于本机关职权、没有按告知补正、隐瞒情况或者提供虚假材料"
    )
    reason: str = words(1000, "不予受理的理由")
    right_office: str = words(100, "应当向哪个机关申请")


class MaterialCheck(Given):
    result: Literal["", "ok", "bad", "exempt"] = Field(description="合格、不合格、免交；空为取消")
    note: str = words(500, "不合格的写明原因，免交的写明理由")


class CriterionGiven(Given):
    text: str = words(500, "指南中的审查要点", least=1)
    met: bool
    note: str = words(500, "说明")
    value: str = words(20, "有上下限的要点填数值；是否符合由它决定")


class Review(OnCase):
    task: int = Field(ge=1, le=2**63 - 1, description="待办标识，见 tasks")
    outcome: Literal["agree", "disagree"]
    opinion: str = words(4000, "意见；不同意的必填")
    criteria: list[CriterionGiven] = Field(default_factory=list, max_length=100)
    deviation: str = words(1000, "与系统建议不同的理由；判断与系统不同时必填")


class Return(OnCase):
    stage: str = words(60, "退回到哪个环节", least=1)
    reason: str = words(4000, "退回的理由")


class DecisionGiven(OnCase):
    outcome: Literal["granted", "refused"]
    reason: str = words(4000, "理由；不予的必填")
    basis: str = words(4000, "依据；空为指南所列")
    remedies: str = words(4000, "救济途径；空为指南所列")
    valid_from: Day | None = None
    valid_to: Day | None = None
    face: dict[str, Annotated[str, Field(max_length=500, pattern=ANY)]] = Field(
        default_factory=dict, max_length=100, description="证照照面的补充或者更正：要素对内容"
    )


class Delivery(OnCase):
    method: Literal["electronic", "window", "post"]


class Collection(OnCase):
    name: str = words(60, "领取人姓名", least=1)
    id_number: str = words(40, "领取人身份证件号码", least=1)
    method: Literal["id_card", "id_reader", "e_id", "passport", "mandate"] = Field(description="核验身份的方式")


class Closing(OnCase):
    """Nothing more than the state it rests on."""


# -- of lists


class OwnFilters(Schema):
    part: Literal["all", "draft", "open", "done"] = Field("all", description="全部、草稿、办理中、已办结")
    after: After = ""
    size: Size = Field(20, description="每页条数")


class InboxFilters(Schema):
    mine: Literal["", "1"] = Field("1", description="1：我的岗位的待办；空：范围内全部岗位的")
    post: Literal["", "clerk", "reviewer", "approver", "result_desk"] = Field("", description="岗位")
    light: Literal["", "normal", "warning", "overdue"] = Field("", description="时限：正常、预警、逾期")
    q: str = Field("", max_length=100, pattern=ANY, description="受理号，或者申请人、事项名称中的字")
    item: str = Field("", pattern=r"^([1-9][0-9]{0,17})?$", description="事项标识")
    after: After = ""
    size: Size = Field(50, description="每页条数")


class CaseFilters(Schema):
    q: str = Field("", max_length=100, pattern=ANY, description="受理号，或者申请人、事项名称中的字")
    state: str = Field("", pattern=r"^([a-z_]{1,24})?$", description="状态代码")
    light: Literal["", "normal", "warning", "overdue"] = Field("", description="时限：正常、预警、逾期")
    organisation: str = Field("", pattern=r"^([1-9][0-9]{0,17})?$", description="实施机关标识")
    region: str = Field("", pattern=r"^([1-9][0-9]{1,11})?$", description="区划代码")
    item: str = Field("", pattern=r"^([1-9][0-9]{0,17})?$", description="事项标识")
    channel: Literal["", "portal", "window", "api"] = Field("", description="渠道")
    since: Day | None = Field(None, description="提交日期从")
    until: Day | None = Field(None, description="提交日期到")
    open_only: Literal["", "1"] = Field("", description="1：只看时限在走的，快到期的在前")
    after: After = ""
    size: Size = Field(50, description="每页条数")
