"""The one form of a bundle with the names that the pages of an application know, and the verbs that fill it in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from bancheng.casework.bundles import selectors, services
from bancheng.casework.bundles.types import BundleDraft, BundleMaterial, PartDraft
from bancheng.casework.cases.types import MaterialView, Problem, SectionView
from bancheng.doors.portal.apply.courses import Course
from bancheng.ground.access import Actor
from bancheng.ground.files.storage import Readable
from bancheng.ground.law import Refused
from bancheng.registers.catalog.types import Question


class Together(Course):
    """Several items with one form: what is filled in once reaches every member that asks for it."""

    pages = "bundle-application"
    agents = False

    def read(self, actor: Actor, draft: Any) -> Whole:
        return Whole(selectors.draft(actor, draft.key))

    def save_answers(self, draft: Any, answers: Mapping[str, object], by: Actor) -> tuple[Problem, ...]:
        return services.save_answers(draft.key, by=by, answers=answers)

    def save_fields(self, draft: Any, values: Mapping[str, object], by: Actor) -> tuple[Problem, ...]:
        return services.save_fields(draft.key, by=by, values=values)

    def set_applicant(self, draft: Any, by: Actor, facts: Mapping[str, str]) -> None:
        services.set_applicant(draft.key, by=by, capacity=facts["capacity"], uscc=facts.get("uscc", ""))

    def prefill(self, draft: Any, by: Actor) -> tuple[str, ...]:
        return services.prefill(draft.key, by=by)

    def audience(self, draft: Any) -> Iterable[str]:
        return tuple(draft.draft.merged.body.audience)

    def serves(self, draft: Any) -> Mapping[str, tuple[str, ...]]:
        served: Mapping[str, tuple[str, ...]] = draft.draft.fields_of
        return {element: labels for element, labels in served.items() if len(labels) > 1}

    def paper(self, view: MaterialView) -> str:
        return view.code

    def users(self, draft: Any, view: MaterialView) -> tuple[str, ...]:
        one: BundleMaterial = draft.paper(view.code)
        return one.members if len(one.members) > 1 else ()

    def holder(self, draft: Any, view: MaterialView) -> str:
        one: BundleMaterial = draft.paper(view.code)
        # The first line is the one that the page shows; what others bring has none, and no files.
        return one.lines[0][0] if one.lines else str(draft.key)

    def case_of(self, draft: Any, problem: Problem) -> str:
        return problem.key

    def add_file(self, draft: Any, view: MaterialView, stream: Readable, name: str, by: Actor) -> None:
        services.add_file(draft.key, code=view.code, stream=stream, name=name, by=by)

    def remove_file(self, draft: Any, view: MaterialView, file: str, by: Actor) -> None:
        digest = next((one.digest for one in view.files if one.key == file), "")
        if not digest:
            raise Refused("cases.no_file", "这个文件已经撤下，请刷新页面。")
        services.remove_file(draft.key, code=view.code, digest=digest, by=by)

    def use_licence(self, draft: Any, view: MaterialView, licence: str, by: Actor) -> None:
        services.use_licence(draft.key, code=view.code, licence=licence, by=by)

    def reuse_file(self, draft: Any, view: MaterialView, file: str, by: Actor) -> None:
        services.reuse_file(draft.key, code=view.code, file=file, by=by)

    def undo_material(self, draft: Any, view: MaterialView, by: Actor) -> None:
        services.undo_material(draft.key, code=view.code, by=by)


TOGETHER = Together()


@dataclass(frozen=True, slots=True)
class Whole:
    """A bundle's draft as the shared pages read it."""

    draft: BundleDraft

    @property
    def course(self) -> Course:
        return TOGETHER

    @property
    def key(self) -> str:
        return self.draft.key

    @property
    def item_name(self) -> str:
        return self.draft.name

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(one.question for one in self.draft.questions)

    @property
    def question(self) -> Question | None:
        return self.draft.question.question if self.draft.question is not None else None

    @property
    def answers(self) -> Mapping[str, object]:
        return self.draft.answers

    @property
    def capacity(self) -> str:
        return self.draft.capacity

    @property
    def capacity_label(self) -> str:
        return self.draft.capacity_label

    @property
    def applicant_name(self) -> str:
        return self.draft.applicant_name

    @property
    def applicant_masked(self) -> str:
        return self.draft.applicant_masked

    @property
    def applicant_set(self) -> bool:
        return True

    @property
    def sections(self) -> tuple[SectionView, ...]:
        return self.draft.sections

    @property
    def materials(self) -> tuple[MaterialView, ...]:
        return tuple(_as_told(one) for one in self.draft.materials)

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self.draft.problems

    @property
    def saved_at(self) -> datetime:
        return self.draft.saved_at

    @property
    def parts(self) -> tuple[PartDraft, ...]:
        return self.draft.parts

    def paper(self, code: str) -> BundleMaterial:
        """KeyError where it is none of the set."""
        return {one.code: one for one in self.draft.materials}[code]


def _as_told(one: BundleMaterial) -> MaterialView:
    """A paper that a member brings about is not handed in."""
    if not one.fed_by:
        return one.view
    reason = _("由“%(name)s”这一步产生，不用交") % {"name": one.fed_by}
    return replace(one.view, spared=True, missing=False, reason=reason, source="", holdings=(), reusable=())
