"""What firms and departments are told of projects."""

from __future__ import annotations

from bancheng.registers.messages.types import SMS, template

REGISTERED = template(
    "projects.registered",
    title="项目已登记：{name}",
    body="您单位的项目“{name}”已经登记，统一代码 {code}。代码终身不变，办理项目审批时请填写。登记单可以在项目页面下载。",
    channels=(SMS,),
)
RETURNED = template(
    "projects.returned",
    title="请修改项目信息：{name}",
    body="您单位的项目“{name}”退回修改：{reason}。改好以后请重新提交登记。",
    channels=(SMS,),
)
CANCELLED = template(
    "projects.cancelled",
    title="项目已撤销：{name}",
    body="项目“{name}”（{code}）已经撤销：{reason}。原代码不再用于新的审批。",
)
WAITING = template(
    "projects.waiting",
    title="项目待受理：{name}",
    body="{firm}提交了项目“{name}”的登记，请受理并赋码，或者退回修改。",
)
CHANGED = template(
    "projects.changed",
    title="项目信息有变更：{name}",
    body="项目“{name}”（{code}）的信息有变更：{reason}。",
)
PROBLEM_OPENED = template(
    "projects.problem_opened",
    title="项目问题交办：{title}",
    body="项目“{name}”的问题“{title}”交由你单位办理：{study} 前研究，{feedback} 前反馈，{settle} 前解决。",
)
NODE_WARNED = template(
    "projects.node_warned",
    title="今天到期：{title}（{node}）",
    body="项目“{name}”的问题“{title}”今天应当完成{node}，还没有登记。",
)
NODE_OVERDUE = template(
    "projects.node_overdue",
    title="已经逾期：{title}（{node}）",
    body="项目“{name}”的问题“{title}”应当在 {due} 前完成{node}，已经逾期。责任单位：{organ}。",
)
