"""告知承诺 between the decision and its check: who is told, and when (APP-21)."""

from __future__ import annotations

from bancheng.casework.cases import templates
from bancheng.casework.cases.events import CommitmentChecked, CommitmentToCheck
from bancheng.casework.cases.models import CommitmentCheck
from bancheng.casework.cases.rules import texts
from bancheng.casework.cases.services.committing import SUBJECT
from bancheng.casework.cases.telling import case_of, day_words, tell, tell_role
from bancheng.ground.access import Subject
from bancheng.ground.jobs import reacts_to
from bancheng.registers.messages import services as messages


@reacts_to(CommitmentToCheck, title="通知参加核查的单位")
def tell_who_checks(event: CommitmentToCheck) -> int:
    """The reviewers of every organ that shares the check: approving, supervising, enforcing."""
    told = 0
    for check in CommitmentCheck.objects.filter(commitment__case__key=event.case):
        told += messages.notify_role(
            "reviewer",
            templates.COMMITMENT_TO_CHECK.key,
            region=check.region_id,
            organisation=check.organisation_id,
            subject=Subject(SUBJECT, str(check.pk)),
            once=True,
            item=event.item_name,
            number=event.number,
            due=day_words(event.due),
        )
    return told


@reacts_to(CommitmentChecked, title="通知核查结果")
def tell_of_the_outcome(event: CommitmentChecked) -> None:
    """The applicant; after a breach also the approver, who may revoke what was granted upon it."""
    case = case_of(event)
    if event.result == "fulfilled":
        tell(case, templates.COMMITMENT_KEPT.key)
        return
    note = texts.within(case.commitment.result_note)[:200]
    until = event.barred_until
    assert until is not None, "a breach bars until a day"
    tell(case, templates.COMMITMENT_BROKEN.key, note=note, until=f"{until.year}年{day_words(until)}")
    tell_role(case, "approver", templates.COMMITMENT_BREACHED.key, note=note)
