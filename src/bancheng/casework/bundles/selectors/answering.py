"""What open notices of a running bundle ask for, as the window sees it that hands it in for who applied (一次补交)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bancheng.casework.bundles import running
from bancheng.casework.bundles.applied import Asked, RunningBundle
from bancheng.casework.bundles.selectors.applying import asked_of, shown
from bancheng.casework.cases import selectors as cases
from bancheng.casework.cases.types import DraftView, FileView, SectionView
from bancheng.ground.access import AccessDenied, Actor


@dataclass(frozen=True, slots=True)
class AskedPaper:
    """A paper that is asked for, and the files that came for it since the application was handed in."""

    asked: Asked
    files: tuple[FileView, ...]


@dataclass(frozen=True, slots=True)
class ToAnswer:
    """Papers, then fields of the form (`fields`: element → what to put right; `sections`: their controls), each once."""

    bundle: RunningBundle
    papers: tuple[AskedPaper, ...]
    fields: Mapping[str, Asked]
    sections: tuple[SectionView, ...]

    @property
    def waits(self) -> bool:
        """Whether any notice is open."""
        return bool(self.papers or self.fields)


def to_answer(actor: Actor, key: str) -> ToAnswer:
    """For who fills the application in. Raises AccessDenied: invisible as `running_bundle`, visible for other staff who see it."""
    row, parts = running.demand_sight(actor, key)
    if row.submitted_at is None:
        raise AccessDenied(running.NOT_THERE, visible=False, action=running.VIEW)
    running.demand_filler(actor, row)
    asked = tuple(asked_of(running.load(row), parts))
    waiting = [one.case.key for one in parts if one.case is not None and one.case.state == "supplement_requested"]
    drafts = cases.drafts(running.with_rights(actor, row, parts, "cases.view", "cases.take_in"), waiting)
    fields = {one.element: one for one in asked if one.element}
    papers = [AskedPaper(one, _since(row.submitted_at, one, drafts)) for one in asked if one.lines]
    return ToAnswer(shown(actor, row, parts), tuple(papers), fields, _section_of(fields, drafts))


def _since(moment: datetime, one: Asked, drafts: Mapping[str, DraftView]) -> tuple[FileView, ...]:
    """Of the first member that asked: every other has the same."""
    case, line = one.lines[0]
    lines = [view for view in drafts[case].materials if view.line == line]
    return tuple(file for view in lines for file in view.files if file.uploaded_at > moment)


def _section_of(wanted: Mapping[str, Asked], drafts: Mapping[str, DraftView]) -> tuple[SectionView, ...]:
    """The fields that are asked for as one section, in the order of the form; of each the first member's."""
    forms = [part.fields for draft in drafts.values() for part in draft.sections]
    here = {one.element.code: one for form in reversed(forms) for one in reversed(form)}
    found = tuple(here[code] for code in wanted if code in here)
    return (SectionView(1, "", found, complete=False),) if found else ()
