"""What we do about the events of lower rooms."""

from __future__ import annotations

import logging
from datetime import date

from bancheng.ground.access import Subject
from bancheng.ground.jobs import JobFailed, reacts_to
from bancheng.registers.identity import selectors as identity
from bancheng.registers.identity.events import LeaveCut, LeaveSet, PasswordChanged, PersonRegistered
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


@reacts_to(LeaveSet, title="通知 B 角：A 角请假")
def tell_who_stands_in(event: LeaveSet) -> None:
    """The B of each post that he holds as A, whatever day the leave begins: from then on the work is his."""
    facts = {"starts": _day(event.starts), "ends": _day(event.ends)}
    _tell_stand_ins(event, event.starts, templates.STANDS_IN.key, **facts)


@reacts_to(LeaveCut, title="通知 B 角：A 角销假")
def tell_who_need_not_stand_in(event: LeaveCut) -> None:
    """The same people, when he comes back before the leave was over, or does not go."""
    _tell_stand_ins(event, event.back_on, templates.STANDS_IN_NO_MORE.key, back=_day(event.back_on))


def _tell_stand_ins(event: LeaveSet | LeaveCut, since: date, template: str, **facts: str) -> None:
    subject = Subject("identity.leave", str(event.leave))
    for one in identity.stand_ins(event.staff, since, event.ends):
        _tell_once(one.account, template, subject, name=one.absent, posts="、".join(one.posts), **facts)


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _tell_once(account: int, template: str, subject: Subject, **facts: str) -> None:
    """A reaction may run twice; a message about the same thing is written once."""
    if not selectors.has_message(account, template, subject):
        services.notify(account, template, subject=subject, **facts)
