"""What we do about the events of lower rooms."""

from __future__ import annotations

import logging

from bancheng.ground.access import Subject
from bancheng.ground.jobs import JobFailed, reacts_to
from bancheng.registers.identity.events import PasswordChanged, PersonRegistered
from bancheng.registers.messages import selectors, services, templates

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


@reacts_to(PersonRegistered, title="通知：账号已注册")
def greet(event: PersonRegistered) -> None:
    """A first message, so that a new inbox says what it is for."""
    _tell_once(event.account, templates.REGISTERED.key, Subject("identity.account", str(event.account)))


@reacts_to(PasswordChanged, title="通知：密码已修改")
def warn_of_a_new_password(event: PasswordChanged) -> None:
    """Whoever did not change it himself must learn of it."""
    change = Subject("identity.password_change", f"{event.account}-{event.entry}")
    _tell_once(event.account, templates.PASSWORD_CHANGED.key, change)


def _tell_once(account: int, template: str, subject: Subject) -> None:
    """A reaction may run twice; a message about the same thing is written once."""
    if not selectors.has_message(account, template, subject):
        services.notify(account, template, subject=subject)
