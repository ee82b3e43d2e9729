"""How people are told of their bills."""

from __future__ import annotations

from bancheng.registers.messages.types import SMS, template

RAISED = template(
    "payments.raised",
    title="请缴费：{item}",
    body="您办理的“{item}”应缴 {amount} 元（{payee}收，缴款单 {number}），请在{until}以前（含当天）缴清。"
    "收费标准、依据和缴费方式见缴款单：{link}",
    channels=(SMS,),
)
PAID = template(
    "payments.paid",
    title="缴费成功：{item}",
    body="您办理的“{item}”已缴 {amount} 元，电子票据号码 {ticket}，可以在这里下载和查验：{link}",
)
REFUNDED = template(
    "payments.refunded",
    title="已退款：{item}",
    body="您办理的“{item}”缴的 {amount} 元已经原路退回，原票据已冲红，冲红票据号码 {ticket}：{link}",
)
