"""A data element that a locality lacks: entered by who writes its guides, told from those that are there already."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db import IntegrityError, transaction

from bancheng.ground import law
from bancheng.ground.access import Actor
from bancheng.ground.journal import append
from bancheng.ground.law import Refused
from bancheng.registers.catalog.authority import EDIT, demand_for_item, element_subject
from bancheng.registers.catalog.dictionaries import elements
from bancheng.registers.catalog.models import Element, ImplementationItem
from bancheng.registers.catalog.rules import KINDS
from bancheng.registers.catalog.search.fold import fold, pinyin
from bancheng.registers.catalog.typed import line
from bancheng.registers.catalog.types import ElementsAlike, ElementView

OWN_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
OPTION_CODE = re.compile(r"[a-z0-9_]{1,40}", re.ASCII)
LENGTHS = {"text": 200, "longtext": 2000, "address": 200, "email": 100, "region": 100}
"""The longest text that a case keeps in an element of these kinds, in characters."""
MEASURED = {"int", "decimal", "money", "area"}
PERSONAL = {"id_number", "phone"}
"""What is always a personal number is treated as one, whatever was ticked."""
MOST_OPTIONS, MOST_ALIKE = 60, 6
ALIKE = 0.5
"""Share of the pairs of characters that two names have in common, from which they count as alike."""


def enter_element(
    *, item: ImplementationItem, new: ElementView, by: Actor, although_alike: bool = False
) -> ElementView:
    """Enter an element for the region of an item whose guide one may write; at once any form may name it.

    `new.code` is the author's word for it, made from pinyin where it is blank; the dictionary's code is the region before it
    (`l411323_chu_fang_mian_ji`), so that it never meets one of the platform or of another place. Raises ElementsAlike where
    the dictionary has such a name, or one like it unless `although_alike`. `Refused`: element.label, element.code,
    element.kind, element.length, element.options, element.unit, element.standard, element.hint.
    """
    demand_for_item(by, EDIT, item)
    sound = _sound(new)
    try:
        code = _entered(item, sound, although_alike, by)
    except IntegrityError as error:  # another was quicker with the same code
        raise Refused("element.code", "刚刚有人登记了同样的代码，请再试一次。") from error
    return replace(sound, code=code, region=item.region_id)


def _entered(item: ImplementationItem, sound: ElementView, although: bool, by: Actor) -> str:
    with transaction.atomic():
        _refuse_alike(sound.label, although)
        row = Element(
            code=_code(sound, item.region_id),
            label=sound.label,
            kind=sound.kind,
            unit=sound.unit,
            max_length=sound.max_length,
            options=[{"value": value, "label": label} for value, label in sound.options],
            standard=sound.standard,
            sensitive=sound.sensitive,
            hint=sound.hint,
            region_id=item.region_id,
            entered_at=law.now(),
            entered_by=by.name[:100],
        )
        row.save(force_insert=True)
        facts: dict[str, Any] = {"label": row.label, "kind": row.kind, "region": item.region_id, "item": item.pk}
        append(element_subject(row), "enter_element", by=by, facts=facts)
    return row.code


def alike(label: str, among: Sequence[ElementView]) -> tuple[ElementView, ...]:
    """The elements whose names say the same or nearly so, nearest first; at most six."""
    wanted = _folded(label)
    scored = ((_likeness(wanted, _folded(one.label)), one) for one in among)
    near = [(score, one) for score, one in scored if score >= ALIKE]
    return tuple(one for _score, one in sorted(near, key=lambda pair: (-pair[0], pair[1].code))[:MOST_ALIKE])


def _sound(new: ElementView) -> ElementView:
    """The element as it may be stored. Raises `Refused`."""
    if new.kind not in KINDS:
        raise Refused("element.kind", "请选择数据元的类型。")
    label = line(new.label, longest=100, code="element.label", sentence="请填写数据元的名称，不超过 100 个字。")
    if not _folded(label):
        raise Refused("element.label", "数据元的名称要有文字。")
    return replace(
        new,
        code=_own_code(new.code),
        label=label,
        unit=_unit(new),
        max_length=_length(new),
        options=_options(new),
        standard=line(
            new.standard, longest=100, code="element.standard", sentence="标准依据不能超过 100 个字。", blank=True
        ),
        sensitive=new.sensitive or new.kind in PERSONAL,
        hint=line(new.hint, longest=300, code="element.hint", sentence="填写提示不能超过 300 个字。", blank=True),
    )


def _own_code(typed: str) -> str:
    code = typed.strip()
    if code and not OWN_CODE.fullmatch(code):
        raise Refused(
            "element.code", "代码用小写字母开头，只含小写字母、数字和下划线，不超过 40 个字符；不填就用拼音。"
        )
    return code


def _unit(new: ElementView) -> str:
    unit = line(new.unit, longest=20, code="element.unit", sentence="单位不能超过 20 个字。", blank=True)
    if unit and new.kind not in MEASURED:
        raise Refused("element.unit", "只有填数字的才有单位。")
    return unit


def _length(new: ElementView) -> int | None:
    longest = LENGTHS.get(new.kind)
    if new.max_length is None:
        return longest
    if longest is None:
        raise Refused("element.length", "只有填文字的才有最大长度。")
    if not 1 <= new.max_length <= longest:
        raise Refused("element.length", f"这一类型的最大长度是 1 到 {longest} 个字。")
    return new.max_length


def _options(new: ElementView) -> tuple[tuple[str, str], ...]:
    if new.kind != "choice":
        if new.options:
            raise Refused("element.options", "只有单选的才有选项。")
        return ()
    ask = f"单选的请给出 2 到 {MOST_OPTIONS} 个选项，每行一个，不超过 100 个字，名称和代码不重复。"
    made = tuple(
        (value, line(label, longest=100, code="element.options", sentence=ask)) for value, label in new.options
    )
    words = dict(made)
    once = len(made) == len(words) == len(set(words.values()))
    if not (2 <= len(made) <= MOST_OPTIONS and once and all(OPTION_CODE.fullmatch(value) for value in words)):
        raise Refused("element.options", ask)
    return made


def _refuse_alike(label: str, although: bool) -> None:
    found = alike(label, tuple(elements().values()))
    wanted = _folded(label)
    same = tuple(one for one in found if _folded(one.label) == wanted)
    if same or (found and not although):
        raise ElementsAlike(same or found, same=bool(same))


def _code(sound: ElementView, region: str) -> str:
    """The code in the dictionary; one that was typed must be free, one from pinyin is numbered until it is."""
    place = f"l{region[:6]}_"
    if sound.code:
        if _taken(place + sound.code):
            raise Refused("element.code", f"代码 {sound.code} 已经用了，请换一个，或者不填。")
        return place + sound.code
    spelt = "_".join("".join(re.findall("[a-z0-9]", syllable)) for syllable in pinyin(fold(sound.label)))
    made = re.sub("_+", "_", spelt).strip("_")[:40].strip("_") or "element"
    numbered = (made, *(f"{made}_{n}" for n in range(2, 1000)))
    return next(place + code for code in numbered if not _taken(place + code))


def _taken(code: str) -> bool:
    return Element.objects.filter(code=code).exists()


def _folded(label: str) -> str:
    return fold(label).replace(" ", "")


def _likeness(one: str, other: str) -> float:
    """1 for the same name, else the Dice share of character pairs; a name within the other counts as alike."""
    if one == other:
        return 1.0
    if min(len(one), len(other)) >= 2 and (one in other or other in one):
        return max(ALIKE, min(len(one), len(other)) / max(len(one), len(other)))
    pairs, others = _pairs(one), _pairs(other)
    return 2 * len(pairs & others) / (len(pairs) + len(others)) if pairs and others else 0.0


def _pairs(text: str) -> set[str]:
    return {text[place : place + 2] for place in range(len(text) - 1)}
