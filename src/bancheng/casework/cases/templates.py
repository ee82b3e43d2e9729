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
TOLERANCE_OFFERED = template(
    "cases.tolerance_offered",
    title="请签署承诺书：{item}",
    body="您的申请“{item}”（{number}）还缺：{gaps}。可以容缺受理：请在“我的办件”签署承诺书，或者到窗口签署，并在 {due} 前补齐。{consequence}",
    channels=(SMS,),
)
TOLERANCE_SIGNED = template(
    "cases.tolerance_signed",
    title="承诺书已签署：{item}",
    body="办件 {number}（{item}）的申请人已经签署容缺受理承诺书，可以容缺受理。",
)
TOLERANCE_NEAR = template(
    "cases.tolerance_near",
    title="请补齐材料：{item}",
    body="您的申请“{item}”（{number}）承诺在 {due} 前补齐：{gaps}。请在“我的办件”补交，也可以到窗口提交。{consequence}",
    channels=(SMS,),
)
TOLERANCE_MADE_UP = template(
    "cases.tolerance_made_up",
    title="容缺材料已补齐：{item}",
    body="办件 {number}（{item}）的申请人已经补齐容缺的内容，请查看。{late}",
)
TOLERANCE_LAPSED = template(
    "cases.tolerance_lapsed",
    title="拟不予决定：{item}",
    body="办件 {number}（{item}）容缺的内容到 {due} 没有补齐，已经生成拟不予决定，请审批。",
)
TOLERANCE_OVER = template(
    "cases.tolerance_over",
    title="补齐期限已过：{item}",
    body="您的申请“{item}”（{number}）承诺补齐的内容到 {due} 没有补齐，本机关将依法作出决定。决定作出前仍可以补交。",
    channels=(SMS,),
)
NOT_ACCEPTED = template(
    "cases.not_accepted",
    title="不予受理：{item}",
    body="您的申请“{item}”（{number}）不予受理。理由：{reason}。不予受理通知书和救济途径请在“我的办件”查看。",
    channels=(SMS,),
)
PROCEDURE_STARTED = template(
    "cases.procedure_started",
    title="进行特别程序：{item}",
    body="您的申请“{item}”（{number}）需要进行{procedures}。这些程序不算您到现场的次数。告知书在“我的办件”查看。",
    channels=(SMS,),
)
PROCEDURE_ENDED = template(
    "cases.procedure_ended",
    title="特别程序已结束：{item}",
    body="您的申请“{item}”（{number}）的{procedures}已经结束。{then}",
    channels=(SMS,),
)
PROCEDURE_OVERRUN = template(
    "cases.procedure_overrun",
    title="{procedure}超过告知的时间：{item}",
    body="办件 {number}（{item}）的{procedure}书面告知到 {until} 结束，现在还没有结束。请登记结束，或者向申请人说明情况。",
)
EXTENDED = template(
    "cases.extended",
    title="延长办理期限：{item}",
    body="您的申请“{item}”（{number}）经批准延长 {days} 个工作日，{due} 前办结。理由：{reason}。延期告知书在“我的办件”查看。",
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
