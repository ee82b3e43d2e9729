"""What comes into the window's hands by courier or as an original, each with a receipt, and the originals handed back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from secrets import token_hex

from django.db import IntegrityError, transaction

from bancheng.casework.cases import finding, paperwork, parcels, standing
from bancheng.casework.cases.models import Case, Original, Parcel
from bancheng.casework.cases.papers import Line
from bancheng.casework.cases.papers.handing import HandedInPaper
from bancheng.casework.cases.rules.texts import one_line, signs
from bancheng.casework.cases.types import IDENTITY_METHODS
from bancheng.casework.cases.types.handing import Contact
from bancheng.ground.access import AccessDenied, Actor, Subject, Target, demand
from bancheng.ground.codes import id_number as read_id_number
from bancheng.ground.codes import mask_id_number, mobile, person_name
from bancheng.ground.journal import services as journal
from bancheng.ground.law import Refused, now, today
from bancheng.registers.organisations import selectors as organisations

LONGEST, MOST = 200, 99
CARRIER_LONGEST, TRACKING_LONGEST = 40, 40
AT_ONCE = timedelta(minutes=1)


def take_parcel(
    *,
    by: Actor,
    carrier: str,
    tracking: str,
    contents: str,
    name: str,
    phone: str = "",
    case: str = "",
) -> str:
    """Register an envelope that came by courier (快递接件受理); returns its key. With a case its intake goes on from there.

    `case`: number or key of the draft or case that it belongs to, "" while nobody knows. What comes to a numbered case gets
    a 材料接收凭证. Raises AccessDenied, CodeError for name and phone, Refused: cases.parcel_missing, .parcel_twice, .too_long.
    """
    facts = {"carrier": one_line(carrier, CARRIER_LONGEST), "tracking": _tracking(tracking)}
    facts["contents"] = one_line(contents, LONGEST)
    if not all(facts.values()):
        raise Refused("cases.parcel_missing", "请填写快递公司、运单号和内件。")
    sender = Contact(person_name(name), mobile(phone) if phone.strip() else "", "")
    try:
        with transaction.atomic():
            row = _taken(case, by) if case else None
            organisation, region = (row.organisation_id, row.region_id) if row else _own_place(by)
            made = _inbound(sender, by, organisation=organisation, region=region, **facts)
            if row is not None:
                _attach(made, row, by)
    except IntegrityError:
        if not Parcel.objects.filter(carrier=facts["carrier"], tracking=facts["tracking"]).exists():
            raise
        raise Refused("cases.parcel_twice", "这个运单号已经登记过，请在来件列表里查看。") from None
    return made.key


def attach_parcel(parcel: str, *, case: str, by: Actor) -> None:
    """Say to which draft or case an envelope belongs. Raises AccessDenied, Refused cases.parcel_attached."""
    with transaction.atomic():
        row = _taken(case, by)
        made = Parcel.objects.select_for_update().filter(key=parcel, direction=Parcel.Direction.IN).first()
        if made is None or made.organisation_id != row.organisation_id and not _in_scope(made, by):
            raise AccessDenied("没有找到这个快件。", visible=False, action=standing.TAKE_IN)
        if made.case_id is not None:
            raise Refused("cases.parcel_attached", "这个快件已经关联办件，请刷新页面查看。")
        _attach(made, row, by)


def receive_originals(
    case: str, *, by: Actor, names: Iterable[str], received_from: str, line: int = 0, copies: int = 1
) -> str:
    """Take originals to look at or to scan; returns the number of the 材料接收凭证, "" for a draft.

    `line`: the material of the guide they prove, 0 for none. The very same taken by the same clerk within a minute is the
    button pressed twice: it has its receipt. Raises AccessDenied, CodeError, Refused: cases.original_missing, .original_copies,
    .unlisted_material, .too_long.
    """
    said = [text for name in names if (text := one_line(name, LONGEST))]
    who = person_name(received_from)
    if not said:
        raise Refused("cases.original_missing", "请写明收下的是什么原件。")
    if not 1 <= copies <= MOST:
        raise Refused("cases.original_copies", f"份数应当是 1 到 {MOST}。")
    with transaction.atomic():
        row = _taken(case, by)
        if line and not row.materials.filter(line=line).exists():
            raise Refused("cases.unlisted_material", "这个办件没有这份材料。")
        if (taken := _just_taken(row, said, by, line=line, copies=copies, received_from=who)) is not None:
            return taken
        moment = now()
        paper = _receipt(row, [Line(name, f"原件 {copies} 份") for name in said], f"{who}当面提交", by)
        for name in said:
            Original.objects.create(
                case=row,
                line=line,
                name=name,
                copies=copies,
                received_from=who,
                received_at=moment,
                received_by=by.name[:100],
                paper=paper,
            )
        facts = {"names": said, "copies": copies, "line": line, "paper": paper}
        journal.append(standing.subject_of(row), "receive_originals", by=by, facts=facts)
    return paper


def return_original(case: str, *, original: int, by: Actor, name: str, id_number: str, method: str) -> None:
    """Hand an original back, to whom and how he was known; at any time, also after the case was closed.

    Raises AccessDenied, CodeError, Refused: cases.original_gone, .identity_method.
    """
    if method not in IDENTITY_METHODS:
        raise Refused("cases.identity_method", "请选择核验领取人身份的方式。")
    who, masked = person_name(name), mask_id_number(read_id_number(id_number).number)
    with transaction.atomic():
        row = _handled(case, by, {"clerk", "result_desk"})
        kept = row.originals.select_for_update().filter(pk=original, returned_at=None).first()
        if kept is None:
            raise Refused("cases.original_gone", "这份原件已经退还，请刷新页面查看。")
        kept.returned_at, kept.returned_to, kept.returned_masked = now(), who, masked
        kept.returned_method, kept.returned_by = method, by.name[:100]
        kept.save()
        facts = {"name": kept.name, "method": method, "masked": masked, "by_applicant": who == row.applicant_name}
        journal.append(standing.subject_of(row), "return_original", by=by, facts=facts)


def _just_taken(row: Case, names: list[str], by: Actor, **same: object) -> str | None:
    """The receipt of the same originals taken not a minute ago; None where they are new."""
    recent = row.originals.filter(received_by=by.name[:100], received_at__gt=now() - AT_ONCE, returned_at=None, **same)
    taken: dict[tuple[datetime, str], list[str]] = {}
    for one in recent.order_by("pk"):
        taken.setdefault((one.received_at, one.paper), []).append(one.name)
    return next((paper for (_at, paper), those in taken.items() if those == names), None)


def _taken(case: str, by: Actor) -> Case:
    return _handled(case, by, {"clerk"})


def _handled(case: str, by: Actor, roles: set[str]) -> Case:
    row = standing.demand_sight(by, finding.locked(case))
    if standing.roles(by, row).isdisjoint(roles):
        raise AccessDenied("收件和退还原件由窗口办理。", visible=True, action=standing.TAKE_IN)
    return row


def _own_place(by: Actor) -> tuple[int, str]:
    """The organ of who registers, for an envelope that belongs to no case yet."""
    if by.organisation is None:
        raise AccessDenied("请用窗口工作人员的账号登记来件。", visible=True, action=standing.TAKE_IN)
    region = organisations.organisations(active=None).get(pk=by.organisation).region_id
    demand(by, standing.TAKE_IN, Target(region=region, organisation=by.organisation))
    return by.organisation, region


def _in_scope(made: Parcel, by: Actor) -> bool:
    demand(by, standing.TAKE_IN, Target(region=made.region_id, organisation=made.organisation_id))
    return True


def _tracking(text: str) -> str:
    return signs(text, TRACKING_LONGEST)


def _inbound(sender: Contact, by: Actor, *, organisation: int, region: str, **facts: str) -> Parcel:
    key = token_hex(16)
    made = Parcel.objects.create(
        key=key,
        direction=Parcel.Direction.IN,
        organisation_id=organisation,
        region_id=region,
        state=Parcel.State.RECEIVED,
        contact=parcels.sealed(key, sender),
        contact_masked=parcels.masked(sender),
        created_at=now(),
        created_by=by.name[:100],
        **facts,
    )
    journal.append(Subject("cases.parcel", key), "take_parcel", by=by, facts=facts)
    return made


def _attach(made: Parcel, row: Case, by: Actor) -> None:
    made.case = row
    made.save(update_fields=["case"])
    paper = _receipt(row, [Line(made.contents, "")], f"{made.carrier} {made.tracking} 寄来", by)
    facts = {"carrier": made.carrier, "tracking": made.tracking, "contents": made.contents, "paper": paper}
    journal.append(standing.subject_of(row), "take_parcel", by=by, facts=facts)


def _receipt(row: Case, lines: list[Line], how: str, by: Actor) -> str:
    """The 材料接收凭证 of what came beside the application; a draft has its 收件凭证 when it is submitted (settled 7)."""
    if not row.number:
        return ""
    paper = HandedInPaper(
        received=tuple(lines), how=how, received_on=today(), received_by=by.name, **paperwork.head(row)
    )
    return paperwork.issue(paper, row, by=by).number
