"""A case of 食品经营许可 that goes its way at the market organ of 西峡: filed by a citizen, handled by the demo cast."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.test import Client

from bancheng.casework.cases import selectors, services
from bancheng.casework.cases.types import Criterion, Filed, Gap, OwnCase
from bancheng.doors.portal.tests.applying import BASIS, PDF
from bancheng.doors.portal.tests.conftest import City
from bancheng.ground.access import Actor
from bancheng.ground.jobs import drain
from bancheng.registers.identity import selectors as identity
from bancheng.registers.identity.models import Account

BACKEND = "bancheng.registers.identity.backends.AccountBackend"
LAYOUT = {
    "code": "M0003",
    "name": "经营布局图",
    "form": "either",
    "originals": 1,
    "copies": 0,
    "signature": "signature",
    "basis": BASIS,
}
STAGES = [
    {"key": "accept", "name": "受理", "kind": "accept", "post": "clerk"},
    {"key": "review", "name": "材料审查", "kind": "review", "post": "reviewer", "days": 1, "after": ["accept"]},
    {"key": "decide", "name": "决定", "kind": "decide", "post": "approver", "days": 1, "after": ["review"]},
    {"key": "deliver", "name": "送达", "kind": "deliver", "post": "result_desk", "days": 0, "after": ["decide"]},
]
STAGES[1]["criteria"] = ["布局图与操作流程能防止交叉污染"]


@dataclass(frozen=True)
class Walk:
    """One item with a short guide; each verb takes the case one step further and returns nothing but what a test needs."""

    city: City
    item: int

    def draft(self, by: Actor) -> str:
        return services.start(item_id=self.item, by=by)

    def file(self, by: Actor, *, uscc: str = "") -> Filed:
        key = self.draft(by)
        if uscc:
            services.set_applicant(key, by=by, capacity="representative", uscc=uscc)
        services.save_fields(key, by=by, values={"person_name": "王小满"})
        self.upload(key, by)
        return services.submit(key, by=by, declared=True)

    def upload(self, key: str, by: Actor) -> None:
        services.add_file(key, line=1, stream=BytesIO(PDF), name="布局图.pdf", by=by)

    def ask(self, key: str) -> None:
        gaps = [Gap(line=1, sentence="请标明更衣区的位置")]
        services.request_supplement(key, by=staff("xixiaclerk"), gaps=gaps)

    def accept(self, key: str) -> None:
        services.accept(key, by=staff("xixiaclerk"))

    def review(self, key: str) -> None:
        by = staff("xixiareviewer")
        task = next(task for task in selectors.staff_case(by, key).tasks if task.stage == "review")
        points = [Criterion(text, True) for text in STAGES[1]["criteria"]]
        services.review(key, by=by, task=task.id, outcome="agree", opinion="符合", criteria=points)

    def decide(self, key: str, *, outcome: str = "granted", reason: str = "") -> None:
        services.decide(key, by=staff("xixiaapprover"), outcome=outcome, reason=reason)

    def finish(self, key: str, **decision: str) -> None:
        """From submission to the end, papers made and the result delivered by the platform's own jobs."""
        self.accept(key)
        self.review(key)
        self.decide(key, **decision)
        drain()

    def own(self, by: Actor, key: str) -> OwnCase:
        return selectors.own_case(by, key)


def walk(city: City) -> Walk:
    fields = [{"element": "person_name", "section": "申请人信息"}]
    results = [{"name": "准予决定书", "kind": "approval", "delivery": ["electronic"]}]
    item = city.food
    city.republish(
        item,
        questions=[],
        fields=fields,
        materials=[LAYOUT],
        stages=STAGES,
        results=results,
        audience=["1", "2"],
        points=[],
    )
    return Walk(city, item)


def staff(login: str) -> Actor:
    rows = Account.objects.select_related("person", "staff__organisation")
    return identity.actor_of(rows.get(staff__number=login))


def citizen(account: Any) -> Actor:
    return identity.actor_of(Account.objects.select_related("person").get(pk=account.pk))


def browser_of(account: Any) -> Client:
    browser = Client()
    browser.force_login(account, backend=BACKEND)
    return browser
