"""The verbs of the list of intermediary services and of the firms. There is none that assigns a firm to anybody."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from django.db import IntegrityError, transaction
from django.db.models import Q

from bancheng.ground import law
from bancheng.ground.access import AccessDenied, Actor, Subject, Target, demand
from bancheng.ground.codes import CodeError, ancestor_codes, credit_code
from bancheng.ground.journal import append
from bancheng.ground.law import Refused
from bancheng.registers.lists.authority import INTERMEDIARIES
from bancheng.registers.lists.intermediaries import rules
from bancheng.registers.lists.intermediaries.published import CODE
from bancheng.registers.lists.models import Firm, FirmService, IntermediaryService
from bancheng.registers.lists.public.places import publish_at
from bancheng.registers.lists.typed import sentence
from bancheng.registers.lists.types.intermediaries import FirmSeed, ServiceSeed
from bancheng.registers.organisations import selectors as organisations

ARTICLE = "《优化营商环境条例》第四十三条"
NUMBER = re.compile(r"ZJ[0-9]{4}", re.ASCII)
State = IntermediaryService.State
TEXTS: Mapping[str, tuple[str, int]] = {
    "name": ("请填写中介服务事项名称", 200),
    "matters": ("请填写涉及的审批事项", 500),
    "conditions": ("请填写办理条件", 1000),
    "process": ("请填写办理流程", 1000),
    "time_limit": ("请填写办理时限", 200),
    "fee": ("请填写收费标准", 300),
    "basis": ("请填写设定依据", 500),
}


def list_service(*, region: str, code: str, organs: Collection[int], by: Actor, **texts: str) -> IntermediaryService:
    """Put a service on the list. `texts`: name, matters, conditions, process, time_limit, fee, basis; all are owed.

    `organs`: the approving organs of the region. Raises AccessDenied, Refused: intermediaries.code, .twice, .organ, .<text>.
    """
    demand(by, INTERMEDIARIES, Target(region=region))
    with transaction.atomic():
        row = _list(region, code, organs, by, texts)
        publish_at(CODE, region=region, by=by)
    return row


def correct_service(*, service: int, by: Actor, **texts: str) -> IntermediaryService:
    """Correct texts of a service. Raises AccessDenied, Refused: intermediaries.<text>, .cancelled."""
    with transaction.atomic():
        row = _locked(service, by)
        told = {key: _told(key, value) for key, value in texts.items() if key in TEXTS}
        changed = {key: value for key, value in told.items() if getattr(row, key) != value}
        if changed:
            for key, value in changed.items():
                setattr(row, key, value)
            row.updated_at = law.now()
            row.save()
            append(_subject(row), "correct_service", by=by, facts=changed, article=ARTICLE)
            publish_at(CODE, region=row.region_id, by=by)
    return row


def cancel_service(*, service: int, by: Actor) -> IntermediaryService:
    """Take a service off the list: guides that use it cannot be published any more. Raises AccessDenied, Refused: .cancelled."""
    with transaction.atomic():
        row = _locked(service, by)
        row.state, row.cancelled_on, row.updated_at = State.CANCELLED, law.today(), law.now()
        row.save(update_fields=["state", "cancelled_on", "updated_at"])
        append(_subject(row), "cancel_service", by=by, facts={"on": row.cancelled_on}, article=ARTICLE)
        publish_at(CODE, region=row.region_id, by=by)
    return row


def register_firm(
    *,
    region: str,
    uscc: str,
    name: str,
    kind: str,
    contact: str,
    services: Collection[str],
    by: Actor,
    address: str = "",
    parent: int | None = None,
    exceptions: Mapping[str, str] | None = None,
) -> Firm:
    """Register a firm for services by their codes. `parent`: the organ it belongs or answers to, if any.

    A firm under an approving organ may not serve that organ's approvals (CAT-37), unless `exceptions` gives the law that
    allows it, by service code. Raises AccessDenied, Refused: firms.uscc, .name, .kind, .contact, .twice, .parent, .services,
    .service, .conflict.
    """
    demand(by, INTERMEDIARIES, Target(region=region))
    firm = _described(region, uscc, name, kind, contact, address)
    if not services:
        raise Refused("firms.services", "请至少选择一项中介服务。")
    firm.parent_id = _parent(parent)
    with transaction.atomic():
        if Firm.objects.filter(region=region, uscc=firm.uscc).exists():
            raise Refused("firms.twice", "这个统一社会信用代码已经登记，请改为修改承接的服务。")
        firm.save(force_insert=True)
        offered = sorted(set(services))
        for code in offered:
            _offer(firm, code, (exceptions or {}).get(code, ""))
        facts = {"name": firm.name, "uscc": firm.uscc, "services": offered, "parent": firm.parent_id}
        append(_firm_subject(firm), "register_firm", by=by, facts=facts | {"exceptions": dict(exceptions or {})})
    return firm


def offer_service(*, firm: int, code: str, by: Actor, exception_basis: str = "") -> FirmService:
    """Let a registered firm offer one more service. Raises as `register_firm`, and Refused: firms.left, firms.offered."""
    with transaction.atomic():
        row = _locked_firm(firm, by)
        if row.services.filter(service__code=code, service__state=State.LISTED).exists():
            raise Refused("firms.offered", f"{row.name}已经承接这项服务。")
        made = _offer(row, code, exception_basis)
        facts = {"code": code, "exception": made.exception_basis}
        append(_firm_subject(row), "offer_service", by=by, facts=facts)
    return made


def remove_firm(*, firm: int, reason: str, by: Actor) -> Firm:
    """Take a firm off the register; what was chosen before stays. Raises AccessDenied, Refused: firms.left, firms.reason."""
    told = sentence(reason, code="firms.reason", ask="请写明退出原因，最多 300 个字。", longest=300)
    with transaction.atomic():
        row = _locked_firm(firm, by)
        row.state, row.left_on, row.left_reason = Firm.State.LEFT, law.today(), told
        row.save(update_fields=["state", "left_on", "left_reason"])
        append(_firm_subject(row), "remove_firm", by=by, facts={"reason": told, "on": row.left_on})
    return row


def _described(region: str, uscc: str, name: str, kind: str, contact: str, address: str) -> Firm:
    """A firm as it is typed, checked and not saved. Raises Refused: firms.uscc, .name, .contact, .address, .kind."""
    number = _number(uscc)
    told = sentence(name, code="firms.name", ask="请填写机构名称，最多 200 个字。", longest=200)
    phone = sentence(contact, code="firms.contact", ask="请填写对外联系电话，最多 100 个字。", longest=100)
    place = sentence(address, code="firms.address", ask="地址最多 200 个字。", longest=200, blank=True)
    if kind not in Firm.Kind.values:
        raise Refused("firms.kind", "请选择机构性质。")
    return Firm(
        region_id=region,
        uscc=number,
        name=told,
        kind=kind,
        contact=phone,
        address=place,
        registered_on=law.today(),
    )


def refuse_conflict(firm: Firm, service: IntermediaryService, *, organ: int | None = None, exception: str = "") -> None:
    """Raises Refused firms.conflict where the firm stands under an approving organ and no law lets it serve there."""
    approving = set(service.organs.values_list("pk", flat=True)) | ({organ} if organ else set())
    found = rules.conflict(_above(firm.parent_id), approving)
    if found is not None and not exception:
        name = organisations.organisations(active=None).get(pk=found).name
        raise Refused(
            "firms.conflict",
            f"{firm.name}属于{name}举办或者主管，不得开展与{name}审批相关的“{service.name}”；"
            f"法律、法规另有规定的，请填写依据（{rules.NO_SUBORDINATES}）。",
        )


def service_in(region: str, code: str) -> IntermediaryService | None:
    """The listed service of a code in a region: its own, else the nearest one above."""
    places = [region, *ancestor_codes(region)]
    rows = IntermediaryService.objects.filter(Q(region__in=places), code=code, state=State.LISTED)
    return min(rows, key=lambda row: places.index(row.region_id), default=None)


def take_in_services(*, seeds: Sequence[ServiceSeed], region: str, by: Actor) -> int:
    """List the services of a content file that the region lacks; returns how many. What is there is left as it is."""
    demand(by, INTERMEDIARIES, Target(region=region))
    present = set(IntermediaryService.objects.filter(region=region).values_list("code", flat=True))
    added = 0
    with transaction.atomic():
        for seed in seeds:
            if seed.code in present:
                continue
            organs = [organisations.organisation_for(region, function) for function in seed.organs]
            texts = {key: getattr(seed, key) for key in TEXTS}
            local = [organ.pk for organ in organs if organ is not None and organ.region_id.startswith(region[:6])]
            _list(region, seed.code, local, by, texts)
            added += 1
        if added:
            publish_at(CODE, region=region, by=by)
    return added


def take_in_firms(*, seeds: Sequence[FirmSeed], region: str, by: Actor) -> int:
    """Register the firms of the demonstration that the region lacks; returns how many."""
    present = set(Firm.objects.filter(region=region).values_list("uscc", flat=True))
    wanted = [seed for seed in seeds if seed.uscc not in present]
    for seed in wanted:
        register_firm(
            region=region,
            uscc=seed.uscc,
            name=seed.name,
            kind=seed.kind,
            contact=seed.contact,
            address=seed.address,
            services=seed.services,
            by=by,
        )
    return len(wanted)


def _list(region: str, code: str, organs: Collection[int], by: Actor, texts: Mapping[str, str]) -> IntermediaryService:
    """The new row with its organs and its entry, in the caller's transaction."""
    number = code.strip().upper()
    if not NUMBER.fullmatch(number):
        raise Refused("intermediaries.code", "编码由 ZJ 和四位数字组成，例如 ZJ0001。")
    told = {key: _told(key, texts.get(key, "")) for key in TEXTS}
    known = organisations.organisations(region=region).filter(pk__in=list(organs))
    if known.count() != len(set(organs)):
        raise Refused("intermediaries.organ", "审批部门不是本地区的机构，请重新选择。")
    try:
        with transaction.atomic():
            row = IntermediaryService.objects.create(
                region_id=region, code=number, listed_on=law.today(), updated_at=law.now(), **told
            )
    except IntegrityError as error:
        raise Refused("intermediaries.twice", f"编码 {number} 已经在清单中。") from error
    row.organs.set(known)
    facts = told | {"code": number, "organs": sorted(organs)}
    append(_subject(row), "list_service", by=by, facts=facts, article=ARTICLE)
    return row


def _offer(firm: Firm, code: str, exception: str) -> FirmService:
    service = service_in(firm.region_id, code)
    if service is None:
        raise Refused("firms.service", f"中介服务 {code[:20]} 不在清单中，不能登记。")
    basis = sentence(exception, code="firms.exception", ask="依据最多 300 个字。", longest=300, blank=True)
    refuse_conflict(firm, service, exception=basis)
    return FirmService.objects.create(firm=firm, service=service, exception_basis=basis, registered_on=law.today())


def _above(parent: int | None) -> list[int]:
    """The organ and all above it, nearest first."""
    found: list[int] = []
    while parent is not None and parent not in found:
        found.append(parent)
        parent = organisations.organisations(active=None).filter(pk=parent).values_list("parent_id", flat=True).first()
    return found


def _parent(parent: int | None) -> int | None:
    if parent is not None and not organisations.organisations(active=None).filter(pk=parent).exists():
        raise Refused("firms.parent", "没有找到举办单位或者主管单位，请重新选择。")
    return parent


def _number(uscc: str) -> str:
    try:
        return credit_code(uscc)
    except CodeError as error:
        raise Refused("firms.uscc", str(error)) from error


def _told(key: str, value: str) -> str:
    ask, longest = TEXTS[key]
    return sentence(value, code=f"intermediaries.{key}", ask=f"{ask}，最多 {longest} 个字。", longest=longest)


def _locked(service: int, by: Actor) -> IntermediaryService:
    rows = IntermediaryService.objects.select_for_update()
    row = rows.filter(pk=service).first() if 0 < service < 2**63 else None
    if row is None:
        raise AccessDenied("没有找到这项中介服务。", visible=False, action=INTERMEDIARIES)
    demand(by, INTERMEDIARIES, Target(_subject(row), region=row.region_id))
    if row.state == State.CANCELLED:
        raise Refused("intermediaries.cancelled", f"“{row.name}”已经取消，不能再修改。")
    return row


def _locked_firm(firm: int, by: Actor) -> Firm:
    row = Firm.objects.select_for_update().filter(pk=firm).first() if 0 < firm < 2**63 else None
    if row is None:
        raise AccessDenied("没有找到这家中介服务机构。", visible=False, action=INTERMEDIARIES)
    demand(by, INTERMEDIARIES, Target(_firm_subject(row), region=row.region_id))
    if row.state == Firm.State.LEFT:
        raise Refused("firms.left", f"{row.name}已经退出，不能再修改。")
    return row


def _subject(row: IntermediaryService) -> Subject:
    return Subject("lists.intermediary", f"{row.region_id}:{row.code}")


def _firm_subject(row: Firm) -> Subject:
    return Subject("lists.firm", str(row.pk))
