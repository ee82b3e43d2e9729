"""What we do about the events of lower rooms."""

from __future__ import annotations

from bancheng.ground.jobs import reacts_to
from bancheng.registers.duties import services
from bancheng.registers.organisations.events import CalendarChanged


@reacts_to(CalendarChanged, title="办结已录入的工作日历任务")
def close_the_duty_of_an_entered_year(event: CalendarChanged) -> int:
    """The duty to enter a year closes itself when that year has become official."""
    return services.close_entered_years()
