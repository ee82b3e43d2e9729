"""快递通知: where a courier tells by itself where a parcel is. The signature in the body is the only key."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from bancheng.casework.cases import services
from bancheng.doors.openapi.problems import Unfit, refusals

WORD = r"^[\x21-\x7e]*$"
router = Router(tags=["couriers"])


class CourierNotice(Schema, extra="forbid"):
    """What a courier tells of a parcel; `signature` is its HMAC-SM3 over all the rest in canonical form."""

    tracking: Annotated[str, Field(min_length=1, max_length=40, pattern=WORD, description="运单号")]
    state: Annotated[
        str, Field(pattern=r"^(ordered|picked|transit|delivering|signed|returned)$", description="快件状态")
    ]
    at: Annotated[str, Field(max_length=40, pattern=WORD, description="时间（带时区）")]
    text: Annotated[str, Field(max_length=200, description="说明")]
    signed_by: Annotated[str, Field(max_length=60, description="签收人，没有签收的为空")]
    signature: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", description="签名")]


class NoticeAnswer(Schema):
    """Received; whether it was news is not told, the courier need not send it again."""

    result: Literal["received"]


@router.post(
    "couriers/callbacks",
    url_name="courier-callback",
    summary="快递公司通知快件轨迹",
    response={200: NoticeAnswer, **refusals(403, 413, 415)},
)
def callback(request: HttpRequest, body: CourierNotice) -> Any:
    """快递公司用约定的密钥签名后通知。重复的、比现在的状态早的只登记轨迹；不是本平台寄出的不理会；签名不对的返回 403。"""
    try:
        services.take_courier_notice(body.model_dump())
    except services.ForgedNotice as error:
        raise Unfit(403, "couriers.forged", "签名不对，请核对密钥和签名方法。") from error
    return {"result": "received"}
