"""The seven regulated parts of a case (FLW-06), put together from what its page shows: masked, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from bancheng.casework.cases.models import Case
from bancheng.casework.cases.types import (
    CHANNELS,
    DELIVERIES,
    IDENTITY_METHODS,
    OUTCOMES,
    StaffCase,
)
from bancheng.casework.cases.types.exports import SEVEN, ExportSection
from bancheng.ground.law import in_shanghai

Entry = Mapping[str, str]
NONE_YET = "没有登记领取"


def sections_of(found: StaffCase, row: Case) -> tuple[ExportSection, ...]:
    """All seven, also those of which nothing happened."""
    makers = {
        "acceptance": _acceptance(found, row),
        "course": _course(found),
        "result": _result(found),
        "procedures": _procedures(found),
        "materials": _materials(found),
        "supplements": _supplements(found),
        "collection": _collection(found, row),
    }
    return tuple(ExportSection(key, title, tuple(_told(entry) for entry in makers[key])) for key, title in SEVEN)


def unregistered(row: Case) -> bool:
    """Whether a finished case has nothing that says who got its result: neither collection, signature nor delivery online."""
    finished = row.state == "closed" or (row.state == "revoked" and row.delivered_at is not None)
    return finished and row.collected_at is None and row.delivery != "electronic"


def _acceptance(found: StaffCase, row: Case) -> Iterator[Mapping[str, object]]:
    line = found.line
    yield {
        "编号": line.number,
        "事项": line.item_name,
        "实施机关": line.organisation,
        "区划": line.region_name,
        "申请人": line.applicant_name,
        "证件号码": line.applicant_masked,
        "办理人": f"{found.filer_name}（{found.capacity_label}）",
        "渠道": CHANNELS.get(line.channel, line.channel),
        "核验身份": found.identity_method,
        "收件时间": row.submitted_at,
        "收到材料日期": row.received_on,
        "受理时间": row.accepted_at,
        "受理方式": "逾期未告知，视为受理" if row.deemed else "容缺受理" if row.tolerated else "受理",
        "法定期限": row.statutory_due_on,
        "承诺期限": row.due_on,
        "办事指南": f"第 {found.guide_version} 版",
        "状态": line.state_label,
    }
    for part in found.sections:
        yield {"表单": part.name} | {one.label: one.text for one in part.fields}


def _course(found: StaffCase) -> Iterator[Mapping[str, object]]:
    for step in found.steps:
        yield {
            "时间": step.at,
            "步骤": step.label,
            "办理人": step.who,
            "内容": step.text,
            "依据": step.article,
            "文书": step.paper,
        }
    for task in found.tasks:
        if task.opinion or task.first_opinion:
            yield {
                "环节": task.name,
                "岗位": task.post_label,
                "第一人": f"{task.first_name}：{task.first_opinion}" if task.first_opinion else "",
                "办理人": task.done_name,
                "时间": task.done_at,
                "结论": task.outcome_label,
                "意见": task.opinion,
            }


def _result(found: StaffCase) -> Iterator[Mapping[str, object]]:
    made, after = found.decision, found.afterwards
    if made is not None:
        yield {
            "决定": made.outcome_label,
            "文号": made.number,
            "时间": made.decided_at,
            "决定人": made.decided_name,
            "理由": made.reason,
            "依据": made.basis,
            "救济途径": made.remedies,
            "有效期起": made.valid_from,
            "有效期止": made.valid_to,
            "电子证照": made.licence,
        }
    elif found.line.outcome:
        yield {"决定": OUTCOMES[found.line.outcome]}
    for one in after.corrections:
        yield {"更正": one.wrong, "更正为": one.right, "理由": one.reason, "文号": one.paper, "时间": one.at}
    if (fallen := after.revocation) is not None:
        yield {
            "撤销": fallen.ground,
            "依据": fallen.basis,
            "理由": fallen.reason,
            "听取意见": fallen.heard,
            "文号": fallen.paper,
            "时间": fallen.at,
        }
    for paper in found.papers:
        yield {"文书": paper.title, "文号": paper.number, "日期": paper.issued_on}


def _procedures(found: StaffCase) -> Iterator[Mapping[str, object]]:
    for one in found.procedures:
        yield {
            "程序": one.label,
            "理由": one.reason,
            "依据": one.basis,
            "停止计算法定期限": "是" if one.stops else "否",
            "开始": one.started_on,
            "告知的工作日": str(one.expected_days),
            "预计结束": one.expected_on,
            "结束": one.ended_on,
            "结果": one.result,
            "文书": one.paper,
        }
    if (made := found.extension) is not None:
        yield {
            "程序": "延长期限",
            "理由": made.reason,
            "工作日": str(made.days),
            "原到期日": made.before,
            "延长到": made.after,
            "文书": made.paper,
        }


def _materials(found: StaffCase) -> Iterator[Mapping[str, object]]:
    for one in found.materials:
        yield {
            "序号": str(one.line),
            "代码": one.code,
            "材料": one.name,
            "必须提交": "是" if one.required else "否",
            "提交方式": one.given_label,
            "来源": one.source,
            "核验": one.check_label,
            "核验说明": one.check_note,
            "文件": "；".join(f"{file.name}（SHA-256 {file.digest}）" for file in one.files),
        }
    for kept in found.handed.originals:
        yield {
            "原件": kept.name,
            "份数": str(kept.copies),
            "交件人": kept.received_from,
            "收到": kept.received_at,
            "退还": kept.returned_at,
            "领回人": kept.returned_to,
            "核验身份": kept.returned_method,
        }


def _supplements(found: StaffCase) -> Iterator[Mapping[str, object]]:
    for one in found.notices:
        yield {
            "第几次": str(one.round),
            "告知时间": one.told_at,
            "告知人": one.told_by,
            "补正内容": "；".join(f"{name}：{gap}" for _line, name, gap, _new in one.items),
            "补正时间": one.answered_at,
            "文书": one.paper,
        }


def _collection(found: StaffCase, row: Case) -> Iterator[Mapping[str, object]]:
    if row.delivered_at is not None:
        registered = row.collected_at is not None
        online = row.delivery == "electronic" and not registered
        yield {
            "送达方式": DELIVERIES.get(row.delivery, row.delivery),
            "送达时间": row.delivered_at,
            "领取人": row.collected_by if registered else row.applicant_name if online else NONE_YET,
            "证件号码": row.collected_masked,
            "核验身份": _known_by(row, online=online),
            "领取时间": row.delivered_at if online else row.collected_at,
        }
    for one in found.handed.parcels:
        if one.direction == "out":
            yield {
                "快递公司": one.carrier,
                "运单号": one.tracking,
                "收件人": one.contact,
                "状态": one.label,
                "签收时间": one.signed_at,
                "签收人": one.signed_by,
            }


def _known_by(row: Case, *, online: bool) -> str:
    if online:
        return "申请人的账号"
    if row.delivery == "post" and row.collected_at is not None:
        return "快递签收"
    return IDENTITY_METHODS.get(row.collected_method, "")


def _told(entry: Mapping[str, object]) -> Entry:
    return {label: _words(value) for label, value in entry.items()}


def _words(value: object) -> str:
    if isinstance(value, datetime):
        return in_shanghai(value).strftime("%Y-%m-%d %H:%M")
    return value.isoformat() if isinstance(value, date) else str(value or "")
