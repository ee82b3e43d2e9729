"""The kind of duty of projects: a problem under the 13710 work system, owed by the department it was given to."""

from __future__ import annotations

from bancheng.registers.duties.types import kind

BASIS = "13710 工作制度：1 天研究、3 天反馈、7 天（重大问题 1 个月）解决、0 销号"

# The nodes in between are the problem's own (`rules.nodes`, watched by `schedule`); the duty is due with its settlement.
PROBLEM = kind(
    "projects.problem",
    title="解决投资项目问题",
    role="approver",
    where="项目问题解决以后，由发展改革部门在项目问题页面销号，这项任务随之办结。",
    ladder=((3, "approver"), (0, "approver"), (-1, "organ_head"), (-1, "supervisor")),
)
