"""From a guide to what a form's sheet says. Pure: lines in, JSON out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from bancheng.registers.catalog.types import GuideDocument, Material, PaperLine
from bancheng.registers.documents.sheets import samples

KINDS = {"blank": "空白表格", "sample": "示范文本"}
EMPTY, TICKED = "□", "■"
HOW = {
    "signature": "申请人签名：",
    "seal": "申请人盖章：",
    "both": "申请人签名、盖章：",
}
LIFTED = "委托"
PROMISE = "承诺"
SEPARATORS = re.compile("[；。]")


def forms_of(document: GuideDocument) -> tuple[tuple[int, Material], ...]:
    """The materials that are filled in (表格文书), with their line in the guide (from 1)."""
    return tuple((line, one) for line, one in enumerate(document.materials, start=1) if one.kind == "form")


def sheet(document: GuideDocument, line: int, lines: Sequence[PaperLine], *, filled: bool) -> dict[str, Any]:
    """The data of one sheet. Raises LookupError where that line of the guide is no form."""
    material = dict(forms_of(document)).get(line)
    if material is None:
        raise LookupError(f"line {line} is no form")
    told: dict[str, Any] = {
        "kind": KINDS["sample" if filled else "blank"],
        "filled": filled,
        "heading": material.name,
        "item": document.identity.name,
        "organ": document.identity.organ,
        "notes": _notes(material),
        "sign": HOW.get(material.signature, ""),
        "sign_note": material.signature_note,
        "signed": f"{samples.PERSON}（示例）" if filled else "",
        "day": samples.DAY if filled else "",
        "sections": [],
        "statement": [],
        "points": [],
        "attached": [],
    }
    if carries_fields(document, line):
        told["sections"] = list(_sections(lines, filled))
        told["attached"] = [_attached(one) for number, one in enumerate(document.materials, start=1) if number != line]
    else:
        told |= _statement(document, material, filled)
    return told


def carries_fields(document: GuideDocument, line: int) -> bool:
    """Whether this is the application form: the one made online, or the first of the forms where none is."""
    forms = forms_of(document)
    made = [number for number, one in forms if one.generated] or [
        number for number, one in forms if LIFTED not in one.name and PROMISE not in one.name
    ]
    return bool(made) and line == made[0]


def _sections(lines: Iterable[PaperLine], filled: bool) -> Iterable[dict[str, Any]]:
    parts: dict[str, list[PaperLine]] = {}
    for one in lines:
        parts.setdefault(one.section, []).append(one)
    for name, rows in parts.items():
        shared = rows[0].condition if len({row.condition for row in rows}) == 1 else ""
        yield {
            "name": name,
            "condition": shared,
            "rows": [_row(row, filled, condition="" if shared else row.condition) for row in rows],
        }


def _row(line: PaperLine, filled: bool, *, condition: str) -> dict[str, Any]:
    applies = filled and line.applies
    ticks = [f"{TICKED if applies and place == 0 else EMPTY}{label}" for place, label in enumerate(line.options)]
    cell = "" if ticks else samples.value(line) if applies else "" if filled else line.unit
    notes = [f"{condition}时填写"] if condition else []
    notes += [] if line.required else ["选填"]
    notes += [line.hint] if line.hint and not filled else []
    return {
        "label": line.label,
        "cell": cell or ("（不用填写）" if filled and not line.applies else ""),
        "ticks": [] if filled and not line.applies else ticks,
        "note": "；".join(notes),
        "written": applies and not ticks,
        "long": line.kind == "longtext",
    }


def _attached(material: Material) -> dict[str, str]:
    spared = {"licence": "免交，由电子证照核对", "sharing": "免交，由数据共享核对", "commitment": "可以书面承诺代替"}
    later = "可以容缺后补" if material.necessity == "tolerable" else ""
    return {
        "name": material.name,
        "text": spared.get(material.exempt, later) or ("部分情形才要" if material.when else ""),
    }


def _notes(material: Material) -> list[str]:
    told = [
        material.notes,
        material.specification and f"规格：{material.specification}",
        material.paper_ground and f"只收纸质：{material.paper_ground}",
    ]
    return [text.strip().rstrip("。") + "。" for text in told if text]


def _statement(document: GuideDocument, material: Material, filled: bool) -> dict[str, Any]:
    """A paper written in sentences: who, about what, and what it must say."""
    points = [part.strip() for part in SEPARATORS.split(material.criteria) if part.strip()]
    if LIFTED in material.name:
        return {"sections": list(_mandate(document, filled)), "points": points, "sign": "委托人、受托人签名："}
    who = [_given("姓名（名称）", samples.PERSON, filled), _given("证件号码", samples.ID_NUMBER, filled)]
    who.append(_given("手机号码", samples.PHONE, filled))
    said = [f"本人（单位）办理“{document.identity.name}”，提交本文件，所写内容真实、准确，与事实不符的，依法承担责任。"]
    if PROMISE in material.name:
        said = [
            f"本人（单位）办理“{document.identity.name}”，已知晓办事指南写明的条件和材料要求，现承诺：",
            "一、所填写的信息、提交的材料真实、合法、有效；",
            "二、符合办事指南写明的条件，并持续符合；",
            "三、承诺不实的，愿意接受依法作出的处理。",
        ]
    return {"sections": [{"name": "填写人", "condition": "", "rows": who}], "statement": said, "points": points}


def _mandate(document: GuideDocument, filled: bool) -> Iterable[dict[str, Any]]:
    for name, person in (("委托人", samples.PERSON), ("受托人", samples.OTHER)):
        number = samples.ID_NUMBER if name == "委托人" else samples.OTHER_ID_NUMBER
        rows = [_given("姓名（名称）", person, filled), _given("证件号码", number, filled)]
        yield {"name": name, "condition": "", "rows": [*rows, _given("手机号码", samples.PHONE, filled)]}
    mark = TICKED if filled else EMPTY
    powers = [f"{mark}代为提交材料", f"{EMPTY}代为更正、补正", f"{mark}代为领取结果"]
    rows = [
        _given("委托事项", f"办理{document.identity.name}", filled=True),
        _given("委托权限", "", filled) | {"ticks": powers},
        _given("委托期限", "2026年3月1日至2026年5月31日", filled),
    ]
    yield {"name": "委托内容", "condition": "", "rows": rows}


def _given(label: str, text: str, filled: bool) -> dict[str, Any]:
    told = {"label": label, "cell": text if filled else "", "note": "", "written": filled, "long": False}
    return told | {"ticks": []}
