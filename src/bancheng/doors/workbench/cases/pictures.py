"""Pictures of a case: its stages as a graph, what is left of its time, its buttons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.casework.cases.types import POSTS, FileView, MaterialView, StaffCase, TaskView, VerbView
from bancheng.ground.codes import LEVELS
from bancheng.ground.files import IMAGES
from bancheng.registers.catalog.types import Stage

PLACES = {"done": gettext_lazy("已办"), "now": gettext_lazy("正在办"), "wait": gettext_lazy("未到")}
PAGES = {
    "accept": "case_accept",
    "accept_tolerant": "case_tolerance",
    "make_up": "case_make_up",
    "request_supplement": "case_supplement",
    "not_accept": "case_not_accept",
    "review": "case_review",
    "send_back": "case_send_back",
    "suspend": "case_procedure",
    "add_procedure": "case_procedure",
    "correct_form": "case_mend",
    "record_hearing": "case_hearing",
    "end_procedure": "case_procedure_end",
    "resume": "case_procedure_end",
    "extend": "case_extend",
    "decide": "case_decide",
    "correct": "case_correct",
    "replace_licence": "case_replace_licence",
    "revoke": "case_revoke",
    "deliver": "case_deliver",
    "close": "case_close",
    "urge": "case_urge",
    "pre_review": "case_pre_review",
    "consult": "case_consult",
    "answer_consultation": "case_answer",
    "consent_to_withdraw": "case_consent",
    "decline_to_withdraw": "case_decline",
}
"""Verb → name of its page. A verb without one (handing in for the applicant, collection) has its place elsewhere."""
MAIN = ("accept", "answer_consultation", "resume", "review", "decide", "deliver", "close")
CHIEF_KEY = "b"
"""Opens the page of the chief act (办理); nothing is done yet by it."""
GRAVE = (
    "not_accept",
    "revoke",
)
PICTURES = {str(kind) for kind in IMAGES}
"""Kinds of file that a page can show in itself."""


@dataclass(frozen=True, slots=True)
class Node:
    """One stage in the picture. `post`: whose work it is; `done_name`: who did it last, "" before.

    `internal`: the applicant is not told of it; `level`: in words, where another level than the item's takes it (CAT-45).
    """

    name: str
    place: str
    place_label: str
    post: str
    days: int | None
    done_name: str
    internal: bool = False
    level: str = ""


@dataclass(frozen=True, slots=True)
class Button:
    """A verb as a button; `reason` says why it cannot be pressed now."""

    label: str
    url: str
    article: str
    kind: str
    reason: str
    key: str = ""
    """The letter that presses it."""


def left(remaining: int | None) -> str:
    """“剩 3 天”, “今天到期”, “超 2 天”; "" where no clock runs. Days as the term counts them."""
    if remaining is None:
        return ""
    if remaining < 0:
        return _("超 %(n)s 天") % {"n": -remaining}
    return _("剩 %(n)s 天") % {"n": remaining} if remaining else _("今天到期")


def holder(found: StaffCase) -> str:
    """Whose desk the case is on: the posts that have something to do, "" when nobody has."""
    return "、".join(dict.fromkeys(task.post_label for task in found.tasks if task.state == "open"))


def graph(found: StaffCase) -> tuple[tuple[Node, ...], ...]:
    """The stages that apply in columns: what stands in one column goes on side by side."""
    by_key = {stage.key: stage for stage in found.document.stages}
    applying = {key for key, _name, _place in found.stages}
    columns: dict[int, list[Node]] = {}
    levels: dict[str, int] = {}
    for key, name, place in found.stages:
        stage = by_key.get(key)
        before = [levels[one] for one in stage.after if one in applying and one in levels] if stage else []
        levels[key] = 1 + max(before, default=-1)
        columns.setdefault(levels[key], []).append(_node(stage, name, place, _last(found.tasks, key)))
    return tuple(tuple(columns[level]) for level in sorted(columns))


def _node(stage: Stage | None, name: str, place: str, task: TaskView | None) -> Node:
    return Node(
        name=name,
        place=place,
        place_label=str(PLACES.get(place, place)),
        post=POSTS.get(stage.post, "") if stage else "",
        days=stage.days if stage else None,
        done_name=task.done_name if task else "",
        internal=stage.internal if stage else False,
        level=LEVELS.get(stage.level, "") if stage else "",
    )


def _last(tasks: Sequence[TaskView], key: str) -> TaskView | None:
    """The stage as it was done last."""
    return max((task for task in tasks if task.stage == key), key=lambda task: task.round, default=None)


def buttons(found: StaffCase) -> tuple[Button, ...]:
    """What he really may do now, the chief act last, as the bar shows it."""
    made = [_button(found, one) for one in found.verbs if one.verb in PAGES]
    shown = sorted((one for one in made if one), key=lambda one: one.kind == "primary")
    if shown and shown[-1].kind == "primary" and not shown[-1].reason:
        shown[-1] = replace(shown[-1], key=CHIEF_KEY)
    return tuple(shown)


def _button(found: StaffCase, one: VerbView) -> Button | None:
    kind = "primary" if one.verb in MAIN else "danger-line" if one.verb in GRAVE else "line"
    try:
        url = reverse(f"workbench:{PAGES[one.verb]}", args=[found.line.number or found.line.key])
    except NoReverseMatch:
        return None
    query = f"?{urlencode({'task': one.task})}" if one.task else ""
    return Button(one.label, url + query, one.article, kind, one.reason)


def opinions(found: StaffCase) -> tuple[TaskView, ...]:
    """The reviews, in the order in which they were done; the decision has its own place."""
    said = [task for task in found.tasks if task.done_at and task.kind != "decide" and (task.opinion or task.criteria)]
    return tuple(sorted(said, key=lambda task: (task.done_at or task.opened_at, task.id)))


@dataclass(frozen=True, slots=True)
class Shown:
    """A material with its files as the viewer shows them: (name, address, whether it is a picture)."""

    material: MaterialView
    files: tuple[tuple[FileView, str, bool], ...]


def papers(found: StaffCase) -> tuple[Shown, ...]:
    """The materials with the addresses of their files."""
    case = found.line.number or found.line.key
    return tuple(
        Shown(
            material,
            tuple(
                (file, reverse("workbench:case_file", args=[case, file.key]), file.kind in PICTURES)
                for file in material.files
            ),
        )
        for material in found.materials
    )
