"""The guide as people will see it, from a body that may not be finished; what differs from the version in force is marked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from bancheng.doors.frame.presentation import Fact
from bancheng.doors.workbench.catalog.guide.picking import Around
from bancheng.doors.workbench.catalog.guide.sections import table_of
from bancheng.doors.workbench.catalog.preview import Preview, preview

MOST_SHOWN = 12


@dataclass(frozen=True, slots=True)
class SeenFact:
    """A fact in large figures; `was`: what the version in force says, "" where it says the same."""

    fact: Fact
    was: str


@dataclass(frozen=True, slots=True)
class Seen:
    """The public page: `small` is the part that stands beside an item too; then what follows below it."""

    small: Preview
    facts: tuple[SeenFact, ...]
    changed: bool
    """Whether the summary differs from the one in force."""
    questions: int
    requirements: tuple[str, ...]
    stages: tuple[str, ...]
    special: tuple[str, ...]
    fees: str
    results: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PhonePage:
    """One page that people fill in: a question, or a group of fields."""

    title: str
    why: str
    controls: tuple[PhoneControl, ...]
    when: str = ""


@dataclass(frozen=True, slots=True)
class PhoneControl:
    """One control on it. `kind`: choice, bool, number, long, line; `choices`: (label, hint)."""

    label: str
    kind: str
    choices: tuple[tuple[str, str], ...] = ()
    unit: str = ""
    hint: str = ""
    source: str = ""
    required: bool = True


def seen(name: str, body: Mapping[str, Any], public: Mapping[str, Any] | None) -> Seen:
    """What is shown of a body beside the body in force (None where there is none)."""
    small = preview(name, body)
    before = preview(name, public) if public else None
    old = {fact.label: fact for fact in before.facts} if before else {}
    fees = body.get("fees")
    return Seen(
        small=small,
        facts=tuple(SeenFact(fact, _was(fact, old.get(fact.label))) for fact in small.facts),
        changed=before is not None and before.summary != small.summary,
        questions=len(table_of(body, "questions")),
        requirements=_texts(body, "requirements", "text"),
        stages=tuple(_stage(row) for row in table_of(body, "stages") if not row.get("internal")),
        special=_texts(body, "special_procedures", "name"),
        fees=_fees(fees) if isinstance(fees, Mapping) else "",
        results=_texts(body, "results", "name"),
    )


def phone(body: Mapping[str, Any], part: str) -> tuple[PhonePage, ...]:
    """The pages of the questions, or of the form: one question a page, one group of fields a page."""
    around = Around(body)
    if part == "questions":
        return tuple(_asked(row) for row in table_of(body, "questions"))
    pages: dict[str, list[PhoneControl]] = {}
    for row in table_of(body, "fields"):
        pages.setdefault(str(row.get("section") or _("申请信息")), []).append(_filled(row, around))
    return tuple(PhonePage(title, "", tuple(controls)) for title, controls in pages.items())


def _was(fact: Fact, old: Fact | None) -> str:
    return "" if old is None or (old.big, old.small) == (fact.big, fact.small) else f"{old.big} {old.small}".strip()


def _texts(body: Mapping[str, Any], part: str, name: str) -> tuple[str, ...]:
    return tuple(str(row[name]) for row in table_of(body, part)[:MOST_SHOWN] if row.get(name))


def _stage(row: Mapping[str, Any]) -> str:
    days = row.get("days")
    name = str(row.get("name", ""))
    return _("%(name)s，%(n)s 个工作日内") % {"name": name, "n": days} if days else name


def _fees(fees: Mapping[str, Any]) -> str:
    if fees.get("charged"):
        return "；".join(f"{row.get('name', '')}：{row.get('standard', '')}" for row in table_of(fees, "items"))
    return str(fees.get("statement", ""))


def _choices(rows: Any) -> tuple[tuple[str, str], ...]:
    found = [row for row in rows or () if isinstance(row, Mapping)] if isinstance(rows, list | tuple) else []
    return tuple((str(row.get("label", "")), str(row.get("hint", ""))) for row in found)


def _asked(row: Mapping[str, Any]) -> PhonePage:
    kind, label = str(row.get("kind", "choice")), str(row.get("label", ""))
    control = PhoneControl(label, kind, _choices(row.get("options")), str(row.get("unit", "")))
    return PhonePage(label, str(row.get("why", "")), (control,), str(row.get("when", "")))


def _filled(row: Mapping[str, Any], around: Around) -> PhoneControl:
    view = around.elements.get(str(row.get("element", "")))
    kind = view.kind if view else "text"
    own = _choices(row.get("options")) or tuple((label, "") for _value, label in (view.options if view else ()))
    return PhoneControl(
        label=str(row.get("label") or (view.label if view else row.get("element", ""))),
        kind=kind if kind in {"choice", "bool"} else "long" if kind == "longtext" else "line",
        choices=own,
        unit=view.unit if view else "",
        hint=str(row.get("hint") or (view.hint if view else "")),
        source=str(row.get("prefill_source", "")) if row.get("prefill") else "",
        required=row.get("required", True) is not False,
    )
