"""The pass over a file: candidates in order, in batches of one transaction each; a run that broke off goes on where it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from django.db import transaction

from bancheng.ground import law
from bancheng.ground.access import Actor
from bancheng.ground.journal import append
from bancheng.registers.catalog.authority import import_subject
from bancheng.registers.catalog.imports.cleaning import Candidate, candidate
from bancheng.registers.catalog.imports.deciding import Batch, Decision
from bancheng.registers.catalog.imports.drafting import Words
from bancheng.registers.catalog.imports.places import Places
from bancheng.registers.catalog.imports.repeating import Seen
from bancheng.registers.catalog.imports.tables import Table
from bancheng.registers.catalog.models import (
    BasicItem,
    GuideVersion,
    ImplementationItem,
    ImportRow,
    ImportRun,
    Nature,
)

BATCH = 500


class Teller(Protocol):
    """What a pass tells of itself; `ground.jobs.Progress` is one."""

    def total(self, number: int) -> None: ...

    def advance(self, number: int = 1, step: str | None = None) -> None: ...

    @property
    def cancelled(self) -> bool: ...


@dataclass
class Silence:
    """Nobody listens."""

    cancelled: bool = False

    def total(self, number: int) -> None:
        return

    def advance(self, number: int = 1, step: str | None = None) -> None:
        return


def candidates(table: Table, mapping: Mapping[str, str], *, default_region: str) -> Iterator[Candidate]:
    """The rows of a table as candidates; a row that repeats an earlier one is refused with its line."""
    columns = [(int(column), field) for column, field in mapping.items()]
    seen = Seen()
    for line, cells in table.rows:
        values = {field: cells[column] for column, field in columns if column < len(cells)}
        row = candidate(line, values, default_region=default_region)
        if table.formulas and any((line, column) in table.formulas for column, _ in columns):
            row.say("warned", "cell.formula", "这一行有公式，已采用文件中保存的计算结果，请核对。")
        if not row.refused:
            seen.refuse_repeated(row)
        yield row


def run_through(run: ImportRun, table: Table, *, by: Actor, teller: Teller) -> None:
    """Take the whole table in. The run's `done`, `total` and `counts` grow with each batch; cancelling stops between two.

    The table is gone through twice, a batch at a time: what it registers of regions and organs is told by all of its rows.
    """
    places = Places(by)
    for part in _parts(run, table, places):
        places.note(part)
    with transaction.atomic():
        places.make()
        _note(run, places.made)
    natures, words = Nature.objects.in_bulk(), Words.read()
    done = run.done
    teller.total(run.total)
    teller.advance(done)
    for part in _parts(run, table, places, after=done):
        if teller.cancelled:
            return
        with transaction.atomic():
            _write(run, Batch(part, places, natures, words).decide(part), part, by)
        teller.advance(len(part), step=f"已处理 {run.done} 行，共 {run.total} 行")


def _parts(run: ImportRun, table: Table, places: Places, *, after: int = 0) -> Iterator[list[Candidate]]:
    """The candidates in batches, those outside the actor's scope refused; `after`: how many were taken in before."""
    rows = islice(candidates(table, run.mapping, default_region=run.region_id or ""), after, None)
    while part := list(islice(rows, BATCH)):
        places.look(part)
        for row in part:
            if not row.refused:
                places.refuse_unknown(row)
        yield part


def _note(run: ImportRun, made: Sequence[str]) -> None:
    if made:
        told = [*made[:20], f"等 {len(made)} 项"] if len(made) > 20 else made
        run.notes = [*run.notes, {"code": "places.made", "sentence": "，".join(told) + "。"}]
        run.save(update_fields=["notes"])


def _write(run: ImportRun, decisions: Sequence[Decision], part: Sequence[Candidate], by: Actor) -> None:
    fresh = {
        id(one.item.basic): one.item.basic for one in decisions if one.item and one.item.basic and not one.item.basic.pk
    }
    BasicItem.objects.bulk_create([basic for basic in fresh.values() if basic])
    for one in decisions:
        if one.item and one.item.basic:
            one.item.basic_id = one.item.basic.pk
    ImplementationItem.objects.bulk_create([one.item for one in decisions if one.new and one.item])
    completed = [one.item for one in decisions if one.completed and one.item]
    ImplementationItem.objects.bulk_update(completed, ["basic", "main_item", "code", "updated_at"])
    drafts = [_draft(one, by) for one in decisions if one.draft and one.item]
    GuideVersion.objects.bulk_create(drafts)
    ImportRow.objects.bulk_create([_row(run, one) for one in decisions])
    counts: dict[str, int] = dict(run.counts)
    for one in decisions:
        counts[one.outcome] = counts.get(one.outcome, 0) + 1
    run.counts, run.done = counts, run.done + len(part)
    run.save(update_fields=["counts", "done"])
    facts = {
        "from_line": part[0].line,
        "to_line": part[-1].line,
        "matters": len(fresh),
        "items": sum(one.new for one in decisions),
        "drafts": len(drafts),
    }
    append(import_subject(run), "import_batch", by=by, facts=facts)


def _draft(decision: Decision, by: Actor) -> GuideVersion:
    return GuideVersion(
        item=decision.item, number=1, body=decision.draft, created_at=law.now(), created_by=by.name[:100]
    )


def _row(run: ImportRun, decision: Decision) -> ImportRow:
    return ImportRow(
        run=run,
        line=decision.row.line,
        outcome=decision.outcome,
        name=decision.row.name[:200],
        item_id=decision.item.pk if decision.item else None,
        reasons=[{"code": reason.code, "sentence": reason.sentence} for reason in decision.row.reasons],
    )


def finish(run: ImportRun, *, state: str, by: Actor, error: str = "") -> None:
    """Close a run, within the caller's transaction."""
    run.state, run.error, run.finished_at = state, error[:500], law.now()
    run.save(update_fields=["state", "error", "finished_at"])
    append(
        import_subject(run),
        f"import_{state}",
        by=by,
        facts={"counts": run.counts, "rows": run.done, "error": run.error},
    )
