"""Submission: one declaration, one number; the members that wait for nothing go to their organs at once."""

from __future__ import annotations

from django.db import transaction

from bancheng.casework.bundles import dates, drafting, running
from bancheng.casework.bundles.applied import BundleFiled
from bancheng.casework.bundles.events import BundleSubmitted
from bancheng.casework.bundles.models import BundleCase, BundlePart
from bancheng.casework.bundles.services.advancing import counted, event_of
from bancheng.casework.bundles.services.beginning import GONE
from bancheng.casework.bundles.services.membering import drop_draft
from bancheng.casework.cases import services as cases
from bancheng.casework.cases.types import Problem
from bancheng.ground import jobs
from bancheng.ground.access import Actor
from bancheng.ground.codes import CaseNumber, query_code
from bancheng.ground.jobs import announce
from bancheng.ground.journal import append
from bancheng.ground.journal import services as journal
from bancheng.ground.law import Refused, now, 行政许可法
from bancheng.registers.organisations import selectors as organisations

DECLARATION = Problem("declaration", "declared", "请勾选声明：所填内容和材料真实有效")
State = BundlePart.State


def submit(key: str, *, by: Actor, declared: bool) -> BundleFiled:
    """Hand the whole in. A second press gets the same number.

    Raises FormRefused with every place that is missing or wrong, Refused: bundles.gone, bundles.changed.
    """
    row, _ = running.demand_sight(by, key)
    number = "" if row.submitted_at else cases.take_number(row.region_id)
    # What all members write besides their own rows is written at the end, at once.
    with transaction.atomic(), organisations.remembering(), journal.together(), jobs.together():
        row, parts = running.demand_sight(by, key, lock=True)
        running.demand_filler(by, row)
        if row.submitted_at is not None:
            return drafting.filed_of(row)
        _demand_current(row)
        parts = _taking_part(parts, by)
        actor = running.with_rights(by, row, parts, "cases.take_in")
        found = drafting.drafted(actor, row, parts)
        wrong = (*found.draft.problems, *(() if declared else (DECLARATION,)))
        if wrong or found.draft.question is not None or found.draft.unfit:
            raise cases.FormRefused(wrong or (Problem("question", "", found.draft.unfit or "请先回答全部问题"),))
        row.number, row.query_code = number, running.seal_code(query_code())
        row.state, row.submitted_at = BundleCase.State.RUNNING, now()
        _hand_out(row, found.loaded, parts, actor)
        row.due_on = dates.due_on(found.loaded, running.current(parts))
        counted(row, parts)
        row.save()
        opened = [one.key for one in parts if one.state == State.OPEN]
        facts = {
            "number": number,
            "bundle": row.bundle_id,
            "version": row.version.number,
            "opened": opened,
            "held": [one.key for one in parts if one.state == State.HELD],
            "due_on": row.due_on,
            "declared": declared,
        }
        append(running.subject_of(row), "submit", by=by, facts=facts, article=行政许可法("第二十六条").cite)
        announce(event_of(BundleSubmitted, row, parts=len(opened), due=row.due_on))
    return drafting.filed_of(row)


def _taking_part(parts: list[BundlePart], by: Actor) -> list[BundlePart]:
    """Those that the answers call for; the drafts of the others go, as nobody has any more use for them."""
    for one in parts:
        if one.state == State.DROPPED:
            drop_draft(one, by=by, reason="按答案不需要")
    return [one for one in parts if one.state != State.DROPPED]


def _hand_out(row: BundleCase, loaded: running.Loaded, parts: list[BundlePart], actor: Actor) -> None:
    """File the members without unmet feeds; the others are held."""
    assert row.number is not None
    number, here = CaseNumber.parse(row.number), running.current(parts)
    free = [one for one in parts if one.case is not None and not running.before(loaded, here, one.key)]
    cases.file_parts({one.case.key: str(number.of_member(one.suffix)) for one in free if one.case}, by=actor)
    written = {one.pk: one.case for one in running.parts_of(row)}
    for part in parts:
        part.ready, part.case = True, written[part.pk]
    for part in free:
        part.state, part.opened_at = State.OPEN, row.submitted_at
    BundlePart.objects.bulk_update(parts, ["ready", "state", "opened_at"])


def _demand_current(row: BundleCase) -> None:
    if row.bundle.current_id is None:
        raise Refused("bundles.gone", GONE)
    if row.bundle.current_id != row.version_id:
        raise Refused(
            "bundles.changed",
            "您开始填写之后，这件事有了新版本。请先看一看有什么变化，确认后再提交；已填的内容都在。",
            行政许可法("第三十条"),
        )
