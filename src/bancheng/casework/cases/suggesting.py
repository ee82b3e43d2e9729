"""Suggested reasons out of the guide's own points: for a refusal and for a supplement. Advice; what was taken is written down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bancheng.casework.cases.materials import document_of
from bancheng.casework.cases.models import Case, CaseTask
from bancheng.casework.cases.rules import stages
from bancheng.casework.cases.rules.texts import within
from bancheng.registers.catalog.types import Basis, Material

DONE = (CaseTask.State.DONE, CaseTask.State.OPEN)


def of_refusal(case: Case) -> tuple[str, ...]:
    """A sentence for each review point that was found not met, with its provision; empty where all are met. One query."""
    document = document_of(case)
    bases = {(point.stage, point.text): point.basis for point in document.points}
    found: dict[str, None] = {}
    for task in case.tasks.filter(state__in=DONE, kind__in=stages.REVIEWING).order_by("pk"):
        for one in task.criteria:
            if not one["met"]:
                found[_unmet(one, bases.get((task.stage, one["text"]), ()))] = None
    return tuple(found)


def of_gap(material: Material, *, missing: bool) -> str:
    """What to tell the applicant about one material, in the words of its guide."""
    wanted = within(material.criteria)
    if missing:
        return f"还没有提交，请补交；要求：{wanted}。" if wanted else "还没有提交，请补交。"
    return f"请按要求重新提交：{wanted}。" if wanted else ""


def heeded(suggested: Iterable[str], said: str) -> dict[str, list[str]]:
    """What the journal keeps of a suggestion: the sentences, and those of them that stand in what was written."""
    told = [one for one in suggested if one]
    return {"suggested": told, "taken": [one for one in told if within(one) in said]} if told else {}


def _unmet(one: Mapping[str, Any], basis: tuple[Basis, ...]) -> str:
    value = f"为 {one['value']} {one['unit']}，要求{one['bounds']}" if one.get("value") else ""
    note = f"（{within(one['note'])}）" if one.get("note") else ""
    laws = "、".join(f"{line.law}{line.article}" for line in basis)
    against = f"，不符合{laws}的规定" if laws else "，不符合要求"
    return f"“{one['text']}”{value}{note}{against}。"
