"""What may be done with a duty, and where it belongs."""

from __future__ import annotations

from bancheng.ground.access import Subject, Target
from bancheng.registers.duties.models import Duty
from bancheng.registers.organisations.types import EVERYWHERE

VIEW, OPEN, CLOSE = "duties.view", "duties.open", "duties.close"


KIND = "duties.duty"


def subject_of(duty: Duty) -> Subject:
    """The duty as the journal and messages name it."""
    return Subject(KIND, str(duty.pk))


def target_of(duty: Duty) -> Target:
    """Where it is owed; a duty of the platform itself is closed only by who may act everywhere."""
    organ = duty.organisation
    return Target(subject_of(duty), organ.region_id if organ else EVERYWHERE, organ.pk if organ else None)
