"""Some items of an archive against those that are here: a new one comes in whole, a known one keeps what it says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from bancheng.ground.access import Actor
from bancheng.ground.codes import ITEM_TYPES
from bancheng.ground.crypto import CanonicalFault, canonical_sm3
from bancheng.ground.jobs import announce
from bancheng.ground.journal import append
from bancheng.ground.law import Refused
from bancheng.registers.catalog import rules
from bancheng.registers.catalog.authority import guide_subject, item_subject
from bancheng.registers.catalog.dictionaries import dictionary
from bancheng.registers.catalog.events import GuidePublished
from bancheng.registers.catalog.interchange.known import Known
from bancheng.registers.catalog.interchange.lines import ItemLine, VersionLine
from bancheng.registers.catalog.interchange.noting import Notes
from bancheng.registers.catalog.models import BasicItem, GuideVersion, ImplementationItem, Nature
from bancheng.registers.catalog.schema import GuideDocument
from bancheng.registers.catalog.services.checking import refuse_unfit
from bancheng.registers.catalog.services.listing import refresh
from bancheng.registers.organisations import selectors as organisations

State = ImplementationItem.State
DRAFT = GuideVersion.State.DRAFT
COMPARED = {
    "name": "名称",
    "main_item": "主项名称",
    "item_type": "事项类型",
    "use_level": "行使层级",
    "off_platform": "不上平台的例外",
    "cancelled_on": "取消日期",
}
TAKEN_OVER = (
    *("code", "local_code", "name", "main_item", "item_type", "use_level", "source", "source_key", "weight", "icon"),
    *("off_platform", "off_platform_reason", "cancelled_on", "cancelled_reason", "updated_at"),
)
Group = tuple[ItemLine, Sequence[VersionLine]]


@dataclass(slots=True)
class Merged:
    """An item with the versions to be written beside those it has."""

    item: ImplementationItem
    new: bool
    versions: list[GuideVersion] = field(default_factory=list)


class Batch:
    """Items of an archive, taken in within the caller's transaction. Digests are computed anew, never believed."""

    def __init__(self, groups: Sequence[Group], notes: Notes, by: Actor) -> None:
        self.groups = groups
        self.notes = notes
        self.by = by
        self.counts: Counter[str] = Counter()
        lines = [item for item, _ in groups]
        codes = {line.basic for line in lines if line.basic}
        self.basics = {row.code: row for row in BasicItem.objects.filter(code__in=codes)}
        self.natures = Nature.objects.in_bulk()
        rows = organisations.organisations(active=None).filter(name__in={line.organ for line in lines})
        self.organs = {(row.region_id, row.name): row for row in rows}
        self.known = Known(lines)
        self.names: set[tuple[str, ...]] = set()
        self.typed = {id(one): _typed(one) for _, versions in groups for one in versions}
        self.words = dictionary(one for one in self.typed.values() if isinstance(one, GuideDocument))

    def take_in(self) -> Mapping[str, int]:
        """How many items and versions were added, were there already, or were refused."""
        merged = [one for line, versions in self.groups if (one := self._merge(line, versions)) is not None]
        fresh = [one for one in merged if one.new]
        ImplementationItem.objects.bulk_create([one.item for one in fresh], batch_size=200)
        for one in merged:
            for version in one.versions:
                version.item = one.item
        GuideVersion.objects.bulk_create([version for one in merged for version in one.versions], batch_size=50)
        refresh([one.item for one in merged if one.versions])
        for one in merged:
            if one.new or one.versions:
                self._tell(one)
        return self.counts

    def _merge(self, line: ItemLine, versions: Sequence[VersionLine]) -> Merged | None:
        sound = self._once([version for version in versions if self._sound(version, line)], line)
        item = self.known.item(line)
        if item is None:
            item = self._new(line)
            if item is None:
                self.counts["items_refused"] += 1
                return None
            self.counts["items_added"] += 1
            self.counts["versions_added"] += len(sound)
            return Merged(item, True, [_version(version) for version in sound])
        self.counts["items_known"] += 1
        self._compare(item, line)
        return Merged(item, False, self._more(item, sound))

    def _new(self, line: ItemLine) -> ImplementationItem | None:
        basic, nature = self.basics.get(line.basic), self.natures.get(line.nature)
        if line.basic and basic is None:
            self.notes.say("item.basic", line.key, f"基本编码 {line.basic} 没有登记，“{line.name}”没有导入。")
            return None
        if nature is None:
            self.notes.say("item.nature", line.key, f"没有代码为 {line.nature} 的事项性质，“{line.name}”没有导入。")
            return None
        if line.item_type not in ITEM_TYPES:
            self.notes.say("item.type", line.key, f"不认识事项类型 {line.item_type}，“{line.name}”没有导入。")
            return None
        names = set(_names(line))
        if names & self.names:
            self.notes.say("item.twice", line.key, f"“{line.name}”的编码或者来源在档案中出现了两次，没有导入。")
            return None
        self.names |= names
        organ = self.organs[line.region, line.organ]
        kept = line.state if line.state in (State.SUSPENDED, State.CANCELLED) else State.DRAFT
        values = {name: getattr(line, name) for name in TAKEN_OVER}
        return ImplementationItem(
            basic=basic, nature=nature, organisation=organ, region_id=line.region, state=kept, **values
        )

    def _compare(self, item: ImplementationItem, line: ItemLine) -> None:
        different = [label for name, label in COMPARED.items() if getattr(item, name) != getattr(line, name)]
        if item.organisation.name != line.organ:
            different.append("实施主体")
        if (item.basic.code if item.basic else "") != line.basic:
            different.append("基本编码")
        if different:
            told = "、".join(different)
            self.notes.say("item.differs", line.key, f"“{item.name}”与档案中的不同（{told}），没有覆盖，请核对。")

    def _more(self, item: ImplementationItem, versions: Sequence[VersionLine]) -> list[GuideVersion]:
        """The versions that follow those held; none at all as soon as one that is held says something else."""
        held = self.known.versions(item)
        for version in versions:
            here = held.get(version.number)
            if here is not None and not _same(here, version):
                sentence = (
                    f"“{item.name}”第 {version.number} 版与档案中的不同，没有覆盖，后面的版本也没有导入，请核对。"
                )
                self.notes.say("version.differs", str(item.pk), sentence)
                return []
        missing = [version for version in versions if version.number not in held]
        late = [version for version in missing if version.number < max(held, default=0)]
        for version in late:
            sentence = f"“{item.name}”第 {version.number} 版早于这里已有的版本，没有导入。"
            self.notes.say("version.late", str(item.pk), sentence)
        added = [_version(version) for version in missing if version not in late]
        if added and any(row.state == DRAFT for row in held.values()):
            self.notes.say(
                "version.draft", str(item.pk), f"“{item.name}”在这里有未发布的草稿，档案中的新版本没有导入。"
            )
            return []
        self.counts["versions_known"] += len(versions) - len(missing)
        self.counts["versions_added"] += len(added)
        return added

    def _sound(self, version: VersionLine, line: ItemLine) -> bool:
        """Whether a version is whole: its document is one, and its digest is that of the document."""
        why = self._fault(version)
        if why:
            self.counts["versions_refused"] += 1
            self.notes.say("version.unsound", line.key, f"“{line.name}”第 {version.number} 版没有导入：{why}。")
        return not why

    def _fault(self, version: VersionLine) -> str:
        typed = self.typed[id(version)]
        if not isinstance(typed, GuideDocument):
            return typed
        if typed.identity.item_type not in ITEM_TYPES:
            return f"不认识事项类型 {typed.identity.item_type}"
        unknown = [fault for fault in rules.check(typed, self.words) if fault.code.endswith("_unknown")]
        return unknown[0].sentence.rstrip("。") if unknown else ""

    def _once(self, versions: Sequence[VersionLine], line: ItemLine) -> list[VersionLine]:
        """The versions in the order of their numbers; one draft at most, and behind all others."""
        kept: list[VersionLine] = []
        for version in sorted(versions, key=lambda one: one.number):
            if kept and (kept[-1].number == version.number or kept[-1].state == DRAFT):
                self.counts["versions_refused"] += 1
                sentence = f"“{line.name}”第 {version.number} 版的版本号重复，或者排在草稿后面，没有导入。"
                self.notes.say("version.twice", line.key, sentence)
            else:
                kept.append(version)
        return kept

    def _tell(self, one: Merged) -> None:
        item = one.item
        if one.new:
            facts = {"name": item.name, "organisation": item.organisation_id, "source": "archive"}
            append(item_subject(item), "take_in_item", by=self.by, facts=facts)
        if not one.versions:
            return
        versions = [
            {"number": version.number, "state": version.state, "digest": version.digest} for version in one.versions
        ]
        append(guide_subject(item), "take_in_versions", by=self.by, facts={"versions": versions})
        now = next((version for version in one.versions if version.pk == item.current_id), None)
        if now is not None and now.effective_from is not None:
            day = now.effective_from.isoformat()
            announce(GuidePublished(item.pk, now.pk, now.number, now.digest, item.region_id, day))


def _names(line: ItemLine) -> Iterator[tuple[str, ...]]:
    """Under what no two items may go."""
    yield ("key", line.key)
    if line.code:
        yield ("code", line.code)
    if line.local_code:
        yield ("local", line.region, line.local_code)
    if line.source_key:
        yield ("source", line.region, line.source, line.source_key)


def _typed(version: VersionLine) -> GuideDocument | str:
    """The document, or why it is none; "" for a draft that may be kept."""
    if version.state == DRAFT:
        try:
            refuse_unfit(version.body)
        except Refused as refusal:
            return refusal.sentence.rstrip("。")
        return ""
    if version.document is None or version.effective_from is None or version.published_at is None:
        return "已发布的版本缺少发布文档、施行日期或者发布时间"
    try:
        if canonical_sm3(version.document) != version.digest:
            return "发布文档和它的摘要不一致"
        typed = GuideDocument.model_validate(version.document)
    except (ValidationError, CanonicalFault, RecursionError):
        return "发布文档不符合办事指南的格式"
    if typed.version != version.number or typed.effective_from != version.effective_from:
        return "发布文档中的版本号或者施行日期不一致"
    return typed


def _same(here: GuideVersion, there: VersionLine) -> bool:
    if here.state == DRAFT or there.state == DRAFT:
        return here.state == there.state and here.body == there.body
    return here.digest == there.digest


def _version(line: VersionLine) -> GuideVersion:
    values: dict[str, Any] = line.model_dump(exclude={"item"})
    return GuideVersion(**values)
