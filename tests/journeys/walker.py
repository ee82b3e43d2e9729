"""Somebody who files and handles any guide of the demo catalogue from its document alone, as applicant and staff would."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.tests.judging import judged
from bancheng.casework.cases.tests.stage import PDF
from bancheng.casework.cases.types import DraftView, FieldView
from bancheng.casework.projects import selectors as projects
from bancheng.casework.projects import services as registering
from bancheng.casework.projects.types import ProjectData
from bancheng.ground.access import Actor
from bancheng.ground.jobs import drain
from bancheng.profiles.loader_codes import demo_credit_code
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog.types import GuideDocument, Question
from bancheng.registers.identity.tests.cast import id_number

REGION = "411323000000"
USCC = demo_credit_code("91", REGION, "演示公司")
BY_KIND: Mapping[str, object] = {
    "text": "演示内容",
    "longtext": "演示内容",
    "person_name": "张演示",
    "address": "白羽路 1 号（演示）",
    "region": "河南省南阳市西峡县",
    "email": "demo@example.com",
    "phone": "13800000009",
    "id_number": id_number(),
    "date": "2026-03-01",
    "int": 3,
    "decimal": "12.5",
    "money": "1000.50",
    "area": "86.5",
    "bool": True,
}
MOST_ROUNDS = 12


@dataclass(frozen=True, slots=True)
class Cast:
    """Who plays: an applicant with a firm, the desks of the county."""

    person: Actor
    firm: str
    window: Actor
    reviewers: tuple[Actor, Actor]
    approver: Actor
    desk: Actor


@dataclass(slots=True)
class Choosing:
    """Answers each question with an option not taken before, so that a few walks reach every option of a guide once."""

    taken: dict[str, set[object]] = field(default_factory=dict)

    def answer(self, question: Question, options: tuple[object, ...]) -> object:
        seen = self.taken.setdefault(question.element, set())
        fresh = next((one for one in options if one not in seen), options[0])
        seen.add(fresh)
        return fresh


def situations(document: GuideDocument, most: int) -> Iterator[dict[str, object]]:
    """Complete sets of answers: the first options first, then sets that reach options no set reached before."""
    elements = catalog.elements_of(document)
    choosing = Choosing()
    for _ in range(most):
        before = sum(len(one) for one in choosing.taken.values())
        answers: dict[str, object] = {}
        while (asked := catalog.situation(document, answers, elements).question) is not None:
            options = tuple(one.value for one in asked.options) or (
                (True, False) if elements[asked.element].kind == "bool" else (BY_KIND[elements[asked.element].kind],)
            )
            answers[asked.element] = choosing.answer(asked, options)
        if answers and sum(len(one) for one in choosing.taken.values()) == before:
            return
        yield answers
        if not answers:
            return


def filed(item: int, document: GuideDocument, answers: Mapping[str, object], cast: Cast) -> str:
    """Fill in and hand in one application, as the pages let an applicant (or the window) do. Returns the number."""
    by, natural = cast.person, "1" in document.audience
    if {"pc", "mobile"} & set(document.channels):
        key = services.start(item_id=item, by=by)
    else:
        person = int(by.key.removeprefix("person:"))
        by = cast.window
        key = services.start_at_window(item_id=item, person_id=person, by=by, identity_method="id_card")
    if not natural:
        services.set_applicant(key, by=by, capacity="representative", uscc=cast.firm)
    assert services.save_answers(key, by=by, answers=answers) == ()
    code = ""
    if _asks(key, by, "project_code"):
        # A project is a firm's; what belongs to one is taken in with its code only.
        services.set_applicant(key, by=by, capacity="representative", uscc=cast.firm)
        code = project_code(cast)
    services.prefill(key, by=by)
    draft = _filled(key, by, code)
    for use in document.intermediaries if by is cast.person else ():
        services.choose_intermediary(key, service=use.service, by=by, name="演示中介服务机构")
    for line in draft.materials:
        if line.missing or line.lacking:
            services.add_file(key, line=line.line, stream=BytesIO(PDF), name="演示材料.pdf", by=by)
    left = selectors.draft(by, key).problems
    assert not left, f"不能提交：{[problem.sentence for problem in left]}"
    return services.submit(key, by=by, declared=True).number


def project_code(cast: Cast) -> str:
    """The code of a project of the firm; it registers one the first time."""
    known = projects.own_projects(cast.person).rows
    if known:
        return known[0].code
    data = ProjectData(
        name="演示厂房建设项目",
        kind="file",
        project_type="01",
        department="04",
        industry="C",
        investment=Decimal("1200"),
        starts_on=None,
        summary="",
        sites=((REGION, "白羽路 1 号（演示）"),),
    )
    return registering.submit(registering.begin(uscc=cast.firm, given=data, by=cast.person), by=cast.person)


def _asks(key: str, by: Actor, element: str) -> bool:
    sections = selectors.draft(by, key).sections
    return any(one.field.element == element and one.required for section in sections for one in section.fields)


def _filled(key: str, by: Actor, code: str = "") -> DraftView:
    for _ in range(MOST_ROUNDS):
        draft = selectors.draft(by, key)
        empty = [one for section in draft.sections for one in section.fields if one.value is None and one.required]
        if not empty:
            return draft
        problems = services.save_fields(key, by=by, values=_values(empty, code))
        assert not problems, [problem.sentence for problem in problems]
    raise AssertionError("fields never end")


def _values(empty: list[FieldView], code: str) -> dict[str, object]:
    return {one.field.element: code if one.field.element == "project_code" else value_for(one) for one in empty}


def value_for(one: FieldView) -> object:
    """What the applicant types into an empty field: its first option, or a demo value of its kind."""
    options = tuple(option.value for option in one.field.options) or tuple(value for value, _ in one.element.options)
    if one.element.kind == "uscc":
        return USCC
    return options[0] if options else BY_KIND[one.element.kind]


def decided(number: str, cast: Cast) -> None:
    """Accept, review, decide: what the desks do until there is a result. What only the office knows, the approver adds."""
    services.accept(number, by=cast.window)
    for _ in range(MOST_ROUNDS):
        if not _reviewed(number, cast):
            break
    face = {
        one.code: str(USCC if one.kind == "uscc" else BY_KIND[one.kind])
        for one in selectors.decision_preview(cast.approver, number).face
        if one.required and not one.value
    }
    services.decide(number, by=cast.approver, outcome="granted", face=face)


def finished(number: str, cast: Cast) -> None:
    """Papers and licence are made; the result goes the way the applicant chose, and the case is closed."""
    drain()
    state = selectors.staff_case(cast.desk, number).line.state
    if state == "decided":
        services.deliver(number, by=cast.desk, method="post")
        services.close(number, by=cast.desk)
    elif state == "delivered":
        services.collect(number, by=cast.desk, name="张演示", id_number=id_number(), method="id_card")
    drain()


def _reviewed(number: str, cast: Cast) -> bool:
    """Everybody gives an opinion on each open review stage; False when there is none."""
    seen = selectors.staff_case(cast.reviewers[0], number)
    waiting = [task for task in seen.tasks if task.state == "open" and task.kind in {"review", "inspect", "expert"}]
    for task in waiting:
        ticked = judged(seen, task.stage)
        desks = {"clerk": (cast.window,), "reviewer": cast.reviewers, "approver": (cast.approver,)}[task.post]
        for by in desks:
            said = {"outcome": "agree", "opinion": "已核对", "deviation": "现场核实的数值"}
            if services.review(number, by=by, task=task.id, criteria=ticked, **said):
                break
    return bool(waiting)
