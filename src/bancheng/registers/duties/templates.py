"""How duties are brought to mind."""

from __future__ import annotations

from bancheng.registers.messages.types import template

REMINDER = template(
    "duties.reminder",
    title="限期任务{when}：{title}",
    body="“{title}”应当在{due}前（含当天）完成，{when}。责任角色：{role}。依据：{basis}。",
)
