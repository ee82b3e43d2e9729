"""The course of a case: its journal in words. One reading for applicant and supervisor alike (FLW-21), but for internal stages."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from bancheng.casework.cases import standing
from bancheng.casework.cases.lifecycle import CASE
from bancheng.casework.cases.models import Case
from bancheng.casework.cases.rules import texts
from bancheng.casework.cases.types import (
    CAPACITIES,
    CHANNELS,
    CHECKS,
    DELIVERIES,
    GIVEN,
    IDENTITY_METHODS,
    OPINIONS,
    OUTCOMES,
    SIGNED_HOW,
    StepView,
    TraceLine,
)
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
    "prove_material": "数据共享核验材料",
    "warn": "到期预警",
    "overdue": "超过时限",
    "statutory_overdue": "超过法定时限",
    "step_overdue": "环节超时",
    "recompute": "工作日历变更，重算时限",
    "procedure_overrun": "特别程序超过书面告知的时间",
}
FACTS = {
    "received_on": "收件日期",
    "due_on": "到期日",
    "statutory_due_on": "法定到期日",
    "accepted_on": "受理日期",
    "paper": "文书",
    "reason": "理由",
    "right_office": "应向何处申请",
    "opinion": "意见",
    "outcome": "结果",
    "name": "名称",
    "stage": "环节代码",
    "person": "第几人",
    "licence": "电子证照",
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
    "hearing_on": "听证日期",
    "days": "延长的工作日数",
    "from": "原版本",
    "to": "新版本",
}
VALUES = {
    "outcome": {**OUTCOMES, **OPINIONS},
    "given": GIVEN,
    "how": SIGNED_HOW,
    "channel": CHANNELS,
    "capacity": CAPACITIES,
    "method": {**DELIVERIES, **IDENTITY_METHODS},
    "result": CHECKS,
    "kind": {kind.value: kind.label for kind in PROCEDURE_LABELS},
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
        case "decide":
            return "准予" if facts.get("outcome") == "granted" else "不予"
        case "suspend" | "add_procedure":
            counted = "不计入法定办结时限" if facts["stops"] else "时限照常计算"
            return f"{VALUES['kind'][facts['kind']]}，预计到{_day(facts['expected_on'])}，{counted}"
        case "end_procedure" | "resume":
            return f"{VALUES['kind'][facts['kind']]}已结束，{_day(facts['due_on'])}前办结"
        case "extend":
            return f"延长 {facts['days']} 个工作日，{_day(facts['due_on'])}前办结"
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
