"""收款通知: where cashiers outside tell what came of an order. The signature in the body is the only key."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from bancheng.doors.openapi.problems import Unfit, refusals
from bancheng.registers.payments import services

WORD = r"^[\x21-\x7e]*$"
router = Router(tags=["payments"])


class CallbackBody(Schema, extra="forbid"):
    """What a cashier tells of an order; `signature` is its HMAC-SM3 over all the rest in canonical form."""

    order: Annotated[str, Field(min_length=1, max_length=32, pattern=WORD, description="订单号")]
    state: Annotated[str, Field(max_length=12, pattern=r"^(paid|failed|closed|pending)$", description="订单状态")]
    amount_fen: Annotated[int, Field(ge=0, le=2**53 - 1, strict=True, description="金额（分）")]
    channel: Annotated[str, Field(max_length=20, pattern=WORD, description="缴费渠道代码")]
    transaction: Annotated[str, Field(max_length=64, pattern=WORD, description="交易流水号")]
    paid_at: Annotated[str, Field(max_length=40, pattern=WORD, description="收款时间（带时区），没有收款的为空")]
    sent_at: Annotated[str, Field(max_length=40, pattern=WORD, description="签发时间（带时区）")]
    nonce: Annotated[str, Field(max_length=64, pattern=WORD, description="随机数")]
    signature: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", description="签名")]


class CallbackAnswer(Schema):
    """Received; whether it was believed is not told, the cashier need not send it again."""

    result: Literal["received"]


@router.post(
    "payments/callbacks",
    url_name="payment-callback",
    summary="收款平台通知缴费结果",
    response={200: CallbackAnswer, **refusals(403, 413, 415)},
)
def callback(request: HttpRequest, body: CallbackBody) -> Any:
    """收款平台用约定的密钥签名后通知。重复、过期、金额不符的只登记不采信；签名不对的返回 403，也登记。"""
    if services.take_callback(payload=body.model_dump()).verdict == "forged":
        raise Unfit(403, "payments.forged", "签名不对，请核对密钥和签名方法。")
    return {"result": "received"}
