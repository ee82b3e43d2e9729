"""What happened to a case, in the past tense; announced in the transaction that did it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEvent:
    """`case` is the key of the case (`Subject("cases.case", case)`), `number` its unified number; `by` who acted."""

    case: str
    number: str
    item: int
    item_name: str
    organisation: int
    region: str
    at: datetime
    by: str = ""
    by_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartMoved(CaseEvent):
    """A case that is part of a greater application came to another state. `part_of`: the key of the whole; `verb`: by which step."""

    part_of: str
    verb: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSubmitted(CaseEvent):
    """An application came in and got its number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementRequested(CaseEvent):
    """The applicant was told, once, all that is missing (第三十二条第四项); `new_facts`: it was not the first time (settled 14)."""

    round: int
    new_facts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSupplemented(CaseEvent):
    """What was missing came in."""

    round: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAccepted(CaseEvent):
    """The clocks run. `deemed`: by silence, as of the day of receipt."""

    accepted_on: date
    promised_due: date
    deemed: bool = False
    tolerated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ToleranceOffered(CaseEvent):
    """The applicant was told, at once, what may come later, until when, and what follows if it does not (容缺受理)."""

    due: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ToleranceSigned(CaseEvent):
    """The applicant committed himself in writing; the case may be accepted with what lacks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToleranceMadeUp(CaseEvent):
    """Everything that was promised came in. `late`: after its last day, and a draft refusal may stand."""

    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ToleranceLapsed(CaseEvent):
    """The last day ended without it: a draft refusal waits for a human (APP-17)."""

    due: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseNotAccepted(CaseEvent):
    """Not for this organ, or not a matter that needs a licence (第三十二条第一、二项)."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseWithdrawn(CaseEvent):
    """The applicant took the application back before acceptance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePreReviewed(CaseEvent):
    """An application that came in online was looked at and passed (网上预审). `note`: a word to the applicant."""

    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreReviewLapsed(CaseEvent):
    """Nobody came with a file that had passed, until its last day: the application ends without a decision."""

    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawalAsked(CaseEvent):
    """The applicant wants an accepted application back; the organ has to answer."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawalDeclined(CaseEvent):
    """The organ does not consent, and says why; the case goes on."""

    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTerminated(CaseEvent):
    """An accepted case ended without a decision, because its applicant wanted it back and the organ consented."""

    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitsConsulted(CaseEvent):
    """Units were asked for their opinion at this instant (`asked_at`), each by `due`."""

    due: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationAnswered(CaseEvent):
    """A unit answered: agree or disagree; `late`: after its last day."""

    consultation: int
    outcome: str
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationSilent(CaseEvent):
    """The last day of a unit ended without its answer."""

    consultation: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StageFinished(CaseEvent):
    """One node of the stage graph was done."""

    stage: str
    stage_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDeviated(CaseEvent):
    """A reviewer judged otherwise than the rules of the guide proposed. `proposed`, `outcome`: agree or disagree (FLW-29)."""

    stage: str
    stage_name: str
    proposed: str
    outcome: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSentBack(CaseEvent):
    """Work went back to an earlier stage, with a reason."""

    stage: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureStarted(CaseEvent):
    """A special procedure began; its days were told in writing. `kind`: a code of `ground.law`, `stops` the statutory clock."""

    procedure: int
    kind: str
    started_on: date
    expected_on: date
    stops: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureEnded(CaseEvent):
    """A special procedure ended; `due`: the last day of the promised term as it stands now."""

    procedure: int
    kind: str
    ended_on: date
    due: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureOverrun(CaseEvent):
    """A special procedure lasts longer than the applicant was told (第四十五条后段). Told once."""

    procedure: int
    kind: str
    expected_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TermExtended(CaseEvent):
    """The term was lengthened by `days` working days, once (第四十二条); `due`: the new last day of the promised term."""

    days: int
    due: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDecided(CaseEvent):
    """`outcome`: granted or refused; `decision` is the number of the written decision."""

    outcome: str
    decision: str
    decided_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDelivered(CaseEvent):
    """The result is in the hands of the applicant, electronically or by handing over."""

    outcome: str
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCollected(CaseEvent):
    """Somebody collected the paper result at the desk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseClosed(CaseEvent):
    """The end: rating, archive and publication follow. `unclaimed`: without a registered collection; `method`: how delivered."""

    outcome: str
    unclaimed: bool = False
    method: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundDue(CaseEvent):
    """A case ended without a decision though its bill (its number) was paid: finance looks whether the money goes back."""

    bill: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTalked(CaseEvent):
    """One side left a message for the other. `side`: applicant or staff."""

    side: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseUrged(CaseEvent):
    """Somebody asked to hurry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineNear(CaseEvent):
    """The early warning: as many working days are left as the profile says. `clock`: acceptance or decision."""

    clock: str
    due: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlinePassed(CaseEvent):
    """The last day of a term ended without its step. `clock`: acceptance, decision (promised) or statutory."""

    clock: str
    due: date


@dataclass(frozen=True, slots=True, kw_only=True)
class StepOverdue(CaseEvent):
    """One stage took longer than the guide gives it; the case itself may still be in time."""

    task: int
    stage: str
    stage_name: str
    due: date
    holder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceReplaced(CaseEvent):
    """A licence was issued anew with a changed face (换发). `licence`: key of the new version."""

    licence: int
    type_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormCorrected(CaseEvent):
    """What the applicant had filled in was put right before acceptance, with his consent (当场更正). `labels`: which fields."""

    labels: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionCorrected(CaseEvent):
    """A slip in the written decision was put right beside it (更正)."""

    correction: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRevoked(CaseEvent):
    """The granted decision fell, its licence with it (第六十九条). `ground`: the code of its case, `paper`: the 撤销决定书."""

    ground: str
    paper: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryOverdue(CaseEvent):
    """Ten working days after the decision the result is not yet with the applicant (第四十四条). Told once."""

    due: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ParcelMoved(CaseEvent):
    """A result sent by courier was seen somewhere. `state`: ordered, picked, transit, delivering, signed, returned."""

    parcel: int
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalDeemed(CaseEvent):
    """The licence ended before its timely renewal was decided: deemed renewed (第五十条第二款). `ended_on`: its last day."""

    licence: int
    ended_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentToCheck(CaseEvent):
    """A decision by commitment was drawn for its check: `due` the last day; every organ that shares it has its duty."""

    due: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentChecked(CaseEvent):
    """The check found the commitment fulfilled or breached (`result`); who breached it is barred until `barred_until`."""

    result: str
    barred_until: date | None = None
