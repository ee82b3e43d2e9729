"""What applicants and desks are told as a case moves."""

from __future__ import annotations

from bancheng.registers.messages.types import SMS, template

SUBMITTED = template(
    "cases.submitted",
    title="已收到申请：{item}",
    body="您的申请“{item}”已经收到，办件编号 {number}。{organ}将在 {due} 前答复是否受理。可以在“我的办件”查看进度，下载收件凭证。",
)
SUPPLEMENT = template(
    "cases.supplement_requested",
    title="请补正材料：{item}",
    body="您的申请“{item}”（{number}）需要补正：{gaps}。请在“我的办件”补交，也可以到窗口提交。补正期间不计入办理时限。",
    channels=(SMS,),
)
ACCEPTED = template(
    "cases.accepted",
    title="已受理：{item}",
    body="您的申请“{item}”（{number}）已经受理，{due} 前办结。{note}",
    channels=(SMS,),
)
NOT_ACCEPTED = template(
    "cases.not_accepted",
    title="不予受理：{item}",
    body="您的申请“{item}”（{number}）不予受理。理由：{reason}。不予受理通知书和救济途径请在“我的办件”查看。",
    channels=(SMS,),
)
DECIDED = template(
    "cases.decided",
    title="已作出决定：{item}",
    body="您的申请“{item}”（{number}）已经作出决定：{outcome}。决定书 {decision} 正在送达，请在“我的办件”查看。",
    channels=(SMS,),
)
DELIVERED = template(
    "cases.delivered",
    title="结果已送达：{item}",
    body="您的申请“{item}”（{number}）的结果已经送达（{method}）。{how}",
    channels=(SMS,),
)
WITHDRAWN = template(
    "cases.withdrawn",
    title="已撤回：{item}",
    body="您的申请“{item}”（{number}）已经撤回，需要时可以重新申请。",
)
FILED_FOR_YOU = template(
    "cases.filed_for_you",
    title="有人代您提交了申请：{item}",
    body="{agent}以受托人身份代您提交了“{item}”（{number}）。不是您委托的，请马上拨打 12345，并到受理窗口撤回。",
    channels=(SMS,),
)
NEAR = template(
    "cases.deadline_near",
    title="快到期：{item}",
    body="办件 {number}（{item}）的{clock}最后一天是 {due}，请抓紧办理。",
)
OVERDUE = template(
    "cases.deadline_passed",
    title="已逾期：{item}",
    body="办件 {number}（{item}）的{clock}最后一天是 {due}，已经逾期，请立即办理。",
)
URGED = template(
    "cases.urged",
    title="催办：{item}",
    body="办件 {number}（{item}）被催办。{words}",
)
