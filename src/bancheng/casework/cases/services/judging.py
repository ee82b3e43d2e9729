"""A reviewer's points beside those of the rules: what he judged, and where he must say why he judges otherwise (FLW-29)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bancheng.casework.cases.events import CaseDeviated
from bancheng.casework.cases.models import Case, CaseTask, Deviation
from bancheng.casework.cases.pointing import points_of
from bancheng.casework.cases.rules import points as rules
from bancheng.casework.cases.rules.texts import one_line, paragraphs
from bancheng.casework.cases.services.doing import Act
from bancheng.casework.cases.types import OPINIONS, Criterion, PointView
from bancheng.ground.law import Refused
from bancheng.registers.catalog.types import ReviewPoint

NOTE_LONGEST, REASON_LONGEST = 500, 1000


@dataclass(frozen=True, slots=True)
class Judged:
    """The points as they are kept, the outcome that follows from them, and those judged otherwise than by rule."""

    ticked: list[dict[str, Any]]
    proposed: str
    other: list[dict[str, Any]]


def judged(case: Case, *, stage: str, outcome: str, criteria: Sequence[Criterion]) -> Judged:
    """Every point of the stage judged, and no other (CAT-23, CAT-29); to agree, each is met.

    Raises Refused cases.criteria, cases.point_value.
    """
    owed = points_of(case, stage)
    given = {one.text: one for one in criteria}
    if strange := [text for text in given if text not in {point.text for point, _view in owed}]:
        raise Refused(
            "cases.criteria", f"“{strange[0][:200]}”不是这个环节的审查要点，不得在办事指南以外增加条件。", rules.ARTICLE
        )
    ticked, other = [], []
    for point, view in owed:
        one = given.get(point.text)
        if one is None:
            raise Refused("cases.criteria", f"审查要点“{point.text}”还没有判断，请逐条判断后再写意见。", rules.ARTICLE)
        line = _kept(point, one)
        if outcome == rules.AGREE and not line["met"]:
            raise Refused("cases.criteria", _unmet(point), rules.ARTICLE)
        ticked.append(line)
        if view.met is not None and view.met != line["met"]:
            other.append(_beside(view, line))
    proposed = rules.proposed(line["met"] for line in ticked) if ticked else outcome
    return Judged(ticked, proposed, other)


def deviate(act: Act, *, row: CaseTask, found: Judged, outcome: str, reason: str) -> CaseDeviated | None:
    """The deviation, kept with its reason; None where the reviewer and the rules agree. Raises Refused cases.deviation."""
    if not found.other and found.proposed == outcome:
        return None
    said = paragraphs(reason, REASON_LONGEST)
    if not said:
        raise Refused("cases.deviation", _why_asked(found), rules.ARTICLE)
    by_rule = {line["text"]: line["proposed"] for line in found.other}
    proposed = rules.proposed(by_rule.get(line["text"], line["met"]) for line in found.ticked)
    Deviation.objects.create(
        case=act.case,
        task=row,
        organisation_id=act.case.organisation_id,
        region_id=act.case.region_id,
        proposed=proposed,
        outcome=outcome,
        points=found.other,
        reason=said,
        at=act.at,
        by=act.by.key,
        by_name=act.by.name[:100],
    )
    told = {"stage": row.stage, "stage_name": row.name, "proposed": proposed, "outcome": outcome}
    return act.event(CaseDeviated, reason=said, **told)


def _kept(point: ReviewPoint, one: Criterion) -> dict[str, Any]:
    """A point as judged. A value decides by its bounds, whatever was ticked."""
    line: dict[str, Any] = {"text": point.text, "met": bool(one.met), "note": one_line(one.note, NOTE_LONGEST)}
    if point.kind == "value":
        value = rules.number(one.value, point)
        line |= {"met": point.within(value), "value": f"{value.normalize():f}", "unit": point.unit}
        line["bounds"] = point.bounds
    return line


def _beside(view: PointView, line: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "text": view.text,
        "proposed": view.met,
        "met": line["met"],
        "why": view.why,
        "value": f"{line['value']} {line['unit']}" if view.kind == "value" else "",
    }


def _unmet(point: ReviewPoint) -> str:
    told = f"要求{point.bounds}，" if point.bounds else ""
    return f"审查要点“{point.text}”{told}还没有判断为符合；不符合的，请选择不同意并写明理由。"


def _why_asked(found: Judged) -> str:
    if found.other:
        first = found.other[0]
        names = "、".join(f"“{one['text']}”" for one in found.other[:3])
        return f"{names}的判断与系统不同（{first['why']}）。请写明理由，监察可以看到。"
    return f"按要点建议“{OPINIONS[found.proposed]}”，您的意见与它不同。请写明理由，监察可以看到。"
