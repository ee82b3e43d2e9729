"""How people are asked for their rating."""

from __future__ import annotations

from bancheng.registers.messages.types import SMS, template

INVITATION = template(
    "ratings.invitation",
    title="请您评价：{item}",
    body="您办理的“{item}”（办件编号 {number}）已经办结。请您评价这次服务，{until}以前（含当天）有效，只能评价一次。"
    "是否评价、怎样评价由您决定，不影响办理结果。评价链接：{link}",
    channels=(SMS,),
)
