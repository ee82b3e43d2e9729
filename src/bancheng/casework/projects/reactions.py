"""What projects do about the events of cases: an application that names a project joins its view."""

from __future__ import annotations

from bancheng.casework.cases.events import CaseAccepted, CaseSubmitted
from bancheng.casework.projects.services.attaching import attach
from bancheng.ground.jobs import reacts_to


@reacts_to(CaseSubmitted, title="归集项目审批")
def attach_what_was_handed_in(event: CaseSubmitted) -> bool:
    """By the code on its form."""
    return attach(event.case)


@reacts_to(CaseAccepted, title="归集已受理的项目审批")
def attach_what_was_accepted(event: CaseAccepted) -> bool:
    """The code may have been put right between the application and its acceptance."""
    return attach(event.case)
