"""Walking a bundle over the real catalogue: filled in once by its citizen, handled by every organ that it concerns."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from tests.journeys.scene import Scene, granted
from tests.journeys.walker import BY_KIND, USCC

from bancheng.casework.bundles import selectors, services
from bancheng.casework.bundles.types import BundleDraft, BundleFiled, PartView, RunningBundle
from bancheng.casework.cases import selectors as cases
from bancheng.casework.cases import services as case_services
from bancheng.casework.cases.tests.stage import PDF
from bancheng.ground.access import Actor
from bancheng.ground.jobs import drain


@dataclass(frozen=True, slots=True)
class Walk:
    """A scene with one application through a bundle. `hall` accepts, reviews, decides and hands out by its posts."""

    scene: Scene
    who: Actor
    key: str

    @classmethod
    def begun(cls, scene: Scene, bundle: str, who: Actor, *, uscc: str = "", **more: object) -> Walk:
        key = services.begin(region=scene.region, key=bundle, by=who, **more)  # type: ignore[arg-type]
        if uscc:
            services.set_applicant(key, by=who, capacity="representative", uscc=uscc)
        return cls(scene, who, key)

    def draft(self) -> BundleDraft:
        return selectors.draft(self.who, self.key)

    def answer(self, **answers: object) -> None:
        """Answer every question; those that `answers` do not name by their first choice, or no, or one."""
        while (question := self.draft().question) is not None:
            asked = question.question
            plain = {"bool": False, "number": "1"}.get(asked.kind, asked.options[0].value if asked.options else "1")
            self.answer_one(asked.element, answers.get(asked.element, plain))

    def answer_most(self, **known: object) -> None:
        """Answer every question so that as many members as can be take part, and this way is open to who asks."""
        while (question := self.draft().question) is not None:
            asked = question.question
            choices = [option.value for option in asked.options] or ["1", "400", "3000000"]
            for value in [known[asked.element]] if asked.element in known else _tries(asked.kind, choices):
                self.answer_one(asked.element, value)
                if not self.draft().unfit:
                    break

    def answer_one(self, element: str, value: object) -> None:
        assert services.save_answers(self.key, by=self.who, answers={element: value}) == (), element

    def fill(self) -> None:
        """Every field that is empty, once; every paper that is missing, once."""
        services.prefill(self.key, by=self.who)
        while values := _empty(self.draft()):
            assert services.save_fields(self.key, by=self.who, values=values) == ()
        for one in self.draft().materials:
            if one.lines and one.view.missing:
                services.add_file(self.key, code=one.code, stream=BytesIO(PDF), name=f"{one.code}.pdf", by=self.who)

    def submit(self) -> BundleFiled:
        draft = self.draft()
        assert draft.problems == (), [one.sentence for one in draft.problems]
        filed = services.submit(self.key, by=self.who, declared=True)
        drain()
        return filed

    def uploaded(self) -> list[tuple[str, list[str]]]:
        """The uploaded papers of the members that are with their organs, each with the members that have it."""
        window = self.scene.desk("window")
        found: dict[str, list[str]] = {}
        for part in self.whole().parts:
            for line in cases.staff_case(window, part.number).materials if part.number else ():
                if line.files:
                    found.setdefault(line.code, []).append(part.key)
        return sorted(found.items(), key=lambda one: -len(one[1]))

    def whole(self) -> RunningBundle:
        return selectors.running_bundle(self.who, self.key)

    def part(self, key: str) -> PartView:
        return next(one for one in self.whole().parts if one.key == key)

    def handle(self, key: str) -> None:
        """The organ of a member takes it from where it stands to its result."""
        number = self.part(key).number
        window, chief = self.scene.desk("window"), self.scene.desk("chief")
        if cases.staff_case(window, number).line.state in {"submitted", "pre_reviewed"}:
            _accept(number, window)
        self.scene.reviewed(number, self.scene.desk("examiner"), self.scene.desk("examiner2"))
        granted(number, chief)
        drain()
        if self.part(key).case_state == "decided" and self.part(key).state == "open":
            case_services.deliver(number, by=self.scene.desk("result"), method="window")
            drain()

    def handle_all(self) -> list[list[str]]:
        """Wave after wave: whatever is with an organ is granted. Which members each wave held."""
        waves: list[list[str]] = []
        while waiting := [one.key for one in self.whole().parts if one.state == "open"]:
            waves.append(waiting)
            for key in waiting:
                self.handle(key)
        return waves


def _accept(number: str, by: Actor) -> None:
    for line in cases.staff_case(by, number).materials:
        if line.material.necessity == "tolerable" and not line.given:
            case_services.check_material(number, line=line.line, result="exempt", note="本次不需要", by=by)
    case_services.accept(number, by=by)


def _tries(kind: str, choices: list[str]) -> list[object]:
    return [True, False] if kind == "bool" else list(choices)


def _empty(draft: BundleDraft) -> dict[str, object]:
    values = {**BY_KIND, "uscc": draft.applicant_masked if draft.capacity == "representative" else USCC}
    found: dict[str, object] = {}
    for one in (field for section in draft.sections for field in section.fields):
        if one.value is None and one.required:
            options = [option.value for option in one.field.options] or [value for value, _ in one.element.options]
            found[one.element.code] = options[0] if options else values[one.element.kind]
    return found
