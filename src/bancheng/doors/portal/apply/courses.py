"""What the pages of an application need to know of it, whether one item is applied for or several as one (一件事).

The pages are the same; a course says under which names they stand, and whose verbs they call.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from django.urls import reverse

from bancheng.casework.bundles import selectors as bundles
from bancheng.casework.bundles.types import MemberDraft
from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.types import DraftView, MaterialView, Problem, SectionView
from bancheng.ground.access import Actor
from bancheng.ground.files.storage import Readable
from bancheng.registers.catalog.types import Question


class Named(Protocol):
    """What a page is about."""

    @property
    def key(self) -> str: ...
    @property
    def item_name(self) -> str: ...


class Papers(Named, Protocol):
    """What papers are handed in for."""

    @property
    def materials(self) -> Sequence[MaterialView]: ...


class Filled(Papers, Protocol):
    """What is filled in: the draft of one case, or the one form of several."""

    @property
    def questions(self) -> Sequence[Question]: ...
    @property
    def question(self) -> Question | None: ...
    @property
    def answers(self) -> Mapping[str, object]: ...
    @property
    def capacity(self) -> str: ...
    @property
    def capacity_label(self) -> str: ...
    @property
    def applicant_name(self) -> str: ...
    @property
    def applicant_set(self) -> bool: ...
    @property
    def sections(self) -> Sequence[SectionView]: ...
    @property
    def problems(self) -> Sequence[Problem]: ...
    @property
    def saved_at(self) -> datetime: ...


class Course:
    """The application for one item. Another kind of application overrides what it does differently."""

    pages = "application"
    """With what the names of its pages begin."""
    agents = True
    """Whether one may apply for somebody who gave a mandate."""

    def read(self, actor: Actor, draft: Any) -> Any:
        """The same draft as it is now."""
        return alone(actor, selectors.draft(actor, draft.key))[0]

    def save_answers(self, draft: Any, answers: Mapping[str, object], by: Actor) -> tuple[Problem, ...]:
        return services.save_answers(draft.key, by=by, answers=answers)

    def save_fields(self, draft: Any, values: Mapping[str, object], by: Actor) -> tuple[Problem, ...]:
        return services.save_fields(draft.key, by=by, values=values)

    def set_applicant(self, draft: Any, by: Actor, facts: Mapping[str, str]) -> None:
        services.set_applicant(draft.key, by=by, **facts)

    def prefill(self, draft: Any, by: Actor) -> tuple[str, ...]:
        return services.prefill(draft.key, by=by)

    def audience(self, draft: Any) -> Iterable[str]:
        """Codes of who may apply."""
        return tuple(draft.document.audience)

    def serves(self, draft: Any) -> Mapping[str, tuple[str, ...]]:
        """Element → what a field of the form is needed for, where it is for more than the item itself."""
        return {}

    def paper(self, view: MaterialView) -> str:
        """What names a material in the address of its page."""
        return str(view.line)

    def users(self, draft: Any, view: MaterialView) -> tuple[str, ...]:
        """What a material is handed in for, where it is for more than the item itself."""
        return ()

    def holder(self, draft: Any, view: MaterialView) -> str:
        """The case whose files a material shows."""
        return str(draft.key)

    def case_of(self, draft: Any, problem: Problem) -> str:
        """The case whose commitment or choice of a firm a problem is about."""
        return str(draft.key)

    def add_file(self, draft: Any, view: MaterialView, stream: Readable, name: str, by: Actor) -> None:
        services.add_file(draft.key, line=view.line, stream=stream, name=name, by=by)

    def remove_file(self, draft: Any, view: MaterialView, file: str, by: Actor) -> None:
        services.remove_file(draft.key, file=file, by=by)

    def use_licence(self, draft: Any, view: MaterialView, licence: str, by: Actor) -> None:
        services.use_licence(draft.key, line=view.line, licence=licence, by=by)

    def reuse_file(self, draft: Any, view: MaterialView, file: str, by: Actor) -> None:
        services.reuse_file(draft.key, line=view.line, file=file, by=by)

    def undo_material(self, draft: Any, view: MaterialView, by: Actor) -> None:
        services.undo_material(draft.key, line=view.line, by=by)


ALONE = Course()


def alone(actor: Actor, view: DraftView) -> tuple[DraftView, MemberDraft | None]:
    """What one member's draft asks for by itself, with what it is a part of; None for an application of its own."""
    if not view.part_of:
        return view, None
    found = bundles.member_draft(actor, view)
    return found.draft, found


def course_of(draft: Named) -> Course:
    """How this application is read, written and addressed."""
    if isinstance(draft, DraftView):
        return ALONE
    course: Course = draft.course  # type: ignore[attr-defined]
    return course


def address(draft: Named, step: str = "", *more: object) -> str:
    """The page of a step, the list of tasks by default."""
    name = course_of(draft).pages + (f"-{step}" if step else "")
    return reverse(f"portal:{name}", args=[draft.key, *more])
