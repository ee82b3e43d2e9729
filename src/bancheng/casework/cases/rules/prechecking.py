"""预检: what would come back from the window, told before an application is handed in. Advice with its reason; pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bancheng.casework.cases.types import PrecheckHint
from bancheng.ground.codes import half_width
from bancheng.registers.catalog.types import Material

EXPIRING_DAYS = 30
BOTH_SIDES = re.compile("正反面|正反两面|正面和反面|正、反面|双面")
PAGES = re.compile(r"(?:共|应为|须为|不少于)\s?(\d{1,2})\s?(?:页|张)")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One material as handed in: its files by digest with their pages (None: cannot be read)."""

    line: int
    name: str
    material: Material
    files: Sequence[tuple[str, int | None]]
    missing: bool


@dataclass(frozen=True, slots=True)
class Face:
    """An e-licence attached to a line: until when it holds, and what it says by element."""

    line: int
    name: str
    valid_to: date | None
    values: Mapping[str, str]


def hints(
    sheets: Sequence[Sheet],
    faces: Sequence[Face],
    form: Mapping[str, object],
    labels: Mapping[str, str],
    names: Mapping[str, str],
    today: date,
) -> tuple[PrecheckHint, ...]:
    """Everything the rules say, materials first. `names`: by element, under which name the applicant is registered here."""
    found = [*_lacking(sheets), *_pages(sheets), *_twice(sheets)]
    for face in faces:
        found += [*_ending(face, today), *_faces(face, form, labels)]
    return (*found, *_names(form, labels, names))


def expected_pages(material: Material) -> int:
    """How many pages the guide's own words want; 0 where they say nothing."""
    text = half_width("；".join((material.name, material.criteria, material.notes, material.specification)))
    stated = max((int(found[1]) for found in PAGES.finditer(text)), default=0)
    return max(stated, 2 if BOTH_SIDES.search(text) else 0)


def _lacking(sheets: Sequence[Sheet]) -> list[PrecheckHint]:
    """What may come later: the window accepts without it only against a signed promise (容缺受理)."""
    return [
        PrecheckHint("late", "material", str(one.line), f"“{one.name}”还没有交", "可以容缺：受理时要签承诺书，按期补齐")
        for one in sheets
        if one.missing and one.material.necessity == "tolerable"
    ]


def _pages(sheets: Sequence[Sheet]) -> list[PrecheckHint]:
    found = []
    for one in sheets:
        if not one.files:
            continue
        where, wanted = str(one.line), expected_pages(one.material)
        if any(pages is None for _digest, pages in one.files):
            said = f"“{one.name}”的页数读不出来，文件可能加密或者损坏"
            found.append(PrecheckHint("pages", "material", where, said, "打不开的材料会被退回，请换一个文件"))
            continue
        count = sum(pages or 0 for _digest, pages in one.files)
        if wanted and count < wanted:
            said = f"“{one.name}”有 {count} 页，指南写的是 {wanted} 页"
            found.append(
                PrecheckHint("pages", "material", where, said, "页数不够的会要求补正，请检查是否漏了反面或者附页")
            )
    return found


def _twice(sheets: Sequence[Sheet]) -> list[PrecheckHint]:
    """The same file for two materials: one of them is probably the wrong one."""
    seen: dict[str, Sheet] = {}
    found = []
    for one in sheets:
        for digest, _pages in one.files:
            other = seen.setdefault(digest, one)
            if other.line != one.line:
                said = f"“{one.name}”和“{other.name}”是同一个文件"
                found.append(PrecheckHint("twice", "material", str(one.line), said, "可能传错了，请打开看一看"))
    return found


def _ending(face: Face, today: date) -> list[PrecheckHint]:
    if face.valid_to is None:
        return []
    left, where = (face.valid_to - today).days, str(face.line)
    if left < 0:
        said = f"“{face.name}”已于 {face.valid_to} 到期"
        return [PrecheckHint("expired", "material", where, said, "到期的证照不能作为依据，请先换证或者上传新的")]
    if left <= EXPIRING_DAYS:
        said = f"“{face.name}”{face.valid_to} 到期，还有 {left} 天"
        return [PrecheckHint("expiring", "material", where, said, "办理期间到期的，窗口会要求更新")]
    return []


def _faces(face: Face, form: Mapping[str, object], labels: Mapping[str, str]) -> list[PrecheckHint]:
    """Where the form says otherwise than the licence that stands for a paper."""
    return [
        PrecheckHint(
            "name",
            "field",
            code,
            f"“{labels[code]}”与“{face.name}”上的不一致",
            "窗口按证照核对，不一致的会要求补正；证照有误的，请先更正证照",
        )
        for code, held in face.values.items()
        if code in labels and (typed := form.get(code)) not in (None, "") and not _alike(held, typed)
    ]


def _names(form: Mapping[str, object], labels: Mapping[str, str], names: Mapping[str, str]) -> list[PrecheckHint]:
    """Where the form names another than who applies."""
    return [
        PrecheckHint(
            "name",
            "field",
            code,
            f"“{labels[code]}”与申请人{f'“{name}”' if code.endswith('_name') else '登记的'}不一致",
            "姓名、名称与申请人不一致的会要求补正；换了申请人的，请回到“为谁办理”改选",
        )
        for code, name in names.items()
        if code in labels and (typed := form.get(code)) not in (None, "") and not _alike(name, typed)
    ]


def _alike(one: object, other: object) -> bool:
    return _bare(one) == _bare(other)


def _bare(value: object) -> str:
    return "".join(half_width(str(value)).split()).upper()
