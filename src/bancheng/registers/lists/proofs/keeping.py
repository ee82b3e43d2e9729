"""The verbs of the proof list: enter, correct and cancel an entry; register a change that owes an update."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from bancheng.ground import law
from bancheng.ground.access import AccessDenied, Actor, Subject, Target, demand, may, system
from bancheng.ground.jobs import announce
from bancheng.ground.journal import append
from bancheng.ground.law import Refused
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.duties import services as duties
from bancheng.registers.lists import keys
from bancheng.registers.lists.authority import PROOFS
from bancheng.registers.lists.events import ProofEventRegistered
from bancheng.registers.lists.kinds import PROOF_UPDATE
from bancheng.registers.lists.models import ProofEvent, ProofItem
from bancheng.registers.lists.proofs.published import CODE
from bancheng.registers.lists.proofs.rules import KEEPER
from bancheng.registers.lists.public.places import publish_at
from bancheng.registers.lists.typed import sentence
from bancheng.registers.lists.types.proofs import ProofSeed
from bancheng.registers.organisations import selectors as organisations

CLOCK = system("证明事项清单")
Kind = ProofEvent.Kind
ARTICLE = "《优化营商环境条例》第四十四条"
GONE = "没有找到这项证明，或者它不在您的管理范围内。"
State = ProofItem.State
ELEMENTS: Mapping[str, tuple[str, int]] = {
    "name": ("请填写证明名称", 200),
    "basis": ("请填写设定依据", 500),
    "asked_by": ("请填写索要单位", 200),
    "issued_by": ("请填写开具单位，没有开具单位的不能列入清单", 200),
    "guidance": ("请填写办理指南：到哪里、凭什么开具", 1000),
}


def list_proof(
    *,
    region: str,
    code: str,
    name: str,
    basis: str,
    asked_by: str,
    issued_by: str,
    guidance: str,
    by: Actor,
    material: str = "",
    organisation: int | None = None,
    event: int | None = None,
) -> ProofItem:
    """Enter a proof; with `event` this is the update that a newly made proof owed, and its duty is closed.

    Raises AccessDenied, Refused: proofs.name, .basis, .asked_by, .issued_by, .guidance, .code, .material, .unit, .twice,
    proofs.event.
    """
    demand(by, PROOFS, _kept_at(region))
    given = {"name": name, "basis": basis, "asked_by": asked_by, "issued_by": issued_by, "guidance": guidance}
    values = {key: _told(key, value) for key, value in given.items()} | _links(region, code, material, organisation)
    with transaction.atomic():
        owed = _open_event(event, region, Kind.ADD)
        row = _kept(
            ProofItem(region_id=region, listed_on=law.today(), updated_at=law.now(), updated_by=by.name[:100], **values)
        )
        append(_subject(row), "list_proof", by=by, facts=values, article=ARTICLE)
        if owed is not None:
            owed.proof = row
            _settle(owed, f"“{row.name}”已列入清单。", by)
        publish_at(CODE, region=region, by=by)
    return row


def correct_proof(*, proof: int, by: Actor, **changes: str) -> ProofItem:
    """Correct texts of an entry (name, basis, asked_by, issued_by, guidance). Raises as `list_proof`, and proofs.cancelled."""
    with transaction.atomic():
        row = _locked(proof, by)
        _refuse_cancelled(row)
        told = {key: _told(key, value) for key, value in changes.items() if key in ELEMENTS}
        changed = {key: value for key, value in told.items() if getattr(row, key) != value}
        if not changed:
            return row
        for key, value in changed.items():
            setattr(row, key, value)
        row.updated_at, row.updated_by = law.now(), by.name[:100]
        _kept(row)
        append(_subject(row), "correct_proof", by=by, facts=changed, article=ARTICLE)
        publish_at(CODE, region=row.region_id, by=by)
    return row


def cancel_proof(*, proof: int, basis: str, by: Actor) -> ProofItem:
    """Take a proof off the list, with the basis; the change registered for it, if any, is settled and its duty closed.

    Raises AccessDenied, Refused: proofs.cancel_basis, proofs.cancelled.
    """
    told = sentence(basis, code="proofs.cancel_basis", ask="请写明取消依据，最多 300 个字。", longest=300)
    with transaction.atomic():
        row = _locked(proof, by)
        _refuse_cancelled(row)
        row.state, row.cancelled_on, row.cancelled_basis = State.CANCELLED, law.today(), told
        row.updated_at, row.updated_by = law.now(), by.name[:100]
        row.save(update_fields=["state", "cancelled_on", "cancelled_basis", "updated_at", "updated_by"])
        append(_subject(row), "cancel_proof", by=by, facts={"basis": told, "on": row.cancelled_on}, article=ARTICLE)
        for owed in ProofEvent.objects.select_for_update().filter(proof=row, updated_on=None):
            _settle(owed, f"“{row.name}”已从清单中取消。", by)
        publish_at(CODE, region=row.region_id, by=by)
    return row


def register_event(
    *,
    kind: str,
    organisation: int,
    basis: str,
    happened_on: date,
    by: Actor,
    name: str = "",
    proof: int | None = None,
) -> ProofEvent:
    """Register that a law cancelled (`cancel`, with the entry) or made (`add`, with its name) a proof of a unit.

    The unit owes the update of the list within the working days of `lists.proof_days` (seven): a duty is opened whose
    overdue alert reaches the unit and the keepers. The unit's own editors and the keepers may register. Raises AccessDenied,
    Refused: proofs.kind, .entry, .name, .event_basis, .day, .event_twice, .cancelled.
    """
    unit = _unit_for(by, organisation)
    told = _sound_event(kind, basis, happened_on)
    with transaction.atomic():
        entry = _entry_of_event(kind, proof, unit.region_id)
        row = ProofEvent(
            region_id=unit.region_id,
            organisation=unit,
            kind=kind,
            name=entry.name if entry else _told("name", name),
            proof=entry,
            basis=told,
            happened_on=happened_on,
            due_on=_update_owed(unit.region_id, happened_on),
            recorded_at=law.now(),
            recorded_by=by.name[:100],
        )
        _open_event_of(row, by)
    return row


def take_in_proofs(*, seeds: Sequence[ProofSeed], region: str, by: Actor) -> int:
    """Enter the proofs of a content file that the region lacks; returns how many. What is there is left as it is.

    A seed whose asking organ the region does not have is left out.
    """
    demand(by, PROOFS, _kept_at(region))
    present = set(ProofItem.objects.filter(region=region).values_list("code", "organisation_id"))
    organs = {
        function: organisations.organisation_for(region, function) for function in {one.asked_by for one in seeds}
    }
    added = 0
    with transaction.atomic():
        for seed in seeds:
            organ = organs[seed.asked_by]
            if organ is None or (seed.code, organ.pk) in present:
                continue
            row = ProofItem.objects.create(
                region_id=region,
                code=seed.code,
                material_id=seed.material or None,
                name=seed.name,
                basis=seed.basis,
                asked_by=organ.name,
                organisation=organ,
                issued_by=seed.issued_by,
                guidance=seed.guidance,
                listed_on=law.today(),
                updated_at=law.now(),
                updated_by=by.name[:100],
            )
            append(_subject(row), "list_proof", by=by, facts={"code": row.code, "name": row.name}, article=ARTICLE)
            added += 1
        if added:
            publish_at(CODE, region=region, by=by)
    return added


def _sound_event(kind: str, basis: str, happened_on: date) -> str:
    """The basis as it is kept, of a change that can be. Raises Refused."""
    if kind not in Kind.values:
        raise Refused("proofs.kind", "请选择取消或者新增。")
    if happened_on > law.today():
        raise Refused("proofs.day", "变动日期不能晚于今天。")
    return sentence(basis, code="proofs.event_basis", ask="请写明变动依据，最多 300 个字。", longest=300)


def _update_owed(region: str, happened_on: date) -> date:
    """The last day to update the list, counted in working days by the rule of the day on which the change happened."""
    days = int(organisations.rule(keys.PROOF_DAYS.key, region, happened_on))
    return organisations.calendar().add_workdays(happened_on, days)


def _open_event_of(row: ProofEvent, by: Actor) -> None:
    """Save a change with the duty that it opens, its entry in the journal and its announcement."""
    row.save()
    row.duty = _owed(row)
    row.save(update_fields=["duty"])
    facts = {
        "kind": row.kind,
        "name": row.name,
        "on": row.happened_on,
        "due": row.due_on,
        "basis": row.basis,
        "organisation": row.organisation_id,
    }
    append(_event_subject(row), "register_event", by=by, facts=facts, article=ARTICLE)
    announce(ProofEventRegistered(row.pk, row.kind, row.organisation_id, row.region_id, row.due_on.isoformat()))


def _kept_at(region: str, subject: Subject | None = None) -> Target:
    """The list of a region as a thing of the organ that keeps it: a role for that organ alone is enough."""
    keeper = organisations.organisation_for(region, KEEPER)
    return Target(subject, region=region, organisation=keeper.pk if keeper else None)


def _unit_for(by: Actor, organisation: int) -> Any:
    """The unit, for its own editors and the keepers of its region. Raises AccessDenied."""
    unit = organisations.organisations().filter(pk=organisation).first() if 0 < organisation < 2**63 else None
    if unit is None:
        raise AccessDenied("没有找到这个单位。", visible=False, action=PROOFS)
    place = Target(region=unit.region_id, organisation=unit.pk)
    if not may(by, "catalog.edit", place).allowed and not may(by, PROOFS, _kept_at(unit.region_id)).allowed:
        demand(by, PROOFS, place)
    return unit


def _owed(row: ProofEvent) -> Any:
    """The duty that the change opens for its unit."""
    return duties.open_duty(
        kind=PROOF_UPDATE.key,
        title=f"更新证明事项清单：{row.get_kind_display()}“{row.name}”"[:200],
        opened_on=row.happened_on,
        due_on=row.due_on,
        subject=_event_subject(row),
        organisation_id=row.organisation_id,
        basis=f"{ARTICLE}；{row.basis}"[:200],
        by=CLOCK,
    )


def _told(key: str, value: str) -> str:
    ask, longest = ELEMENTS[key]
    return sentence(value, code=f"proofs.{key}", ask=f"{ask}，最多 {longest} 个字。", longest=longest)


def _links(region: str, code: str, material: str, organisation: int | None) -> dict[str, Any]:
    """The code of the entry, its material and its unit. Raises Refused."""
    wanted = material.strip().upper()
    if wanted and not catalog.material_types().filter(code=wanted).exists():
        raise Refused("proofs.material", f"材料目录中没有 {wanted[:20]}，请先登记或者留空。")
    told = sentence(
        code or wanted, code="proofs.code", ask="请填写证明编码或者材料目录代码，最多 20 个字。", longest=20
    )
    if organisation is not None and not organisations.organisations(region=region).filter(pk=organisation).exists():
        raise Refused("proofs.unit", "索要单位不是本地区的机构，请重新选择。")
    return {"code": told, "material_id": wanted or None, "organisation_id": organisation}


def _kept(row: ProofItem) -> ProofItem:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Refused("proofs.twice", f"“{row.asked_by}”索要的这项证明已经在清单中。") from error
    return row


def _locked(proof: int, by: Actor) -> ProofItem:
    row = ProofItem.objects.select_for_update().filter(pk=proof).first() if 0 < proof < 2**63 else None
    if row is None:
        raise AccessDenied(GONE, visible=False, action=PROOFS)
    demand(by, PROOFS, _kept_at(row.region_id, _subject(row)))
    return row


def _refuse_cancelled(row: ProofItem) -> None:
    if row.state == State.CANCELLED:
        raise Refused("proofs.cancelled", f"“{row.name}”已于 {row.cancelled_on} 取消，不能再修改。")


def _entry_of_event(kind: str, proof: int | None, region: str) -> ProofItem | None:
    """The entry that a cancellation is about, locked."""
    if kind == Kind.ADD:
        return None
    found = ProofItem.objects.select_for_update().filter(pk=proof, region=region).first() if proof else None
    if found is None:
        raise Refused("proofs.entry", "请选择清单中被取消的证明。")
    _refuse_cancelled(found)
    if ProofEvent.objects.filter(proof=found, updated_on=None).exists():
        raise Refused("proofs.event_twice", f"“{found.name}”的取消已经登记，请更新清单。")
    return found


def _open_event(event: int | None, region: str, kind: str) -> ProofEvent | None:
    if event is None:
        return None
    found = ProofEvent.objects.select_for_update().filter(pk=event, region=region, kind=kind, updated_on=None).first()
    if found is None:
        raise Refused("proofs.event", "没有找到这项待更新的变动，可能已经更新。")
    return found


def _settle(event: ProofEvent, result: str, by: Actor) -> None:
    event.updated_on = law.today()
    event.save(update_fields=["updated_on", "proof"])
    if event.duty is not None and event.duty.state == "open":
        duties.close_duty(duty=event.duty, result=f"{result}经办人：{by.name}。", by=CLOCK)
    append(_event_subject(event), "settle_event", by=by, facts={"on": event.updated_on, "due": event.due_on})


def _subject(row: ProofItem) -> Subject:
    return Subject("lists.proof", str(row.pk))


def _event_subject(row: ProofEvent) -> Subject:
    return Subject("lists.proof_event", str(row.pk))
