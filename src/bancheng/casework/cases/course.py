"""The course of a case: its journal in words. One reading for applicant and supervisor alike (FLW-21), but for internal stages."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from bancheng.casework.cases import rights, standing
from bancheng.casework.cases.keys import SILENCES
from bancheng.casework.cases.lifecycle import CASE
from bancheng.casework.cases.models import Case
from bancheng.casework.cases.rules import not_accepting, texts
from bancheng.casework.cases.types import (
    CAPACITIES,
    CHANNELS,
    CHECKS,
    COMMITMENT_RESULTS,
    DELIVERIES,
    GIVEN,
    IDENTITY_METHODS,
    OPINIONS,
    OUTCOMES,
    SIGNED_HOW,
    StepView,
    TraceLine,
)
from bancheng.casework.cases.types.mending import CONSENTS
from bancheng.ground.journal import selectors as journal
from bancheng.ground.journal.models import Entry
from bancheng.ground.law import PROCEDURE_LABELS, in_shanghai

LABELS = {line.verb: line.label for line in CASE.steps}
OF_A_STAGE = frozenset({"review", "send_back"})
OF_A_STEP = ("number", "at", "actor_name", "verb", "article", "facts")
INNER = {
    "start": "开始填写",
    "set_applicant": "选择申请人",
    "offer_tolerance": "告知容缺受理",
    "sign_tolerance": "签署容缺受理承诺书",
    "choose_commitment": "选择告知承诺",
    "sign_commitment": "签署告知承诺书",
    "drop_commitment": "取消告知承诺",
    "check_commitment": "事后核查告知承诺",
    "resend_credit": "重新报送信用记录",
    "lapse_tolerance": "容缺内容逾期未补齐，拟不予决定",
    "choose_intermediary": "选择中介服务机构",
    "refresh_guide": "改用新版指南",
    "add_file": "上传材料",
    "remove_file": "撤下材料",
    "reuse_file": "沿用材料",
    "use_licence": "关联电子证照",
    "undo_material": "撤销材料登记",
    "receive_paper": "收取纸质材料",
    "check_material": "核验材料",
    "verify": "调用接口核验",
    "note": "写内部备注",
    "talk": "留言",
    "hear_talk": "注明留言无需答复",
    "prove_material": "数据共享核验材料",
    "invite_helper": "邀请远程协助",
    "join_help": "加入远程协助",
    "give_hint": "远程协助标注",
    "end_help": "结束远程协助",
    "warn": "到期预警",
    "delivery_overdue": "超过十日没有颁发、送达",
    "ship": "交快递寄送结果",
    "attach_return": "登记送达回证",
    "parcel": "快件有新的状态",
    "take_parcel": "收到快递来件",
    "receive_originals": "收下原件",
    "return_original": "退还原件",
    "renewal_deemed": "届满未作决定，视为准予延续",
    "export": "导出办件",
    "overdue": "超过时限",
    "statutory_overdue": "超过法定时限",
    "step_overdue": "环节超时",
    "recompute": "工作日历变更，重算时限",
    "procedure_overrun": "特别程序超过书面告知的时间",
    "check_in": "到窗口核验身份",
    "consultation_silent": "征求意见逾期未答复",
}
FACTS = {
    "received_on": "收件日期",
    "due_on": "到期日",
    "statutory_due_on": "法定到期日",
    "accepted_on": "受理日期",
    "paper": "文书",
    "reason": "理由",
    "right_office": "应向何处申请",
    "not_accept_ground": "不予受理的情形",
    "opinion": "意见",
    "outcome": "结果",
    "name": "名称",
    "stage": "环节代码",
    "person": "第几人",
    "licence": "电子证照",
    "consent": "申请人同意调用",
    "method": "方式",
    "guide": "指南版本",
    "channel": "渠道",
    "capacity": "身份",
    "form": "表单摘要（SM3）",
    "round": "第几次",
    "sentence": "拒绝理由",
    "code": "代码",
    "line": "材料序号",
    "result": "核验结果",
    "digest": "文件摘要",
    "scan": "签字件摘要",
    "words": "留言",
    "basis": "依据",
    "clock": "时限",
    "unclaimed": "未登记领取",
    "answer_by": "应答期限",
    "item": "事项编号",
    "legal_person": "单位",
    "filer": "办理人",
    "materials": "材料",
    "given": "提交方式",
    "files": "文件摘要（SHA-256）",
    "criteria": "审查要点",
    "text": "要点",
    "met": "符合",
    "verified": "核验结果",
    "reach": "核验方式",
    "side": "哪一方",
    "text_digest": "内容摘要（SM3）",
    "precheck": "提交前预检",
    "shown": "已给申请人看过",
    "suggested": "系统建议的理由",
    "taken": "采用的建议",
    "value": "数值",
    "unit": "单位",
    "bounds": "上下限",
    "proposed": "系统建议",
    "deviation": "与系统建议不同的理由",
    "note": "说明",
    "two_persons": "须两人办理",
    "items": "需要补正",
    "gap": "补正内容",
    "new_fact": "新出现的情况",
    "seen": "告知时的文件",
    "by_applicant": "申请人本人",
    "masked": "证件号码",
    "source": "来源",
    "consequence": "逾期处理办法",
    "make_up_by": "补齐期限",
    "how": "签署方式",
    "late": "逾期补齐",
    "as_proposed": "与拟作决定一致",
    "before": "原到期日",
    "kind": "特别程序",
    "started_on": "开始日期",
    "expected_days": "所需工作日数",
    "expected_on": "预计结束日期",
    "ended_on": "结束日期",
    "stops": "法定办结时限停止计算",
    "cited": "其他法律依据",
    "hearing_at": "听证时间",
    "hearing_place": "听证地点",
    "host": "主持人",
    "present": "参加人数",
    "unsigned": "拒绝签字的人数",
    "hearing_record": "听证笔录",
    "fields": "更正的内容",
    "old": "原来的",
    "new": "更正后的",
    "agreed": "申请人怎样同意",
    "about": "征求意见的内容",
    "replaced": "换发前的证照",
    "changed": "变更的照面要素",
    "change": "变更办件",
    "not_held": "没有举行的听证",
    "procedure": "特别程序序号",
    "stands_in_for": "代谁办理",
    "powers": "行使权限的岗位",
    "on_the_spot": "依据",
    "days": "延长的工作日数",
    "approved_by": "批准人",
    "commitment": "告知承诺书摘要（SM3）",
    "check_draw": "抽查号码",
    "check_rate": "抽查比例（%）",
    "check_due": "核查期限",
    "evidence": "证据",
    "organ": "核查单位",
    "barred_until": "不再适用告知承诺到",
    "bring": "要带的原件",
    "must_come": "须到窗口",
    "until": "最后一天",
    "answer": "答复",
    "units": "征求意见的机构",
    "asked": "被征求意见的机构",
    "question": "征求的意见",
    "silence": "逾期未答复的",
    "after_due": "逾期答复",
    "wrong": "原文",
    "right": "更正为",
    "ground": "撤销的法定情形",
    "heard": "听取陈述、申辩的情况",
    "remedies": "救济途径",
    "signed_at": "签收时间",
    "signed_by": "签收人",
    "parcel": "快件",
    "carrier": "快递公司",
    "tracking": "运单号",
    "recipient": "收件人",
    "contents": "内件",
    "state": "状态",
    "names": "原件",
    "copies": "份数",
    "renews": "延续的办件",
    "licence_id": "证照序号",
    "prolonged_to": "有效期延续到",
    "form_of_file": "文件格式",
    "from": "原版本",
    "to": "新版本",
}
VALUES = {
    "verified": {"same": "一致", "differs": "不一致", "absent": "没有查到", "down": "连接不上"},
    "reach": {"inside": "单位内部核验", "between": "单位之间核验", "network": "网络核验"},
    "side": {"applicant": "办事人", "staff": "办理机关"},
    "proposed": OPINIONS,
    "outcome": {**OUTCOMES, **OPINIONS},
    "given": GIVEN,
    "how": SIGNED_HOW,
    "channel": CHANNELS,
    "capacity": CAPACITIES,
    "method": {**DELIVERIES, **IDENTITY_METHODS},
    "result": {**CHECKS, **COMMITMENT_RESULTS},
    "kind": {kind.value: kind.label for kind in PROCEDURE_LABELS},
    "silence": dict(SILENCES),
    "agreed": CONSENTS,
    "not_accept_ground": {one.code: one.words for one in not_accepting.GROUNDS.values()},
    "clock": {"acceptance": "受理时限", "decision": "承诺办结时限", "statutory": "法定办结时限"},
}


def steps(case: Case, *, inner: Collection[str] = (), public: bool = False) -> tuple[StepView, ...]:
    """Every step that was taken, first to last. `public`: for anybody with number and code: no names, words or papers.

    `inner`: keys of stages that this reader is not told of (内外有别, CAT-45).
    """
    entries = journal.entries_of(standing.subject_of(case)).filter(refused=False, verb__in=LABELS)
    return tuple(_step(entry, public) for entry in entries.only(*OF_A_STEP) if _stage_of(entry) not in inner)


def _stage_of(entry: Entry) -> str:
    return str(entry.facts.get("stage", "")) if entry.verb in OF_A_STAGE else ""


def trace_line(entry: Entry) -> TraceLine:
    """One entry of the journal for who supervises: everything it holds."""
    return TraceLine(
        number=entry.number,
        at=in_shanghai(entry.at),
        actor=entry.actor_name,
        verb=entry.verb,
        label=LABELS.get(entry.verb) or INNER.get(entry.verb, entry.verb),
        refused=entry.refused,
        article=entry.article,
        facts=tuple((FACTS.get(name, name), _plain(value, name)) for name, value in entry.facts.items()),
        digest=entry.digest,
    )


def _step(entry: Entry, public: bool) -> StepView:
    label = LABELS[entry.verb]
    if entry.verb == "review" and not public:
        label = f"{entry.facts.get('name', label)}"
    return StepView(
        number=entry.number,
        at=in_shanghai(entry.at),
        verb=entry.verb,
        label=label,
        who="" if public else entry.actor_name,
        text=_text(entry.verb, entry.facts, public),
        article=entry.article,
        paper="" if public else str(entry.facts.get("paper", "")),
        by_right="" if public else rights.in_words(entry.facts),
    )


def _text(verb: str, facts: Mapping[str, Any], public: bool) -> str:
    """What the applicant needs to know of a step; opinions inside the organ are not among it."""
    match verb:
        case "submit" | "supplement" if facts.get("due_on"):
            return f"{_day(facts['due_on'])}前答复是否受理"
        case "accept" | "accept_tolerant" | "deem_accepted" if facts.get("due_on"):
            silent = "五个工作日内没有告知，视为受理；" if verb == "deem_accepted" else ""
            later = f"{_day(facts['make_up_by'])}前补齐所缺内容；" if facts.get("make_up_by") else ""
            return f"{silent}{later}{_day(facts['due_on'])}前办结"
        case "pre_review" if facts.get("until"):
            return f"{_day(facts['until'])}前到窗口办理"
        case "decide":
            return "准予" if facts.get("outcome") == "granted" else "不予"
        case "suspend" | "add_procedure":
            counted = "不计入法定办结时限" if facts["stops"] else "时限照常计算"
            return f"{VALUES['kind'][facts['kind']]}，预计到{_day(facts['expected_on'])}，{counted}"
        case "end_procedure" | "resume":
            return f"{VALUES['kind'][facts['kind']]}已结束，{_day(facts['due_on'])}前办结"
        case "extend":
            return f"延长 {facts['days']} 个工作日，{_day(facts['due_on'])}前办结"
        case "revoke":
            return str(facts.get("basis", ""))
        case "deliver":
            return DELIVERIES.get(str(facts.get("method")), "")
        case "close" if facts.get("unclaimed") and facts.get("method") != "electronic":
            return "没有窗口领取登记"
    if public:
        return ""
    match verb:
        case "request_supplement":
            return texts.listed(facts.get("items", ()))
        case "not_accept":
            office = f"请向{facts['right_office']}申请。" if facts.get("right_office") else ""
            return f"{facts.get('reason', '')}{office}"
        case "review" if facts.get("person") == 1:
            return "第一人已办理" if facts.get("two_persons") else ""
        case "correct_form":
            return "、".join(one["name"] for one in facts["fields"])
        case "record_hearing":
            return f"主持人：{facts['host']}，参加 {facts['present']} 人"
        case "ask_to_withdraw":
            return str(facts["reason"])
        case "consent_to_withdraw" | "decline_to_withdraw":
            return str(facts["answer"])
        case "consult":
            return f"征求 {len(facts['units'])} 个机构的意见，{_day(facts['due_on'])}前答复"
        case "answer_consultation":
            return f"{facts['asked']}已经答复" + ("（逾期）" if facts["after_due"] else "")
        case "correct":
            return f"“{facts['wrong']}”更正为“{facts['right']}”"
        case "send_back":
            return f"退回“{facts.get('name', '')}”"
        case "urge":
            return str(facts.get("words", ""))
    return ""


def _day(text: str) -> str:
    day = date.fromisoformat(text)
    return f"{day.month}月{day.day}日"


def _plain(value: object, name: str = "") -> str:
    """A fact in words; codes are told as the pages tell them."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "；".join(_plain(one, name) for one in value)
    if isinstance(value, dict):
        return "，".join(f"{FACTS.get(key, key)}：{_plain(one, key)}" for key, one in value.items())
    return "" if value is None else VALUES.get(name, {}).get(str(value), str(value))
