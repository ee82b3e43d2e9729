"""The watch over all clocks: early warnings, passed terms, acceptance by silence, overdue stages, overlong procedures.

Each event is told once: a conditional statement flips its flag, and only who flipped it tells.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from bancheng.casework.cases import clocks, standing
from bancheng.casework.cases.events import CaseEvent, DeadlineNear, DeadlinePassed, ProcedureOverrun, StepOverdue
from bancheng.casework.cases.keys import COLLECTION_DAYS, DRAFT_DAYS
from bancheng.casework.cases.lifecycle import WORKED_ON
from bancheng.casework.cases.models import Case, CaseTask, Procedure
from bancheng.casework.cases.services import consulting, delivering, renewing, tolerating
from bancheng.casework.cases.services.acceptance import CLOCKWORK, deem_accepted
from bancheng.casework.cases.services.doing import event_of
from bancheng.casework.cases.services.finishing import DISPATCH, close
from bancheng.casework.cases.services.staging import put_off
from bancheng.ground.jobs import announce
from bancheng.ground.journal import services as journal
from bancheng.ground.law import Refused, in_shanghai, now, today
from bancheng.registers.organisations import selectors as organisations

log = logging.getLogger("bancheng.cases")
Flag = Case.Flag
RUNNING = ~Q(clock="") & Q(trial=False)
"""Clocks that are watched: what officials try out (走流程) is nobody's delay."""
CLOCK_FIELDS = (
    *("clock", "flag", "statutory_passed", "due_on", "due_at", "warn_at"),
    *("statutory_due_on", "statutory_due_at"),
)


def watch() -> int:
    """Tell of everything that has come due since the last time; returns how many events. May run at any time, in parallel.

    A case that breaks it keeps none of the others waiting. Raises RuntimeError in the end, so that the job shows it.
    """
    moment, failed = now(), _Failed()
    _hold(moment, failed)
    told = (
        _each(RUNNING & Q(flag=Flag.NORMAL, warn_at__lte=moment, due_at__gt=moment), _warn, failed)
        + _each(RUNNING & Q(flag__lt=Flag.OVERDUE, due_at__lte=moment), _pass, failed)
        + _each(Q(clock="decision", statutory_passed=False, statutory_due_at__lte=moment), _pass_statutory, failed)
        + _deem_silent(failed)
        + _tasks(failed)
        + _promises(failed)
        + _overrun(failed)
        + _unanswered(failed)
        + _afterwards(failed)
    )
    failed.tell()
    return told


def close_unclaimed() -> int:
    """Close what has waited for collection longer than the profile says; flagged. Returns how many."""
    closed = 0
    for key, region, delivered in _delivered():
        days = int(organisations.rule(COLLECTION_DAYS.key, region, in_shanghai(delivered).date()))
        last = organisations.calendar().add_workdays(in_shanghai(delivered).date(), days)
        if today() > last:
            # Somebody may collect it in this very moment.
            with suppress(Refused):
                close(key, by=DISPATCH)
                closed += 1
    return closed


def drop_old_drafts() -> int:
    """Delete drafts nobody has touched for as long as the profile says; returns how many."""
    shortest = now() - timedelta(days=7)
    gone = 0
    for row in Case.objects.filter(state="draft", part_of="", saved_at__lt=shortest).only(
        "pk", "region_id", "saved_at", "key"
    ):
        days = int(organisations.rule(DRAFT_DAYS.key, row.region_id))
        oldest = now() - timedelta(days=days)
        with transaction.atomic():
            # Somebody may go on with it, or submit it, in this very moment.
            old = Case.objects.select_for_update().filter(pk=row.pk, state="draft", saved_at__lt=oldest).first()
            if old is not None:
                journal.append(standing.subject_of(old), "expire_draft", by=CLOCKWORK, facts={"days": days})
                old.delete()
                gone += 1
    return gone


def recompute(first: date, last: date) -> int:
    """Compute the due days of running clocks anew after the calendar changed between two days; returns how many moved.

    Each change is journaled (settled 5); what was told of a term that is now longer may be told again.
    """
    moved = 0
    running = RUNNING & (Q(due_on__gte=first) | Q(statutory_due_on__gte=first))
    # A decided case has no clock, but its delivery has its days.
    rows = Case.objects.filter(running | Q(Exists(_open_tasks().filter(due_on__gte=first))), received_on__lte=last)
    for key in list(rows.values_list("pk", flat=True)):
        with transaction.atomic():
            row = Case.objects.select_for_update().get(pk=key)
            if row.clock and _moved(row):
                moved += 1
            _move_tasks(row)
    return moved


def _open_tasks() -> QuerySet[CaseTask]:
    return CaseTask.objects.filter(case=OuterRef("pk"), state=CaseTask.State.OPEN)


def _move_tasks(row: Case) -> None:
    """The open stages of a case whose calendar changed: acceptance is due with its clock, a review within its own days."""
    for task, before in put_off(row):
        facts = {"stage": task.stage, "name": task.name, "due_on": task.due_on, "before": before}
        journal.append(standing.subject_of(row), "recompute", by=CLOCKWORK, facts=facts)


class _Failed:
    """The cases at which this watch failed, told of at its end."""

    def __init__(self) -> None:
        self.keys: list[object] = []

    @contextmanager
    def at(self, key: object) -> Iterator[None]:
        try:
            yield
        except Refused:
            # Somebody did something about it in this very moment.
            return
        except Exception:
            log.exception("the watch failed at %s", key)
            self.keys.append(key)

    def tell(self) -> None:
        if self.keys:
            raise RuntimeError(f"the watch failed at {len(self.keys)} cases or tasks, first at {self.keys[0]}")


def recount_suspended() -> int:
    """Every case in a special procedure, once a day: a clock that stands still is due a day later. Returns how many moved."""
    failed = _Failed()
    moved = _held(Q(), failed)
    failed.tell()
    return moved


def _hold(moment: datetime, failed: _Failed) -> None:
    """A clock that stands still never comes due: what seems to is counted anew first."""
    late = Q(flag=Flag.NORMAL, warn_at__lte=moment) | Q(flag__lt=Flag.OVERDUE, due_at__lte=moment)
    late |= Q(statutory_passed=False, statutory_due_at__lte=moment)
    _held(late | Q(Exists(_open_tasks().filter(passed=False, due_at__lte=moment))), failed)


def _held(which: Q, failed: _Failed) -> int:
    moved = 0
    rows = Case.objects.filter(which, state="suspended", clock=Case.Clock.DECISION)
    for key in list(rows.values_list("pk", flat=True)):
        with failed.at(key), transaction.atomic():
            row = Case.objects.select_for_update().get(pk=key)
            if row.state != "suspended":
                continue
            before = (row.due_on, row.statutory_due_on)
            clocks.recount(row)
            row.save(update_fields=CLOCK_FIELDS)
            put_off(row)
            moved += (row.due_on, row.statutory_due_on) != before
    return moved


def _overrun(failed: _Failed) -> int:
    """Special procedures that last longer than the applicant was told in writing (第四十五条后段)."""
    told, day = 0, today()
    late = Procedure.objects.filter(ended_on=None, overran=False, expected_on__lt=day, case__state="suspended")
    for key in list(late.values_list("pk", flat=True)):
        with failed.at(key), transaction.atomic():
            if not Procedure.objects.filter(pk=key, ended_on=None, overran=False).update(overran=True):
                continue
            row = Procedure.objects.select_related("case").get(pk=key)
            facts = {"kind": row.kind, "started_on": row.started_on, "expected_on": row.expected_on}
            journal.append(standing.subject_of(row.case), "procedure_overrun", by=CLOCKWORK, facts=facts)
            more = {"procedure": row.pk, "kind": row.kind, "expected_on": row.expected_on}
            announce(event_of(ProcedureOverrun, row.case, at=now(), by=CLOCKWORK, **more))
            told += 1
    return told


def _each(which: Q, tell: Callable[[int], CaseEvent | None], failed: _Failed) -> int:
    told = 0
    for key in list(Case.objects.filter(which).order_by("due_at").values_list("pk", flat=True)):
        with failed.at(key), transaction.atomic():
            event = tell(key)
            if event is not None:
                announce(event)
                told += 1
    return told


def _deem_silent(failed: _Failed) -> int:
    """Whatever nobody answered in time is accepted; told apart from the event, so that a crash between them loses nothing."""
    deemed = 0
    silent = Case.objects.filter(
        clock=Case.Clock.ACCEPTANCE, state__in=("submitted", "pre_reviewed"), due_at__lte=now()
    )
    for key in list(silent.values_list("key", flat=True)):
        with failed.at(key):
            deem_accepted(key)
            deemed += 1
    return deemed


def _warn(key: int) -> CaseEvent | None:
    rows = Case.objects.filter(RUNNING, pk=key, flag=Flag.NORMAL, warn_at__lte=now())
    return _flipped(rows, key, "warn", DeadlineNear, flag=Flag.WARNED)


def _pass(key: int) -> CaseEvent | None:
    rows = Case.objects.filter(RUNNING, pk=key, flag__lt=Flag.OVERDUE, due_at__lte=now())
    return _flipped(rows, key, "overdue", DeadlinePassed, flag=Flag.OVERDUE)


def _pass_statutory(key: int) -> CaseEvent | None:
    rows = Case.objects.filter(pk=key, clock="decision", statutory_passed=False, statutory_due_at__lte=now())
    return _flipped(rows, key, "statutory_overdue", DeadlinePassed, statutory_passed=True)


def _flipped(rows: QuerySet[Case], key: int, verb: str, kind: type[CaseEvent], **flags: Any) -> CaseEvent | None:
    """Flip the flag if nobody did before, and write it down."""
    if not rows.update(**flags):
        return None
    case = Case.objects.get(pk=key)
    statutory = verb == "statutory_overdue"
    due, clock = (case.statutory_due_on, "statutory") if statutory else (case.due_on, case.clock)
    journal.append(standing.subject_of(case), verb, by=CLOCKWORK, facts={"clock": clock, "due_on": due})
    return event_of(kind, case, at=now(), by=CLOCKWORK, clock=clock, due=due)


def _tasks(failed: _Failed) -> int:
    moment, told = now(), 0
    late = CaseTask.objects.filter(state=CaseTask.State.OPEN, passed=False, due_at__lte=moment)
    for key in list(late.values_list("pk", flat=True)):
        with failed.at(key), transaction.atomic():
            if not late.filter(pk=key).update(passed=True):
                continue
            task = CaseTask.objects.select_related("case").get(pk=key)
            facts = {"stage": task.stage, "name": task.name, "due_on": task.due_on}
            journal.append(standing.subject_of(task.case), "step_overdue", by=CLOCKWORK, facts=facts)
            more = {"task": task.pk, "stage": task.stage, "stage_name": task.name, "due": task.due_on}
            announce(event_of(StepOverdue, task.case, at=moment, by=CLOCKWORK, holder=task.post, **more))
            told += 1
    return told


def _promises(failed: _Failed) -> int:
    """Promises whose last day ended lapse; those of cases that ended otherwise are owed no more."""
    told = 0
    for key in list(tolerating.running().filter(due_at__lte=now()).values_list("pk", flat=True)):
        with failed.at(key):
            told += tolerating.lapse(key)
    over = tolerating.running().filter(duty__isnull=False).exclude(case__state__in=WORKED_ON)
    for key in list(over.values_list("pk", flat=True)):
        with failed.at(key):
            tolerating.release(key)
    return told


def _afterwards(failed: _Failed) -> int:
    """Results that are not handed over in time, and renewals that nobody decided before the old licence ended."""
    told = 0
    for keys, tell in ((delivering.overdue(), delivering.tell), (renewing.to_deem(), renewing.deem)):
        for key in keys:
            with failed.at(key), transaction.atomic():
                told += tell(key)
    return told


def _unanswered(failed: _Failed) -> int:
    """Units that were asked and said nothing until their last day."""
    told = 0
    for key in consulting.silent_keys():
        with failed.at(key):
            told += consulting.pass_silent(key)
    return told


def _delivered() -> Iterable[tuple[str, str, Any]]:
    rows = Case.objects.filter(state="delivered", delivered_at__lt=now() - timedelta(days=1))
    return list(rows.values_list("key", "region_id", "delivered_at"))


def _moved(row: Case) -> bool:
    before = (row.due_on, row.statutory_due_on)
    if row.clock == Case.Clock.ACCEPTANCE:
        clocks.put_again(row, row.clock, clocks.acceptance(row), None)
    else:
        clocks.recount(row)
    if (row.due_on, row.statutory_due_on) == before:
        return False
    row.save()
    facts = {"due_on": row.due_on, "statutory_due_on": row.statutory_due_on, "before": list(before)}
    journal.append(standing.subject_of(row), "recompute", by=CLOCKWORK, facts=facts)
    return True
