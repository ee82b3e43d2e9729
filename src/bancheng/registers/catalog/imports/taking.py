"""An edition of a list from above taken in, in one transaction: a list is of one edition or of the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction

from bancheng.ground.access import Actor
from bancheng.ground.journal import append
from bancheng.registers.catalog.authority import import_subject
from bancheng.registers.catalog.imports.editions import Comparison, EntryDecision, compare, entry_rows
from bancheng.registers.catalog.imports.running import Teller
from bancheng.registers.catalog.imports.tables import Table
from bancheng.registers.catalog.inheritance.upstream import change_entry, upstream_subject
from bancheng.registers.catalog.models import ImportRow, ImportRun, UpstreamEntry


def compared(run: ImportRun, table: Table, mapping: Mapping[str, str], *, lock: bool = False) -> Comparison:
    """The file of a run against the list that it is an edition of. Raises `Refused`: import.size."""
    held = UpstreamEntry.objects.filter(list=run.options["list"], region=run.region_id).prefetch_related("basics")
    rows = held.select_for_update(of=("self",)) if lock else held
    return compare(
        entry_rows(table, mapping), rows.order_by("pk"), region=run.region_id or "", whole=run.options["whole"]
    )


def take_edition(run: ImportRun, table: Table, *, by: Actor, teller: Teller) -> None:
    """Take the edition in. A run that was killed has taken nothing, and may begin anew."""
    teller.total(run.total)
    if run.done or teller.cancelled:
        return
    with transaction.atomic():
        found = compared(run, table, run.mapping, lock=True)
        raised = _write(run, found.decisions, by)
        ImportRow.objects.bulk_create([_report(run, one) for one in found.decisions], batch_size=500)
        run.counts, run.done = found.counts, run.total
        run.notes = [*run.notes, *_notes(found, raised)]
        run.save(update_fields=["counts", "done", "notes"])
        facts = {**run.options, "counts": run.counts, "reviews": raised}
        append(import_subject(run), "import_edition", by=by, facts=facts)
    teller.advance(run.total)


def _write(run: ImportRun, decisions: Sequence[EntryDecision], by: Actor) -> int:
    """Returns how many reviews were raised."""
    on, edition, remark = date.fromisoformat(run.options["on"]), run.options["edition"], run.options["remark"]
    _enter(run, [one for one in decisions if one.new], by)
    raised, same = 0, []
    for one in decisions:
        if one.entry is None or one.row.refused:
            continue
        words = {} if one.removed else {name: after for name, (_, after) in one.changed.items()} | {"edition": edition}
        if one.removed or one.changed or one.again:
            told = f"{remark}（{edition}不再列入）" if one.removed else remark
            raised += change_entry(one.entry, words, on=on, told=told, cancelled=one.removed, by=by)
        elif one.entry.edition != edition:
            one.entry.edition = edition
            same.append(one.entry)
        _link(one, by)
    # That an entry stands unchanged in the new edition is said once, in the stream of the run.
    UpstreamEntry.objects.bulk_update(same, ["edition"], batch_size=500)
    return raised


def _enter(run: ImportRun, decisions: Sequence[EntryDecision], by: Actor) -> None:
    codes = set(
        UpstreamEntry.objects.filter(list=run.options["list"], region=run.region_id).values_list("code", flat=True)
    )
    for one in decisions:
        code = one.row.code or _code(run.options["edition"], one.row.ordinal or str(one.row.line), codes)
        codes.add(code)
        one.entry = UpstreamEntry(
            list=run.options["list"],
            region_id=run.region_id or "",
            edition=run.options["edition"],
            code=code,
            **{name: one.row.words.get(name, "") for name in ("name", "organ", "implementer", "basis")},
        )
    fresh = [one.entry for one in decisions if one.entry is not None]
    UpstreamEntry.objects.bulk_create(fresh, batch_size=500)
    for row in fresh:
        facts = {"list": row.list, "code": row.code, "name": row.name, "edition": row.edition, "run": run.pk}
        append(upstream_subject(row), "enter_upstream", by=by, facts=facts)


def _code(edition: str, ordinal: str, taken: set[str]) -> str:
    """A code for a line without one: its place in the edition with which it came in (2023 年版-17)."""
    made = f"{edition[:24]}-{ordinal[:10]}"
    return next(one for one in (made, *(f"{made}.{n}" for n in range(2, len(taken) + 3))) if one not in taken)


def _link(one: EntryDecision, by: Actor) -> None:
    if one.entry is None or one.basics is None:
        return
    before = sorted(one.entry.basics.values_list("code", flat=True))
    after = sorted(basic.code for basic in one.basics)
    one.entry.basics.set(one.basics)
    append(upstream_subject(one.entry), "link_upstream", by=by, facts={"before": before, "after": after})


def _notes(found: Comparison, raised: int) -> list[dict[str, str]]:
    notes = []
    if raised:
        notes.append({"code": "reviews.raised", "sentence": f"有 {raised} 个实施事项因为条目变动列入待复核。"})
    if found.kept:
        notes.append({"code": "entries.kept", "sentence": kept_sentence(found.kept)})
    return notes


def kept_sentence(kept: int) -> str:
    return f"文件中有读不懂的行，清单里没有找到的 {kept} 条不按取消处理。请改正这些行后重新上传整份清单。"


def _report(run: ImportRun, one: EntryDecision) -> ImportRow:
    return ImportRow(
        run=run,
        line=one.row.line,
        outcome=one.outcome,
        name=one.row.name[:200],
        entry=one.entry,
        reasons=[{"code": reason.code, "sentence": reason.sentence} for reason in one.row.reasons],
    )
