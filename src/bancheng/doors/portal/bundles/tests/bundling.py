"""开办餐饮店 in small with its citizen's browser, and the steps of its one application as the pages lead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from django.test import Client

from bancheng.casework.bundles.tests.course import two_organs
from bancheng.casework.bundles.tests.running import REGISTRATION, SHORT, Running, build_running
from bancheng.casework.cases.tests.stage import PDF, PLAN, at, build_stage
from bancheng.ground.access import Actor
from bancheng.ground.jobs import drain
from bancheng.registers.catalog.tests.sample import COUNTY, PLATFORM
from bancheng.registers.identity.models import Account
from bancheng.registers.organisations import services as organisations
from bancheng.registers.payments.tests.sample import CODE, FEES, LOST, NEW, coded

FRIDAY = at(date(2026, 11, 20))
BACKEND = "bancheng.registers.identity.backends.AccountBackend"
FORM = {"person_name": "王小满", "has_staff": "no"}


@dataclass(frozen=True)
class Shop:
    """The county with its published bundle, and the browser of who opens a restaurant."""

    running: Running
    browser: Client
    citizen: Actor

    def begin(self, **answers: str) -> str:
        """A draft; its address."""
        answer = self.browser.post("/bundles/catering/start/", answers)
        assert answer.status_code == 302, answer.content.decode()
        return str(answer.headers["Location"])

    def fill(self, draft: str) -> None:
        """Question, applicant and form, as the pages lead."""
        assert self.browser.post(f"{draft}question/1/", {"shop_kind": "shop"}).status_code == 302
        assert self.browser.post(f"{draft}applicant/", {"whom": "self"}).status_code == 302
        assert self.browser.post(f"{draft}form/1/", FORM).status_code == 302

    def upload(self, path: str, name: str = "布局图.pdf", content: bytes = PDF) -> Any:
        file = BytesIO(content)
        file.name = name
        return self.browser.post(path, {"act": "upload", "files": file})

    def submit(self, draft: str) -> Any:
        return self.browser.post(f"{draft}check/", {"declared": "yes"})

    def filed(self) -> str:
        """A running bundle made by the pages; its key."""
        draft = self.begin()
        self.fill(draft)
        assert self.upload(f"{draft}materials/M0005/").status_code == 302
        assert self.submit(draft).headers["Location"] == f"{draft}done/"
        drain()
        return draft.strip("/").rpartition("/")[2]

    def text(self, path: str, status: int = 200) -> str:
        answer = self.browser.get(path)
        assert answer.status_code == status, (path, answer.status_code, answer.headers.get("Location"))
        return str(answer.content.decode())

    def other(self) -> Client:
        """Somebody else, signed in."""
        return signed_in(self.running.stage.citizen("李大可", 2))


def signed_in(actor: Actor) -> Client:
    browser = Client()
    browser.cookies["region"] = COUNTY
    browser.force_login(Account.objects.get(pk=actor.account), backend=BACKEND)
    return browser


def open_shop(**changes: Any) -> Shop:
    """`changes` are of the bundle's body."""
    return shop_of(two_organs(**changes))


def shop_of(running: Running) -> Shop:
    """The pages of a bundle that was made otherwise."""
    organisations.serve_region(region=COUNTY, by=PLATFORM)
    citizen = running.stage.citizen()
    return Shop(running, signed_in(citizen), citizen)


def open_paid_shop() -> Shop:
    """The food permit and the sign charge, each for its own organ."""
    stage = build_stage()
    plain = {"fields": [{"element": "person_name"}, {"element": "has_staff"}], "fees": FEES}
    own = [
        stage.item("店招设置", organ=stage.world.water, questions=[], materials=[PLAN], **plain),
        stage.item("食品经营许可", stages=SHORT, materials=[PLAN, REGISTRATION], **plain),
    ]
    for item in own:
        coded(item, {NEW: CODE, LOST: CODE})
    return shop_of(build_running(stage))
