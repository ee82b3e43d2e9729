"""The applicant's own choice of a firm for an application. The room of the application says whether he is its applicant."""

from __future__ import annotations

from django.db import transaction

from bancheng.ground import law
from bancheng.ground.access import AccessDenied, Actor, Subject
from bancheng.ground.codes import scrub
from bancheng.ground.journal import append
from bancheng.ground.law import Refused
from bancheng.registers.catalog.types import GuideDocument
from bancheng.registers.lists.intermediaries import rules
from bancheng.registers.lists.intermediaries.keeping import refuse_conflict, service_in
from bancheng.registers.lists.models import Firm, FirmService, IntermediaryChoice, IntermediaryService
from bancheng.registers.lists.typed import sentence
from bancheng.registers.lists.types.intermediaries import ServiceNeed


def choose_firm(
    *,
    subject: Subject,
    document: GuideDocument,
    service: str,
    by: Actor,
    firm: int | None = None,
    name: str = "",
    organ: int | None = None,
) -> IntermediaryChoice:
    """Keep the firm that the applicant chose himself: a registered one, or any other by its name.

    Staff may not, whatever their grants. Raises AccessDenied with the reason, Refused: intermediaries.not_asked, .unlisted,
    .firm, .other, firms.conflict.
    """
    if by.kind != "person":
        raise AccessDenied(f"{rules.ASSIGN}（{rules.FREE_CHOICE}）。", visible=True, action="intermediaries.assign")
    if service not in {use.service for use in document.intermediaries}:
        raise Refused("intermediaries.not_asked", "这个事项不需要这项中介服务。")
    listed = service_in(document.identity.region_code, service)
    if listed is None:
        raise Refused("intermediaries.unlisted", "这项中介服务已经不在清单中，不作为办理条件。")
    with transaction.atomic():
        chosen = _registered(listed, firm, organ) if firm is not None else None
        told = chosen.name if chosen else _other(name)
        row, _made = IntermediaryChoice.objects.update_or_create(
            subject_kind=subject.kind,
            subject_key=subject.key,
            service_code=service,
            defaults={"firm": chosen, "firm_name": told, "chosen_at": law.now()},
        )
        facts = {"service": service, "firm": told, "registered": chosen is not None}
        append(subject, "choose_intermediary", by=by, facts=facts, article=rules.FREE_CHOICE)
    return row


def needs_of(document: GuideDocument, subject: Subject) -> tuple[ServiceNeed, ...]:
    """The intermediary services that an application may need, with what was chosen. No query for a guide without any."""
    if not document.intermediaries:
        return ()
    rows = IntermediaryChoice.objects.filter(subject_kind=subject.kind, subject_key=subject.key)
    chosen = {row.service_code: row for row in rows}
    found = []
    for use in document.intermediaries:
        listed = service_in(document.identity.region_code, use.service)
        row = chosen.get(use.service)
        basis = "；".join(f"{one.law}{one.article}" for one in use.basis)
        obligatory = bool(use.basis) and listed is not None
        name = listed.name if listed else use.service
        found.append(
            ServiceNeed(
                use.service, name, obligatory, basis, row.firm_name if row else "", row.firm_id if row else None
            )
        )
    return tuple(found)


def owed_intermediaries(document: GuideDocument, subject: Subject) -> tuple[ServiceNeed, ...]:
    """Those that a law makes obligatory and for which nobody was chosen yet; without a recorded basis nothing is owed."""
    if not any(use.basis for use in document.intermediaries):
        return ()
    return tuple(need for need in needs_of(document, subject) if need.obligatory and not need.chosen)


def _registered(service: IntermediaryService, firm: int, organ: int | None) -> Firm:
    offered = FirmService.objects.select_related("firm").filter(
        firm=firm, service=service, firm__state=Firm.State.ACTIVE
    )
    found = offered.first() if 0 < firm < 2**63 else None
    if found is None:
        raise Refused("intermediaries.firm", "这家机构没有登记承接这项服务，请重新选择。")
    refuse_conflict(found.firm, service, organ=organ, exception=found.exception_basis)
    return found.firm


def _other(name: str) -> str:
    return sentence(
        scrub(name), code="intermediaries.other", ask="请选择在册机构，或者填写您另找的机构名称。", longest=200
    )
