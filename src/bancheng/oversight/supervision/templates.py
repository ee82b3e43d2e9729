"""How supervisors are told of a finding."""

from __future__ import annotations

from bancheng.registers.messages.types import template

FOUND = template(
    "supervision.found",
    title="监察发现：{rule}",
    body="{organ}办理的“{item}”（办件编号 {number}）：{rule}。责任岗位或人员：{responsible}。应办日期：{due}。请打开监察页面核查。",
)
