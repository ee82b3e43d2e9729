"""What we do about the events of lower rooms."""

from __future__ import annotations

import logging

from bancheng.ground.access import Subject
from bancheng.ground.jobs import JobFailed, reacts_to
from bancheng.registers.messages import services, templates

# Who may retry a failed job is told of it.
TOLD = ("administrator", "data_officer")
log = logging.getLogger("bancheng.messages")


@reacts_to(JobFailed, title="通知管理员：后台任务失败")
def tell_of_a_failed_job(event: JobFailed) -> int:
    """Administrators and data officers get one message each; none while an earlier one about this job is unread."""
    told = services.notify_role(
        TOLD,
        templates.JOB_FAILED.key,
        subject=Subject("jobs.job", str(event.job)),
        once=True,
        name=event.name,
        job=event.job,
        attempts=event.attempts,
        sentence=event.sentence,
    )
    if not told:
        log.warning("nobody new was told of the failed job %s", event.job)
    return told
