"""An edition of a list from above against the one that is held: what is new, changed, unchanged, and what it no longer has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from django.db.models import Q

from bancheng.ground.law import Refused
from bancheng.registers.catalog.imports.entries import COMPARED, LABELS, EntryRow, entry_row, key_of
from bancheng.registers.catalog.imports.tables import Table
from bancheng.registers.catalog.models import BasicItem, ImportRow, UpstreamEntry

MOST = 20_000  # lines; the longest list of powers of a province has some ten thousand
Outcome = ImportRow.Outcome
State = UpstreamEntry.State


@dataclass(slots=True)
class EntryDecision:
    """What becomes of a row. `entry`: the one it is; None for a new or a refused row. `changed`: field → (before, after)."""

    row: EntryRow
    entry: UpstreamEntry | None = None
    changed: dict[str, tuple[str, str]] = field(default_factory=dict)
    basics: list[BasicItem] | None = None
    """The matters to link, where the file names other ones than are linked."""
    removed: bool = False

    new: bool = False
    again: bool = False
    """An entry that was cancelled stands in the list again."""
    outcome: str = ""

    def settle(self) -> None:
        """Say the outcome, once all that is known of the row was said."""
        if self.row.refused:
            self.outcome = Outcome.REFUSED
        elif self.removed:
            self.outcome = Outcome.REMOVED
        elif self.new:
            self.outcome = Outcome(self.row.outcome)
        else:
            differs = self.changed or self.again or self.basics is not None
            self.outcome = Outcome.CHANGED if differs else Outcome.UNCHANGED


@dataclass(slots=True)
class Comparison:
    """An edition compared. `kept`: entries that the file does not have and that stay, because rows of it could not be read."""

    decisions: list[EntryDecision]
    kept: int = 0

    @property
    def counts(self) -> dict[str, int]:
        return dict(Counter(str(one.outcome) for one in self.decisions))


def entry_rows(table: Table, mapping: Mapping[str, str]) -> list[EntryRow]:
    """The rows of a file. Raises `Refused`: import.size."""
    if len(table.rows) > MOST:
        raise Refused("import.size", f"清单超过 {MOST // 10_000} 万条，请检查是不是选错了文件。")
    columns = [(int(column), name) for column, name in mapping.items()]
    rows = []
    for line, cells in table.rows:
        row = entry_row(line, {name: cells[column] if column < len(cells) else "" for column, name in columns})
        if any((line, column) in table.formulas for column, _ in columns):
            row.say("warned", "cell.formula", "这一行有公式，已采用文件中保存的计算结果，请核对。")
        rows.append(row)
    return rows


def compare(rows: Sequence[EntryRow], held: Iterable[UpstreamEntry], *, region: str, whole: bool) -> Comparison:
    """Decide on every row. `held`: the entries of the list, cancelled ones too; `whole`: what the file does not have is removed."""
    entries = list(held)
    found = _Matches(entries)
    decisions = [_decided(row, found) for row in rows]
    left = [one for one in entries if one.state == State.ACTIVE and one.pk not in found.taken]
    unread = any(one.row.refused and one.entry is None for one in decisions)
    gone = left if whole and not unread else []
    last = rows[-1].line if rows else 0
    removed = [EntryDecision(_absent(last + place, one), one, removed=True) for place, one in enumerate(gone, start=1)]
    _suggest_renames(decisions, removed)
    _link(decisions, region)
    for one in (*decisions, *removed):
        one.settle()
    return Comparison(decisions + removed, len(left) if whole and unread else 0)


class _Matches:
    """The entries that are held, by what a row may know them by; each is met once."""

    def __init__(self, entries: Sequence[UpstreamEntry]) -> None:
        self.codes = {one.code: one for one in entries}
        self.keys = {key_of(one.name, one.organ): one for one in _active_last(entries)}
        names = Counter(key_of(one.name, "")[0] for one in entries)
        self.names = {key[0]: one for key, one in self.keys.items() if names[key[0]] == 1}
        self.taken: dict[int, int] = {}
        self.seen: dict[tuple[str, str, str], int] = {}

    def entry_of(self, row: EntryRow) -> UpstreamEntry | None:
        found = self.codes.get(row.code) if row.code else None
        return found or self.keys.get(row.key) or self.names.get(row.key[0])


def _active_last(entries: Sequence[UpstreamEntry]) -> Iterator[UpstreamEntry]:
    """So that one in force comes before a cancelled one of the same name."""
    yield from sorted(entries, key=lambda one: one.state == State.ACTIVE)


def _decided(row: EntryRow, found: _Matches) -> EntryDecision:
    entry = found.entry_of(row) if row.name or row.code else None
    if not row.refused:
        earlier = found.seen.setdefault((row.code, *row.key), row.line)
        earlier = found.taken.get(entry.pk, row.line) if entry is not None and earlier == row.line else earlier
        if earlier != row.line:
            row.say(
                "refused", "row.repeated", f"与第 {earlier} 行是同一条（编码或者名称、部门相同），请核对后只保留一行。"
            )
    if entry is None:
        return EntryDecision(row, new=not row.refused)
    found.taken.setdefault(entry.pk, row.line)
    if row.refused:
        return EntryDecision(row, entry)
    changed = {
        name: (getattr(entry, name), row.words[name])
        for name in COMPARED
        if name in row.words and row.words[name] != getattr(entry, name)
    }
    for name, (before, after) in changed.items():
        row.say("note", f"{name}.changed", f"{LABELS[name]}由“{before[:80]}”改为“{after[:80]}”。")
    if row.code and row.code != entry.code:
        sentence = f"系统中这一条的编码是 {entry.code}，文件中是 {row.code}，没有覆盖，请核对。"
        row.say("warned", "code.differs", sentence)
    if entry.state == State.CANCELLED:
        row.say("warned", "entry.again", f"这一条已于 {entry.changed_on} 从清单取消，新版又列入，恢复为在列。")
    return EntryDecision(row, entry, changed, again=entry.state == State.CANCELLED)


def _absent(line: int, entry: UpstreamEntry) -> EntryRow:
    row = EntryRow(line, {"name": entry.name, "organ": entry.organ}, code=entry.code)
    row.say("note", "entry.absent", f"文件中没有这一条（{entry.edition}，{entry.code}），按从清单取消处理。")
    return row


def _suggest_renames(decisions: Sequence[EntryDecision], removed: Sequence[EntryDecision]) -> None:
    """A new entry whose name is near to one that is gone may be that one under another name: a person must say so."""
    gone = {one.row.name: one for one in removed}
    if not gone:
        return
    for decision in decisions:
        if not decision.new:
            continue
        for near in get_close_matches(decision.row.name, gone, n=1, cutoff=0.75):
            code = gone[near].row.code
            sentence = (
                f"与文件中没有的“{near}”（{code}）名称相近：如果是改名，请把 {code} 填进这一行的编码列后重新上传。"
            )
            decision.row.say("warned", "entry.renamed", sentence)
            gone[near].row.say(
                "warned", "entry.renamed", f"可能改名为第 {decision.row.line} 行的“{decision.row.name}”。"
            )


def _link(decisions: Sequence[EntryDecision], region: str) -> None:
    """Matters by the codes that the file gives; of a new entry those of its own name are only told, for a name is no code."""
    codes = {code for one in decisions for code in one.row.basics}
    names = {one.row.name for one in decisions if one.new and not one.row.basics}
    here = Q(code__startswith=region[:2]) | Q(code__startswith="00")
    basics = {one.code: one for one in _in_parts(BasicItem, "code", codes)}
    named: dict[str, list[str]] = {}
    for basic in _in_parts(BasicItem, "name", names, here & Q(state=BasicItem.State.ACTIVE)):
        named.setdefault(basic.name, []).append(basic.code)
    for decision in decisions:
        row = decision.row
        if row.refused or decision.removed:
            continue
        if strange := [code for code in row.basics if code not in basics]:
            row.say("warned", "basic.unknown", f"基本目录中没有编码 {'、'.join(strange)[:100]}，没有对应，请核对。")
        wanted = [basics[code] for code in row.basics if code in basics]
        linked = {one.pk for one in decision.entry.basics.all()} if decision.entry is not None else set()
        if wanted and {one.pk for one in wanted} != linked:
            decision.basics = wanted
            row.say("note", "basic.linked", f"对应到基本目录 {'、'.join(one.code for one in wanted)[:200]}。")
        if decision.new and (same := named.get(row.name)):
            sentence = f"基本目录中有同名事项（{'、'.join(same[:5])}），导入后请在条目页上对应。"
            row.say("note", "basic.named", sentence)


def _in_parts(model: type[BasicItem], name: str, values: Iterable[str], also: Q | None = None) -> Iterator[BasicItem]:
    wanted = sorted(values)
    for start in range(0, len(wanted), 500):
        rows = model.objects.filter(**{f"{name}__in": wanted[start : start + 500]})
        yield from rows.filter(also) if also is not None else rows
