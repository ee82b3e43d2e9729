"""What open notices ask for of all members, as the pages of materials and forms know it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bancheng.casework.bundles import selectors, services
from bancheng.casework.bundles.types import Asked, RunningBundle
from bancheng.casework.cases import selectors as cases
from bancheng.casework.cases.types import DraftView, MaterialView, SectionView
from bancheng.doors.portal.apply.courses import Course
from bancheng.ground.access import Actor
from bancheng.ground.files.storage import Readable
from bancheng.ground.law import Refused


class Answering(Course):
    """One upload answers every member that asked for the paper."""

    pages = "own-bundle"

    def read(self, actor: Actor, draft: Any) -> Gaps:
        return gaps_of(actor, selectors.running_bundle(actor, draft.key))

    def paper(self, view: MaterialView) -> str:
        return view.code

    def users(self, draft: Any, view: MaterialView) -> tuple[str, ...]:
        members: tuple[str, ...] = draft.papers[view.code].members
        return members if len(members) > 1 else ()

    def holder(self, draft: Any, view: MaterialView) -> str:
        return str(draft.papers[view.code].lines[0][0])

    def add_file(self, draft: Any, view: MaterialView, stream: Readable, name: str, by: Actor) -> None:
        services.answer_with_file(draft.key, code=view.code, stream=stream, name=name, by=by)

    def remove_file(self, draft: Any, view: MaterialView, file: str, by: Actor) -> None:
        digest = next((one.digest for one in view.files if one.key == file), "")
        services.take_answer_back(draft.key, code=view.code, digest=digest, by=by)

    def use_licence(self, draft: Any, view: MaterialView, licence: str, by: Actor) -> None:
        raise Refused("bundles.upload_only", "补正请上传文件。")

    def reuse_file(self, draft: Any, view: MaterialView, file: str, by: Actor) -> None:
        raise Refused("bundles.upload_only", "补正请上传文件。")

    def undo_material(self, draft: Any, view: MaterialView, by: Actor) -> None:
        raise Refused("bundles.upload_only", "补正请上传文件。")


ANSWERING = Answering()


@dataclass(frozen=True, slots=True)
class Gaps:
    """Papers by code and fields by element that are asked for; `materials` as the first member that asked shows them."""

    bundle: RunningBundle
    papers: Mapping[str, Asked]
    fields: Mapping[str, Asked]
    materials: tuple[MaterialView, ...]
    sections: tuple[SectionView, ...]
    own: bool

    @property
    def course(self) -> Course:
        return ANSWERING

    @property
    def key(self) -> str:
        return self.bundle.key

    @property
    def item_name(self) -> str:
        return self.bundle.name

    @property
    def number(self) -> str:
        return self.bundle.number

    @property
    def submitted_at(self) -> datetime:
        return self.bundle.submitted_at


def gaps_of(actor: Actor, found: RunningBundle) -> Gaps:
    """What the open notices ask for, with the drafts that show it."""
    papers = {one.code: one for one in found.asked if one.code and one.lines}
    fields = {one.element: one for one in found.asked if one.element}
    waiting = [one.case for one in found.parts if one.case_state == "supplement_requested"]
    drafts = cases.drafts(actor, waiting)
    return Gaps(
        bundle=found,
        papers=papers,
        fields=fields,
        materials=tuple(view for one in papers.values() for view in _shown(one, drafts)),
        sections=_sections(fields, drafts.values()),
        own=all(one.capacity == "self" for one in drafts.values()),
    )


def _shown(one: Asked, drafts: Mapping[str, DraftView]) -> tuple[MaterialView, ...]:
    case, line = one.lines[0]
    views = drafts[case].materials if case in drafts else ()
    return tuple(replace(view, gap=one.gap, holdings=(), reusable=()) for view in views if view.line == line)


def _sections(fields: Mapping[str, Asked], drafts: Any) -> tuple[SectionView, ...]:
    """The asked fields, each once, as the first member that has it shows it."""
    found = {
        field.element.code: field
        for draft in drafts
        for section in draft.sections
        for field in section.fields
        if field.element.code in fields
    }
    return (SectionView(1, "", tuple(found.values()), complete=False),) if found else ()
