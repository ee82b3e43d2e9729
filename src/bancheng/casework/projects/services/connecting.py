"""The connector to departments' own systems (PRJ-04): a signed result becomes an approval of the project, with its receipt."""

from __future__ import annotations

from collections.abc import Mapping
from secrets import token_hex
from typing import Any

from django.db import IntegrityError, transaction

from bancheng.casework.projects import finding
from bancheng.casework.projects.adapters import departments as plug
from bancheng.casework.projects.adapters.departments import Forged, Result
from bancheng.casework.projects.events import ApprovalAttached
from bancheng.casework.projects.models import Approval, Project, Receipt
from bancheng.casework.projects.rules import registering as rules
from bancheng.casework.projects.rules.words import OUTCOMES, STAGES
from bancheng.casework.projects.writing import known_region, said, tell
from bancheng.ground.access import system
from bancheng.ground.crypto import canonical_sm3
from bancheng.ground.law import Refused, now, today
from bancheng.registers.organisations import selectors as organisations

CONNECTOR = system("部门系统对接")
HERE = "本平台"
MOST_HOPS = 20
EARLIEST = 2000
REUSED = "这个消息编号已经用于另一条消息，请换一个编号。"


class ForgedResult(Exception):
    """A message of a system that nobody made known, or that it did not sign."""


def take_result(payload: Mapping[str, Any]) -> str:
    """What a department's system tells of an approval; the number of the receipt, the same for the same message again.

    Nothing of another project's approval moves, and an older message does not take a newer one back. Raises ForgedResult,
    Refused: projects.message (what does not fit), projects.no_project, projects.message_reused, projects.other_project.
    """
    sender = plug.system(str(payload.get("system", ""))[:40])
    if sender is None or sender.check():
        raise ForgedResult
    try:
        told = sender.parse(payload)
    except Forged as error:
        raise ForgedResult from error
    _demand_readable(told)
    digest = canonical_sm3({name: value for name, value in payload.items() if name != "signature"})
    try:
        with transaction.atomic():
            return _received(sender.key, told, digest)
    except IntegrityError as error:
        # The lock is that of one project: the same number for two projects at the same moment meets in the database.
        raise Refused("projects.message_reused", REUSED) from error


def _received(sender: str, told: Result, digest: str) -> str:
    row = finding.locked(told.code)
    if row is None or row.code is None:
        raise Refused("projects.no_project", "没有这个代码的项目，请核对统一代码。")
    known = Receipt.objects.filter(system=sender, message=told.message).first()
    if known is not None:
        if known.digest != digest:
            raise Refused("projects.message_reused", REUSED)
        return known.number
    if row.state != "registered":
        raise Refused("projects.no_project", "这个项目已经撤销，不再归集审批结果。")
    return _taken(row, sender, told, digest)


def _taken(row: Project, sender: str, told: Result, digest: str) -> str:
    approval = Approval.objects.select_for_update().filter(system=sender, external=told.external).first()
    if approval is not None and approval.project_id != row.pk:
        raise Refused("projects.other_project", "这个审批编号属于另一个项目，请核对。")
    new = approval is None
    approval = approval or _approval(row, sender, told)
    if approval.happened_on is None or told.happened_on >= approval.happened_on:
        approval.outcome, approval.happened_on = told.outcome, told.happened_on
        approval.document = told.document or approval.document
        approval.save()
    moment = now()
    hops = [{"node": rules.one_line(hop.node)[:60], "at": hop.at.isoformat()} for hop in told.route]
    made = Receipt.objects.create(
        number=f"HZ{today():%Y%m%d}{token_hex(8)}",
        system=sender,
        message=told.message,
        digest=digest,
        approval=approval,
        outcome=told.outcome,
        happened_on=told.happened_on,
        route=[*hops, {"node": HERE, "at": moment.isoformat()}],
        received_at=moment,
    )
    facts = {
        "system": sender,
        "message": told.message,
        "receipt": made.number,
        "item": approval.item_name,
        "outcome": told.outcome,
        "document": told.document,
        "route": [hop["node"] for hop in made.route],
    }
    tell(row, "take_result", by=CONNECTOR, facts=facts)
    if new:
        said(ApprovalAttached, row, approval=approval.pk)
    return made.number


def _approval(row: Project, sender: str, told: Result) -> Approval:
    region = known_region(told.region)
    organs = organisations.organisations(region=region)
    organ = organs.filter(uscc=told.organ).first() or organs.filter(name=told.organ).first()
    return Approval.objects.create(
        project=row,
        stage=told.stage,
        system=sender,
        external=told.external,
        item_name=rules.one_line(told.item_name),
        organisation=organ,
        organ_name=organ.name if organ else rules.one_line(told.organ),
        region_id=region,
        attached_at=now(),
    )


def _demand_readable(told: Result) -> None:
    texts = (
        (told.message, 1, 60, "消息编号"),
        (told.external, 1, 60, "审批编号"),
        (told.item_name, 2, 200, "审批事项"),
        (told.organ, 2, 120, "审批部门"),
        (told.document, 0, 100, "批复文号"),
    )
    for value, least, most, label in texts:
        if not isinstance(value, str) or not least <= len(rules.one_line(value)) <= most or not value.isprintable():
            raise Refused("projects.message", f"{label}应为 {least} 至 {most} 个字。")
    if told.outcome not in OUTCOMES or told.stage not in {"", *STAGES}:
        raise Refused("projects.message", "审批状态或者阶段不在约定的代码里。")
    region = known_region(told.region) if isinstance(told.region, str) else ""
    if not region or region not in organisations.names([region]):
        raise Refused("projects.message", "审批部门的区划不在平台范围内。")
    if told.happened_on.year < EARLIEST or told.happened_on > today():
        raise Refused("projects.message", f"审批日期不能早于 {EARLIEST} 年，也不能晚于今天。")
    if not all(EARLIEST <= hop.at.year <= today().year + 1 for hop in told.route):
        # A moment at the edge of the calendar has no hour in Shanghai: it would be taken in and never be shown.
        raise Refused("projects.message", "经过节点的时间不对，请核对年份。")
    if len(told.route) > MOST_HOPS or not all(isinstance(hop.node, str) and hop.node.strip() for hop in told.route):
        raise Refused("projects.message", f"经过的节点最多 {MOST_HOPS} 个，每个都要有名称。")
