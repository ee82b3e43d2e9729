"""Submission: the application gets its number, its query code and its first clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.db import transaction

from bancheng.casework.cases import (
    checking,
    children,
    clocks,
    finding,
    forms,
    helping,
    materials,
    numbering,
    prechecking,
    standing,
)
from bancheng.casework.cases.errors import FormRefused
from bancheng.casework.cases.events import CaseSubmitted
from bancheng.casework.cases.materials import document_of
from bancheng.casework.cases.models import Case, CaseMaterial, CaseTask, Precheck
from bancheng.casework.cases.rules import stages
from bancheng.casework.cases.services.applicants import applicant_of
from bancheng.casework.cases.services.committing import file_paper
from bancheng.casework.cases.services.doing import Act, Told, acting, carry_out, effect
from bancheng.casework.cases.services.drafts import (
    _only_of_the_guide,
    _plain,
    demand_alone,
    demand_online,
    filled,
    new_draft,
    pinned_for,
    put_applicant,
    weighed,
)
from bancheng.casework.cases.types import Filed, PrecheckHint, Problem
from bancheng.ground.access import AccessDenied, Actor
from bancheng.ground.codes import query_code, scrub
from bancheng.ground.crypto import canonical_sm3
from bancheng.ground.law import Refused, today, 行政许可法
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog.types import GuideDocument, Situation, Stage

DECLARATION = Problem("declaration", "declared", "请勾选承诺：所填内容和提交的材料真实、完整")
SETTLED = ("required", "given", "source", "reason")
"""What the submission may change of a line."""
DELIVERIES = {"electronic", "window", "post"}


def submit(case: str, *, by: Actor, declared: bool, shown: str = "") -> Filed:
    """Hand the application in. A second click, or a second window, gets the same number.

    `shown`: the digest of the hints that stood on the page (`selectors.hints_of_draft`); those that still stand are kept with
    the case, and whether they had been shown. They hold nothing up. Raises FormRefused with every place that is missing or wrong, Refused: cases.guide_changed, cases.item_gone.
    """
    row = standing.demand_sight(by, finding.find(case))
    number = "" if row.submitted_at else numbering.next_number(row.region_id, today())
    with acting(case, by) as row:
        if row.submitted_at is not None and not standing.roles(by, row).isdisjoint({"applicant", "clerk"}):
            return filed_of(row)
        demand_alone(row)
        _demand_current_guide(row)
        carry_out(row, "submit", by=by, number=number, declared=declared, document=document_of(row), shown=shown)
        return filed_of(row)


def file(
    *,
    item_id: int,
    by: Actor,
    answers: Mapping[str, object],
    values: Mapping[str, object],
    declared: bool,
    capacity: str = Case.Capacity.SELF,
    uscc: str = "",
    channel: str = Case.Channel.API,
) -> Filed:
    """Begin, fill in and submit at once, in one transaction (machines; items that ask for no upload, or whose papers follow).

    Raises as `start`, `save_answers`, `save_fields` and `submit` do; nothing is left behind then.
    """
    person = standing.person_key(by)
    if not person:
        raise AccessDenied("请用个人账号的令牌申请。", visible=True, action="own.cases")
    pinned = pinned_for(item_id)
    document = pinned.document
    demand_online(document)
    row = new_draft(pinned, channel=channel)
    put_applicant(row, person, **applicant_of(capacity, uscc, by))
    elements = catalog.elements_of(document)
    _only_of_the_guide(answers, {question.element for question in document.questions})
    kept, wrong = filled(row, document, values, elements=elements)
    forms.put(row, kept)
    exact, unfit = weighed(document, answers)
    row.answers = {code: _plain(value) for code, value in exact.items() if value is not None}
    situation = materials.situation_of(document, row, elements)
    row.answers = {code: _plain(value) for code, value in situation.answered.items()}
    if unfit or wrong:
        raise FormRefused((*unfit, *wrong))
    number = numbering.next_number(row.region_id, today())
    # No savepoint: who files within a transaction of his own has nothing left to keep when this is refused.
    with transaction.atomic(savepoint=False):
        carry_out(
            row, "submit", by=by, number=number, declared=declared, document=document, ready=(situation, elements)
        )
    return filed_of(row)


def filed_of(row: Case) -> Filed:
    """What the applicant takes away, also the second time."""
    assert row.received_on is not None and row.number
    return Filed(row.key, row.number, forms.query_code_of(row), row.received_on, clocks.acceptance(row).due(today()))


@effect("submit")
def _submit(
    act: Act,
    *,
    number: str,
    declared: bool,
    document: GuideDocument,
    ready: tuple[Situation, Any] | None = None,
    shown: str = "",
) -> Told:
    helping.demand_no_helper(act.case, act.by)
    case = act.case
    elements = ready[1] if ready else catalog.elements_of(document)
    situation = ready[0] if ready else materials.situation_of(document, case, elements)
    if case.pk is not None:
        children.keep(case, "materials")
    rows = materials.rows_of(case)
    wrong = checking.problems(case, document, situation, elements, rows)
    if not declared:
        wrong = (*wrong, DECLARATION)
    if wrong:
        raise FormRefused(wrong)
    hints = prechecking.hints_of(case, document, situation, elements, rows)
    before = {line: _written(row) for line, row in rows.items()}
    lines = _settled(case, document, situation, rows)
    kept = forms.values(case)
    case.number, case.query_code = number, forms.seal_code(query_code())
    case.submitted_at = case.saved_at = act.at
    case.delivery = _delivery(document, kept.get("delivery_method"))
    clocks.start_acceptance(case, act.today)
    act.then += [lambda: _write_lines(case, lines, before), lambda: open_acceptance(case, situation.stages)]
    if case.committed:
        act.then.append(lambda: file_paper(case, by=act.by))
    facts: dict[str, Any] = {
        "item": case.item_id,
        "guide": document.version,
        "channel": case.channel,
        "capacity": case.capacity,
        "received_on": act.today,
        "due_on": case.due_on,
        "form": canonical_sm3(kept),
        "materials": [_told(line) for line in lines],
    }
    if hints:
        seen = shown == prechecking.digest_of(hints)
        facts |= {"precheck": [scrub(one.sentence) for one in hints], "shown": seen}
        act.then.append(lambda: _keep_hints(act, hints, seen))
    return Told(facts, (act.event(CaseSubmitted),))


def _keep_hints(act: Act, hints: tuple[PrecheckHint, ...], seen: bool) -> None:
    Precheck.objects.create(case=act.case, hints=[asdict(one) for one in hints], shown=seen, at=act.at)


def _delivery(document: GuideDocument, chosen: object) -> str:
    """The way the applicant chose; where the form does not ask, a result that exists on paper only is collected."""
    if chosen in DELIVERIES:
        return str(chosen)
    on_paper = any("electronic" not in result.delivery for result in document.results)
    return "window" if on_paper else "electronic"


def open_acceptance(case: Case, guide_stages: tuple[Stage, ...], time: int = 1) -> None:
    """The task of the accepting desk: due with the acceptance clock. `time`: the how-manieth, after supplements."""
    stage = stages.accepting(guide_stages)
    CaseTask.objects.create(
        case=case,
        organisation_id=case.organisation_id,
        region_id=case.region_id,
        post="clerk",
        stage=stage.key if stage else "accept",
        name=stage.name if stage else "受理",
        kind="accept",
        round=time,
        opened_at=case.saved_at,
        due_on=case.due_on,
        due_at=case.due_at,
    )


def _settled(
    case: Case, document: GuideDocument, situation: Situation, rows: Mapping[int, CaseMaterial]
) -> list[CaseMaterial]:
    """The lines as handed in: those that apply, each with its row."""
    lines = []
    for one in materials.owed(document, situation, committed=case.committed):
        row = rows.get(one.line) or materials.new_row(case, one)
        row.required = one.required
        if one.vouched:
            materials.vouch(row)
        lines.append(row)
    return lines


def _write_lines(case: Case, lines: list[CaseMaterial], before: Mapping[int, tuple[object, ...]]) -> None:
    """New lines in one statement; what no longer applies goes (its files were never part of the case)."""
    if gone := before.keys() - {row.line for row in lines}:
        case.materials.filter(line__in=gone).delete()
    CaseMaterial.objects.bulk_create(row for row in lines if row.pk is None)
    if changed := [row for row in lines if row.line in before and _written(row) != before[row.line]]:
        CaseMaterial.objects.bulk_update(changed, SETTLED)


def _written(row: CaseMaterial) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in SETTLED)


def _told(row: CaseMaterial) -> dict[str, object]:
    """A material as the journal keeps it: on which data the case stood."""
    told: dict[str, object] = {"line": row.line, "code": row.code, "given": row.given}
    if files := [one.digest for one in materials.files_of(row)]:
        told["files"] = files
    return told


def _demand_current_guide(row: Case) -> None:
    if row.state == "draft" and pinned_for(row.item_id).version_id != row.guide_version_id:
        raise Refused(
            "cases.guide_changed",
            "您开始填写之后，办事指南有了新版本。请先看一看有什么变化，确认后再提交；已填的内容都在。",
            行政许可法("第三十条"),
        )
