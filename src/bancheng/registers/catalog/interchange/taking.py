"""An archive into this catalogue: what is missing is added, what differs is told, nothing is overwritten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from django.db import transaction

from bancheng.ground import files
from bancheng.ground.access import Actor, Grant, Target, may
from bancheng.ground.files import FileRefused, Kind
from bancheng.ground.law import Refused
from bancheng.registers.catalog.authority import PUBLISH
from bancheng.registers.catalog.imports.places import REGISTER
from bancheng.registers.catalog.imports.running import Teller
from bancheng.registers.catalog.interchange import dictionaries
from bancheng.registers.catalog.interchange.archive import Reader
from bancheng.registers.catalog.interchange.lines import ItemLine, OrganLine, VersionLine
from bancheng.registers.catalog.interchange.merging import Batch
from bancheng.registers.catalog.interchange.noting import Notes
from bancheng.registers.organisations import selectors as organisations
from bancheng.registers.organisations import services as organising

BATCH = 100
LARGEST_ATTACHMENT = 20 * 1024 * 1024  # bytes


@dataclass(slots=True)
class Taken:
    """What an archive brought: rows added by part, items and versions by outcome; the notes say the rest."""

    counts: dict[str, int] = field(default_factory=dict)
    notes: Notes = field(default_factory=Notes)
    stopped: bool = False
    organs: dict[tuple[str, str], int] = field(default_factory=dict)
    """Region and name → number of an organ that is here."""

    def count(self, name: str, n: int = 1) -> None:
        self.counts[name] = self.counts.get(name, 0) + n


def take_in(reader: Reader, *, by: Actor, teller: Teller, attachments: bool = True) -> Taken:
    """Verify the archive whole, then take it in, a hundred items a transaction. Safe to repeat. Raises `Refused`: archive.…

    `attachments`: whether to store them, which no transaction takes back.
    """
    reader.verify()
    taken = Taken()
    for book, n in dictionaries.take_in(reader, taken.notes, by=by).items():
        taken.count(book, n)
    if attachments:
        _take_attachments(reader, taken)
    _take_places(reader, taken, by)
    groups = _groups(reader, taken)
    while part := list(islice(groups, BATCH)):
        if teller.cancelled:
            taken.stopped = True
            return taken
        with transaction.atomic():
            counts = Batch([group for group in part if _allowed(group, taken, by)], taken.notes, by).take_in()
        for name, n in counts.items():
            taken.count(name, n)
        teller.advance(sum(1 + len(versions) for _, versions in part))
    return taken


Group = tuple[ItemLine, list[VersionLine]]


def _groups(reader: Reader, taken: Taken) -> Iterator[Group]:
    """Each item with its versions; the two parts run in the same order. What fits nowhere is told."""
    versions = _told(reader, "versions", taken)
    waiting: Any = next(versions, None)
    for item in _told(reader, "items", taken):
        own: list[VersionLine] = []
        while waiting is not None and waiting.item == item.key:
            own.append(waiting)
            waiting = next(versions, None)
        yield item, own
    while waiting is not None:
        taken.notes.say("version.stray", waiting.item, f"第 {waiting.number} 版不跟在它的事项后面，没有导入。")
        waiting = next(versions, None)


def _told(reader: Reader, part: str, taken: Taken) -> Iterator[Any]:
    for number, line, why in reader.lines(part):
        if line is None:
            taken.notes.say("archive.line", f"{part}.jsonl 第 {number} 行", f"这一行不能识别，没有导入：{why}。")
        else:
            yield line


def _allowed(group: Group, taken: Taken, by: Actor) -> bool:
    """An archive brings guides that are public at once: who takes it in must be allowed to publish there."""
    item = group[0]
    organ = taken.organs.get((item.region, item.organ))
    if organ is None:
        taken.notes.say("item.organ", item.key, f"没有“{item.organ}”（{item.region}）这个机构，“{item.name}”没有导入。")
    elif not may(by, PUBLISH, Target(region=item.region, organisation=organ)).allowed:
        taken.notes.say("item.scope", item.key, f"“{item.name}”（{item.organ}）不在您可以发布的范围内，没有导入。")
    else:
        return True
    taken.count("items_refused")
    return False


def _take_places(reader: Reader, taken: Taken, by: Actor) -> None:
    """Regions and organs that are missing; an organ of the same name in the same region is the same organ."""
    for line in _told(reader, "regions", taken):
        if organisations.region(line.code) is None:
            _registered(taken, "regions", line.code, lambda line=line: _region(line, by))
    for line in _told(reader, "organisations", taken):
        found = organisations.organisations(region=line.region, below=False, active=None).filter(name=line.name).first()
        if found is None:
            _registered(taken, "organisations", line.name, lambda line=line: _organ(line, by))
        elif line.uscc and found.uscc and found.uscc != line.uscc:
            sentence = f"“{line.name}”登记的信用代码与档案中的不同，没有覆盖，请核对。"
            taken.notes.say("organ.differs", line.name, sentence)
    rows = organisations.organisations(active=None).values_list("region_id", "name", "pk")
    taken.organs = {(region, name): pk for region, name, pk in rows}


def _registered(taken: Taken, part: str, where: str, act: Any) -> None:
    try:
        act()
        taken.count(part)
    except Refused as refusal:
        taken.notes.say(f"{part}.refused", where, f"没有登记：{refusal}")


def _region(line: Any, by: Actor) -> None:
    organising.create_region(code=line.code, name=line.name, by=_registrar(by, line.code))


def _organ(line: OrganLine, by: Actor) -> None:
    values = line.model_dump()
    organising.create_organisation(imported=True, reason="导入目录档案时登记", by=_registrar(by, line.region), **values)


def _registrar(by: Actor, region: str) -> Actor:
    """Who may publish in a region may register the organs that an archive names there, under his own name."""
    if not may(by, PUBLISH, Target(region=region)).allowed and not _above(by, region):
        raise Refused("scope", "不在您的管理范围内。")
    return replace(by, grants=(*by.grants, Grant(REGISTER, region)))


def _above(by: Actor, region: str) -> bool:
    """Whether the region lies above one in which the actor may publish: a county names its city and its province."""
    stem = region.rstrip("0")
    return any(
        grant.region.startswith(stem) for grant in by.grants if may(replace(by, grants=(grant,)), PUBLISH).allowed
    )


def _take_attachments(reader: Reader, taken: Taken) -> None:
    for digest in reader.manifest.attachments:
        try:
            with reader.attachment(digest) as stream:
                stored = files.store(stream, name="", limit_bytes=LARGEST_ATTACHMENT, allowed=frozenset(Kind))
        except FileRefused as refused:
            taken.notes.say("attachment.refused", digest, f"附件没有收下：{refused}。")
            continue
        if stored.digest != digest:
            taken.notes.say("attachment.refused", digest, "附件的内容和摘要不一致，没有收下。")
            continue
        taken.count("attachments")
    for digest in reader.manifest.missing:
        taken.notes.say("attachment.missing", digest, "导出的一方没有这个附件，引用它的材料暂时不能下载空表或者样表。")
