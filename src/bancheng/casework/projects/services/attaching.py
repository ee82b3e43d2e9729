"""归集: approvals find their project by its code, each in its stage (PRJ-03); 发改 hastens those that are late (PRJ-06)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.db import transaction

from bancheng.casework.cases import selectors as cases
from bancheng.casework.cases import services as case_services
from bancheng.casework.cases.selectors import parties as whose
from bancheng.casework.projects import finding, scope
from bancheng.casework.projects.events import ApprovalAttached
from bancheng.casework.projects.models import Approval, Project, StageItem
from bancheng.casework.projects.rules import registering as rules
from bancheng.casework.projects.rules.words import STAGES
from bancheng.casework.projects.writing import acting, said, tell
from bancheng.ground.access import AccessDenied, Actor, Grant, Subject, Via, system
from bancheng.ground.journal import services as journal
from bancheng.ground.law import Refused, now
from bancheng.registers.catalog.selectors.staff import items_in_scope
from bancheng.registers.organisations import selectors as organisations

COLLECTOR = system("项目审批归集")
ELEMENT = "project_code"
"""The data element (投资项目统一代码) by which a case names its project."""
LENT = ("cases.view", "cases.urge")
"""What 发改 has over the cases of other departments, for this act alone and by the project (settled 15)."""


def attach(case: str) -> bool:
    """Attach a case that was handed in to the project that its form names; True when it was not attached before.

    A walk-through and a case without a code are left alone; one whose code was put right moves. May run again.
    """
    code = cases.stated(case, ELEMENT)
    parties = whose.parties(case) if code else None
    if parties is None or parties.trial or parties.state == "draft":
        return False
    with transaction.atomic():
        row = finding.locked(code)
        if row is None or row.legal_person_id != parties.legal_person:
            return False
        case_id = cases.courses([parties.case])[parties.case].id
        known = Approval.objects.select_for_update().filter(case=case_id).first()
        if known is not None and known.project_id == row.pk:
            return False
        facts = {"case": parties.number, "item": parties.item_name}
        if known is not None:
            # The code was put right after it was handed in: it never belonged to the other project.
            tell(Project.objects.get(pk=known.project_id), "detach", by=COLLECTOR, facts=facts)
            known.project = row
            known.save(update_fields=["project"])
        approval = known or _attached(row, case_id, parties)
        tell(row, "attach", by=COLLECTOR, facts={**facts, "stage": approval.stage})
        said(ApprovalAttached, row, approval=approval.pk)
    return True


def _attached(row: Project, case_id: int, parties: whose.CaseParties) -> Approval:
    return Approval.objects.create(
        project=row,
        case_id=case_id,
        stage=stage_of(parties.item),
        item_name=parties.item_name,
        organisation_id=parties.organisation,
        organ_name=organisations.organ_words(parties.organisation).name,
        region_id=parties.region,
        attached_at=now(),
    )


def stage_of(item: int) -> str:
    """The stage of an item; "" for what runs beside the stages."""
    return StageItem.objects.filter(item=item).values_list("stage", flat=True).first() or ""


def take_in_stages(*, stages: Mapping[int, str], by: Actor) -> int:
    """Say of items (by key) to which stage they belong, where nobody has said so yet; how many were new."""
    if unknown := set(stages.values()) - set(STAGES):
        raise Refused("projects.stage", f"没有这个审批阶段：{unknown.pop()}。")
    known = set(StageItem.objects.filter(item__in=list(stages)).values_list("item", flat=True))
    rows = [StageItem(item_id=item, stage=stage) for item, stage in stages.items() if item not in known]
    with transaction.atomic():
        StageItem.objects.bulk_create(rows)
        if rows:
            facts = {"items": len(rows)}
            journal.append(Subject("projects.stages", "items"), "take_in", by=by, facts=facts)
    return len(rows)


def set_stage(*, item: int, stage: str, by: Actor) -> None:
    """Say to which stage an item belongs, "" for what runs beside the stages; what is attached already moves with it.

    Raises AccessDenied outside the region of the item, Refused: projects.stage.
    """
    if stage and stage not in STAGES:
        raise Refused("projects.stage", "请从四个审批阶段中选择，或者选并行推进。")
    if not items_in_scope(by, scope.COORDINATE).filter(pk=item).exists():
        raise AccessDenied("这个事项的审批阶段由实施地区的发展改革部门调整。", visible=True, action=scope.COORDINATE)
    with transaction.atomic():
        if stage:
            StageItem.objects.update_or_create(item_id=item, defaults={"stage": stage})
        else:
            StageItem.objects.filter(item=item).delete()
        Approval.objects.filter(case__item=item).update(stage=stage)
        journal.append(Subject("projects.stages", "items"), "set", by=by, facts={"item": item, "stage": stage})


def urge(project: str, *, approval: int, words: str = "", by: Actor) -> None:
    """催办 of one approval by who coordinates the project; the desk that has the case is told.

    Raises AccessDenied, Refused: projects.not_here (another system's), lifecycle.not_open (it has ended).
    """
    told = rules.one_line(words)[: rules.REASON_LONGEST]
    with acting(project, by, scope.demand_coordinator) as row:
        found = row.approvals.filter(pk=approval).select_related("case").first()
        if found is None:
            raise AccessDenied("没有找到这项审批。", visible=False, action=scope.COORDINATE)
        if found.case is None:
            raise Refused("projects.not_here", "这项审批在部门自己的系统办理，请联系该部门，或者作为问题交办。")
        via = (Via("project", row.key, row.name),)
        lent = [Grant(right, found.region_id, found.organisation_id, via) for right in LENT]
        case_services.urge(found.case.key, by=replace(by, grants=(*by.grants, *lent)), words=told)
        tell(row, "urge", by=by, facts={"approval": found.pk, "item": found.item_name, "words": told})
