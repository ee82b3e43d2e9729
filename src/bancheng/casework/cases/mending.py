"""What a change of the form of a submitted case comes to: the new form, and each change as it may be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bancheng.casework.cases import checking, forms, materials
from bancheng.casework.cases.errors import FormRefused
from bancheng.casework.cases.models import Case, CaseMaterial, SupplementNotice
from bancheng.casework.cases.rules import values as rules
from bancheng.casework.cases.types import Problem
from bancheng.ground.codes import mask_address, mask_name, scrub
from bancheng.ground.crypto import keyed_hash
from bancheng.ground.law import Refused, 行政许可法
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog.types import ElementView, FormField, GuideDocument

PURPOSE = "cases.asked_value"
LONGEST = 200
ON_THE_SPOT = 行政许可法("第三十二条")


@dataclass(frozen=True, slots=True)
class Change:
    """One field that says something else now; both values masked, for the journal and the pages."""

    element: str
    label: str
    before: str
    after: str

    def told(self) -> dict[str, str]:
        return {"name": self.label, "old": self.before, "new": self.after}


def put(case: Case, document: GuideDocument, given: Mapping[str, object]) -> tuple[Change, ...]:
    """Put these values into the form of the case, which the caller saves; only what differs is a change.

    Raises Refused cases.unlisted_field, cases.from_register; FormRefused for a value that does not fit, or a form that
    would lack something.
    """
    elements, fields = catalog.elements_of(document), {one.element: one for one in document.fields}
    kept, found, wrong = dict(forms.entries(case)), [], []
    for code, value in given.items():
        if code not in fields:
            raise Refused("cases.unlisted_field", "只能更正办事指南表单中的内容。", 行政许可法("第三十一条"))
        field, element, before = fields[code], elements[code], kept.get(code)
        try:
            clean = rules.read(field, element, value)
        except rules.Unusable as fault:
            wrong.append(Problem("field", code, fault.sentence))
            continue
        if clean == (before.value if before else None):
            continue
        if before is not None and before.source:
            label = rules.label_of(field, element)
            raise Refused(
                "cases.from_register", f"“{label}”来自{before.source}，不能在这里更正；有误的请向来源单位更正。"
            )
        found.append(_change(field, element, before.value if before else None, clean))
        kept.pop(code, None)
        if clean is not None:
            kept[code] = forms.Entry(clean)
    if wrong:
        raise FormRefused(wrong)
    forms.put(case, kept)
    _demand_whole(case, document, elements, {one.element for one in found})
    return tuple(found)


def mark(case: Case, element: str) -> str:
    """What stands in a field, so that a change of it is known later and the value is not (keyed hash)."""
    return keyed_hash(str(forms.values(case).get(element, "")), purpose=PURPOSE)


def unanswered(case: Case, notice: SupplementNotice, rows: Mapping[int, CaseMaterial]) -> tuple[Problem, ...]:
    """What of a notice is not answered yet: papers that have not come since, fields that still say the same."""
    papers = (item for item in notice.items if not item.get("element"))
    fields = (item for item in notice.items if item.get("element"))
    return (
        *(
            Problem("material", str(item["line"]), f"请补交“{item['name']}”：{item['gap']}")
            for item in papers
            if not materials.renewed(rows[item["line"]], notice.told_at, item)
        ),
        *(
            Problem("field", item["element"], f"请更正“{item['name']}”：{item['gap']}")
            for item in fields
            if mark(case, item["element"]) == item["was"]
        ),
    )


def label_of(document: GuideDocument, element: str) -> str:
    """The label of a field of the guide's form; "" for what is none."""
    field = next((one for one in document.fields if one.element == element), None)
    return rules.label_of(field, catalog.elements_of(document)[element]) if field else ""


def _change(field: FormField, element: ElementView, before: object, after: object) -> Change:
    return Change(
        field.element, rules.label_of(field, element), _masked(field, element, before), _masked(field, element, after)
    )


def _masked(field: FormField, element: ElementView, value: object) -> str:
    """As the journal may keep it: numbers, names and addresses masked (个人信息保护法); the form itself is sealed."""
    text = rules.shown(field, element, value)[:LONGEST]
    if element.kind == "address":
        return mask_address(text)
    return mask_name(text) if element.code.endswith("_name") else scrub(text)


def _demand_whole(case: Case, document: GuideDocument, elements: Mapping[str, ElementView], changed: set[str]) -> None:
    """After the change nothing of what was changed is missing or wrong."""
    situation = materials.situation_of(document, case, elements)
    left = checking.problems(case, document, situation, elements, materials.rows_of(case))
    if wrong := [one for one in left if one.part == "field" and one.key in changed]:
        raise FormRefused(wrong)
