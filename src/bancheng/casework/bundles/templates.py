"""What is told of the whole, once for all its members (一次告知)."""

from __future__ import annotations

from bancheng.registers.messages.types import SMS, template

SUBMITTED = template(
    "bundles.submitted",
    title="已收到：{name}",
    body="您申请的“{name}”已经收到，受理号 {number}，{parts} 个事项已经同时交给有关部门，预计 {due} 前全部办完。进度在“我的办件”里一处查看。",
)
SUPPLEMENT = template(
    "bundles.supplement",
    title="请一次补正：{name}",
    body="您申请的“{name}”（{number}）需要补正，各部门要补的内容已经合在一起：{gaps}。请在“我的办件”一次补交，也可以到窗口提交。",
    channels=(SMS,),
)
PART_GRANTED = template(
    "bundles.part_granted",
    title="已办成：{label}",
    body="“{name}”（{number}）中的“{label}”已经办成。{then}",
)
PART_REFUSED = template(
    "bundles.part_refused",
    title="没有办成：{label}",
    body="“{name}”（{number}）中的“{label}”没有办成：{why}。{then}决定和不服怎么办，在“我的办件”里查看；改正后可以在那里重新申请这一项，其他内容不用再填。",
    channels=(SMS,),
)
PART_STOPPED = template(
    "bundles.part_stopped",
    title="已经停止：{label}",
    body="“{name}”（{number}）中的“{label}”没有交给部门，已经停止：{why}。其他事项照常办理，进度在“我的办件”里查看。",
    channels=(SMS,),
)
PART_ADDED = template(
    "bundles.part_added",
    title="需要增加一项：{label}",
    body="“{name}”（{number}）按新的情况要增加“{label}”：{why}。填过的内容已经带过来，请在“我的办件”里核对、补充后提交。",
    channels=(SMS,),
)
PART_NEEDS_MORE = template(
    "bundles.part_needs_more",
    title="请补充：{label}",
    body="“{name}”（{number}）中的“{label}”可以开始办理了，还缺：{missing}。请在“我的办件”里补充后提交。",
    channels=(SMS,),
)
VISIT = template(
    "bundles.visit",
    title="联合踏勘：{name}",
    body="“{name}”（{number}）的 {members} 将在 {on} 一起到 {place} 踏勘，只来一次。{note}",
    channels=(SMS,),
)
CLOSED = template(
    "bundles.closed",
    title="已办结：{name}",
    body="您申请的“{name}”（{number}）已经办结：{outcome}。结果在“我的办件”和“我的证照”里。",
    channels=(SMS,),
)
LEAD_TOLD = template(
    "bundles.lead_told",
    title="一件事有成员没有办成：{label}",
    body="“{name}”（{number}）中的“{label}”没有办成，请牵头协调，帮助申请人改正后继续办理。",
)
