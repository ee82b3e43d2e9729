"""What becomes of each candidate of a batch: a new item, one completed, one left as it is, or a refusal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from bancheng.ground import law
from bancheng.ground.codes import BasicCode
from bancheng.registers.catalog.composing import compose_code
from bancheng.registers.catalog.imports.cleaning import Candidate
from bancheng.registers.catalog.imports.drafting import Words, draft_body, tell_contacts
from bancheng.registers.catalog.imports.places import Places
from bancheng.registers.catalog.models import BasicItem, GuideVersion, ImplementationItem, ImportRow, Nature

SOURCE = "import"
POWER, CONVENIENCE = "power", "convenience"


@dataclass
class Decision:
    """A candidate with its item, if any; `new` items are to be written, `completed` ones saved."""

    row: Candidate
    item: ImplementationItem | None = None
    new: bool = False
    completed: bool = False
    draft: dict[str, Any] | None = None

    @property
    def outcome(self) -> str:
        if self.row.refused:
            return ImportRow.Outcome.REFUSED
        if not (self.new or self.completed or self.draft):
            return ImportRow.Outcome.UNCHANGED
        return ImportRow.Outcome(self.row.outcome)


class Batch:
    """Some hundred candidates against what the catalogue holds; a handful of statements, whatever their number."""

    def __init__(
        self, rows: Sequence[Candidate], places: Places, natures: dict[str, Nature], words: Words | None = None
    ) -> None:
        self.words = words or Words.read()
        self.rows = [row for row in rows if not row.refused]
        self.places = places
        self.natures = natures
        self.basics = self._basics()
        self.fresh_basics: dict[str, BasicItem] = {}
        self.by_local, self.by_key = self._existing()
        self.with_guide = self._with_guide()
        self.taken_codes: set[str] = set()

    def decide(self, rows: Sequence[Candidate]) -> list[Decision]:
        """One decision a row, in order."""
        decisions = [Decision(row) if row.refused else self._decide(row) for row in rows]
        self._settle_codes([decision for decision in decisions if decision.new or decision.completed])
        return decisions

    def _decide(self, row: Candidate) -> Decision:
        organ = self.places.organs.get((row.region, row.department))
        basic = self._basic(row)
        self._compare_credit_code(row, organ)
        found = self.by_local.get((row.region, row.local_code)) if row.local_code else self.by_key.get(_key(row))
        tell_contacts(row, organ)
        body = draft_body(row, self.words)
        if found is not None:
            return self._meet(row, found, basic, body)
        item = ImplementationItem(
            basic=basic,
            local_code=row.local_code,
            name=row.name,
            main_item=row.main_item,
            item_type=row.item_type,
            nature=self.natures[CONVENIENCE if row.item_type == "20" else POWER],
            use_level=row.use_level,
            organisation=organ,
            region_id=row.region,
            source=SOURCE,
            source_key=_key(row)[1],
            updated_at=law.now(),
        )
        return Decision(row, item, new=True, draft=body or None)

    def _meet(
        self, row: Candidate, item: ImplementationItem, basic: BasicItem | None, body: dict[str, Any]
    ) -> Decision:
        """An item that is there keeps what it says, its guide too; only what it lacks is filled in."""
        filled: list[str] = []
        same_organ = item.organisation.name == row.department
        if same_organ and item.basic is None and basic is not None and item.item_type == basic.item_type:
            item.basic = basic
            filled.append("基本编码")
        if same_organ and not item.main_item and row.main_item:
            item.main_item = row.main_item
            filled.append("主项名称")
        for label, here, there in (
            ("名称", item.name, row.name),
            ("实施部门", item.organisation.name, row.department),
            ("事项类型", item.item_type, row.item_type),
        ):
            if here != there:
                row.say(
                    "note", "item.differs", f"系统中的{label}是“{here}”，文件中是“{there[:40]}”，没有覆盖，请核对。"
                )
        completed = bool(filled)
        if completed:
            item.updated_at = law.now()
        if body and item.pk in self.with_guide:
            row.say("note", "guide.kept", "事项已经有办事指南或者草稿，文件中的时限、材料等内容没有覆盖。")
            body = {}
        elif body:
            filled.append("指南草稿")
        if filled:
            row.say("note", "item.completed", f"事项已经在系统中，补充了{'、'.join(filled)}。")
        return Decision(row, item, completed=completed, draft=body or None)

    def _basic(self, row: Candidate) -> BasicItem | None:
        if not row.basic_code:
            return None
        found = self.basics.get(row.basic_code) or self.fresh_basics.get(row.basic_code)
        if found is None and not BasicCode.parse(row.basic_code).is_national:
            found = BasicItem(code=row.basic_code, name=row.name, main_item=row.main_item, item_type=row.item_type)
            self.fresh_basics[row.basic_code] = found
        if found is None:
            row.say(
                "note", "code.national", f"国家基本编码 {row.basic_code} 还没有登记，作为地方编码保留，导入后待赋码。"
            )
            row.local_code = row.local_code or row.basic_code
        elif found.state == BasicItem.State.CANCELLED:
            row.say(
                "warned", "code.cancelled", f"基本编码 {found.code} 已于 {found.cancelled_on} 取消，没有采用，请核对。"
            )
            return None
        return found

    def _compare_credit_code(self, row: Candidate, organ: Any) -> None:
        if organ is not None and row.uscc_valid and organ.uscc_valid and row.uscc != organ.uscc:
            sentence = f"信用代码与{organ.name}登记的不同，实施编码按登记的信用代码生成，请核对是否为下属单位的事项。"
            row.say("warned", "uscc.other", sentence)

    def _settle_codes(self, decisions: Sequence[Decision]) -> None:
        """Compose the implementation codes; one that is taken already stays empty, and the row says so."""
        for decision in decisions:
            if decision.item is not None and decision.item.organisation_id is not None:
                decision.item.code = compose_code(decision.item)
        codes = {decision.item.code for decision in decisions if decision.item and decision.item.code}
        held = dict(ImplementationItem.objects.filter(code__in=codes).exclude(code="").values_list("code", "pk"))
        for decision in decisions:
            item = decision.item
            if item is None or not item.code:
                continue
            if item.code in self.taken_codes or held.get(item.code, item.pk) != item.pk:
                sentence = f"{item.organisation.name}已经有基本编码同为 {decision.row.basic_code} 的事项，没有生成实施编码，请核对。"
                decision.row.say("warned", "code.twice", sentence)
                item.code = ""
            self.taken_codes.add(item.code)

    def _with_guide(self) -> set[int]:
        """The items among those that are here whose guide somebody has begun or published."""
        held = [row.pk for part in (self.by_local, self.by_key) for row in part.values()]
        return set(GuideVersion.objects.filter(item__in=held).values_list("item", flat=True)) if held else set()

    def _basics(self) -> dict[str, BasicItem]:
        codes = {row.basic_code for row in self.rows if row.basic_code}
        return {row.code: row for row in BasicItem.objects.filter(code__in=codes)}

    def _existing(self) -> tuple[dict[tuple[str, str], ImplementationItem], dict[tuple[str, str], ImplementationItem]]:
        rows = ImplementationItem.objects.select_related("basic", "organisation", "nature")
        local = {row.local_code for row in self.rows if row.local_code}
        keys = {_key(row)[1] for row in self.rows if not row.local_code}
        # Each says the condition of its partial index: otherwise every batch would read the whole catalogue.
        places = {row.region for row in self.rows}
        by_local = rows.filter(region__in=places, local_code__in=local).exclude(local_code="") if local else rows.none()
        by_key = rows.filter(source=SOURCE, source_key__in=keys).exclude(source_key="") if keys else rows.none()
        return (
            {(row.region_id, row.local_code): row for row in by_local},
            {(row.region_id, row.source_key): row for row in by_key},
        )


def _key(row: Candidate) -> tuple[str, str]:
    """By what a row without a local code is known again: region, organ, name, type and basic code."""
    told = "\n".join((row.department, row.name, row.item_type, row.basic_code))
    return row.region, row.local_code or f"sha256:{sha256(told.encode()).hexdigest()[:40]}"
