"""The course of an application as a list of tasks: what is done, what comes next, what must wait. Pure but for words."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bancheng.casework.cases.types import Problem, SectionView
from bancheng.doors.portal.apply.courses import Filled, address, course_of

TODO, DOING, DONE, WAITING = "todo", "doing", "done", "waiting"
STATES = {
    TODO: gettext_lazy("未开始"),
    DOING: gettext_lazy("填写中"),
    DONE: gettext_lazy("已完成"),
    WAITING: gettext_lazy("还不能开始"),
}
QUESTIONS, APPLICANT, MATERIALS, CHECK = "questions", "applicant", "materials", "check"


@dataclass(frozen=True, slots=True)
class Task:
    """One line of the list. `url` is "" while it must wait; `note` says how far it is."""

    key: str
    label: str
    url: str
    state: str
    note: str = ""

    @property
    def state_label(self) -> str:
        return str(STATES[self.state])


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the course a page stands: “第 2 步，共 6 步”."""

    number: int
    total: int


def section_key(section: SectionView) -> str:
    """The key of the task that a section of the form is; by name, for numbers move when sections come and go."""
    return f"form {section.name}"


def tasks(draft: Filled) -> tuple[Task, ...]:
    """Every step in order. The form waits for the situation and the applicant, the materials for the situation."""
    open_question = draft.question is not None
    ready = not open_question and draft.applicant_set
    lines = [_questions(draft)] if draft.questions else []
    if not getattr(draft, "part_of", ""):
        # A member of a bundle has the applicant of the whole.
        lines.append(_applicant(draft))
    lines += [_section(draft, section, ready) for section in draft.sections]
    if draft.materials or open_question:
        lines.append(_materials(draft, not open_question))
    lines.append(_check(draft, lines, ready))
    return tuple(lines)


def place(draft: Filled, key: str) -> Place:
    """Where the step with this key stands."""
    keys = [task.key for task in tasks(draft)]
    return Place(keys.index(key) + 1 if key in keys else 1, len(keys))


def first_open(draft: Filled) -> Task:
    """What to do next: the first task that is neither done nor must wait; at the end, checking."""
    lines = tasks(draft)
    return next((task for task in lines if task.state in {TODO, DOING}), lines[-1])


def onward(draft: Filled, done: str, *, to_check: bool = False) -> str:
    """The address after a step: the step behind it, or back to checking for who came from there.

    A question that the answers opened comes first in either case.
    """
    if draft.question is not None and done in {QUESTIONS, APPLICANT}:
        return question_url(draft)
    if to_check:
        return address(draft, "check")
    lines = tasks(draft)
    keys = [task.key for task in lines]
    behind = lines[keys.index(done) + 1 :] if done in keys else lines
    return next((task.url for task in behind if task.url), address(draft))


def before(draft: Filled, key: str) -> str:
    """The address of the step before one; the list of tasks before the first."""
    lines = tasks(draft)
    place_of = next((index for index, task in enumerate(lines) if task.key == key), 0)
    earlier = [task.url for task in lines[:place_of] if task.url]
    return earlier[-1] if earlier else address(draft)


def question_url(draft: Filled, number: int = 0) -> str:
    """The address of a question, by default of the one to be answered next."""
    if not number:
        asked = [one.element for one in draft.questions]
        following = draft.question.element if draft.question is not None else ""
        number = asked.index(following) + 1 if following in asked else 1
    return address(draft, "question", number)


def mend_url(draft: Filled, problem: Problem) -> str:
    """Where a problem is mended."""
    match problem.part:
        case "guide":
            return address(draft, "guide-change")
        case "applicant":
            return address(draft, "applicant") + "?to=check"
        case "question":
            asked = [question.element for question in draft.questions]
            return question_url(draft, asked.index(problem.key) + 1 if problem.key in asked else 0) + "?to=check"
        case "field":
            return f"{_form_url(draft, problem.section or _section_of(draft, problem.key))}?to=check#f-{problem.key}"
        case "material" if problem.key in {course_of(draft).paper(view) for view in draft.materials}:
            return address(draft, "material", problem.key)
        case "material":
            return address(draft, "materials")
        case "commitment":
            return reverse("portal:application-commitment", args=[course_of(draft).case_of(draft, problem)])
        case "intermediary":
            return reverse("portal:application-intermediaries", args=[course_of(draft).case_of(draft, problem)])
    return "#declared"


def _form_url(draft: Filled, number: int) -> str:
    return address(draft, "form", number)


def _section_of(draft: Filled, element: str) -> int:
    found = (one.number for one in draft.sections if any(f.element.code == element for f in one.fields))
    return next(found, 1)


def _questions(draft: Filled) -> Task:
    answered = sum(question.element in draft.answers for question in draft.questions)
    state = DONE if draft.question is None else DOING if answered else TODO
    note = _("答了 %(n)s 题") % {"n": answered} if answered else ""
    return Task(QUESTIONS, _("回答几个问题"), question_url(draft), state, note)


def _applicant(draft: Filled) -> Task:
    """A draft begins as one's own; until something is filled in, nobody has confirmed that."""
    url = address(draft, "applicant")
    wrong = not draft.applicant_set or any(problem.part == "applicant" for problem in draft.problems)
    untouched = draft.capacity == "self" and bool(draft.sections) and not any(map(_filled, draft.sections))
    note = "" if wrong else f"{draft.applicant_name}，{draft.capacity_label}"
    return Task(APPLICANT, _("确认申请人"), url, TODO if wrong or untouched else DONE, note)


def _section(draft: Filled, section: SectionView, ready: bool) -> Task:
    filled = _filled(section)
    state = WAITING if not ready else DONE if section.complete else DOING if filled else TODO
    counted = {"n": len(section.fields), "filled": filled}
    note = _("%(n)s 项里填了 %(filled)s 项") % counted if state == DOING else ""
    label = _("填写%(name)s") % {"name": section.name}
    return Task(section_key(section), label, _form_url(draft, section.number) if ready else "", state, note)


def _filled(section: SectionView) -> int:
    return sum(one.value not in (None, "") for one in section.fields)


def _materials(draft: Filled, ready: bool) -> Task:
    missing = sum(one.missing for one in draft.materials)
    given = any(one.files or one.given for one in draft.materials if not one.spared)
    state = WAITING if not ready else DONE if not missing else DOING if given else TODO
    note = _("还差 %(n)s 份") % {"n": missing} if ready and missing else ""
    url = address(draft, "materials")
    return Task(MATERIALS, _("交材料"), url if ready else "", state, note)


def _check(draft: Filled, lines: list[Task], ready: bool) -> Task:
    url = address(draft, "check")
    left = sum(task.state != DONE for task in lines)
    state = WAITING if left else TODO
    return Task(CHECK, _("核对后提交"), url if ready else "", state, "")
