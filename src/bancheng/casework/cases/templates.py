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
PRE_REVIEWED = template(
    "cases.pre_reviewed",
    title="预审通过：{item}",
    body="您的申请“{item}”（{number}）网上预审通过。{come}{note}",
    channels=(SMS,),
)
PRE_REVIEW_LAPSED = template(
    "cases.pre_review_lapsed",
    title="预审已作废：{item}",
    body="您的申请“{item}”（{number}）预审通过后，到 {until} 没有到窗口办理，已经作废。需要办理的，请重新申请。",
    channels=(SMS,),
)
WITHDRAWAL_ASKED = template(
    "cases.withdrawal_asked",
    title="申请人申请撤回：{item}",
    body="办件 {number}（{item}）的申请人申请撤回，理由：{reason}。请答复同意或者不同意；答复以前时限照常计算。",
)
WITHDRAWAL_DECLINED = template(
    "cases.withdrawal_declined",
    title="不同意撤回：{item}",
    body="您申请撤回“{item}”（{number}），办理机关不同意。理由：{reason}。办件继续办理。",
    channels=(SMS,),
)
TERMINATED = template(
    "cases.terminated",
    title="已终止办理：{item}",
    body="您的申请“{item}”（{number}）经您申请已经终止办理。{answer}需要时可以重新申请。",
    channels=(SMS,),
)
CONSULTED = template(
    "cases.consulted",
    title="征求意见：{item}",
    body="{organ}就办件 {number}（{item}）征求您单位的意见，请在 {due} 前答复。",
)
CONSULTATION_ANSWERED = template(
    "cases.consultation_answered",
    title="征求的意见有答复：{item}",
    body="办件 {number}（{item}）征求的意见有新的答复，或者有机构到期没有答复，请查看。{left}",
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
REFUND_DUE = template(
    "cases.refund_due",
    title="请核实是否退款：{item}",
    body="办件 {number}（{item}）{state}，缴款单 {bill} 已经缴费。请核实后办理退款，或者说明不退的理由。",
)
OVERDUE = template(
    "cases.deadline_passed",
    title="已逾期：{item}",
    body="办件 {number}（{item}）的{clock}最后一天是 {due}，已经逾期，请立即办理。",
)
TALK_TO_APPLICANT = template(
    "cases.talk_to_applicant",
    title="办理机关给您留言：{item}",
    body="您的申请“{item}”（{number}）有新的留言，请在“我的办件”查看，可以在那里回复。",
    channels=(SMS,),
)
TALK_TO_DESK = template(
    "cases.talk_to_desk",
    title="办事人留言：{item}",
    body="办件 {number}（{item}）的办事人留言，请查看并答复。",
)
URGED = template(
    "cases.urged",
    title="催办：{item}",
    body="办件 {number}（{item}）被催办。{words}",
)
CORRECTED = template(
    "cases.corrected",
    title="决定书有更正：{item}",
    body="您的申请“{item}”（{number}）的决定书有文字更正：{wrong}，更正为{right}。更正通知书 {paper} 在“我的办件”查看，决定不变。",
)
REVOKED = template(
    "cases.revoked",
    title="准予决定已撤销：{item}",
    body="您的申请“{item}”（{number}）的准予决定已经撤销，证照同时注销。理由和救济途径见撤销决定书 {paper}，请在“我的办件”查看。",
    channels=(SMS,),
)
DELIVERY_OVERDUE = template(
    "cases.delivery_overdue",
    title="结果没有按期送达：{item}",
    body="办件 {number}（{item}）应当在 {due} 前颁发、送达（行政许可法第四十四条），现在还没有送达，请立即办理。",
)
PARCEL_SENT = template(
    "cases.parcel_sent",
    title="结果已寄出：{item}",
    body="您的申请“{item}”（{number}）的结果已交{carrier}寄出，运单号 {tracking}。到哪里了，请在“我的办件”查看。",
    channels=(SMS,),
)
PARCEL_BACK = template(
    "cases.parcel_back",
    title="快件被退回：{item}",
    body="办件 {number}（{item}）寄出的结果（{carrier} {tracking}）被退回，请联系申请人，重新寄送或者改为窗口领取。",
)
LICENCE_REPLACED = template(
    "cases.licence_replaced",
    title="证照正在换发：{name}",
    body="您办理“{item}”（{number}）取得的{name}正在换发，签章后原来的版本失效，请在“我的证照”里使用新的版本。",
)
CONSULTATION_ESCALATED = template(
    "cases.consultation_escalated",
    title="征求意见逾期未答复，请督办：{unit}",
    body="办件 {number}（{item}）征求{unit}的意见，到期没有答复。请督办。",
)
FORM_CORRECTED = template(
    "cases.form_corrected",
    title="申请内容已更正：{item}",
    body="经您同意，您的申请“{item}”（{number}）中的{labels}已由受理人员更正。请在“我的办件”里核对；有误的，请立即联系受理窗口。",
)
RENEWAL_NEAR = template(
    "cases.renewal_near",
    title="证照快到期：{name}",
    body="您办理“{item}”（{number}）取得的{name}有效期到 {until}。需要延续的，请在 {apply_by} 前打开“我的办件”里的这一件，申请延续（行政许可法第五十条）。",
    channels=(SMS,),
)
RENEWAL_DEEMED = template(
    "cases.renewal_deemed",
    title="逾期未作决定，视为准予延续：{item}",
    body="办件 {number}（{item}）到 {ended} 原证照届满时没有作出决定，依法视为准予延续（行政许可法第五十条），请立即办理换证。",
)
COMMITMENT_TO_CHECK = template(
    "cases.commitment_to_check",
    title="请核查告知承诺：{item}",
    body="办件 {number}（{item}）以告知承诺方式办成，抽中事后核查，请在 {due} 前核查并登记结果。",
)
COMMITMENT_KEPT = template(
    "cases.commitment_kept",
    title="承诺已履行：{item}",
    body="您的申请“{item}”（{number}）的告知承诺经核查已经履行。",
)
COMMITMENT_BROKEN = template(
    "cases.commitment_broken",
    title="承诺没有履行：{item}",
    body="您的申请“{item}”（{number}）的告知承诺经核查没有履行：{note}。到 {until} 以前不能再用告知承诺办理，本机关将依法处理。",
    channels=(SMS,),
)
COMMITMENT_BREACHED = template(
    "cases.commitment_breached",
    title="承诺没有履行，请依法处理：{item}",
    body="办件 {number}（{item}）的告知承诺经核查没有履行：{note}。请核对证据，依法撤销决定或者作其他处理。",
)
