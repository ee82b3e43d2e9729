"""听证笔录: what the record of a hearing must hold (行政许可法第四十八条). Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bancheng.casework.cases.types.hearings import PARTS, Participant
from bancheng.ground.law import Refused, 行政许可法

ARTICLE = 行政许可法("第四十八条")
MOST = 30


def demand_host(host: str, reviewers: Collection[str]) -> None:
    """Whoever examined the application does not preside (第三项). Raises Refused cases.hearing_host."""
    if not host:
        raise Refused("cases.hearing_host", "请填写听证主持人的姓名。", ARTICLE)
    if host in reviewers:
        raise Refused(
            "cases.hearing_host", f"听证主持人应当是审查这件申请的工作人员和记录人以外的人，请核对“{host}”。", ARTICLE
        )


def demand_present(present: Sequence[Participant]) -> None:
    """The applicant or another concerned, and who examined; each signed, or the record says why not (第四、五项).

    Raises Refused cases.hearing_present, cases.hearing_signature.
    """
    if not 1 <= len(present) <= MOST:
        raise Refused("cases.hearing_present", f"请逐一填写听证参加人，1 至 {MOST} 人。", ARTICLE)
    for one in present:
        if not one.name or one.part not in PARTS:
            raise Refused("cases.hearing_present", "请写明每名参加人的姓名和身份。", ARTICLE)
        if not one.signed and not one.note:
            raise Refused("cases.hearing_signature", f"{one.name}没有签字，请写明拒绝签字的原因。", ARTICLE)
    parts = {one.part for one in present}
    if "examiner" not in parts:
        raise Refused(
            "cases.hearing_present", "审查人员应当到场提供审查意见的证据、理由，请在参加人中写明审查人员。", ARTICLE
        )
    if parts.isdisjoint({"applicant", "interested"}):
        raise Refused(
            "cases.hearing_present", "参加人中应当有申请人或者利害关系人；没有举行的，登记为没有举行。", ARTICLE
        )
