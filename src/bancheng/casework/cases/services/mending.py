"""当场更正: an obvious error in what was filled in is put right before acceptance, the applicant agreeing (第三十二条第三项)."""

from __future__ import annotations

from collections.abc import Mapping

from bancheng.casework.cases import composing, forms, mending, paperwork, standing
from bancheng.casework.cases.events import FormCorrected
from bancheng.casework.cases.materials import document_of
from bancheng.casework.cases.models import Case
from bancheng.casework.cases.services.doing import Act, Told, effect, perform
from bancheng.casework.cases.types.mending import CONSENTS
from bancheng.ground.access import Actor
from bancheng.ground.crypto import canonical_sm3
from bancheng.ground.journal import selectors as journal
from bancheng.ground.law import Refused


def correct_form(
    case: str, *, by: Actor, values: Mapping[str, object], consent: str, expected: int | None = None
) -> None:
    """Put fields of the form right before acceptance. `values`: element code → value; `consent`: a code of `CONSENTS`.

    Old and new value stand in the journal, masked if personal; the form as it reads now is made anew, the applicant is
    told. Raises AccessDenied, Refused: lifecycle.not_open, cases.moved_on, cases.consent_missing, .nothing_to_correct,
    .unlisted_field, .from_register; FormRefused for a value that does not fit.
    """
    perform(case, "correct_form", by=by, expected=expected, values=dict(values), consent=consent)


@effect("correct_form")
def _correct_form(act: Act, *, values: dict[str, object], consent: str) -> Told:
    case = act.case
    if consent not in CONSENTS:
        raise Refused("cases.consent_missing", "更正须经申请人同意，请选择申请人怎样同意的。", mending.ON_THE_SPOT)
    changes = mending.put(case, document_of(case), values)
    if not changes:
        raise Refused("cases.nothing_to_correct", "更正的内容与原来的一样，请核对。")
    facts = {
        "fields": [one.told() for one in changes],
        "agreed": consent,
        "form": canonical_sm3(forms.values(case)),
        "paper": _form_anew(act, case),
    }
    labels = "、".join(one.label for one in changes)
    return Told(facts, (act.event(FormCorrected, labels=labels),))


def _form_anew(act: Act, case: Case) -> str:
    """The application as it reads now, beside the one that was handed in; "" where its guide makes none."""
    paper = composing.application_form(case)
    if paper is None:
        return ""
    entries = journal.entries_of(standing.subject_of(case)).filter(verb="correct_form", refused=False)
    return paperwork.issue(paper, case, by=act.by, number=f"申请{case.number}更正{entries.count() + 1}").number
