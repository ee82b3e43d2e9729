"""What people are told about inquiries."""

from __future__ import annotations

from bancheng.registers.messages.types import template

OFFERED = template(
    "inquiries.offered",
    title="有一件首问咨询转交给您",
    body="{giver}请您接收一件首问咨询（理由：{reason}）。您接收以前，仍由{giver}负责；请尽快接收或者退回。",
)
TAKEN = template(
    "inquiries.taken",
    title="您转交的首问咨询已经接收",
    body="{taker}已经接收您转交的首问咨询，由其负责答复。",
)
DECLINED = template(
    "inquiries.declined",
    title="您转交的首问咨询没有接收",
    body="{taker}没有接收您转交的首问咨询（理由：{words}），仍由您负责答复。",
)
LATE = template(
    "inquiries.late",
    title="首问咨询还没有答复",
    body="{owner}负责的一件首问咨询应当在 {due} 前答复，还没有答复，请尽快答复或者办理转交。",
)
