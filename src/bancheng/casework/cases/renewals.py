"""延续: when a licence of a case may be renewed, which case renews it, and what silence came to (行政许可法第五十条)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from bancheng.casework.cases import children, standing
from bancheng.casework.cases.keys import RENEWAL_DAYS
from bancheng.casework.cases.lifecycle import WORKED_ON
from bancheng.casework.cases.models import Case, Renewal
from bancheng.casework.cases.types.afterwards import RenewalView
from bancheng.ground.law import RENEWAL, Refused, in_shanghai, today, 行政许可法
from bancheng.registers.licences import selectors as licences
from bancheng.registers.licences.types import LicenceCard
from bancheng.registers.organisations import selectors as organisations

ARTICLE = 行政许可法("第五十条")
GIVEN_OUT = ("delivered", "collected", "closed")
ALIVE = ("valid", "suspended")
"""Of others nothing is left that silence could prolong."""
EARLIEST = timedelta(days=RENEWAL_DAYS.maximum or 365)
"""No locality lets anybody renew earlier: so that most pages need not ask for its rule."""
UNDECIDED = ("submitted", "pre_reviewed", *WORKED_ON)
"""It is with the organ: silence is the organ's."""
OVER = ("not_accepted", "withdrawn", "terminated")
"""A renewal that ended so is none: another may be begun."""


def apply_by(ends_on: date) -> date:
    """The last day of a timely application: thirty days before the end."""
    return ends_on - timedelta(days=RENEWAL.n)


def renewal_of(row: Case) -> RenewalView | None:
    """The renewal that this case is, or that its licence may have now. No query for most cases."""
    if getattr(row, "renewing", True) and (made := Renewal.objects.filter(case=row).select_related("before").first()):
        return _view(made, before=made.before.number or "")
    card = renewable(row)
    if card is None:
        return None
    assert card.valid_to is not None
    going_on = under_way(row)
    case = (going_on.number or going_on.key) if going_on else ""
    return RenewalView(card.id, card.type_name, card.valid_to, apply_by(card.valid_to), case=case)


def renewable(row: Case) -> LicenceCard | None:
    """The licence of this case, if it ends within the days in which its renewal may be applied for."""
    if row.state not in GIVEN_OUT or row.outcome != "granted" or not row.decision.licence:
        return None
    ends_on, day = row.decision.valid_to, today()
    if ends_on is None or not day <= ends_on <= day + EARLIEST or day < opens_on(ends_on, row.region_id):
        return None
    cards = licences.of_subject(standing.subject_of(row))
    return next((one for one in cards if one.identifier == row.decision.licence and one.state in ALIVE), None)


def opens_on(ends_on: date, region: str) -> date:
    """From which day on the holder is reminded and may apply."""
    return ends_on - timedelta(days=int(organisations.rule(RENEWAL_DAYS.key, region)))


def under_way(row: Case) -> Case | None:
    """The case that renews the licence of this one, if one was begun."""
    return Case.objects.filter(renewal__before=row).exclude(state__in=OVER).order_by("-pk").first()


def replaced_by(case: Case) -> int | None:
    """Key of the licence that the licence of this case takes the place of; None where it renews none that is alive."""
    made = _alive(case)
    return made.licence_id if made else None


def _alive(case: Case) -> Renewal | None:
    """The renewal that this case is, of a licence that is alive. No query when it is known that there is none."""
    if children.kept(case, "renewal") and getattr(case, "renewal", None) is None:
        return None
    return Renewal.objects.filter(case=case, licence__state__in=ALIVE).select_related("case").first()


def timely(row: Renewal) -> bool:
    """Whether it was applied for thirty days before the end."""
    at = row.case.submitted_at
    return at is not None and in_shanghai(at).date() <= apply_by(row.ends_on)


def starts_on(case: Case, day: date) -> date:
    """From when a licence decided that day holds: a renewed one from the day after the old one ends, also by silence."""
    row = _alive(case)
    if row is None or (row.ends_on < day and row.deemed_at is None):
        return day
    return row.ends_on + timedelta(days=1)


def demand_start(case: Case, start: date, day: date) -> None:
    """No day is covered twice, and none by nothing. Raises Refused cases.renewal_start."""
    due = starts_on(case, day)
    if due != day and start != due:
        raise Refused(
            "cases.renewal_start", f"延续的证照从原证照届满的次日（{due:%Y-%m-%d}）起有效，请改为这一天。", ARTICLE
        )


def under_renewal(licences: Collection[int]) -> frozenset[int]:
    """Those of these licences whose renewal was applied for in time and is with us, undecided."""
    rows = Renewal.objects.filter(licence__in=licences, deemed_at=None, case__state__in=UNDECIDED)
    return frozenset(row.licence_id for row in rows.select_related("case") if timely(row))


def demand_open(case: Case, outcome: str) -> None:
    """What the law has granted by silence is not refused any more, whether or not the watch has written it down.

    Raises Refused cases.renewal_deemed.
    """
    if outcome != "refused":
        return
    row = _alive(case)
    if row is not None and (row.deemed_at is not None or (row.ends_on < today() and timely(row))):
        raise Refused(
            "cases.renewal_deemed", "原证照届满前没有作出决定，已经视为准予延续，不能再作不予的决定。", ARTICLE
        )


def _view(made: Renewal, *, before: str) -> RenewalView:
    return RenewalView(
        licence=made.licence_id,
        name=made.case.item_name,
        ends_on=made.ends_on,
        apply_by=apply_by(made.ends_on),
        before=before,
        deemed=made.deemed_at is not None,
    )
