"""Messages about lists of a batch."""

from __future__ import annotations

from bancheng.registers.messages.types import template

SUBMITTED = template(
    "lists.submitted",
    title="待审核：{organ}的{batch}清单",
    body="{organ}提交了“{batch}”清单，共 {entries} 项，请在 {due} 前审核。",
)
RETURNED = template(
    "lists.returned",
    title="退回修改：{batch}清单",
    body="“{batch}”清单退回修改：{note}。请修改后再提交，报送截止 {due}。",
)
DELIVERED = template(
    "lists.delivered",
    title="收到清单：{organ}，{batch}",
    body="{organ}的“{batch}”清单共 {entries} 项，经编办审核通过，{at} 同时报送两级平台建设办公室。",
)
