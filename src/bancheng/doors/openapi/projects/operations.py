"""部门系统审批结果: what a department's own system tells of an approval of a project. The signature is the only key (PRJ-04)."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from bancheng.casework.projects import services
from bancheng.doors.openapi.problems import Unfit, refusals

WORD = r"^[\x21-\x7e]*$"
router = Router(tags=["projects"])


class RouteNode(Schema, extra="forbid"):
    """A node of the exchange that the message passed."""

    node: Annotated[str, Field(min_length=1, max_length=60, description="节点名称")]
    at: Annotated[str, Field(max_length=40, pattern=WORD, description="时间（带时区）")]


class DepartmentResult(Schema, extra="forbid"):
    """What a department's system tells of one approval; `signature` is its HMAC-SM3 over all the rest in canonical form,

    `system` left out.
    """

    system: Annotated[str, Field(min_length=1, max_length=40, pattern=WORD, description="来源系统的标识")]
    message: Annotated[
        str, Field(min_length=1, max_length=60, pattern=WORD, description="消息编号，同一消息重发时不变")
    ]
    code: Annotated[str, Field(min_length=20, max_length=30, description="投资项目统一代码")]
    external: Annotated[str, Field(min_length=1, max_length=60, description="审批在来源系统中的编号")]
    item_name: Annotated[str, Field(min_length=2, max_length=200, description="审批事项")]
    organ: Annotated[str, Field(min_length=2, max_length=120, description="审批部门的统一社会信用代码或者名称")]
    region: Annotated[str, Field(pattern=r"^[0-9]{6,12}$", description="审批部门的区划代码")]
    outcome: Annotated[str, Field(pattern=r"^(accepted|granted|refused)$", description="状态：受理、准予、不予")]
    happened_on: Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", description="日期")]
    document: Annotated[str, Field(max_length=100, description="批复文号，没有的为空")]
    stage: Annotated[str, Field(pattern=r"^(|land|works|build|finish)$", description="审批阶段，不清楚的为空")]
    route: Annotated[list[RouteNode], Field(max_length=20, description="经过的节点，先后为序")]
    signature: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", description="签名")]


class ResultReceipt(Schema):
    """Received, with the number of the receipt; the same message again gets the same number."""

    result: Literal["received"]
    receipt: str


@router.post(
    "projects/results",
    url_name="project-result",
    summary="部门业务系统报送项目审批结果",
    response={200: ResultReceipt, **refusals(403, 413, 415, 422)},
)
def result(request: HttpRequest, body: DepartmentResult) -> Any:
    """部门自己的审批、办公系统用约定的密钥签名后报送。同一消息重发得到同一回执；日期较早的消息不会改回状态；签名不对的返回 403。"""
    try:
        receipt = services.take_result(body.model_dump())
    except services.ForgedResult as error:
        raise Unfit(
            403, "projects.forged", "签名不对，或者没有登记这个系统。请核对系统标识、密钥和签名方法。"
        ) from error
    return {"result": "received", "receipt": receipt}
