"""Messages about drafts under review."""

from __future__ import annotations

from bancheng.registers.messages.types import template

SUBMITTED = template(
    "catalog.submitted",
    title="待审核：{item}办事指南第 {number} 版",
    body="{organ}的{who}送审“{item}”办事指南第 {number} 版。送审说明：{note}",
)
RECALLED = template(
    "catalog.recalled",
    title="不用审核了：{item}办事指南第 {number} 版",
    body="{who}撤回了“{item}”办事指南第 {number} 版的送审：{why}",
)
RETURNED = template(
    "catalog.returned",
    title="退回修改：{item}办事指南第 {number} 版",
    body="{who}退回了“{item}”办事指南第 {number} 版，原因：{reason}。请修改后再送审。",
)
PUBLISHED = template(
    "catalog.published",
    title="已发布：{item}办事指南第 {number} 版",
    body="您送审的“{item}”办事指南第 {number} 版已由{who}审核发布，{day}起施行。",
)
