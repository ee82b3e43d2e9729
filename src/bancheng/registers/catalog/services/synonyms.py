"""同义词: what people say and what the catalogue says. One table for the whole platform, in force with the next search."""

from __future__ import annotations

import io
from collections.abc import Sequence

from django.db import transaction

from bancheng.ground import law
from bancheng.ground.access import Actor
from bancheng.ground.journal import append
from bancheng.ground.law import Refused
from bancheng.registers.catalog.authority import SEARCHES, SYNONYMS_SUBJECT, demand_everywhere
from bancheng.registers.catalog.imports.tables import normalised, read_table
from bancheng.registers.catalog.models import SearchMiss, Synonym
from bancheng.registers.catalog.search.fold import fold
from bancheng.registers.catalog.search.personal import may_be_a_number
from bancheng.registers.catalog.typed import line
from bancheng.registers.catalog.types import SynonymUpload

LONGEST = 40
MOST_MEANS = 8
MOST_TERMS = 2_000  # every search reads the table
MOST_FAULTS = 50
HEADS = ("常用说法", "规范词")
BETWEEN = "；"
_SIGNS_BETWEEN = str.maketrans(dict.fromkeys(";,，、\n\r\t|", BETWEEN))


def split_means(text: str) -> tuple[str, ...]:
    """The meanings typed in one field or cell, apart by ；，、 or line ends."""
    return tuple(dict.fromkeys(filter(None, (one.strip() for one in text.translate(_SIGNS_BETWEEN).split(BETWEEN)))))


def add_synonym(*, term: str, means: Sequence[str], by: Actor) -> Synonym:
    """Add a term; searches in vain for it are settled by that.

    Raises `Refused`: synonym.term, synonym.means, synonym.twice, synonym.full.
    """
    demand_everywhere(by, SEARCHES)
    with transaction.atomic():
        row = _made(term, means)
        row.save()
        append(SYNONYMS_SUBJECT, "add_synonym", by=by, facts={"term": row.term, "means": row.means})
        _settle(row, by)
    return row


def edit_synonym(*, pk: int, term: str, means: Sequence[str], by: Actor) -> Synonym:
    """Change a term or what it means. Raises `Refused` as `add_synonym` does, and synonym.unknown."""
    demand_everywhere(by, SEARCHES)
    with transaction.atomic():
        row = _locked(pk)
        before = {"term": row.term, "means": row.means}
        made = _made(term, means, changing=row)
        after = {"term": made.term, "means": made.means}
        if before != after:
            row.term, row.means = made.term, made.means
            row.save(update_fields=["term", "means"])
            append(SYNONYMS_SUBJECT, "edit_synonym", by=by, facts={"before": before, "after": after})
            _settle(row, by)
    return row


def remove_synonym(*, pk: int, by: Actor) -> None:
    """Take a term out. Raises `Refused`: synonym.unknown."""
    demand_everywhere(by, SEARCHES)
    with transaction.atomic():
        row = _locked(pk)
        append(SYNONYMS_SUBJECT, "remove_synonym", by=by, facts={"term": row.term, "means": row.means})
        row.delete()


def upload_synonyms(*, content: bytes, by: Actor) -> SynonymUpload:
    """Take in a CSV or XLSX of 常用说法 and 规范词: new terms are added, known ones get these meanings, none is removed.

    A row that cannot be taken is told with its line, and the others are taken; one journal entry for the file. Raises
    `Refused`: import.* for what is no table, synonym.columns.
    """
    demand_everywhere(by, SEARCHES)
    table = read_table(io.BytesIO(content), frozenset(map(normalised, HEADS)))
    places = [table.header.index(head) if head in table.header else -1 for head in HEADS]
    if -1 in places:
        raise Refused("synonym.columns", f"表头应有“{HEADS[0]}”和“{HEADS[1]}”两列，可以先导出一份照着填。")
    counts = {"added": 0, "changed": 0, "same": 0}
    faults: list[tuple[int, str]] = []
    with transaction.atomic():
        known = {fold(row.term): row for row in Synonym.objects.select_for_update()}
        for number, cells in table.rows:
            term, means = (cells[place].lstrip("'") if place < len(cells) else "" for place in places)
            try:
                counts[_taken(term, split_means(means), known)] += 1
            except Refused as refusal:
                faults.append((number, str(refusal)))
        if counts["added"] or counts["changed"]:
            append(SYNONYMS_SUBJECT, "upload_synonyms", by=by, facts={**counts, "refused": len(faults)})
            for row in known.values():
                _settle(row, by)
    return SynonymUpload(**counts, refused=len(faults), faults=tuple(faults[:MOST_FAULTS]))


def _taken(term: str, means: Sequence[str], known: dict[str, Synonym]) -> str:
    row = known.get(fold(term))
    made = _checked(term, means)
    if row is None:
        if len(known) >= MOST_TERMS:
            raise _full()
        made.save()
        known[fold(made.term)] = made
        return "added"
    if row.means == made.means:
        return "same"
    row.means = made.means
    row.save(update_fields=["means"])
    return "changed"


def _made(term: str, means: Sequence[str], *, changing: Synonym | None = None) -> Synonym:
    made = _checked(term, means)
    others = [row for row in Synonym.objects.select_for_update() if changing is None or row.pk != changing.pk]
    if any(fold(row.term) == fold(made.term) for row in others):
        raise Refused("synonym.twice", f"“{made.term}”已经在表里，请直接修改那一条。")
    if len(others) >= MOST_TERMS:
        raise _full()
    return made


def _checked(term: str, means: Sequence[str]) -> Synonym:
    said = line(term, longest=LONGEST, code="synonym.term", sentence=f"请输入常用说法，最多 {LONGEST} 个字。")
    folded = fold(said)
    if len(folded) < 2 or " " in folded:
        raise Refused("synonym.term", "常用说法至少两个字，中间不能有空格和标点。")
    told = f"规范词每个最多 {LONGEST} 个字，请检查。"
    meant = dict.fromkeys(line(one, longest=LONGEST, code="synonym.means", sentence=told) for one in means)
    if any(map(may_be_a_number, [said, *meant])):
        raise Refused("synonym.term", "同义词里不要写证件号码和电话，请改写。")
    kept = [one for one in meant if fold(one) not in {"", folded}]
    if not kept:
        raise Refused("synonym.means", "请输入至少一个规范词，和常用说法不同。")
    if len(kept) > MOST_MEANS:
        raise Refused("synonym.means", f"一个说法最多对应 {MOST_MEANS} 个规范词，请保留最常用的。")
    return Synonym(term=said, means=kept)


def _full() -> Refused:
    return Refused("synonym.full", f"同义词最多 {MOST_TERMS} 条，请先删除不再用的。")


def _settle(row: Synonym, by: Actor) -> None:
    """What was searched for in vain is found from now on."""
    SearchMiss.objects.filter(text=fold(row.term), settled_at=None).update(
        settled_at=law.now(), settled_by=by.name[:100], remark=f"已加同义词：{BETWEEN.join(row.means)}"[:200]
    )


def _locked(pk: int) -> Synonym:
    row = Synonym.objects.select_for_update().filter(pk=pk).first()
    if row is None:
        raise Refused("synonym.unknown", "没有这条同义词，可能已经被删除，请刷新页面。")
    return row
