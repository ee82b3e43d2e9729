"""What applicants and desks are told of what follows a decision: correction, revocation, courier, late delivery, renewal."""

from __future__ import annotations

from bancheng.casework.cases import renewals, templates
from bancheng.casework.cases.events import (
    CaseRevoked,
    DecisionCorrected,
    DeliveryOverdue,
    FormCorrected,
    LicenceReplaced,
    ParcelMoved,
    RenewalDeemed,
)
from bancheng.casework.cases.models import Case, Decision
from bancheng.casework.cases.rules import texts
from bancheng.casework.cases.telling import case_of, day_words, tell, tell_desk, tell_role
from bancheng.ground.jobs import reacts_to
from bancheng.ground.law import today


@reacts_to(LicenceReplaced, title="通知持证人换发证照")
def tell_of_replaced_licence(event: LicenceReplaced) -> None:
    tell(case_of(event), templates.LICENCE_REPLACED.key, since=event.at, name=event.type_name)


@reacts_to(FormCorrected, title="通知申请人申请内容已更正")
def tell_of_corrected_form(event: FormCorrected) -> None:
    tell(case_of(event), templates.FORM_CORRECTED.key, since=event.at, labels=event.labels[:200])


@reacts_to(DecisionCorrected, title="通知申请人决定书更正")
def tell_of_correction(event: DecisionCorrected) -> None:
    case = case_of(event)
    row = case.corrections.get(pk=event.correction)
    tell(
        case,
        templates.CORRECTED.key,
        since=row.at,
        wrong=texts.within(row.wrong)[:100],
        right=texts.within(row.right)[:100],
        paper=row.paper,
    )


@reacts_to(CaseRevoked, title="通知被许可人决定已撤销")
def tell_of_revocation(event: CaseRevoked) -> None:
    tell(case_of(event), templates.REVOKED.key, paper=event.paper)


@reacts_to(DeliveryOverdue, title="通知出件岗：没有按期送达")
def tell_of_late_delivery(event: DeliveryOverdue) -> None:
    tell_desk(event, templates.DELIVERY_OVERDUE.key, due=day_words(event.due))


@reacts_to(ParcelMoved, title="通知快件寄出、退回")
def tell_of_parcel(event: ParcelMoved) -> None:
    """Two things are worth a message: that it is on its way, and that it came back; the rest is on the page."""
    case = case_of(event)
    row = case.parcels.filter(pk=event.parcel).first()
    if row is None:
        return
    carrier, tracking = row.carrier, row.tracking or "—"
    if event.state == "ordered":
        tell(case, templates.PARCEL_SENT.key, since=row.created_at, carrier=carrier, tracking=tracking)
    elif event.state == "returned":
        tell_desk(event, templates.PARCEL_BACK.key, carrier=carrier, tracking=tracking)


@reacts_to(RenewalDeemed, title="通知审批岗：视为准予延续")
def tell_of_deemed_renewal(event: RenewalDeemed) -> None:
    tell_role(case_of(event), "approver", templates.RENEWAL_DEEMED.key, ended=day_words(event.ended_on))


def remind_of_renewals() -> int:
    """Tell holders, once a licence, that it ends and until when its renewal is applied for (第五十条); returns how many cases."""
    day, told = today(), 0
    ending = Decision.objects.filter(
        valid_to__gte=day,
        valid_to__lte=day + renewals.EARLIEST,
        case__state__in=renewals.GIVEN_OUT,
    ).exclude(licence="")
    for row in ending.filter(case__renewals=None).select_related("case__organisation", "case__filer").order_by("pk"):
        told += _reminded(row.case)
    return told


def _reminded(case: Case) -> bool:
    card = renewals.renewable(case)
    if card is None or card.valid_to is None or card.valid_to < today():
        return False
    tell(
        case,
        templates.RENEWAL_NEAR.key,
        name=card.type_name,
        until=card.until,
        apply_by=day_words(renewals.apply_by(card.valid_to)),
    )
    return True
