"""From what a row says to the draft of a guide: papers and themes by the codes of our dictionaries, the rest as it was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bancheng.registers.catalog.imports.cleaning import Candidate
from bancheng.registers.catalog.imports.guides import CONTACTS
from bancheng.registers.catalog.models import Facet, MaterialType

_PARTS = {"theme": "themes", "life_event": "life_events", "group": "groups"}
_OF_ORGAN = {"consult": "phone", "supervise": "supervise_phone", "address": "address"}


@dataclass(frozen=True, slots=True)
class Words:
    """The dictionaries by name: papers → code, words of classification → (part of the guide, code)."""

    papers: Mapping[str, str]
    themes: Mapping[str, tuple[str, str]]

    @classmethod
    def read(cls) -> Words:
        """Two statements; a name that two papers bear is no name to go by."""
        papers: dict[str, str] = {}
        for code, name in MaterialType.objects.order_by("code").values_list("code", "name"):
            papers[name] = "" if name in papers else code
        rows = Facet.objects.filter(kind__in=_PARTS).order_by("-kind", "order").values_list("kind", "code", "label")
        return cls(papers, {label: (_PARTS[kind], code) for kind, code, label in rows})


def draft_body(row: Candidate, words: Words) -> dict[str, Any]:
    """The body of a draft, {} where the row says nothing beyond the item; what has no code here is told on the row."""
    body = dict(row.body)
    if row.papers:
        body["materials"] = [{"code": words.papers.get(name, ""), "name": name} for name in row.papers]
        unknown = [name for name in row.papers if not words.papers.get(name)]
        if unknown:
            told = "、".join(unknown)[:120]
            sentence = f"{len(unknown)} 份材料不在材料目录中（{told}），已按原名写入草稿，请在草稿中选择材料代码。"
            row.say("note", "materials.uncoded", sentence)
    strange = []
    for label in row.themes:
        part, code = words.themes.get(label, ("", ""))
        if not part:
            strange.append(label)
        elif code not in body.setdefault(part, []):
            body[part].append(code)
    if strange:
        row.say("note", "themes.unknown", f"主题“{'、'.join(strange)[:120]}”不在分类词表中，没有采用。")
    return body


def tell_contacts(row: Candidate, organ: Any) -> None:
    """An organ has one set of contacts, kept in its register: what a row says otherwise is told, not taken over."""
    for name, text in row.contacts.items():
        held = getattr(organ, _OF_ORGAN[name], "") if organ is not None else text
        if held != text:
            sentence = f"{CONTACTS[name]}“{text[:80]}”与机构登记的不同，没有采用；需要时请修改机构信息。"
            row.say("note", f"contact.{name}", sentence)
