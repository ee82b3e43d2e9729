"""The demonstration of one profile on a day of its own time: its catalogue, its desks by name, its citizens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO

from tests.journeys.walker import BY_KIND, USCC

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.tests.judging import judged
from bancheng.casework.cases.tests.stage import PDF
from bancheng.casework.cases.types import Criterion, DraftView, StaffCase
from bancheng.ground.access import Actor, system
from bancheng.ground.law import SHANGHAI
from bancheng.profiles import loader
from bancheng.profiles.loader_codes import demo_credit_code
from bancheng.registers.catalog import selectors as catalog
from bancheng.registers.catalog.types import GuideDocument, SearchQuery
from bancheng.registers.identity import selectors as people
from bancheng.registers.identity import services as identity
from bancheng.registers.identity.models import Account
from bancheng.registers.identity.tests.cast import id_number

PASSWORD = "Chuntian-2026!"


def at(day: date, hour: int = 9) -> datetime:
    """That hour of a day in Shanghai."""
    return datetime.combine(day, time(hour), SHANGHAI)


@dataclass(frozen=True, slots=True)
class Scene:
    """One profile as loaded: `short` begins the logins of its desks, `region` is its county."""

    short: str
    region: str

    @classmethod
    def of(cls, profile: str, short: str, region: str) -> Scene:
        loader.load([profile])
        return cls(short, region)

    def desk(self, duty: str) -> Actor:
        """Who holds a duty of the demo cast: window, reviewer, approver, examiner, chief, result, supervisor …"""
        return _actor(Account.objects.get(login=f"{self.short}{duty}"))

    def citizen(self, name: str) -> Actor:
        """A citizen of the demo cast, whom the population register knows."""
        return _actor(Account.objects.get(person__name=name))

    def stranger(self, name: str, stem: str = "41132319900101001", phone: str = "13900001234") -> Actor:
        """A citizen who registers now; no register knows him."""
        account = identity.register_person(
            name=name, id_number=id_number(stem), phone=phone, password=PASSWORD, code=None
        )
        return _actor(account)

    def firm(self, head: Actor, name: str) -> str:
        """A firm that he represents; its credit code."""
        uscc = demo_credit_code("91", self.region, name)
        person = int(head.key.removeprefix("person:"))
        identity.register_legal_person(uscc=uscc, name=name, representative=person, by=system("演示"))
        return uscc

    def found(self, name: str) -> int:
        """The item as a citizen finds it in the public list."""
        hits = catalog.find(SearchQuery(q=name, region=self.region, size=20)).results
        return next(hit.item_id for hit in hits if hit.title == name and hit.region_code == self.region)

    def guide(self, item: int) -> GuideDocument:
        page = catalog.guide(item)
        assert page is not None
        return page.document

    def completed(self, key: str, by: Actor, *, leaving: str = "", **answers: object) -> None:
        """Answer the questions, fill every field that is still empty, and upload what is owed, but what is `leaving`: tolerable."""
        assert services.save_answers(key, by=by, answers=answers) == ()
        while values := _empty(selectors.draft(by, key)):
            assert services.save_fields(key, by=by, values=values) == ()
        for line in selectors.draft(by, key).materials:
            if line.missing or (line.lacking and leaving != "tolerable"):
                services.add_file(key, line=line.line, stream=BytesIO(PDF), name=f"{line.code}.pdf", by=by)

    def filed(self, item: int, by: Actor, uscc: str = "", *, leaving: str = "", **answers: object) -> str:
        """An application for himself, or as representative of his firm. `leaving`: what does not come with it."""
        key = services.start(item_id=item, by=by)
        if uscc:
            services.set_applicant(key, by=by, capacity="representative", uscc=uscc)
        services.prefill(key, by=by)
        self.completed(key, by, leaving=leaving, **answers)
        return services.submit(key, by=by, declared=True).number

    def reviewed(self, number: str, *reviewers: Actor) -> tuple[str, ...]:
        """Every review stage, one after another, each by as many people as the guide wants. Their names."""
        done: list[str] = []
        while waiting := _waiting(selectors.staff_case(reviewers[0], number)):
            stage, ticked, task = waiting
            said = {"outcome": "agree", "opinion": "已核对", "deviation": "现场核实的数值"}
            finished = (services.review(number, by=by, task=task, criteria=ticked, **said) for by in reviewers)
            assert any(finished), f"{stage} wants more people than there are"
            done.append(stage)
        return tuple(done)


def granted(number: str, by: Actor) -> str:
    """The approver grants; what only the office knows of the licence he adds. The number of the decision."""
    face = {
        one.code: str(BY_KIND.get(one.kind, USCC))
        for one in selectors.decision_preview(by, number).face
        if one.required and not one.value
    }
    return services.decide(number, by=by, outcome="granted", face=face)


def _empty(draft: DraftView) -> dict[str, object]:
    fields = [one for section in draft.sections for one in section.fields if one.value is None and one.required]
    values = {**BY_KIND, "uscc": draft.applicant_masked if draft.capacity == "representative" else USCC}
    found: dict[str, object] = {}
    for one in fields:
        options = tuple(option.value for option in one.field.options) or tuple(
            value for value, _ in one.element.options
        )
        found[one.field.element] = options[0] if options else values[one.element.kind]
    return found


def id_number_of(by: Actor) -> str:
    return people.id_number_of(int(by.key.removeprefix("person:")))


def _waiting(case: StaffCase) -> tuple[str, list[Criterion], int] | None:
    for task in case.tasks:
        if task.state == "open" and task.kind in {"review", "inspect", "expert"}:
            return task.name, judged(case, task.stage), task.id
    return None


def _actor(account: Account) -> Actor:
    return people.actor_of(Account.objects.select_related("person", "staff__organisation").get(pk=account.pk))
