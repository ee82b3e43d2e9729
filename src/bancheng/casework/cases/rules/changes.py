"""What differs between two versions of a guide, in sentences for who had begun under the old one. Pure."""

from __future__ import annotations

from bancheng.casework.cases.types import GuideChange
from bancheng.registers.catalog.selectors import limit_text
from bancheng.registers.catalog.types import GuideDocument, Material


def same_lines(old: GuideDocument, new: GuideDocument) -> dict[int, int]:
    """Which line of the new guide (from 1) asks for what a line of the old one asked for.

    By code; where a code stands twice (both parents' identity cards), by what tells the two apart, else in order.
    """
    found: dict[int, int] = {}
    for key in (_exactly, _roughly):
        for line, material in enumerate(old.materials, start=1):
            free = (
                place
                for place, other in enumerate(new.materials, start=1)
                if place not in found.values() and key(other) == key(material)
            )
            if line not in found and (place := next(free, 0)):
                found[line] = place
    return found


def _exactly(one: Material) -> tuple[str, ...]:
    return one.code, one.name, one.specification


def _roughly(one: Material) -> tuple[str, ...]:
    return (one.code,)


def changes_between(old: GuideDocument, new: GuideDocument) -> GuideChange:
    """Materials, questions and fields that came, went or are asked for differently, and other terms."""
    lines = [*_materials(old, new), *_questions(old, new)]
    fields = {one.element for one in new.fields} - {one.element for one in old.fields}
    if fields:
        lines.append(f"表单增加了 {len(fields)} 项，请补填。")
    dropped = {one.element for one in old.fields} - {one.element for one in new.fields}
    if dropped:
        lines.append(f"表单减少了 {len(dropped)} 项，已填的不再需要。")
    before, after = ({one.element: one for one in guide.fields} for guide in (old, new))
    if other := [code for code in before.keys() & after.keys() if before[code] != after[code]]:
        lines.append(f"表单有 {len(other)} 项的填写要求有变化，请核对。")
    if old.audience != new.audience or old.channels != new.channels:
        lines.append("谁可以申请、在哪里申请有变化，请看办事指南。")
    if old.statutory != new.statutory:
        lines.append(f"法定办结时限由“{limit_text(old.statutory)}”改为“{limit_text(new.statutory)}”。")
    if old.promised != new.promised:
        lines.append(f"承诺办结时限由“{limit_text(old.promised)}”改为“{limit_text(new.promised)}”。")
    if old.fees != new.fees:
        lines.append("收费说明有变化，请看办事指南。")
    if old.requirements != new.requirements:
        lines.append("申请条件有变化，请看办事指南。")
    return GuideChange(old.version, new.version, tuple(lines or ["文字有调整，需要您做的事没有变化。"]))


def _materials(old: GuideDocument, new: GuideDocument) -> list[str]:
    same = same_lines(old, new)
    came = [one.name for place, one in enumerate(new.materials, start=1) if place not in same.values()]
    went = [one.name for line, one in enumerate(old.materials, start=1) if line not in same]
    pairs = [(old.materials[line - 1], new.materials[place - 1]) for line, place in sorted(same.items())]
    return _told("材料", came, went, [after.name for before, after in pairs if before != after])


def _questions(old: GuideDocument, new: GuideDocument) -> list[str]:
    before, after = ({one.element: one for one in guide.questions} for guide in (old, new))
    came = [one.label for code, one in after.items() if code not in before]
    went = [one.label for code, one in before.items() if code not in after]
    other = [one.label for code, one in after.items() if code in before and before[code] != one]
    return _told("问题", came, went, other)


def _told(what: str, came: list[str], went: list[str], other: list[str]) -> list[str]:
    """What stays, but not as it was, has another necessity, condition, form or choice."""
    told = (
        (came, f"增加了{what}：{'、'.join(came)}。"),
        (went, f"不再需要{what}：{'、'.join(went)}。"),
        (other, f"要求有变化的{what}：{'、'.join(other)}，请核对。"),
    )
    return [sentence for names, sentence in told if names]
