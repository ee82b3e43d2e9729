"""成批办理: one simple verb done to many cases on the spot, each in its own transaction; what became of each is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.db import transaction

from bancheng.casework.cases import finding, standing
from bancheng.casework.cases.lifecycle import CASE
from bancheng.casework.cases.models import BatchAct, Case
from bancheng.casework.cases.rules.batches import MOST, VERBS, why_not
from bancheng.casework.cases.services.acceptance import accept
from bancheng.casework.cases.services.finishing import close, deliver
from bancheng.ground.access import AccessDenied, Actor, Subject
from bancheng.ground.journal import services as journal
from bancheng.ground.law import Refused, now

Around = Callable[[str, str], AbstractContextManager[Any]]
"""(case, verb) → what is done around one act: a door leaves the trace of a refusal so."""


def do_many(
    *,
    verb: str,
    cases: Sequence[tuple[str, int]],
    by: Actor,
    method: str = "electronic",
    around: Around | None = None,
) -> int:
    """Accept, deliver or close many cases of things done on the spot; returns the key of the report.

    `cases`: each by its number or key with the version that was looked at; `method`: how a result is delivered. One that
    is refused holds up no other. Call it outside of a transaction. Raises Refused: cases.batch_verb, .batch_size.
    """
    if verb not in VERBS:
        raise Refused("cases.batch_verb", "成批办理只限受理、送达和办结。")
    if not 0 < len(cases) <= MOST:
        raise Refused("cases.batch_size", f"请勾选 1 到 {MOST} 件。")
    label = next(step.label for step in CASE.steps if step.verb == verb)
    with transaction.atomic():
        run = BatchAct.objects.create(verb=verb, label=label, by=by.key, by_name=by.name[:100], at=now())
    for key, version in dict(cases).items():
        # Written after each: a power failure loses no line of what was done before it.
        run.lines.append(_one(verb, key, version, by, method, around or _nothing))
        run.save(update_fields=["lines"])
    with transaction.atomic():
        done = sum(bool(line["done"]) for line in run.lines)
        facts = {"verb": verb, "cases": [line["number"] for line in run.lines if line["done"]], "asked": len(run.lines)}
        journal.append(Subject("cases.batch", str(run.pk)), "do_many", by=by, facts={**facts, "done": done})
    return run.pk


def _one(verb: str, key: str, version: int, by: Actor, method: str, around: Around) -> Mapping[str, Any]:
    row = finding.find(key)
    if row is None or not standing.sees(by, row):
        return {"number": key[:32], "applicant": "", "item": "", "done": False, "sentence": standing.NOT_THERE}
    line = {"number": row.number or row.key, "applicant": row.applicant_name, "item": row.item_name}
    if sentence := why_not(row.handling):
        return {**line, "done": False, "sentence": sentence}
    try:
        with around(row.key, verb):
            _do(verb, row, version, by, method)
    except (Refused, AccessDenied) as refusal:
        return {**line, "done": False, "sentence": refusal.sentence}
    return {**line, "done": True, "sentence": ""}


def _do(verb: str, row: Case, version: int, by: Actor, method: str) -> None:
    if verb == "accept":
        accept(row.key, by=by, expected=version)
    elif verb == "deliver":
        deliver(row.key, by=by, method=method, expected=version)
    else:
        close(row.key, by=by, expected=version)


def _nothing(_case: str, _verb: str) -> AbstractContextManager[None]:
    return nullcontext()
